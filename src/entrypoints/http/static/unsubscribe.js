// The page of a mail's last link: the token is sent only when the reader presses the button.
"use strict";

const endButton = page.querySelector("[data-end]");
const retryButton = page.querySelector("[data-retry]");

function showProblem(title, detail, mayRetry = false) {
  retryButton.hidden = !mayRetry;
  showFailure(title, detail);
}

function offer() {
  show("ready", asked);
}

async function end() {
  try {
    const answer = await post("/api/v1/notifications/unsubscribe", { token });
    if (answer.ok) showDone();
    else showProblem(answer.told.title, answer.told.detail, mayPass(answer));
  } catch {
    showProblem(page.dataset.lostTitle, page.dataset.lost, true);
  }
}

endButton.addEventListener("click", () => once(endButton, end));
retryButton.addEventListener("click", offer);
onToken(offer, showProblem);
