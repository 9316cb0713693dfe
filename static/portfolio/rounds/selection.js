// @ts-check
// A block of cells: from an anchor to the active cell. It is marked, and its size is said, since not
// every screen reader tells what is marked.

/** @typedef {import("./table.js").RoundTable} RoundTable */

export class Selection {
  /**
   * @param {RoundTable} table
   * @param {(count: number) => void} say tells how many cells are chosen; 1 when it is only one
   */
  constructor(table, say) {
    this.table = table;
    this.say = say;
    /** @type {HTMLTableCellElement | null} */
    this.anchor = null;
    /** @type {HTMLTableCellElement[][]} */
    this.block = [];
  }

  /**
   * Chooses one cell alone.
   * @param {HTMLTableCellElement} cell
   */
  only(cell) {
    const was = this.count;
    this.anchor = cell;
    this.mark([[cell]]);
    if (was > 1) this.say(1);
  }

  /**
   * Chooses everything from the anchor to a cell.
   * @param {HTMLTableCellElement} cell
   */
  to(cell) {
    const from = this.table.place(this.anchor ?? cell);
    const end = this.table.place(cell);
    this.between(from.row, end.row, from.column, end.column);
  }

  /**
   * Chooses whole rows from the anchor's to that of a cell.
   * @param {HTMLTableCellElement} cell
   */
  rows(cell) {
    const from = this.table.place(this.anchor ?? cell).row;
    this.between(from, this.table.place(cell).row, 0, this.table.columns.length - 1);
  }

  /** Chooses everything. */
  all() {
    this.between(0, this.table.rows.length - 1, 0, this.table.columns.length - 1);
  }

  /**
   * @param {number} row
   * @param {number} lastRow
   * @param {number} column
   * @param {number} lastColumn
   */
  between(row, lastRow, column, lastColumn) {
    const rows = this.table.rows.slice(Math.min(row, lastRow), Math.max(row, lastRow) + 1);
    const [left, right] = [Math.min(column, lastColumn), Math.max(column, lastColumn) + 1];
    this.mark(rows.map((one) => [...one.cells].slice(left, right)));
    this.say(this.count);
  }

  get count() {
    return this.block.reduce((sum, row) => sum + row.length, 0);
  }

  /** The rows that the block touches. */
  get chosenRows() {
    return this.block.map(([first]) => /** @type {HTMLTableRowElement} */ (first.parentElement));
  }

  /** @param {HTMLTableCellElement[][]} block */
  mark(block) {
    for (const cell of this.block.flat()) {
      cell.classList.remove("chosen");
      cell.removeAttribute("aria-selected");
    }
    this.block = block;
    const several = this.count > 1;
    for (const cell of block.flat()) {
      cell.classList.toggle("chosen", several);
      if (several) cell.setAttribute("aria-selected", "true");
    }
  }
}
