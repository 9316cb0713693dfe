// @ts-check
// What is done beside the paper without leaving it: questions and forms open under their links, what is sent
// is answered there. Without this module the links lead to pages, and the forms come back to the paper.

import { offerNamesIn } from "../../core/discussions/names.js";
import { elementOf } from "../../core/pages/events.js";
import { isField, isModified } from "../../core/pages/keyboard.js";

const PANELS = "#piece-panel, #number-panel, .gate-all";
// Forms and threads that open in place; documents, which take a file, have their page.
const OPENS = /\/(questions\/(paragraph\/\d+\/new|\d+)|assign\/.+)\/$/;

/**
 * @typedef {object} Beside
 * @property {(said: string) => void} tell
 * @property {(panel: Element) => Promise<void>} done what was sent has been taken
 * @property {() => void} leave the focus goes back to the paper
 * @property {Record<string, string>} words
 */

/**
 * What of a page is shown beside the paper.
 * @param {Document} page
 * @param {string} address of it, to which its form is sent
 */
function partOf(page, address) {
  const [heading, form] = [page.querySelector("main h1"), page.querySelector("main form.form")];
  if (!(form instanceof HTMLFormElement) || !heading) return null;
  form.action = address;
  form.removeAttribute("data-draft");
  form.querySelectorAll("[data-draft-note], .form-end .aside").forEach((each) => each.remove());
  const thread = page.querySelector("main .thread");
  const part = document.createElement("div");
  part.className = "in-panel stack-tight";
  part.setAttribute("role", "group");
  part.setAttribute("aria-label", heading.textContent?.trim() ?? "");
  part.tabIndex = -1;
  if (thread) part.append(thread);
  for (const one of page.querySelectorAll("main .head .actions form")) part.append(one);
  part.append(form);
  return part;
}

/**
 * @param {string} address
 * @param {RequestInit} [sent]
 * @returns {Promise<{ page: Document, response: Response } | null>} null: no line
 */
async function ask(address, sent) {
  try {
    const response = await fetch(address, sent);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return { page, response };
  } catch {
    return null;
  }
}

/** @param {Element} field */
const isFilled = (field) => field instanceof HTMLTextAreaElement && field.value.trim() !== "";

/** @param {Response} response */
const isSignedOut = (response) => new URL(response.url).pathname.startsWith("/sign-in/");

/** @param {Beside} beside */
export function followBeside(beside) {
  const { words, tell } = beside;

  document.addEventListener("click", async (event) => {
    const link = elementOf(event)?.closest("a");
    if (!link?.closest(PANELS) || isModified(event) || event.shiftKey) return;
    if (link.closest(".in-panel .form-end")) {
      event.preventDefault();
      close(link);
    } else if (OPENS.test(link.pathname)) {
      event.preventDefault();
      await open(link);
    }
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.closest(PANELS)) return;
    if (form.matches(".leaves-page")) return;
    event.preventDefault();
    await send(form, event.submitter);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const within = elementOf(event);
    const part = within?.closest(".in-panel");
    // What was typed is not dropped by one key: the first leaves the field.
    if (part instanceof HTMLElement && within?.matches("textarea") && isFilled(within)) {
      part.focus();
    } else if (part) close(part);
    else if (within?.closest("#piece-panel")) beside.leave();
    else return;
    event.preventDefault();
  });

  /** @param {HTMLAnchorElement} link */
  async function open(link) {
    const place = link.closest("li, .actions") ?? link;
    const has = place.querySelector(":scope > .in-panel") ?? place.nextElementSibling;
    if (has?.matches(".in-panel")) return close(has);
    const found = await ask(link.href);
    const part = found?.response.ok ? partOf(found.page, link.href) : null;
    if (!part) return location.assign(link.href);
    document.querySelectorAll(".in-panel").forEach((each) => each.remove());
    if (place.matches("li")) place.append(part);
    else place.after(part);
    link.setAttribute("aria-expanded", "true");
    offerNamesIn(part);
    const fields = [...part.querySelectorAll("form.form :is(select, textarea, input)")];
    const first = part.querySelector(".thread")
      ? part
      : fields.find((each) => isField(each) && !each.matches("[type=hidden]"));
    if (first instanceof HTMLElement) first.focus();
    part.scrollIntoView({ block: "nearest" });
  }

  /** @param {Element} within */
  function close(within) {
    const part = within.closest(".in-panel");
    const place = part?.parentElement;
    part?.remove();
    const link = place?.querySelector("a[aria-expanded]");
    link?.removeAttribute("aria-expanded");
    if (link instanceof HTMLElement) link.focus();
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} submitter
   */
  async function send(form, submitter) {
    const panel = form.closest(PANELS);
    const found = await ask(form.action, { method: "POST", body: new FormData(form, submitter) });
    if (!found || !panel) return tell(words.offline);
    const { page, response } = found;
    if (isSignedOut(response)) return tell(words.out);
    const part = response.ok ? null : partOf(page, form.action);
    const old = form.closest(".in-panel");
    if (part && old) {
      old.replaceWith(part);
      const wrong = part.querySelector("[aria-invalid=true]") ?? part;
      if (wrong instanceof HTMLElement) wrong.focus();
      return;
    }
    if (!response.ok) return tell(words.failed);
    const said = [...page.querySelectorAll(".messages .note p, .messages .note")].map((each) =>
      each.textContent?.trim() ?? ""
    );
    tell(said.at(0) ?? "");
    await beside.done(panel);
  }
}
