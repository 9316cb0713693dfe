// @ts-check
// The page of a round: its table, put together from what knows the cells, the keys and the saving.

import { elementOf } from "../../core/pages/events.js";
import { Changes } from "./changes.js";
import { followClipboard } from "./clipboard.js";
import { Editing } from "./editing.js";
import { followFilter } from "./filter.js";
import { Focus } from "./focus.js";
import { Keyboard } from "./grid_keys.js";
import { Notes } from "./notes.js";
import { Pieces } from "./pieces.js";
import { followPointer } from "./pointer.js";
import { Selection } from "./selection.js";
import { RoundTable } from "./table.js";

/** @type {HTMLTableElement | null} */
const grid = document.querySelector("table[data-round]");
if (grid) start(grid);
/** @type {HTMLFormElement | null} */
const filter = document.querySelector("form[data-round-filter]");
if (filter) followFilter(filter);

/** @param {string} text */
function say(text) {
  const announce = document.getElementById("announce");
  if (announce) announce.textContent = text;
}

/** @param {HTMLTableElement} grid */
function start(grid) {
  const page = /** @type {HTMLElement} */ (grid.closest("[data-round-page]"));
  /** @param {string} name */
  const part = (name) => /** @type {HTMLElement} */ (page.querySelector(name));
  /** @type {import("./changes.js").Given} */
  const given = JSON.parse(part("script[type='application/json']").textContent ?? "{}");
  const table = new RoundTable(grid);
  const focus = new Focus(table);
  const notes = new Notes(
    part("[data-round-notes]"),
    table,
    (cell) => keyboard.goTo(cell),
    (cell, text) => changes.write([{ cell, text }]),
    (cell) => changes.leave(cell),
    given.words,
  );
  const changes = new Changes({
    given,
    table,
    focus,
    notes,
    state: part("[data-round-state]"),
    submit: part("[data-round-submit]"),
    say,
  });
  const selection = new Selection(
    table,
    (count) => say(count > 1 ? changes.words("chosen", count) : ""),
  );
  const editing = new Editing(focus, (cell, text) => changes.write([{ cell, text }]), given.states);
  const keyboard = new Keyboard({ grid, table, focus, selection, editing, changes });
  followPointer(grid, table, keyboard);
  followClipboard({
    table,
    selection,
    isOurs: () => keyboard.isOurs,
    cut: () => changes.write(keyboard.openCells.map((cell) => ({ cell, text: "" }))),
    paste(pieces, lost) {
      changes.write(pieces);
      if (lost.rows) notes.say(changes.words("lostRows", lost.rows));
      if (lost.columns) notes.say(changes.words("lostColumns", lost.columns));
    },
  });
  followButtons(page, keyboard);
  const line = grid.closest(".card")?.querySelector("[data-round-rest]");
  if (line instanceof HTMLElement) {
    const pieces = new Pieces({
      table,
      focus,
      line,
      size: given.piece,
      words: (name, count) => changes.words(name, count),
      whole(gone) {
        if (gone) notes.say(changes.words("gone", gone));
        changes.adopt();
      },
    });
    pieces.fetch();
  } else changes.adopt();
  // A half-written cell counts, when the page is left.
  addEventListener("pagehide", () => editing.take());
}

/**
 * The buttons under the table do what keys do, for fingers.
 * @param {HTMLElement} page
 * @param {Keyboard} keyboard
 */
function followButtons(page, keyboard) {
  const { changes } = keyboard;
  /** @type {Record<string, () => void>} */
  const acts = {
    undo: () => changes.undo(),
    confirm: () => keyboard.confirm(),
    next: () => keyboard.step(1, 0),
  };
  page.addEventListener("click", (event) => {
    const button = elementOf(event)?.closest("[data-do]");
    if (!(button instanceof HTMLElement)) return;
    const { do: act = "", text } = button.dataset;
    if (act === "state" && text) keyboard.setState(text);
    else acts[act]?.();
  });
}
