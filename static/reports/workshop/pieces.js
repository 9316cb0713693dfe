// @ts-check
// The pieces of the paper on the page: which has the focus, where one stands, and how a newer paper takes
// the place of the older one without a hair of the open editor being touched.

import { elementOf } from "../../core/pages/events.js";
import { keepElsewhere, keptText } from "./saving.js";
import { isAlternate, isModified, isTyping } from "../../core/pages/keyboard.js";

/** @typedef {any} Loose what the editor of the package, which has no types here, gives and takes */

export const PIECE = ".piece[data-target]";

/** @param {Element} piece */
export const targetOf = (piece) => /** @type {HTMLElement} */ (piece).dataset.target ?? "";

/** @param {Element} piece */
export const keyOf = (piece) => targetOf(piece).replace(/^[a-z]+\//, "");

/** @param {Element} piece */
export const isParagraph = (piece) => targetOf(piece).startsWith("para/");

/** @returns {HTMLElement[]} */
export const pieces = () =>
  [...document.querySelectorAll(PIECE)].map((one) => /** @type {HTMLElement} */ (one));

/** @param {string} target */
export const pieceOf = (target) => pieces().find((one) => targetOf(one) === target);

/**
 * Where a new paragraph below a piece would stand: its section, and the paragraph above it there.
 * @param {Element} piece
 */
export function placeBelow(piece) {
  if (!isParagraph(piece)) return { section: keyOf(piece), behind: "" };
  return { section: sectionOf(piece), behind: keyOf(piece) };
}

/** @param {Element} piece */
export function sectionOf(piece) {
  const all = pieces();
  const above = all.slice(0, all.indexOf(/** @type {HTMLElement} */ (piece)) + 1).reverse();
  const heading = above.find((one) => targetOf(one).startsWith("section/"));
  return heading ? keyOf(heading) : "";
}

/**
 * Where a paragraph would stand one place up or down, over headings too; null at the ends.
 * @param {HTMLElement} piece
 * @param {1 | -1} step
 */
export function placeBeside(piece, step) {
  const all = pieces().filter((one) => !targetOf(one).startsWith("cover/"));
  const at = all.indexOf(piece);
  const neighbour = all[step > 0 ? at + 1 : at - 2];
  return neighbour ? placeBelow(neighbour) : null;
}

/**
 * A place for a paragraph that the paper does not have yet.
 * @param {string} section
 * @param {string} behind
 * @param {Element | undefined} above
 */
export function newPiece(section, behind, above) {
  const piece = document.createElement("div");
  piece.className = "piece";
  Object.assign(piece.dataset, { target: `new/${section}/${behind}`, section, behind });
  if (above) above.after(piece);
  else document.querySelector("#paper > article")?.append(piece);
  return piece;
}

/**
 * A place for kept words whose paragraph is not in the paper: where it stood, or would have stood.
 * @param {string} below the person, report and language
 * @param {string} target of the kept words
 */
export function placeKept(below, target) {
  const kept = keptText(`${below}:${target}`);
  if (!kept?.place || !/^(new|para)\//.test(target)) return null;
  const { section, behind } = kept.place;
  const above = pieceOf(`para/${behind}`) ?? pieceOf(`section/${section}`) ?? pieces().at(-1);
  const piece = newPiece(section, behind, above);
  if (targetOf(piece) !== target) {
    keepElsewhere(`${below}:${target}`, `${below}:${targetOf(piece)}`);
  }
  const words = document.createElement("p");
  words.className = "piece-kept-words";
  words.textContent = plainOf(kept.doc);
  piece.append(words);
  return piece;
}

/**
 * The words of an editor's document.
 * @param {Loose} part
 * @returns {string}
 */
function plainOf(part) {
  const own = part.text ?? part.attrs?.text ?? "";
  return own + (part.content ?? []).map(plainOf).join(part.type === "paragraph" ? "" : " ");
}

// --- The keys of a piece --------------------------------------------------------------------------

/**
 * @param {object} asks
 * @param {(piece: HTMLElement) => void} asks.open
 * @param {(piece: HTMLElement) => void} asks.chosen
 * @param {(piece: HTMLElement, step: "up" | "down" | "remove" | "add") => void} asks.step
 * @param {Record<string, string>} words
 */
export function followKeys(asks, words) {
  document.addEventListener("focusin", (event) => {
    const piece = elementOf(event)?.closest(PIECE);
    if (piece instanceof HTMLElement && event.target === piece) choose(piece);
  });
  document.addEventListener("click", (event) => {
    const target = elementOf(event);
    const piece = target?.closest(PIECE);
    if (!(piece instanceof HTMLElement) || target?.closest(".piece-editor")) return;
    if (target?.closest(".piece-edit")) event.preventDefault();
    else if (target?.closest("a, button, summary, input, .figure")) return;
    if (String(getSelection())) return; // Words are being marked to be copied.
    choose(piece);
    asks.open(piece);
  });
  document.addEventListener("keydown", (event) => {
    const piece = elementOf(event);
    if (!(piece instanceof HTMLElement) || !piece.matches(PIECE) || isTyping(piece)) return;
    if (onKey(event, piece)) event.preventDefault();
  });

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLElement} piece
   */
  function onKey(event, piece) {
    if (isAlternate(event) && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      asks.step(piece, event.key === "ArrowUp" ? "up" : "down");
      return true;
    }
    if (isModified(event)) return false;
    const all = pieces();
    const at = all.indexOf(piece);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (event.key in steps) {
      const to = all[steps[/** @type {keyof typeof steps} */ (event.key)]];
      to?.focus();
      to?.scrollIntoView({ block: "nearest" });
      return true;
    }
    if (event.key === "Enter" || event.key === "F2") asks.open(piece);
    else if (event.key === "Delete") asks.step(piece, "remove");
    else if (event.key === "n") asks.step(piece, "add");
    else return false;
    return true;
  }

  /** @param {HTMLElement} piece */
  function choose(piece) {
    for (const one of pieces()) one.tabIndex = one === piece ? 0 : -1;
    asks.chosen(piece);
  }

  settle(words);
}

/**
 * One piece is in the order of tabs, each has a name.
 * @param {Record<string, string>} words
 * @param {string} [target] of the piece that had its turn
 */
export function settle(words, target) {
  const all = pieces();
  const current = all.find((one) => targetOf(one) === target) ??
    all.find((one) => one.tabIndex === 0) ?? all[0];
  for (const one of all) {
    one.tabIndex = one === current ? 0 : -1;
    one.setAttribute("role", "group");
    one.setAttribute("aria-label", nameOf(one, words));
  }
}

/**
 * What a piece is called: "Paragraph 12", a heading by its words.
 * @param {HTMLElement} piece
 * @param {Record<string, string>} words
 */
export function nameOf(piece, words) {
  const number = piece.querySelector(".para-number")?.textContent?.replace(/\.$/, "");
  if (number) return words.paragraph.replace("#", number);
  const text = piece.querySelector(".heading, .piece-edit")?.textContent ?? "";
  return text.replace("▶", "").trim() || words.newParagraph;
}

/** The piece that the address names has the focus; going there, which the browser does last, takes it away. */
export function focusNamed() {
  const focus = () =>
    setTimeout(() => {
      const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      /** @type {HTMLElement | null | undefined} */
      const piece = named?.closest(PIECE);
      piece?.focus({ preventScroll: true });
    });
  if (!location.hash) return;
  if (document.readyState === "complete") focus();
  else addEventListener("load", focus);
}

/**
 * The number that the first footnote of a piece has in the paper; an appendix counts from one again.
 * @param {HTMLElement} piece
 */
export function firstNote(piece) {
  const all = pieces();
  for (const above of all.slice(0, Math.max(0, all.indexOf(piece))).reverse()) {
    const last = [...above.querySelectorAll(".note-mark")].at(-1);
    if (last) return Number(last.textContent) + 1;
    if (above.querySelector(".appendix-label")) break;
  }
  return 1;
}

// --- A newer paper --------------------------------------------------------------------------------

/** @type {WeakMap<Element, string>} how the server drew a piece */
const drawn = new WeakMap();

/**
 * Notes how pieces were drawn, before anything is changed in them.
 * @param {ParentNode} within
 */
export function noteDrawn(within) {
  for (const one of within.querySelectorAll(".paper > *")) drawn.set(one, one.outerHTML);
}

/**
 * Puts the pieces of a newer paper in the place of the older ones; what has not changed stays as it is,
 * and the piece that is being written is neither changed nor moved.
 * @param {Element} article
 * @param {Element} newer
 * @param {Element | null} written
 */
export function exchange(article, newer, written) {
  const old = new Map([...article.children].map((one) => [idOf(one), one]));
  const wanted = [...newer.children].map((one) => {
    const has = old.get(idOf(one));
    const stays = has && (has === written || drawn.get(has) === one.outerHTML);
    if (!stays) drawn.set(one, one.outerHTML);
    return stays ? has : one;
  });
  if (written && !wanted.includes(written)) insertWhereItStood(wanted, written);
  let cursor = article.firstChild;
  for (const one of wanted) {
    while (one === written && cursor && cursor !== one) {
      const next = cursor.nextSibling;
      cursor.remove();
      cursor = next;
    }
    if (one === cursor) cursor = cursor.nextSibling;
    else article.insertBefore(one, cursor);
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}

/**
 * What is being written and the newer paper does not have yet stays below what stood above it.
 * @param {Element[]} wanted
 * @param {Element} written
 */
function insertWhereItStood(wanted, written) {
  const above = written.previousElementSibling;
  const at = wanted.findIndex((one) => above && idOf(one) === idOf(above));
  wanted.splice(at + 1, 0, written);
}

/** @param {Element} one */
function idOf(one) {
  const element = /** @type {HTMLElement} */ (one);
  return element.dataset.target || element.id || `${element.tagName}.${element.className}`;
}
