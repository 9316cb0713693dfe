// @ts-check
// The paper as it reads now: asked for anew after whatever has changed it, and exchanged piece by piece around
// the one that is being written.

import { need } from "./dialogs.js";
import { exchange, settle } from "./pieces.js";

/** @typedef {any} Loose htmx, which stands on the page without types */

const AGAIN = 400;
// What stands around the paper and changes with it.
const PARTS = [".outline", "#waiting-texts", ".gate-all"];

/** @type {() => Element | null} */
let written = () => null;
/** @type {Record<string, string>} */
let words = {};
/** @type {number | undefined} */
let timer;
/** @type {Promise<void>} */
let asking = Promise.resolve();

/**
 * @param {Record<string, string>} named what pieces are called
 * @param {() => Element | null} [open] the piece that is being written
 */
export function begin(named, open) {
  words = named;
  if (open) written = open;
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
  const response = await fetch(root.dataset.page ?? "", {
    headers: { "HX-Request": "true" },
    redirect: "manual",
  });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const article = document.querySelector("#paper > article");
  const newer = page.querySelector("#paper > article");
  if (!article || !newer) return;
  exchange(article, newer, written());
  for (const part of PARTS) {
    const [old, now] = [document.querySelector(part), page.querySelector(part)];
    if (old && now && old.innerHTML !== now.innerHTML) old.innerHTML = now.innerHTML;
  }
  settle(words);
  withHtmx(article);
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
