// The page of a download link. The token comes behind the #, leaves the address bar at once, and is sent
// only when the reader presses the button; what comes back is handed to the browser as a file.
"use strict";

const page = document.querySelector("[data-download]");
const heading = document.getElementById("heading");
const fetchButton = page.querySelector("[data-fetch]");
const retryButton = page.querySelector("[data-retry]");
const asked = heading.textContent;
const idle = fetchButton.textContent;
let token = "";

function show(part, title) {
  page.dataset.state = part;
  for (const each of page.querySelectorAll("[data-part]")) each.hidden = each.dataset.part !== part;
  heading.textContent = title;
}

function showProblem(title, detail, mayRetry) {
  show("problem", title);
  page.querySelector("[data-detail]").textContent = detail;
  retryButton.hidden = !mayRetry;
  heading.focus();
}

function open() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given === null && token) return;
  token = given ?? "";
  history.replaceState(null, "", location.pathname + location.search);
  if (token) show("ready", asked);
  else showProblem(page.dataset.noTokenTitle, page.dataset.noToken, false);
}

function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function download() {
  const answer = await fetch("/api/v1/users/me/export/download", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
    body: JSON.stringify({ token }),
  });
  if (!answer.ok) {
    const told = await answer.json();
    // whoever isn't signed in here can do so in another tab, and come back
    const mayRetry = answer.status === 401 || answer.status === 429 || answer.status >= 500;
    showProblem(told.title, told.detail, mayRetry);
    return;
  }
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
  save(await answer.blob(), name ?? "p2p-sandbox.zip");
  show("done", page.querySelector("[data-part=done]").dataset.title);
  heading.focus();
}

fetchButton.addEventListener("click", async () => {
  if (fetchButton.getAttribute("aria-disabled") === "true") return;
  fetchButton.setAttribute("aria-disabled", "true");
  fetchButton.textContent = fetchButton.dataset.busy;
  try {
    await download();
  } catch {
    showProblem(page.dataset.lostTitle, page.dataset.lost, true);
  } finally {
    fetchButton.setAttribute("aria-disabled", "false");
    fetchButton.textContent = idle;
  }
});
retryButton.addEventListener("click", () => show("ready", asked));
// The other language's page gets the token the same way: behind the #, which no server sees.
document.querySelector("[data-language]").addEventListener("click", (event) => {
  if (token) event.currentTarget.hash = `token=${encodeURIComponent(token)}`;
});
addEventListener("hashchange", () => location.hash && open());
open();
