// @ts-check
// The matrix under the arrow keys: they move between the cells that lead somewhere.

import { elementOf } from "../core/pages/events.js";
import { isModified } from "../core/pages/keyboard.js";

const CELL = ".matrix td";
const WIDTH = 5;
/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WIDTH, ArrowDown: WIDTH };

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const here = elementOf(event)?.closest(CELL);
  if (isModified(event) || !step || !here) return;
  const all = [...document.querySelectorAll(CELL)];
  const start = all.indexOf(here);
  const sideways = Math.abs(step) === 1;
  const row = Math.floor(start / WIDTH);
  for (let at = start + step; at >= 0 && at < all.length; at += step) {
    if (sideways && Math.floor(at / WIDTH) !== row) return;
    const link = all[at].querySelector("a");
    if (!link) continue;
    event.preventDefault();
    link.focus();
    return;
  }
});
