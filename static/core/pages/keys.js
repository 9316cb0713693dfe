// @ts-check
// Shortcuts of the whole program. "?" shows which keys the page knows; a key named in an element's
// `aria-keyshortcuts` presses it; Ctrl+Enter sends the form one is typing in.
//
// Single keys get in the way of people who speak to their computer or press keys by accident, so
// the same window switches them off (WCAG 2.1.4): for every module, since none hears the key then.

import { elementOf } from "./events.js";
import { isInWindow, isModified, isTyping } from "./keyboard.js";

const OFF = "single-keys-off";
const KEY = "aria-keyshortcuts";
/** @type {HTMLDialogElement | null} */
const help = document.querySelector("#keys");
/** @type {HTMLInputElement | null | undefined} */
const singleKeys = help?.querySelector("[data-single-keys]");

/** The elements in sight that name a key. @returns {HTMLElement[]} */
function keyed() {
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll(`[${KEY}]`);
  return [...all].filter((element) => element.getClientRects().length > 0);
}

// The switch: before anybody else, since capture begins at the window.
addEventListener(
  "keydown",
  (event) => {
    if (event.key.length !== 1 || event.key === " " || isModified(event)) return;
    if (!isTyping(elementOf(event)) && localStorage.getItem(OFF)) event.stopImmediatePropagation();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event);
  const target = elementOf(event);
  if (isModified(event) || event.repeat || isTyping(target) || isInWindow(target)) return;
  if (event.key === "?" && help) {
    event.preventDefault();
    show();
    return;
  }
  // A state of the segmented control takes its own letters (see segments.js).
  if (event.defaultPrevented || event.key.length !== 1) return;
  const element = keyed().find((each) => each.getAttribute(KEY) === event.key);
  if (!element) return;
  event.preventDefault();
  element.click();
});

/** @param {KeyboardEvent} event in a field of the form that is sent */
function send(event) {
  const field = elementOf(event);
  if (!field || !("form" in field) || !(field.form instanceof HTMLFormElement)) return;
  /** @type {HTMLButtonElement | null} */
  const button = field.form.querySelector("button.button-primary:not([type=button])");
  if (!button) return;
  event.preventDefault();
  field.form.requestSubmit(button);
}

/** What the page has: the lines of its kind, and one for each element that names a key. */
function show() {
  if (!help || !singleKeys) return;
  /** @type {NodeListOf<HTMLElement>} */
  const lines = help.querySelectorAll("[data-where]");
  for (const line of lines) line.hidden = !document.querySelector(line.dataset.where ?? "");
  help.querySelector("[data-here]")?.replaceChildren(...keyed().map(lineOf));
  singleKeys.checked = !localStorage.getItem(OFF);
  help.showModal();
}

/** @param {HTMLElement} element that names a key */
function lineOf(element) {
  const [line, term, words] = ["div", "dt", "dd"].map((name) => document.createElement(name));
  const key = document.createElement("kbd");
  key.textContent = element.getAttribute(KEY);
  term.append(key);
  words.textContent = element.textContent.trim();
  line.append(term, words);
  return line;
}

/** @type {HTMLElement | null | undefined} */
let opener;

document.addEventListener("click", (event) => {
  const target = elementOf(event);
  const button = target?.closest("[data-show-keys]");
  if (button) {
    // A menu closes behind the window, so the focus comes back to what opens the menu.
    opener = button.closest("details")?.querySelector("summary");
    show();
  }
  if (help && target === help) help.close(); // The ground around it.
});

help?.addEventListener("close", () => {
  opener?.focus();
  opener = undefined;
});

singleKeys?.addEventListener("change", () => {
  if (singleKeys.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});

// The way back to a list leads to the list as it was last seen (see list.js).
/** @type {NodeListOf<HTMLAnchorElement>} */
const crumbs = document.querySelectorAll(".crumbs a[href]");
for (const link of crumbs) {
  if (!link.search) link.search = sessionStorage.getItem(`list:${link.pathname}`) ?? "";
}
