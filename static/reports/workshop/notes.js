// @ts-check
// Footnotes of the open paragraph: each shows its number by its place in the paper, and its words stand
// below the text, where they are opened.

import { elementOf } from "../../core/pages/events.js";

/** @typedef {any} Loose what the editor of the package, which has no types here, gives and takes */

/**
 * How a note stands in the line: its number. What it holds is read out with it.
 * @param {string} says what it is, in the person's language
 */
export const noteView = (says) => (/** @type {Loose} */ { node }) => {
  const dom = document.createElement("span");
  dom.className = "atom note-number";
  dom.dataset.kind = "note";
  dom.setAttribute("role", "img");
  dom.setAttribute("aria-roledescription", says);
  return {
    dom,
    update: (/** @type {Loose} */ newer) => newer.type === node.type,
    // Its number is written by us, and is no typing of the person.
    ignoreMutation: () => true,
  };
};

/**
 * Numbers the notes whenever one comes, goes or is written anew, and lists them.
 * @param {Loose} module Tiptap
 * @param {object} given
 * @param {() => number} given.first the number of the first note here
 * @param {HTMLElement} given.list where the notes stand below the text
 * @param {(node: Loose, place: number) => void} given.open
 */
export function noteNumbers(module, { first, list, open }) {
  let shown = "";
  /** @param {Loose} view */
  const renumber = (view) => {
    const start = first();
    const notes = notesIn(view.state.doc);
    notes.forEach(({ place, words }, index) => {
      const dom = view.nodeDOM(place);
      const number = String(start + index);
      const label = `${number}: ${words}`;
      if (!(dom instanceof HTMLElement) || dom.getAttribute("aria-label") === label) return;
      dom.textContent = number;
      dom.title = words;
      dom.setAttribute("aria-label", label);
    });
    const now = JSON.stringify([start, notes.map(({ words }) => words)]);
    if (now === shown) return;
    shown = now;
    list.hidden = !notes.length;
    list.replaceChildren(...notes.map(({ words }, index) => line(start + index, words)));
  };
  /**
   * @param {number} number
   * @param {string} words
   */
  const line = (number, words) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "note-line";
    button.dataset.note = String(number);
    button.textContent = `${number} ${words}`;
    return button;
  };
  return module.Extension.create({
    name: "note-numbers",
    addProseMirrorPlugins: () => [
      new module.Plugin({
        view: (/** @type {Loose} */ view) => {
          list.onclick = (event) => {
            const button = elementOf(event)?.closest("[data-note]");
            if (!(button instanceof HTMLElement)) return;
            const note = notesIn(view.state.doc)[Number(button.dataset.note) - first()];
            if (note) open(note.node, note.place);
          };
          renumber(view);
          return { update: renumber };
        },
      }),
    ],
  });
}

/**
 * The notes of a document, in their order.
 * @param {Loose} doc
 * @returns {{ node: Loose, place: number, words: string }[]}
 */
function notesIn(doc) {
  /** @type {{ node: Loose, place: number, words: string }[]} */
  const found = [];
  doc.descendants((/** @type {Loose} */ node, /** @type {number} */ place) => {
    if (node.type.name === "note") found.push({ node, place, words: wordsOf(node.attrs.content) });
  });
  return found;
}

/**
 * The words of a footnote, for ears and copies.
 * @param {{ type: string, text?: string, attrs?: any }[]} content
 * @returns {string}
 */
export const wordsOf = (content) =>
  content.map((one) => one.text ?? one.attrs?.text ?? "").join("");
