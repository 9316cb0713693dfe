// @ts-check
// The windows of the editor: an address of a link, the words of a footnote, what a reference leads to,
// the markup of a table, picture or box. Each asks one thing and gives it, or null where the person leaves.

import { get } from "./saving.js";

/**
 * @template {HTMLElement} Kind
 * @param {string} selector
 * @param {ParentNode} [within]
 */
export function need(selector, within = document) {
  const found = /** @type {Kind | null} */ (within.querySelector(selector));
  if (!found) throw new Error(`The page lacks ${selector}.`);
  return found;
}

/**
 * Opens a window and waits until it is closed; gives the value of the button that closed it.
 * @param {HTMLDialogElement} dialog
 * @returns {Promise<string>}
 */
function asked(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true })
  );
}

/**
 * An address; "" takes the link away.
 * @param {string} href that it has
 * @returns {Promise<string | null>}
 */
export async function askLink(href) {
  /** @type {HTMLDialogElement} */
  const dialog = need("#ask-link");
  /** @type {HTMLInputElement} */
  const field = need("input", dialog);
  field.value = href;
  const answer = await asked(dialog);
  if (answer === "remove") return "";
  return answer === "ok" ? addressOf(field.value.trim()) : null;
}

/** @param {string} typed */
function addressOf(typed) {
  if (!typed || /^(https?:|mailto:)/i.test(typed)) return typed;
  return typed.includes("@") ? `mailto:${typed}` : `https://${typed}`;
}

/**
 * Something was typed over a live number: whether it stays, or what stands there instead.
 * @param {{ text: string, label: string }} number
 * @param {string} typed so far
 * @returns {Promise<string | null>} the words in its place; null where it stays
 */
export async function askOverNumber({ text, label }, typed) {
  /** @type {HTMLDialogElement} */
  const dialog = need("#ask-over");
  /** @type {HTMLInputElement} */
  const field = need("input", dialog);
  need("[data-over-text]", dialog).textContent = text;
  need("[data-over-label]", dialog).textContent = label;
  field.value = typed;
  const answer = asked(dialog);
  field.focus(); // What is typed on goes on there.
  field.setSelectionRange(typed.length, typed.length);
  return await answer === "instead" ? field.value.trim() : null;
}

/**
 * The words of a text in a box of several lines: a block's markup.
 * @param {string} source
 * @returns {Promise<string | null>} "" takes the block out
 */
export async function askSource(source) {
  /** @type {HTMLDialogElement} */
  const dialog = need("#ask-source");
  /** @type {HTMLTextAreaElement} */
  const field = need("textarea", dialog);
  field.value = source;
  const answer = await asked(dialog);
  if (answer === "remove") return "";
  return answer === "ok" ? field.value.trim() : null;
}

/**
 * A window with an editor of its own in it, for the words of a footnote.
 * @param {(place: HTMLElement, leave: () => void) => { doc: any, close: () => void, focus: (where: "end") => void }} make
 * @returns {Promise<any | null>} the document; "" takes the note out
 */
export async function askNote(make) {
  /** @type {HTMLDialogElement} */
  const dialog = need("#ask-note");
  /** @type {HTMLElement} */
  const place = need(".note-words", dialog);
  const editor = make(place, () => dialog.close("ok"));
  const waiting = asked(dialog);
  editor.focus("end");
  const answer = await waiting;
  const { doc } = editor;
  editor.close();
  place.replaceChildren();
  if (answer === "remove") return "";
  return answer === "ok" ? doc : null;
}

/**
 * @typedef {object} Target
 * @property {string} kind
 * @property {string} key
 * @property {string} text
 * @property {string} words
 * @property {string} prints
 */

/**
 * What a cross reference leads to.
 * @param {string} address of the list
 * @returns {Promise<Target | null>}
 */
export async function askReference(address) {
  const { answer } = await get(address);
  /** @type {Target[]} */
  const targets = answer.references ?? [];
  /** @type {HTMLDialogElement} */
  const dialog = need("#ask-reference");
  /** @type {HTMLInputElement} */
  const field = need("input", dialog);
  /** @type {HTMLSelectElement} */
  const list = need("select", dialog);
  const show = () => {
    const word = folded(field.value);
    const found = targets.filter((one) => folded(`${one.text} ${one.words}`).includes(word));
    list.replaceChildren(...found.map((one) => new Option(`${one.text} – ${one.words}`, one.key)));
    list.selectedIndex = found.length ? 0 : -1;
  };
  field.value = "";
  field.oninput = show;
  field.onkeydown = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    list.selectedIndex = Math.max(0, Math.min(list.length - 1, list.selectedIndex + step));
  };
  list.ondblclick = () => dialog.close("ok");
  show();
  if (await asked(dialog) !== "ok") return null;
  return targets.find((one) => one.key === list.value) ?? null;
}

/** @param {string} text */
const folded = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
