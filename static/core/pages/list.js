// A list under the keyboard: j and k or the arrow keys move a row cursor, Enter opens the row.
// A click anywhere on a row opens it too. Opening means following the row's first link, so every
// row works without this module. Who comes back from a row finds the cursor on it.

// A tick box takes no letters, so j and k lead from it into the list.
const typing = (element) =>
  element?.isContentEditable || element?.matches?.("input:not([type=checkbox]), textarea, select");

const rows = () => [...document.querySelectorAll(".rows tbody tr")].filter(linkOf);
const linkOf = (row) => row?.querySelector("a[href]");
const current = () => document.querySelector(".rows tbody tr.cursor");

function moveTo(row) {
  if (!row) return;
  current()?.classList.remove("cursor");
  row.classList.add("cursor");
  // Focus on the link makes Enter native and lets a screen reader say where the cursor is.
  linkOf(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
  moveTo(all[Math.max(0, Math.min(all.length - 1, next))]);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.id === "id_q") return leaveSearch(event);
  if (typing(event.target)) return;
  if (event.target.closest?.("details.menu[open], dialog, [popover]:popover-open")) return;
  // Arrows scroll the page until the cursor is in the list; j and k start it from anywhere.
  const inList = Boolean(current()) || event.target.closest?.(".rows");
  const step = { j: 1, k: -1, ...(inList && { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
  if (step) {
    event.preventDefault();
    move(step);
  } else if (event.key === "Enter" && current() && event.target === document.body) {
    linkOf(current()).click();
  } else if (event.key === "Escape") {
    current()?.classList.remove("cursor");
  }
});

// Out of the search field: down into what was found, or Escape back to the shortcuts.
function leaveSearch(event) {
  if (event.key === "Escape") event.target.blur();
  if (event.key !== "ArrowDown" || !rows().length) return;
  event.preventDefault();
  moveTo(rows()[0]);
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".rows tbody tr");
  if (row === current()) return;
  current()?.classList.remove("cursor");
  row?.classList.add("cursor");
});

document.addEventListener("click", (event) => {
  const row = event.target.closest(".rows tbody tr");
  if (!row || event.target.closest("a, button, input, label, summary")) return;
  if (String(getSelection())) return; // Somebody is copying text.
  const link = linkOf(row);
  if (!link) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank", "noopener");
  else link.click();
});

// An address says only what was asked: empty filters stay out of it, and so do choices that are
// still the ones shown to everybody.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "filter") return;
  const formData = event.detail.formData;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  for (const { dataset } of event.detail.elt.querySelectorAll("[data-usual]")) {
    if (formData.getAll(dataset.name).join(" ") === dataset.usual) formData.delete(dataset.name);
  }
});

// --- Where the focus goes when the list has been changed ---

let heldFocus = false;

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  heldFocus = detail.target.id === "list" && detail.target.contains(document.activeElement);
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id !== "list") return;
  remember();
  if (detail.requestConfig?.triggeringEvent?.type === "submit") {
    moveTo(rows()[0]); // Enter in the search goes on to what was found.
  } else if (heldFocus && !document.activeElement?.closest("#list")) {
    // A header keeps the focus by its id. Of a page's number or a filter taken off nothing is left.
    toList();
  }
  heldFocus = false;
});

function toList() {
  const next = document.querySelector("#list .rows, #list .empty a") ?? document.querySelector("#id_q");
  next?.focus({ preventScroll: true });
}

// A filter taken off loads the page again, since its fields change too.
const WIDENED = "list-widened";

document.addEventListener("click", (event) => {
  if (event.target.closest(".chips a, #list .empty a")) sessionStorage.setItem(WIDENED, "1");
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
  const link = event.target.closest(".rows tbody a[href]");
  if (link) sessionStorage.setItem(OPENED, JSON.stringify([location.pathname, link.pathname]));
});

remember();
const [list, opened] = JSON.parse(sessionStorage.getItem(OPENED)) ?? [];
const cameBack = document.referrer && new URL(document.referrer).pathname.startsWith(opened);
if (list === location.pathname && (cameBack || performance.getEntriesByType("navigation")[0]?.type === "back_forward")) {
  moveTo(rows().find((row) => linkOf(row).pathname === opened));
}
