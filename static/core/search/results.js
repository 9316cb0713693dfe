// @ts-check
// What was found, under the keyboard: the cursor goes from one result to the next, and who comes
// back from a result goes on from it.

import { followKeys, isWayBack } from "../pages/cursor.js";
import { elementOf } from "../pages/events.js";

const RESULT = ".results .result";
const OPENED = "result-opened";

function results() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const all = document.querySelectorAll(RESULT);
  return [...all];
}

followKeys({
  rows: results,
  current: () => results().find((result) => result === document.activeElement) ?? null,
  moveTo: (result) => result.focus(),
  within: RESULT,
});

document.addEventListener("click", (event) => {
  /** @type {HTMLAnchorElement | null | undefined} */
  const link = elementOf(event)?.closest(RESULT);
  if (link) sessionStorage.setItem(OPENED, JSON.stringify([location.href, link.href]));
});

const [from, opened] = JSON.parse(sessionStorage.getItem(OPENED) ?? "[]");
if (from === location.href && isWayBack()) {
  results().find(({ href }) => href === opened)?.focus();
}
