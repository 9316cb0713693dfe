// What was found, under the keyboard: j and k or the arrow keys go from one result to the next.

const typing = (element) =>
  element?.isContentEditable || element?.matches?.("input, textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.target.closest?.("details.menu[open], dialog, [popover]:popover-open")) return;
  const all = [...document.querySelectorAll(".results .result")];
  const at = all.indexOf(document.activeElement);
  // Arrows scroll the page until a result has the focus; j and k start from anywhere.
  const step = { j: 1, k: -1, ...(at >= 0 && { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
  if (!step || !all.length) return;
  event.preventDefault();
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
  all[Math.max(0, Math.min(all.length - 1, next))].focus();
});

// Who comes back from a result goes on from it.
const OPENED = "result-opened";

document.addEventListener("click", (event) => {
  const link = event.target.closest(".results .result");
  if (link) sessionStorage.setItem(OPENED, JSON.stringify([location.href, link.href]));
});

const [from, opened] = JSON.parse(sessionStorage.getItem(OPENED)) ?? [];
if (from === location.href && performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
  [...document.querySelectorAll(".results .result")].find(({ href }) => href === opened)?.focus();
}
