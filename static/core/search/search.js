// @ts-check
// "/" goes to the search of the page's list if it has one, else to the one in the top bar, which shows
// hits while somebody types.

import { elementOf } from "../pages/events.js";
import { isField, isModified } from "../pages/keyboard.js";
import { showHits } from "./hits.js";

/** @type {HTMLInputElement | null} */
const box = document.querySelector("#find[data-hits]");
if (box) showHits(box);

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || isModified(event) || isField(elementOf(event))) return;
  if (document.querySelector("dialog[open]")) return;
  /** @type {HTMLInputElement | null} */
  const field = document.querySelector("#id_q") ?? document.querySelector("#find");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
