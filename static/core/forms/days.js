// @ts-check
// A day is typed as people write it. The button beside the field opens the browser's calendar, and what
// is chosen there is written into the field in the page's language. What is typed is read by the server.

import { elementOf } from "../pages/events.js";

const BUTTON = ".day-input > button";
const LANGUAGE = document.documentElement.lang;
// As the server writes them; each of these can be read again.
const WRITTEN = LANGUAGE === "en"
  ? new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" })
  : new Intl.DateTimeFormat(LANGUAGE, { day: "2-digit", month: "2-digit", year: "numeric" });

/**
 * The text field of a button.
 * @param {Element} button
 * @returns {HTMLInputElement | null | undefined}
 */
const fieldOf = (button) => button.parentElement?.querySelector("input");

/**
 * The calendar of a button, made when it is first wanted; it holds no value of the form.
 * @param {HTMLElement} button
 * @param {HTMLInputElement} field
 */
function calendarOf(button, field) {
  const made = button.nextElementSibling;
  if (made instanceof HTMLInputElement) return made;
  const calendar = document.createElement("input");
  calendar.type = "date";
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  calendar.value = button.dataset.day ?? "";
  calendar.addEventListener("input", (event) => event.stopPropagation());
  calendar.addEventListener("change", (event) => {
    event.stopPropagation();
    const day = calendar.valueAsDate;
    if (!day) return;
    field.value = WRITTEN.format(
      new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()),
    );
    field.focus();
    for (const name of ["input", "change"]) {
      field.dispatchEvent(new Event(name, { bubbles: true }));
    }
  });
  button.after(calendar);
  return calendar;
}

for (const button of document.querySelectorAll(BUTTON)) {
  const label = fieldOf(button)?.labels?.[0]?.textContent?.trim().replace(/\s+/g, " ");
  if (label) button.ariaLabel = `${label}: ${button.ariaLabel}`;
}

document.addEventListener("click", (event) => {
  const button = elementOf(event)?.closest(BUTTON);
  const field = button && fieldOf(button);
  if (button instanceof HTMLElement && field) calendarOf(button, field).showPicker();
});
