// @ts-check
// What each key does in the table: between cells, and in a cell that is open.

import { isAlternate, isCommand, isModified } from "../../core/pages/keyboard.js";
import { textOf } from "./table.js";

/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};
const FAR = 1_000_000;

export class Keyboard {
  /**
   * @param {object} parts
   * @param {HTMLTableElement} parts.grid
   * @param {import("./table.js").RoundTable} parts.table
   * @param {import("./focus.js").Focus} parts.focus
   * @param {import("./selection.js").Selection} parts.selection
   * @param {import("./editing.js").Editing} parts.editing
   * @param {import("./changes.js").Changes} parts.changes
   */
  constructor({ grid, table, focus, selection, editing, changes }) {
    this.grid = grid;
    this.table = table;
    this.focus = focus;
    this.selection = selection;
    this.editing = editing;
    this.changes = changes;
    grid.addEventListener("keydown", (event) => this.heard(event));
  }

  /** Whether keys are the table's and no cell is open. */
  get isOurs() {
    return this.grid.contains(document.activeElement) && !this.editing.isOpen;
  }

  /** @param {KeyboardEvent} event */
  heard(event) {
    if (event.isComposing) return;
    const isOurKey = this.editing.isOpen ? this.whileWriting(event) : this.pressed(event);
    // What the table does not use goes on to the page, but letters in it are never the page's.
    if (isOurKey) event.preventDefault();
    if (isOurKey || !isModified(event)) event.stopPropagation();
  }

  /**
   * Makes a cell the active one, alone or as the end of a block.
   * @param {HTMLTableCellElement | undefined} cell
   * @param {boolean} [extend]
   */
  goTo(cell, extend = false) {
    if (!cell) return;
    if (!extend || !this.selection.anchor) this.selection.only(cell);
    this.focus.moveTo(cell);
    if (extend) this.selection.to(cell);
  }

  /**
   * Moves by rows and columns. Where rows have still to come it waits for them, unless the person has
   * turned to something else by then.
   * @param {number} rows
   * @param {number} columns
   * @param {boolean} [extend]
   */
  step(rows, columns, extend = false) {
    const { active } = this.focus;
    if (!active) return;
    const isGone = this.table.withRows(this.table.place(active).row + rows + 1, () => {
      if (active !== this.focus.active || this.editing.isOpen) return;
      this.goTo(this.focus.step(rows, columns), extend);
    });
    // An editor that has been closed took the focus with it.
    if (!isGone && !this.grid.contains(document.activeElement)) this.focus.restore();
  }

  /** The chosen cells that may be written into. */
  get openCells() {
    return this.selection.block.flat().filter((cell) => this.table.isOpen(cell));
  }

  /**
   * A key between cells.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it was for the table
   */
  pressed(event) {
    const way = this.wayOf(event);
    if (way) {
      this.step(...way, event.shiftKey);
      return true;
    }
    if (isCommand(event)) return this.withControl(event);
    if (isAlternate(event)) return false;
    const { active } = this.focus;
    switch (event.key) {
      case "Enter":
      case "F2":
        this.open();
        return true;
      case "Escape":
        if (active) this.selection.only(active);
        return false;
      case " ":
        if (!event.shiftKey || !active) break;
        this.selection.rows(active);
        return true;
      case "Delete":
      case "Backspace":
        this.changes.write(this.openCells.map((cell) => ({ cell, text: "" })));
        return true;
      case "=":
        if (!event.repeat) this.confirm();
        return true;
    }
    return event.key.length === 1 && this.typed(event);
  }

  /**
   * Where a key leads: rows and columns; undefined if it is none of these.
   * @param {KeyboardEvent} event
   * @returns {[number, number] | undefined}
   */
  wayOf(event) {
    const far = isCommand(event);
    if (event.key === "Home") return [far ? -FAR : 0, -FAR];
    if (event.key === "End") return [far ? FAR : 0, FAR];
    const [rows, columns] = ARROWS[event.key] ?? [];
    if (rows === undefined || columns === undefined || isAlternate(event)) return undefined;
    const along = getComputedStyle(this.grid).direction === "rtl" ? -1 : 1;
    return [rows * (far ? FAR : 1), columns * along * (far ? FAR : 1)];
  }

  /** @param {KeyboardEvent} event */
  withControl(event) {
    const { active } = this.focus;
    switch (event.key.toLowerCase()) {
      case "z":
        if (event.shiftKey) this.changes.redo();
        else this.changes.undo();
        return true;
      case "y":
        this.changes.redo();
        return true;
      case "a":
        this.table.withRows(Infinity, () => this.selection.all());
        return true;
      case "d":
        this.fillDown();
        return true;
      case " ":
        if (active) this.selection.rows(active);
        return true;
    }
    return false;
  }

  /** Opens the active cell; the name of a project leads to its form. */
  open() {
    const { active } = this.focus;
    if (active && this.table.isOpen(active)) this.editing.begin();
    else active?.querySelector("a")?.click();
  }

  /** Confirms the chosen rows; after a single one it goes on to the next. */
  confirm() {
    const rows = this.selection.chosenRows;
    this.changes.confirm(rows);
    if (rows.length === 1) this.step(1, 0);
  }

  /**
   * A sign was typed: a state's letter sets it in all chosen cells, others begin a text.
   * @param {KeyboardEvent} event
   */
  typed(event) {
    const { active } = this.focus;
    if (!active || !this.table.isOpen(active)) return false;
    if (this.table.column(active).kind !== "rag") {
      if (!this.focus.takesText(active)) this.editing.begin({ afresh: true });
      return false;
    }
    const key = event.key.toLocaleUpperCase();
    if (!(key in this.changes.given.letters)) return false;
    if (!event.repeat) this.setState(key);
    return true;
  }

  /**
   * Sets a state in all chosen cells that hold one.
   * @param {string} text its letter or word
   */
  setState(text) {
    const cells = this.openCells.filter((cell) => this.table.column(cell).kind === "rag");
    this.changes.write(cells.map((cell) => ({ cell, text })));
  }

  /** Copies the first chosen row into the others. */
  fillDown() {
    const [first, ...rest] = this.selection.block;
    const pieces = rest.flatMap((row) =>
      row.map((cell, place) => ({ cell, text: textOf(first[place]) }))
    );
    this.changes.write(pieces.filter(({ cell }) => this.table.isOpen(cell)));
  }

  /**
   * A key in a cell that is open.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it was for the table
   */
  whileWriting(event) {
    const { editor } = this.editing;
    const isText = editor instanceof HTMLTextAreaElement;
    if (event.key === "Escape") {
      this.editing.giveUp();
      this.focus.restore();
      return true;
    }
    if (event.key === "Enter" && isText && isAlternate(event)) {
      editor.setRangeText("\n", editor.selectionStart, editor.selectionEnd, "end");
      return true;
    }
    if (event.key === "Enter" && !(isText && event.shiftKey)) return this.leaveTo(1, 0);
    if (event.key === "Tab") return this.leaveTo(0, event.shiftKey ? -1 : 1);
    if (editor instanceof HTMLInputElement && /^Arrow(Up|Down)$/.test(event.key)) {
      return this.leaveTo(event.key === "ArrowUp" ? -1 : 1, 0);
    }
    return false;
  }

  /**
   * Takes what was written and goes on.
   * @param {number} rows
   * @param {number} columns
   */
  leaveTo(rows, columns) {
    this.editing.take();
    this.step(rows, columns);
    return true;
  }
}
