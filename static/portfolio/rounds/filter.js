// @ts-check
// What of a round is shown: a choice is followed at once, words when Enter is pressed. The page is asked
// anew, so that the address says what it shows; whoever chose something finds the focus there again.

import { elementOf } from "../../core/pages/events.js";

const CHOSEN = "round-filter";

/** @param {HTMLFormElement} form */
export function followFilter(form) {
  form.addEventListener("change", (event) => {
    const field = elementOf(event);
    // A search field changes when it is left, too; where to, is where the person wants to be.
    if (!(field instanceof HTMLSelectElement)) return;
    sessionStorage.setItem(CHOSEN, field.id);
    form.requestSubmit();
  });
  // An address says only what was asked.
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
  const chosen = sessionStorage.getItem(CHOSEN);
  sessionStorage.removeItem(CHOSEN);
  if (chosen) document.getElementById(chosen)?.focus({ preventScroll: true });
  const words = form.elements.namedItem("q");
  if (!(words instanceof HTMLInputElement)) return;
  words.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      /** @type {HTMLElement | null} */
      const first = document.querySelector("table[data-round] [tabindex='0']");
      first?.focus();
    } else if (event.key === "Escape") words.blur();
  });
}
