// @ts-check
// From one open text of an edition to the next: the button, and its key, which keys.js presses.

/** @type {NodeListOf<HTMLElement>} the texts that somebody must do something about, from above */
const open = document.querySelectorAll(".pair-open");
/** @type {HTMLElement | null} */
const said = document.querySelector("#next-open-said");
/** @type {Element | null} where the reader was led last */
let last = null;

/** @param {HTMLElement} text */
const isBehind = (text) =>
  !last || Boolean(last.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING);

document.querySelector("[data-next-open]")?.addEventListener("click", () => {
  last = document.activeElement?.closest(".pair") ?? last;
  const target = [...open].find(isBehind) ?? open[0];
  if (!target) {
    if (said) said.textContent = said.dataset.none ?? "";
    return;
  }
  last = target;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
});
