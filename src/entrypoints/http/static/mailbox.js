// Shows times as the reader's clock has them, and says so when a new mail has come.
"use strict";

const box = document.querySelector("[data-newest]");
const fresh = document.querySelector("[data-fresh]");
const AGAIN_AFTER = 3000;
const wording = document.documentElement.lang === "ar" ? "ar-SA-u-nu-latn-ca-gregory" : "en-GB";
const clock = new Intl.DateTimeFormat(wording, { dateStyle: "medium", timeStyle: "short" });

for (const time of document.querySelectorAll("time")) {
  time.textContent = clock.format(new Date(time.dateTime));
  time.dir = "auto";
}

async function look() {
  if (document.hidden) return;
  let mails;
  try {
    mails = await (await fetch("/dev/mailbox.json", { cache: "no-store" })).json();
  } catch {
    return; // the server is away for a moment: the next look tells
  }
  const newest = mails[0]?.id ?? "";
  if (newest === box.dataset.newest) return;
  if (box.dataset.newest) fresh.hidden = false;
  else location.reload();
}

setInterval(look, AGAIN_AFTER);
