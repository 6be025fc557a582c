// While the web client is being built, says how far that is, and makes room for it once it is there.
"use strict";

const note = document.querySelector('[data-client="yes"]');
const LOOK_EVERY = 2000;

async function look() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.querySelector("[data-client]");
    if (!there) return location.reload(); // somebody else answers here now: the client
    const says = there.querySelector("[data-client-says]").textContent;
    const shown = note.querySelector("[data-client-says]");
    if (shown.textContent !== says) shown.textContent = says;
    if (there.dataset.client !== "yes") return undefined;
  } catch {
    // the server is starting anew: it is asked again
  }
  return setTimeout(look, LOOK_EVERY);
}

if (note) setTimeout(look, LOOK_EVERY);
