// @ts-check
// A form is sent once: the second of two quick clicks goes nowhere, and a form to which somebody comes
// back keeps the key under which it was sent, so that the server knows it again. Without this module the
// server still saves one form once; it then has less to go by.

import { isWayBack } from "../pages/cursor.js";

const QUICK = 1500; // ms between two clicks that are meant as one
const FIELD = 'input[type="hidden"][name="submission"]';

/** @type {WeakMap<HTMLFormElement, number>} when a form was sent */
const sent = new WeakMap();

/** @param {HTMLFormElement} form */
const nameOf = (form) => `sent:${location.pathname}${location.search}#${form.dataset.draft ?? ""}`;

/** @param {HTMLFormElement} form */
const keyOf = (form) => /** @type {HTMLInputElement | null} */ (form.querySelector(FIELD));

addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (event.defaultPrevented || form.method !== "post") return;
  const before = sent.get(form) ?? -QUICK;
  if (event.timeStamp - before < QUICK) {
    event.preventDefault();
    return;
  }
  sent.set(form, event.timeStamp);
  const key = keyOf(form);
  if (key) sessionStorage.setItem(nameOf(form), key.value);
});

if (isWayBack()) {
  for (const form of document.forms) {
    const [key, value] = [keyOf(form), sessionStorage.getItem(nameOf(form))];
    if (key && value) key.value = value;
  }
}
