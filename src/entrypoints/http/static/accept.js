// The page of an invitation's link. The token comes behind the #, leaves the address bar at once, is
// sent to look at the invitation, which stays good, and to accept it when the form is sent.
"use strict";

const page = document.querySelector("[data-accept]");
const heading = document.getElementById("heading");
const form = page.querySelector("[data-form]");
const sendButton = form.querySelector("[data-send]");
const retryButton = page.querySelector("[data-retry]");
const asked = heading.textContent;
let token = "";

function show(part, title) {
  page.dataset.state = part;
  for (const each of page.querySelectorAll("[data-part]")) each.hidden = each.dataset.part !== part;
  heading.textContent = title;
}

function showProblem(title, detail, mayRetry = false) {
  show("problem", title);
  page.querySelector("[data-detail]").textContent = detail;
  retryButton.hidden = !mayRetry;
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

const mayPass = (answer) => answer.status === 429 || answer.status >= 500;

async function open() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given === null && token) return;
  token = given ?? "";
  history.replaceState(null, "", location.pathname + location.search);
  if (token) await look();
  else showProblem(page.dataset.noTokenTitle, page.dataset.noToken);
}

async function look() {
  show("looking", asked);
  let answer;
  try {
    answer = await post("/api/v1/invitations/validate", { token });
  } catch {
    showProblem(page.dataset.lostTitle, page.dataset.lost, true);
    return;
  }
  if (answer.ok) offer(answer.told);
  else showProblem(answer.told.title, answer.told.detail, mayPass(answer));
}

function offer(invitation) {
  page.querySelector("[data-organization]").textContent = invitation.organization.name;
  page.querySelector("[data-inviter]").textContent = invitation.inviter.display_name;
  page.querySelector("[data-address]").textContent = invitation.email;
  page.querySelector("[data-role]").textContent =
    invitation.role === "admin" ? page.dataset.roleAdmin : page.dataset.roleMember;
  show("ready", asked);
}

function complain(errors, rest) {
  for (const each of form.querySelectorAll("[data-complaint]")) each.textContent = "";
  for (const each of form.elements) each.removeAttribute("aria-invalid");
  for (const error of errors) {
    const place = form.querySelector(`[data-complaint="${CSS.escape(error.field)}"]`);
    const input = form.elements[error.field];
    if (!place || !input) continue;
    place.textContent = error.message;
    input.setAttribute("aria-invalid", "true");
  }
  const first = form.querySelector("[aria-invalid]");
  if (!first) form.querySelector('[data-complaint="other"]').textContent = rest;
  first?.focus();
}

async function accept() {
  complain([], "");
  const given = Object.fromEntries(["first_name", "last_name", "password"].map((name) => [name, form.elements[name].value]));
  let answer;
  try {
    answer = await post("/api/v1/invitations/accept", { token, ...given });
  } catch {
    complain([], page.dataset.lost);
    return;
  }
  if (answer.ok) welcome(answer.told);
  else if (answer.told.code === "validation_failed") complain(answer.told.errors, answer.told.title);
  else if (mayPass(answer)) complain([], `${answer.told.title}. ${answer.told.detail}`);
  else showProblem(answer.told.title, answer.told.detail);
}

function welcome(joined) {
  form.reset();
  page.querySelector("[data-name]").textContent = joined.user.display_name;
  page.querySelector("[data-joined]").textContent = joined.organization.name;
  show("done", page.querySelector("[data-part=done]").dataset.title);
  heading.focus();
}

async function once(act) {
  if (sendButton.getAttribute("aria-disabled") === "true") return;
  sendButton.setAttribute("aria-disabled", "true");
  const idle = sendButton.textContent;
  sendButton.textContent = sendButton.dataset.busy;
  try {
    await act();
  } finally {
    sendButton.setAttribute("aria-disabled", "false");
    sendButton.textContent = idle;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  once(accept);
});
retryButton.addEventListener("click", look);
// The other language's page gets the token the same way: behind the #, which no server sees.
document.querySelector("[data-language]").addEventListener("click", (event) => {
  if (token) event.currentTarget.hash = `token=${encodeURIComponent(token)}`;
});
addEventListener("hashchange", () => location.hash && open());
open();
