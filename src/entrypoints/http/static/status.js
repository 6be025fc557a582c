// Shows beside a lamp whether the server is well, and asks again while somebody looks.
"use strict";

const place = document.querySelector("[data-status]");
const lamp = document.createElement("span");
lamp.className = "lamp";
const words = document.createElement("span");
const AGAIN_AFTER = 15000;

function show(state, more) {
  const said = place.dataset[state] + (more ? ` · ${more}` : "");
  place.dataset.state = state;
  if (words.textContent !== said) words.textContent = said;
}

async function ask() {
  try {
    const answer = await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    const health = await answer.json();
    show(answer.ok ? "running" : "unwell", health.version);
  } catch {
    show("silent");
  }
}

if (place) {
  place.replaceChildren(lamp, words);
  show("asking");
  ask();
  setInterval(() => document.hidden || ask(), AGAIN_AFTER);
}
