// @ts-check
// On a narrow page there is no room beside the paper. Its outline, and what is to be known of the chosen
// part, then lie over the foot of the page, one at a time, opened and closed by the two buttons there.

import { elementOf } from "../../core/pages/events.js";
import { need } from "./dialogs.js";

/** @type {HTMLElement} */
const root = need("#workshop");
const narrow = matchMedia("(width < 68rem)");
const BUTTON = "[data-opens]";
const DRAWERS = { outline: ".work > .outline", beside: ".work > aside" };

/** @typedef {keyof typeof DRAWERS} Drawer */

/** @param {Drawer} name */
const buttonOf = (name) => /** @type {HTMLElement} */ (need(`[data-opens="${name}"]`));

/** The drawer that is open, if there is one. */
const opened = () => /** @type {Drawer | undefined} */ (root.dataset.drawer);

/** @param {Drawer | undefined} name none: whatever is open closes */
function show(name) {
  if (name) root.dataset.drawer = name;
  else delete root.dataset.drawer;
  for (const button of document.querySelectorAll(BUTTON)) {
    if (!(button instanceof HTMLElement)) continue;
    button.setAttribute("aria-expanded", String(button.dataset.opens === name));
  }
}

/**
 * Where the page is narrow, a drawer comes up.
 * @param {Drawer} name
 */
export function openDrawer(name) {
  if (narrow.matches) show(name);
}

/** Whatever is open closes; the focus stays where it is. */
export function closeDrawers() {
  show(undefined);
}

/** @param {Drawer} name its first words get the focus, so that ears and keys go on there */
function enter(name) {
  const drawer = need(DRAWERS[name]);
  const first = drawer.querySelector("[aria-current], #piece-title") ??
    drawer.querySelector("a, h2");
  if (!(first instanceof HTMLElement)) return;
  if (!first.matches("a")) first.tabIndex = -1;
  first.focus({ preventScroll: true });
  // Only within the drawer: the page keeps its place.
  drawer.scrollTop += first.getBoundingClientRect().top - drawer.getBoundingClientRect().top - 16;
}

document.addEventListener("click", (event) => {
  const target = elementOf(event);
  const button = target?.closest(BUTTON);
  if (button instanceof HTMLElement) {
    const name = /** @type {Drawer} */ (button.dataset.opens);
    const isOpen = opened() === name;
    show(isOpen ? undefined : name);
    if (!isOpen) enter(name);
    return;
  }
  const name = opened();
  // Something was tapped that leads out of the drawer, or the paper above it.
  if (!name || !target?.isConnected || target.closest("dialog, .piece-about")) return;
  const leads = name === "outline" ? "a, button" : "a[href^='#'], [data-step]";
  if (!target.closest(DRAWERS[name]) || target.closest(leads)) closeDrawers();
});

document.addEventListener("keydown", (event) => {
  const name = opened();
  if (!name || event.key !== "Escape" || event.defaultPrevented) return;
  const target = elementOf(event);
  // Words that are being typed are not lost by one key.
  if (target?.matches("textarea, input") || !target?.closest(`${DRAWERS[name]}, ${BUTTON}`)) return;
  const hadFocus = target.closest(DRAWERS[name]) !== null;
  closeDrawers();
  if (hadFocus && name === "outline") buttonOf(name).focus();
});
