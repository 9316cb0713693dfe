// @ts-check
// A list under the keyboard: the cursor goes from row to row, Enter opens the row. A click anywhere
// on a row opens it too. Opening means following the row's first link, so every row works without
// this module. Who comes back from a row finds the cursor on it.

import { followKeys, isWayBack } from "./cursor.js";
import { elementOf, onHtmx } from "./events.js";
import { isInWindow, isModified, isTyping } from "./keyboard.js";

const LIST = ".rows";
const ROW = ".rows tbody tr";
const CURSOR = "cursor";

/**
 * The link of `row`; rows without one cannot be opened.
 * @param {Element} row
 * @returns {HTMLAnchorElement | null}
 */
const linkOf = (row) => row.querySelector("a[href]");
const rows = () => [...document.querySelectorAll(ROW)].filter(linkOf);
const current = () => document.querySelector(`${ROW}.${CURSOR}`);

/** @param {Element | undefined} row */
function moveTo(row) {
  if (!row) return;
  current()?.classList.remove(CURSOR);
  row.classList.add(CURSOR);
  // Focus on the link makes Enter native and lets a screen reader say where the cursor is.
  linkOf(row)?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

followKeys({ rows, current, moveTo, within: LIST });

document.addEventListener("keydown", (event) => {
  const target = elementOf(event);
  if (isModified(event)) return;
  if (target?.id === "id_q") return leaveSearch(event, target);
  if (isTyping(target) || isInWindow(target)) return;
  const row = current();
  if (!row) return;
  if (event.key === "Enter" && target === document.body) linkOf(row)?.click();
  else if (event.key === "Escape") row.classList.remove(CURSOR);
});

/**
 * Out of the search field: down into what was found, or Escape back to the shortcuts.
 * @param {KeyboardEvent} event
 * @param {Element} field
 */
function leaveSearch(event, field) {
  if (event.key === "Escape" && field instanceof HTMLElement) field.blur();
  if (event.key !== "ArrowDown" || !rows().length) return;
  event.preventDefault();
  moveTo(rows()[0]);
}

document.addEventListener("focusin", (event) => {
  const row = elementOf(event)?.closest(ROW);
  if (row === current()) return;
  current()?.classList.remove(CURSOR);
  row?.classList.add(CURSOR);
});

document.addEventListener("click", (event) => {
  const target = elementOf(event);
  const row = target?.closest(ROW);
  if (!row || target?.closest("a, button, input, label, summary")) return;
  if (String(getSelection())) return; // Somebody is copying text.
  const link = linkOf(row);
  if (!link) return;
  if (event.ctrlKey || event.metaKey) open(link.href, "_blank", "noopener");
  else link.click();
});

// An address says only what was asked: empty filters stay out of it, and so do choices that are
// still the ones shown to everybody.
onHtmx("configRequest", ({ elt, formData }) => {
  if (elt.id !== "filter") return;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  /** @type {NodeListOf<HTMLElement>} */
  const choices = elt.querySelectorAll("[data-usual]");
  for (const { dataset: { name = "", usual } } of choices) {
    if (formData.getAll(name).join(" ") === usual) formData.delete(name);
  }
});

// --- What a menu of boxes is called: the filter and what is chosen in it ---

function nameFilters() {
  for (const menu of document.querySelectorAll(".filter-menu")) {
    const labels = [...menu.querySelectorAll("label:has(:checked)")];
    const words = labels.map(({ textContent }) => textContent?.trim()).join(", ");
    const which = menu.querySelector(".filter-which");
    if (which) which.textContent = words;
  }
}

document.addEventListener("change", nameFilters);
nameFilters();

// --- Where the focus goes when the list has been changed ---

let heldFocus = false;

onHtmx("beforeSwap", ({ target }) => {
  heldFocus = target.id === "list" && target.contains(document.activeElement);
});

onHtmx("afterSettle", ({ target, requestConfig }) => {
  if (target?.id !== "list") return;
  remember();
  if (requestConfig?.triggeringEvent?.type === "submit") {
    moveTo(rows()[0]); // Enter in the search goes on to what was found.
  } else if (heldFocus && !document.activeElement?.closest("#list")) {
    // A header keeps the focus by its id. Of a page's number or a filter taken off nothing is left.
    toList();
  }
  heldFocus = false;
});

function toList() {
  /** @type {HTMLElement | null} */
  const next = document.querySelector("#list .rows, #list .empty a") ??
    document.querySelector("#id_q");
  next?.focus({ preventScroll: true });
}

// A filter taken off loads the page again, since its fields change too.
const WIDENED = "list-widened";

document.addEventListener("click", (event) => {
  if (elementOf(event)?.closest(".chips a, #list .empty a")) sessionStorage.setItem(WIDENED, "1");
});
if (sessionStorage.getItem(WIDENED)) toList();
sessionStorage.removeItem(WIDENED);

// --- The way back: the list as it was, with the cursor on the row that was opened ---

const OPENED = "list-opened";

// Pages under the list lead back to it through this (see keys.js).
function remember() {
  sessionStorage.setItem(`list:${location.pathname}`, location.search);
}

document.addEventListener("click", (event) => {
  /** @type {HTMLAnchorElement | null | undefined} */
  const link = elementOf(event)?.closest(".rows tbody a[href]");
  if (link) sessionStorage.setItem(OPENED, JSON.stringify([location.pathname, link.pathname]));
});

remember();
const [list, opened] = JSON.parse(sessionStorage.getItem(OPENED) ?? "[]");
const cameBack = document.referrer && new URL(document.referrer).pathname.startsWith(opened);
if (list === location.pathname && (cameBack || isWayBack())) {
  moveTo(rows().find((row) => linkOf(row)?.pathname === opened));
}
