// @ts-check
// Typing "@" in a text offers the names that may be mentioned: those of the list that stands beside it
// (`data-mentions` names that field). Arrows choose, Enter or Tab takes, Escape closes. Without this
// module the list alone does the same.

import { chooser } from "../pages/chooser.js";
import { elementOf } from "../pages/events.js";
import { isModified } from "../pages/keyboard.js";

const MOST = 8;

/**
 * Lowers capitals and takes accents off, so that "muller" finds "Müller".
 * @param {string} text
 */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {HTMLTextAreaElement} field */
function offerNames(field) {
  const select = field.form?.elements.namedItem(field.dataset.mentions ?? "");
  if (!(select instanceof HTMLSelectElement)) return;
  const names = [...select.options].filter(({ value }) => value).map(({ text }) => text);
  const list = document.createElement("ul");
  list.className = "names";
  list.id = `${field.id}-names`;
  list.role = "listbox";
  list.ariaLabel = select.labels[0]?.textContent?.trim() ?? "";
  list.hidden = true;
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  const { choose, clear, move, current } = chooser(field, list);

  /** Where "@" stands before the cursor, and what is typed behind it. */
  function typed() {
    const before = field.value.slice(0, field.selectionStart);
    const found = before.match(/(?:^|[^\p{L}\p{N}])@([^@\n]{0,40})$/u);
    return found ? { start: before.length - found[1].length, words: plain(found[1]) } : null;
  }

  function show() {
    const asked = typed();
    const found = asked
      ? names.filter((name) => ` ${plain(name)}`.includes(` ${asked.words}`)).slice(0, MOST)
      : [];
    if (!asked || !found.length || plain(found[0]) === asked.words) return clear();
    list.replaceChildren(...found.map((name, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.role = "option";
      option.textContent = name;
      return option;
    }));
    list.hidden = false;
    choose(0);
  }

  function take() {
    const asked = typed();
    const name = current()?.textContent;
    if (!asked || !name) return;
    field.setRangeText(`${name} `, asked.start, field.selectionStart, "end");
    clear();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  field.addEventListener("input", show);
  field.addEventListener("blur", clear);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || isModified(event)) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") clear();
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) take();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // The focus stays in the text.
    const option = elementOf(event)?.closest("li");
    if (!option) return;
    choose([...list.children].indexOf(option));
    take();
  });
}

/**
 * Lets the texts within `place` be offered names.
 * @param {ParentNode} place
 */
export function offerNamesIn(place) {
  /** @type {NodeListOf<HTMLTextAreaElement>} */
  const fields = place.querySelectorAll("textarea[data-mentions]");
  fields.forEach(offerNames);
}
