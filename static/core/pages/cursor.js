// @ts-check
// A cursor over the rows of a list: j and k or the arrow keys move it from row to row.

import { elementOf } from "./events.js";
import { isInWindow, isModified, isTyping } from "./keyboard.js";

/** @type {Record<string, number>} */
const LETTERS = { j: 1, k: -1 };
/** @type {Record<string, number>} how far an arrow key moves in a list */
export const ARROWS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Moves the cursor of a list by keyboard.
 * @template {Element} Row
 * @param {object} list
 * @param {() => Row[]} list.rows where the cursor can stand, from above
 * @param {() => Row | null} list.current where it stands
 * @param {(row: Row) => void} list.moveTo puts it there
 * @param {string} list.within the selector of what has the arrow keys even without a cursor
 */
export function followKeys({ rows, current, moveTo, within }) {
  document.addEventListener("keydown", (event) => {
    const target = elementOf(event);
    if (isModified(event) || isTyping(target) || isInWindow(target)) return;
    // Arrows scroll the page until the cursor is in the list; j and k start it from anywhere.
    const here = current();
    const inList = here || target?.closest(within);
    const step = LETTERS[event.key] ?? (inList && ARROWS[event.key]);
    const all = rows();
    if (!step || !all.length) return;
    event.preventDefault();
    const at = here ? all.indexOf(here) : -1;
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    moveTo(all[Math.max(0, Math.min(all.length - 1, next))]);
  });
}

/** Whether the page was reached by the browser's way back, or forward again. */
export function isWayBack() {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && entry.type === "back_forward";
}
