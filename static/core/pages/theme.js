// @ts-check
// The theme switch: system, light or dark. The choice lives in a cookie, so the server writes
// `data-theme` on <html> and no page flashes; this module only changes it.

import { elementOf } from "./events.js";

const YEAR = 60 * 60 * 24 * 365;
const CHOICE = "button[data-theme-choice]";

/** @param {string | undefined} theme "system", "light" or "dark" */
function choose(theme) {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    document.cookie = "theme=; path=/; max-age=0; samesite=lax";
  } else {
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
  }
  /** @type {NodeListOf<HTMLButtonElement>} */
  const buttons = document.querySelectorAll(CHOICE);
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  }
}

document.addEventListener("click", (event) => {
  /** @type {HTMLButtonElement | null | undefined} */
  const button = elementOf(event)?.closest(CHOICE);
  if (button) choose(button.dataset.themeChoice);
});

choose(document.documentElement.dataset.theme ?? "system");
