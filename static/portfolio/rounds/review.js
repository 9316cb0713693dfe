// @ts-check
// Looking through a round by keyboard: j and k go from update to update, x chooses, a accepts and r returns
// what is chosen, else the one that has the focus.

import { followKeys } from "../../core/pages/cursor.js";
import { elementOf } from "../../core/pages/events.js";
import { isInWindow, isModified, isTyping } from "../../core/pages/keyboard.js";

/** @type {HTMLFormElement | null} */
const form = document.querySelector("form[data-review]");
if (form) start(form);

/** @param {HTMLFormElement} form */
function start(form) {
  /** @type {HTMLElement[]} */
  const items = [...form.querySelectorAll(".review-item")].filter((one) =>
    one instanceof HTMLElement
  );
  /** @type {HTMLInputElement | null} */
  const remark = form.querySelector("#remark");

  /** @returns {HTMLElement | null} */
  const current = () => document.activeElement?.closest(".review-item") ?? null;
  /** @param {HTMLElement | null} item @returns {HTMLInputElement | null} */
  const tick = (item) => item?.querySelector("input[name=update]") ?? null;

  followKeys({
    rows: () => items,
    current,
    moveTo(item) {
      item.focus();
      item.scrollIntoView({ block: "nearest" });
    },
    within: ".review-items",
  });

  /** What is chosen; without a choice, the update that has the focus is. */
  function choose() {
    if (form.querySelector("input[name=update]:checked")) return;
    const box = tick(current());
    if (box) box.checked = true;
  }

  document.addEventListener("keydown", (event) => {
    const target = elementOf(event);
    if (isModified(event) || isTyping(target) || isInWindow(target)) return;
    if (event.key === "x") {
      const box = tick(current());
      if (box) box.checked = !box.checked;
    } else if (event.key === "r" && remark) {
      event.preventDefault();
      choose();
      remark.focus();
    } else if (event.key === "a") {
      choose(); // The button hears the key next (see keys.js).
    }
  });

  // Enter in the remark returns what is chosen; it does not accept it.
  remark?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-return]"));
  });

  // After judging, work goes on with what waits next.
  if (!remark?.matches("[aria-invalid]")) items[0]?.focus({ preventScroll: true });
  else remark.focus();
}
