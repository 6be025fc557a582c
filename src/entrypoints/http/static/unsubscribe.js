// The page of a mail's last link. The token comes behind the #, leaves the address bar at once, and is sent
// only when the reader presses the button.
"use strict";

const page = document.querySelector("[data-unsubscribe]");
const heading = document.getElementById("heading");
const endButton = page.querySelector("[data-end]");
const retryButton = page.querySelector("[data-retry]");
const asked = heading.textContent;
const idle = endButton.textContent;
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

async function end() {
  const answer = await fetch("/api/v1/notifications/unsubscribe", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
    body: JSON.stringify({ token }),
  });
  if (!answer.ok) {
    const told = await answer.json();
    showProblem(told.title, told.detail, answer.status === 429 || answer.status >= 500);
    return;
  }
  show("done", page.querySelector("[data-part=done]").dataset.title);
  heading.focus();
}

endButton.addEventListener("click", async () => {
  if (endButton.getAttribute("aria-disabled") === "true") return;
  endButton.setAttribute("aria-disabled", "true");
  endButton.textContent = endButton.dataset.busy;
  try {
    await end();
  } catch {
    showProblem(page.dataset.lostTitle, page.dataset.lost, true);
  } finally {
    endButton.setAttribute("aria-disabled", "false");
    endButton.textContent = idle;
  }
});
retryButton.addEventListener("click", () => show("ready", asked));
// The other language's page gets the token the same way: behind the #, which no server sees.
document.querySelector("[data-language]").addEventListener("click", (event) => {
  if (token) event.currentTarget.hash = `token=${encodeURIComponent(token)}`;
});
addEventListener("hashchange", () => location.hash && open());
open();
