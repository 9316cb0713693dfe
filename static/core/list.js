// A list under the keyboard: j and k or the arrow keys move a row cursor, Enter opens the row.
// A click anywhere on a row opens it too. Opening means following the row's first link, so every
// row works without this module.

const typing = (element) =>
  element?.isContentEditable || element?.matches?.("input, textarea, select");

const rows = () => [...document.querySelectorAll(".rows tbody tr")].filter(linkOf);
const linkOf = (row) => row?.querySelector("a[href]");
const current = () => document.querySelector(".rows tbody tr.cursor");

function moveTo(row) {
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
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
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

// An address says only what was asked: empty filters stay out of it.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "filter") return;
  const formData = event.detail.formData;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});
