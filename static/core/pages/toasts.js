// @ts-check
// What htmx cannot say by itself: a fragment that could not be loaded. The words come from the
// page, in its language. Toasts can be dismissed. And the word that something is saved stands where
// it was saved: before the card that the address points to, which may be far down the page.

import { elementOf, onHtmx } from "./events.js";

const messages = document.querySelector(".messages:has(.note)");
const named = location.hash && document.getElementById(location.hash.slice(1));
const card = named && named.closest("main section");
if (messages && card) {
  card.before(messages);
  // Going to the card, which the browser does last, takes the focus away.
  addEventListener("load", () =>
    setTimeout(() => {
      messages.scrollIntoView({ block: "nearest" });
      /** @type {HTMLElement | null} */
      const note = messages.querySelector(".note");
      note?.focus({ preventScroll: true });
    }));
}

/** @type {HTMLElement | null} */
const toast = document.querySelector("#problem");
const text = toast?.querySelector("p");

/** @param {string | undefined} words */
function say(words) {
  if (!toast || !text || !words) return;
  text.textContent = words;
  toast.hidden = false;
}

onHtmx("sendError", () => say(toast?.dataset.offline));
onHtmx("timeout", () => say(toast?.dataset.offline));
onHtmx(
  "responseError",
  ({ xhr: { status } }) =>
    say(status === 403 || status === 401 ? toast?.dataset.denied : toast?.dataset.failed),
);
onHtmx("afterOnLoad", ({ successful, xhr }) => {
  if (toast && successful !== false && xhr.status < 400) toast.hidden = true;
});
document.addEventListener("click", (event) => {
  elementOf(event)?.closest("[data-dismiss]")?.closest(".note")?.setAttribute("hidden", "");
});
