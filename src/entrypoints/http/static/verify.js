// The page of a verification link. The token comes behind the #, leaves the address bar at once,
// and is sent only when the reader presses the button.
"use strict";

const page = document.querySelector("[data-verify]");
const heading = document.getElementById("heading");
const confirmButton = page.querySelector("[data-confirm]");
const form = page.querySelector("[data-again]");
const over = page.querySelector("[data-over]");
const asked = heading.textContent;
let token = "";

function show(part, title) {
  page.dataset.state = part;
  for (const each of page.querySelectorAll("[data-part]")) each.hidden = each.dataset.part !== part;
  heading.textContent = title;
}

// No new link can revive a sign-up that is over, so none is offered then.
function showProblem(title, detail, isOver = false) {
  show("problem", title);
  form.hidden = isOver;
  over.hidden = !isOver;
  page.querySelector("[data-detail]").textContent = detail;
  heading.focus();
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
    body: JSON.stringify(body),
  });
  return { ok: answer.ok, status: answer.status, told: await answer.json() };
}

function busy(button, is) {
  button.setAttribute("aria-disabled", String(is));
  if (!button.dataset.busy) return;
  button.dataset.idle ??= button.textContent;
  button.textContent = is ? button.dataset.busy : button.dataset.idle;
}

async function once(button, act) {
  if (button.getAttribute("aria-disabled") === "true") return;
  busy(button, true);
  try {
    await act();
  } finally {
    busy(button, false);
  }
}

function open() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given === null && token) return;
  token = given ?? "";
  history.replaceState(null, "", location.pathname + location.search);
  page.querySelector("[data-sent]").hidden = true;
  if (token) show("ready", asked);
  else showProblem(page.dataset.noTokenTitle, page.dataset.noToken);
}

function offerRetry(title, detail) {
  show("ready", title);
  page.querySelector("[data-ready]").textContent = detail;
  heading.focus();
}

async function confirmAddress() {
  let answer;
  try {
    answer = await post("/api/v1/auth/email/verify", { token });
  } catch {
    offerRetry(page.dataset.lostTitle, page.dataset.lost);
    return;
  }
  if (answer.ok) welcome(answer.told);
  else if (answer.status === 429 || answer.status >= 500) offerRetry(answer.told.title, answer.told.detail);
  else showProblem(answer.told.title, answer.told.detail, answer.told.code === "token_expired");
}

function welcome(made) {
  page.querySelector("[data-name]").textContent = made.user.display_name;
  page.querySelector("[data-organization]").textContent = made.organization.name;
  show("done", page.querySelector("[data-part=done]").dataset.title);
  heading.focus();
}

async function askForLink() {
  const complaint = document.getElementById("complaint");
  const input = form.elements.email;
  complaint.textContent = "";
  input.removeAttribute("aria-invalid");
  let answer;
  try {
    answer = await post("/api/v1/auth/email/resend", { email: input.value });
  } catch {
    complaint.textContent = page.dataset.lost;
    return;
  }
  if (answer.ok) {
    form.hidden = true;
    page.querySelector("[data-sent]").hidden = false;
    return;
  }
  const wrong = answer.told.errors?.[0];
  complaint.textContent = wrong ? wrong.message : `${answer.told.title}. ${answer.told.detail}`;
  if (wrong) input.setAttribute("aria-invalid", "true");
  input.focus();
}

confirmButton.addEventListener("click", () => once(confirmButton, confirmAddress));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  once(form.querySelector("[data-send]"), askForLink);
});
// The other language's page gets the token the same way: behind the #, which no server sees.
document.querySelector("[data-language]").addEventListener("click", (event) => {
  if (token) event.currentTarget.hash = `token=${encodeURIComponent(token)}`;
});
addEventListener("hashchange", () => location.hash && open());
open();
