// The page of an invitation's link: the token is sent to look at the invitation, which stays good, and to
// accept it when the form is sent.
"use strict";

const form = page.querySelector("[data-form]");
const retryButton = page.querySelector("[data-retry]");

function showProblem(title, detail, mayRetry = false) {
  retryButton.hidden = !mayRetry;
  showFailure(title, detail);
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
  showDone();
}

onSubmit(form, accept);
retryButton.addEventListener("click", look);
onToken(look, showProblem);
