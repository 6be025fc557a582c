// Gives every block of commands a button that copies it.
"use strict";

const SHOWN_FOR = 2000;

function addButton(block) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = block.dataset.copy;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(block.querySelector("code").textContent);
    } catch {
      getSelection().selectAllChildren(block.querySelector("code")); // no clipboard here: select it instead
      return;
    }
    button.textContent = block.dataset.copied;
    setTimeout(() => (button.textContent = block.dataset.copy), SHOWN_FOR);
  });
  block.append(button);
}

if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(addButton);
