// @ts-check
// The paper as it reads now: asked for anew after whatever has changed it, and exchanged piece by piece around
// the one that is being written.

import { need } from "./dialogs.js";
import { exchange, pieceOf, pieces, settle, targetOf } from "./pieces.js";

/** @typedef {any} Loose htmx, which stands on the page without types */

const AGAIN = 400;
// What stands around the paper and changes with it.
const PARTS = [".outline", "#waiting-texts", ".gate-all"];

/** @type {() => Element | null} */
let written = () => null;
/** What is to be done with the paper whenever it has been asked for. */
let after = () => {};
/** @type {Record<string, string>} */
let words = {};
/** @type {number | undefined} */
let timer;
/** @type {Promise<void>} */
let asking = Promise.resolve();

/**
 * @param {Record<string, string>} named what pieces are called
 * @param {() => Element | null} [open] the piece that is being written
 * @param {() => void} [asked] what is done whenever the paper has been asked for
 */
export function begin(named, open, asked) {
  words = named;
  if (open) written = open;
  if (asked) after = asked;
}

/** Asks for the paper soon; what is asked for meanwhile is asked for once. */
export function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => refresh(), AGAIN);
}

/** @returns {Promise<void>} */
export function refresh() {
  clearTimeout(timer);
  asking = asking.then(load, load);
  return asking;
}

async function load() {
  /** @type {HTMLElement} */
  const root = need("#workshop");
  const html = await fragment(root.dataset.page ?? "");
  // Without a line the paper stays as it is; what is written is kept, and asks for it again.
  if (html === null) return after();
  const page = new DOMParser().parseFromString(html, "text/html");
  const article = document.querySelector("#paper > article");
  const newer = page.querySelector("#paper > article");
  if (!article || !newer) return;
  const current = pieces().find((one) => one.tabIndex === 0);
  const target = current && targetOf(current);
  const hadFocus = document.activeElement === current;
  exchange(article, newer, written());
  for (const part of PARTS) {
    const [old, now] = [document.querySelector(part), page.querySelector(part)];
    if (old && now && old.innerHTML !== now.innerHTML) old.innerHTML = now.innerHTML;
  }
  after();
  settle(words, target);
  // A piece that was exchanged under somebody's hands keeps the focus.
  if (hadFocus && target && document.activeElement === document.body) {
    pieceOf(target)?.focus({ preventScroll: true });
  }
  withHtmx(article);
}

/**
 * What a page answers to htmx; null without an answer that can be used.
 * @param {string} address
 */
export async function fragment(address) {
  try {
    const response = await fetch(address, {
      headers: { "HX-Request": "true" },
      redirect: "manual",
    });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/**
 * Lets htmx know of links that came without it.
 * @param {Element} place
 */
export function withHtmx(place) {
  /** @type {Loose} */
  const page = window;
  page.htmx?.process(place);
}
