// @ts-check
// In a segmented control (radio buttons in one line) the option's letter chooses it: G, A or R, in
// the page's language, and as their values have them.
// A page that begins at such a control begins at the option that is chosen.

import { elementOf } from "../pages/events.js";
import { isModified } from "../pages/keyboard.js";

const CONTROL = ".segments";

/** @type {HTMLInputElement | null | undefined} */
const chosen = document.querySelector("[autofocus]")?.closest(CONTROL)
  ?.querySelector("input:checked");
chosen?.focus();

document.addEventListener("keydown", (event) => {
  if (isModified(event) || event.key.length !== 1) return;
  const control = elementOf(event)?.closest(CONTROL);
  if (!control) return;
  const key = event.key.toLocaleUpperCase();
  /** @type {NodeListOf<HTMLLabelElement>} */
  const labels = control.querySelectorAll("label[data-key]");
  const inputs = [...labels].map((label) => ({ label, input: label.querySelector("input") }));
  const { input } = inputs.find(({ label, input }) =>
    [label.dataset.key?.trim(), input?.value].some((each) =>
      each?.toLocaleUpperCase() === key
    )
  ) ?? {};
  if (!input || input.disabled) return;
  event.preventDefault();
  input.focus();
  if (!input.checked) input.click();
});
