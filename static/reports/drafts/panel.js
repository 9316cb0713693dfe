// @ts-check
// The panel of a number stands beside the paper; on a narrow page it lies over the foot of it. Who
// opens it by keyboard goes into it, since hundreds of numbers lie between. Its button and Escape
// close it, and the focus goes back to the number in the text.

import { elementOf, onHtmx } from "../../core/pages/events.js";

/** @type {HTMLElement | undefined} */
let opener;
let byKeyboard = false;

document.addEventListener("click", (event) => {
  const target = elementOf(event);
  /** @type {HTMLElement | null | undefined} */
  const link = target?.closest("a[data-number], a[hx-target='#number-panel']");
  if (link) {
    opener = link;
    byKeyboard = event.detail === 0; // A click without a pointer is a key.
  }
  if (target?.closest("#number-panel [data-close]")) close();
});

onHtmx("afterSettle", ({ target }) => {
  /** @type {HTMLElement | null} */
  const title = document.querySelector("#number-title");
  if (target?.id !== "number-panel" || !byKeyboard || !title) return;
  byKeyboard = false;
  title.tabIndex = -1;
  title.focus();
});

document.addEventListener("keydown", (event) => {
  const inPlay = event.target === opener || elementOf(event)?.closest("#number-panel");
  if (event.key === "Escape" && inPlay) close();
});

function close() {
  document.querySelector("#number-panel")?.replaceChildren();
  opener?.focus({ preventScroll: true });
}
