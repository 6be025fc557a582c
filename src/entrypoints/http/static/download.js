// The page of a download link: the token is sent only when the reader presses the button, and what comes
// back is handed to the browser as a file.
"use strict";

const fetchButton = page.querySelector("[data-fetch]");
const retryButton = page.querySelector("[data-retry]");

function showProblem(title, detail, mayRetry = false) {
  retryButton.hidden = !mayRetry;
  showFailure(title, detail);
}

function offer() {
  show("ready", asked);
}

function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function download() {
  const answer = await ask("/api/v1/users/me/export/download", { token });
  if (!answer.ok) {
    const told = await answer.json();
    // whoever isn't signed in here can do so in another tab, and come back
    showProblem(told.title, told.detail, answer.status === 401 || mayPass(answer));
    return;
  }
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
  save(await answer.blob(), name ?? "p2p-sandbox.zip");
  showDone();
}

async function downloadIfReached() {
  try {
    await download();
  } catch {
    showProblem(page.dataset.lostTitle, page.dataset.lost, true);
  }
}

fetchButton.addEventListener("click", () => once(fetchButton, downloadIfReached));
retryButton.addEventListener("click", offer);
onToken(offer, showProblem);
