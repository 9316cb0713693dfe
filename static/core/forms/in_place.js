// @ts-check
// A link marked `data-in-place` opens the form of its page in a window over this one. Saving sends it as
// its own page would; what is refused is shown there. Without this module the link leads to that page.

import { elementOf } from "../pages/events.js";
import { isField, isModified } from "../pages/keyboard.js";

const LINK = "a[data-in-place]";

/**
 * The heading and the form of the page at `address`; null where it shows none, as after signing out.
 * @param {string} address
 */
async function formAt(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [form, heading] = [page.querySelector("main form.form"), page.querySelector("main h1")];
  return form instanceof HTMLFormElement && heading ? { form, heading } : null;
}

/**
 * Shows `form` in a window that goes with it.
 * @param {HTMLFormElement} form
 * @param {Element} heading
 * @param {string} address
 */
function show(form, heading, address) {
  const title = document.createElement("h2");
  title.id = "in-place-title";
  title.textContent = heading.textContent;
  form.action = address;
  // No draft is kept of it here.
  form.querySelectorAll("[data-draft-note], .form-end .aside").forEach((each) => each.remove());
  const dialog = document.createElement("dialog");
  dialog.className = "in-place";
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(title, form);
  const cancel = form.querySelector(".form-end a");
  cancel?.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.querySelector("main")?.append(dialog);
  dialog.showModal();
  const first = [...form.elements].find((each) => isField(each) && !each.matches("[type=hidden]"));
  if (first instanceof HTMLElement) first.focus();
}

document.addEventListener("click", async (event) => {
  const link = elementOf(event)?.closest(LINK);
  if (!(link instanceof HTMLAnchorElement) || isModified(event) || event.shiftKey) return;
  event.preventDefault();
  const found = await formAt(link.href);
  if (found) show(found.form, found.heading, link.href);
  else location.assign(link.href);
});
