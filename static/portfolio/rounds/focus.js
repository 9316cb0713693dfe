// @ts-check
// One Tab stop for the whole table: the active cell. Arrow keys move it, Tab leaves. A cell for texts
// is entered through a box that is always there, so that an input method for Japanese or Chinese
// has the first letter; other cells take the focus themselves.

import { rowOf, textOf } from "./table.js";

/** @typedef {import("./table.js").RoundTable} RoundTable */

export class Focus {
  /** @param {RoundTable} table */
  constructor(table) {
    this.table = table;
    // The box for texts; it moves to where it is needed.
    this.box = document.createElement("textarea");
    this.box.className = "editor";
    this.box.dir = "auto";
    this.box.rows = 1;
    /** @type {HTMLTableCellElement | null} */
    this.active = null;
    this.take(table.rows);
    const first = table.cell(0, 0);
    if (first) first.tabIndex = 0;
  }

  /**
   * Takes the cells of rows out of the order of Tab.
   * @param {HTMLTableRowElement[]} rows
   */
  take(rows) {
    for (const row of rows) {
      for (const cell of row.cells) cell.tabIndex = -1;
      // A link leads to the plain form where there is no script; here Enter does.
      row.querySelector("th a")?.setAttribute("tabindex", "-1");
    }
  }

  /**
   * Makes a cell the active one; `take` moves the browser's focus there too.
   * @param {HTMLTableCellElement | undefined} cell
   * @param {boolean} [take]
   */
  moveTo(cell, take = true) {
    if (!cell) return;
    const before = this.active ?? this.table.cell(0, 0);
    if (before && before !== cell) {
      before.tabIndex = -1;
      before.classList.remove("active");
    }
    this.active = cell;
    cell.classList.add("active");
    const isText = this.takesText(cell);
    cell.tabIndex = isText ? -1 : 0;
    if (isText) this.placeBox(cell);
    else this.box.remove();
    if (!take) return;
    (isText ? this.box : cell).focus({ preventScroll: true });
    reveal(cell);
  }

  /**
   * Whether letters begin a text here.
   * @param {HTMLTableCellElement} cell
   */
  takesText(cell) {
    return ["line", "text"].includes(this.table.column(cell).kind) && this.table.isOpen(cell);
  }

  /**
   * Puts the box into the cell, empty; what the cell says becomes its name.
   * @param {HTMLTableCellElement} cell
   */
  placeBox(cell) {
    this.box.value = "";
    this.box.classList.remove("open");
    if (this.box.parentElement !== cell) cell.append(this.box);
    this.nameBox();
  }

  /** What the cell says is the name of the box, as long as it is empty. */
  nameBox() {
    const { active, box } = this;
    if (!active || box.parentElement !== active || box.classList.contains("open")) return;
    box.setAttribute("aria-label", `${this.table.name(active)}: ${textOf(active)}`);
  }

  /**
   * Moves by rows and columns, held at the edges. Gives the cell reached.
   * @param {number} rows
   * @param {number} columns
   */
  step(rows, columns) {
    if (!this.active) return undefined;
    return this.near(this.active, rows, columns);
  }

  /**
   * The cell so many rows and columns from another, held at the edges.
   * @param {HTMLTableCellElement} from
   * @param {number} rows
   * @param {number} columns
   */
  near(from, rows, columns) {
    const { row, column } = this.table.place(from);
    const last = this.table.rows.length - 1;
    return this.table.cell(
      Math.max(0, Math.min(last, row + rows)),
      Math.max(0, Math.min(this.table.columns.length - 1, column + columns)),
    );
  }

  /** Takes the focus back to the active cell, when an editor has gone. */
  restore() {
    if (this.active) this.moveTo(this.active);
  }
}

/**
 * Scrolls so that a cell is seen, not under the head or the names where rows begin.
 * @param {HTMLTableCellElement} cell
 */
function reveal(cell) {
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  const name = rowOf(cell).cells[0];
  const frame = cell.closest(".scroll");
  if (!frame || cell === name) return;
  const { direction, position } = getComputedStyle(name);
  const [names, it] = [name.getBoundingClientRect(), cell.getBoundingClientRect()];
  const isLeft = direction === "ltr";
  const hidden = isLeft ? names.right - it.left : it.right - names.left;
  if (hidden > 0 && position === "sticky") frame.scrollLeft -= isLeft ? hidden : -hidden;
}
