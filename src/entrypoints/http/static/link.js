// What the pages of all links in mails share. The token comes behind the #, leaves the address bar at once,
// and is kept here until the page sends it where it belongs.
"use strict";

const page = document.querySelector("[data-link]");
const heading = document.getElementById("heading");
const asked = heading.textContent;
let token = "";

function show(part, title) {
  page.dataset.state = part;
  for (const each of page.querySelectorAll("[data-part]")) each.hidden = each.dataset.part !== part;
  heading.textContent = title;
}

function showFailure(title, detail) {
  show("problem", title);
  page.querySelector("[data-detail]").textContent = detail;
  heading.focus();
}

function showDone() {
  show("done", page.querySelector("[data-part=done]").dataset.title);
  heading.focus();
}

function ask(path, body) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
    body: JSON.stringify(body),
  });
}

async function post(path, body) {
  const answer = await ask(path, body);
  return { ok: answer.ok, status: answer.status, told: await answer.json() };
}

const mayPass = (answer) => answer.status === 429 || answer.status >= 500;

function busy(button, is) {
  button.setAttribute("aria-disabled", String(is));
  if (!button.dataset.busy) return;
  button.dataset.idle ??= button.textContent;
  button.textContent = is ? button.dataset.busy : button.dataset.idle;
}

// Pressing a button twice does it once.
async function once(button, act) {
  if (button.getAttribute("aria-disabled") === "true") return;
  busy(button, true);
  try {
    await act();
  } finally {
    busy(button, false);
  }
}

function onSubmit(form, act) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    once(form.querySelector("[data-send]"), act);
  });
}

// Take the token, now and whenever another link is opened in this page, and go on with it or without.
function onToken(go, goWithout) {
  const take = () => {
    const given = new URLSearchParams(location.hash.slice(1)).get("token");
    if (given === null && token) return;
    token = given ?? "";
    history.replaceState(null, "", location.pathname + location.search);
    if (token) go();
    else goWithout(page.dataset.noTokenTitle, page.dataset.noToken);
  };
  addEventListener("hashchange", () => location.hash && take());
  take();
}

// The other language's page gets the token the same way: behind the #, which no server sees.
document.querySelector("[data-language]").addEventListener("click", (event) => {
  if (token) event.currentTarget.hash = `token=${encodeURIComponent(token)}`;
});
