// @ts-check
// What is to be known of the chosen part stands beside the paper: where it is from, what of it waits, what is
// asked about it, for whom it waits.

import { elementOf } from "../../core/pages/events.js";
import { isInWindow, isModified, isTyping } from "../../core/pages/keyboard.js";
import { followBeside } from "./beside.js";
import { need } from "./dialogs.js";
import { closeDrawers, openDrawer } from "./drawers.js";
import { fragment, refresh, withHtmx } from "./paper_now.js";
import { PIECE, pieceOf, pieces, targetOf } from "./pieces.js";

/** @type {HTMLElement} */
const root = need("#workshop");
/** @type {HTMLElement} */
const wordsPlace = need("#inspector-words");
export const words = /** @type {Record<string, string>} */ ({ ...wordsPlace.dataset });

let shown = ""; // the target of the part that stands beside the paper
let number = ""; // the address of the number that does
/** @type {Promise<void>} */
let filling = Promise.resolve();

/** What stands beside the paper is asked for anew the next time. */
export function forget() {
  shown = "";
}

/**
 * What is to be known of a piece stands beside the paper.
 * @param {HTMLElement} piece
 */
export function about(piece) {
  const target = targetOf(piece);
  // A click both focuses a piece and opens it.
  if (/^(para|section)\//.test(target) && target !== shown) {
    shown = target;
    filling = show(target);
  }
  return filling;
}

/** @param {string} target */
async function show(target) {
  const html = await fragment(`${root.dataset.about}${encodeURI(target)}/`);
  if (html === null || shown !== target) return;
  fill("#piece-panel", html);
}

/**
 * @param {string} place
 * @param {string} html
 */
function fill(place, html) {
  const panel = need(place);
  panel.innerHTML = html;
  withHtmx(panel);
}

/** @param {string} said */
function tell(said) {
  const place = need("#beside-said");
  place.textContent = said;
}

/** @param {Element} panel in which something was done */
async function done(panel) {
  const target = shown;
  forget();
  await refresh();
  const piece = target ? pieceOf(target) : undefined;
  if (piece) await about(piece);
  const html = panel.id === "number-panel" && number ? await fragment(number) : null;
  if (html !== null) fill("#number-panel", html);
  focusOn(panel.id === "number-panel" ? "#number-title" : "#piece-title");
}

/** @param {string} place a heading beside the paper */
function focusOn(place) {
  if (place === "#piece-title") openDrawer("beside");
  const heading = document.querySelector(place);
  if (!(heading instanceof HTMLElement)) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "nearest" });
}

/** The focus goes back from what stands beside the paper to the part that it is about. */
function leave() {
  closeDrawers();
  pieceOf(shown)?.focus();
}

followBeside({ tell, done, leave, words });

document.addEventListener("click", async (event) => {
  const target = elementOf(event);
  const link = target?.closest("a[hx-target='#number-panel']");
  if (link instanceof HTMLAnchorElement) number = link.href;
  const more = target?.closest(".piece-about");
  const piece = more?.closest(PIECE);
  if (!(piece instanceof HTMLElement) || isModified(event)) return;
  event.preventDefault();
  await about(piece);
  focusOn("#piece-title");
});

document.addEventListener("keydown", async (event) => {
  const piece = elementOf(event);
  if (!(piece instanceof HTMLElement) || !piece.matches(PIECE)) return;
  if (isTyping(piece) || isModified(event) || isInWindow(piece)) return;
  if (event.key === "i") {
    event.preventDefault();
    await about(piece);
    focusOn("#piece-title");
  } else if (event.key === "m") {
    event.preventDefault();
    nextThatAsks(piece);
  }
});

/** @param {HTMLElement} piece from which on */
function nextThatAsks(piece) {
  const asking = pieces().filter((one) => one.querySelector(".piece-mark.asks"));
  const all = pieces();
  const next = asking.find((one) => all.indexOf(one) > all.indexOf(piece)) ?? asking[0];
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}
