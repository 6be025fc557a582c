// The page of a verification link: the token is sent only when the reader presses the button.
"use strict";

const confirmButton = page.querySelector("[data-confirm]");
const form = page.querySelector("[data-again]");
const over = page.querySelector("[data-over]");
const sent = page.querySelector("[data-sent]");

// No new link can revive a sign-up that is over, so none is offered then.
function showProblem(title, detail, isOver = false) {
  sent.hidden = true;
  form.hidden = isOver;
  over.hidden = !isOver;
  showFailure(title, detail);
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
  else if (mayPass(answer)) offerRetry(answer.told.title, answer.told.detail);
  else showProblem(answer.told.title, answer.told.detail, answer.told.code === "token_expired");
}

function welcome(made) {
  page.querySelector("[data-name]").textContent = made.user.display_name;
  page.querySelector("[data-organization]").textContent = made.organization.name;
  showDone();
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
    sent.hidden = false;
    return;
  }
  const wrong = answer.told.errors?.[0];
  complaint.textContent = wrong ? wrong.message : `${answer.told.title}. ${answer.told.detail}`;
  if (wrong) input.setAttribute("aria-invalid", "true");
  input.focus();
}

confirmButton.addEventListener("click", () => once(confirmButton, confirmAddress));
onSubmit(form, askForLink);
onToken(() => show("ready", asked), showProblem);
