// @ts-check
// Copying from and pasting into the table, as text between tabs that spreadsheets understand. Listened
// to on the document: the browser sends these events to whatever has the focus.

import { format, fromHtml, parse, toHtml } from "./tsv.js";
import { textOf } from "./table.js";

/** @typedef {import("./table.js").RoundTable} RoundTable */
/** @typedef {import("./selection.js").Selection} Selection */

/**
 * What is to be written where.
 * @typedef {{ cell: HTMLTableCellElement, text: string }} Piece
 */

/**
 * @param {object} given
 * @param {RoundTable} given.table
 * @param {Selection} given.selection
 * @param {() => boolean} given.isOurs whether keys belong to the table now, and no cell is open
 * @param {(pieces: Piece[], lost: { rows: number, columns: number }) => void} given.paste
 * @param {() => void} given.cut
 */
export function followClipboard({ table, selection, isOurs, paste, cut }) {
  /** @param {ClipboardEvent} event */
  const copy = (event) => {
    if (!isOurs() || !event.clipboardData) return false;
    const rows = selection.block.map((row) => row.map(textOf));
    event.clipboardData.setData("text/plain", format(rows));
    event.clipboardData.setData("text/html", toHtml(rows));
    event.preventDefault();
    return true;
  };
  document.addEventListener("copy", copy);
  document.addEventListener("cut", (event) => {
    if (copy(event)) cut();
  });
  document.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    if (!isOurs() || !data) return;
    // The text first: in HTML a narrow column of Excel shows only ####.
    const text = data.getData("text/plain");
    const rows = text ? parse(text) : fromHtml(data.getData("text/html"));
    if (!rows.length) return;
    event.preventDefault();
    const { block } = selection;
    table.withRows(lastRow(table, block, rows), () => {
      const placed = pieces(table, block, rows);
      paste(placed.pieces, placed.lost);
    });
  });
}

/**
 * Where each copied cell goes: one into every chosen cell, a block as often as the choice holds it,
 * anything else once from the first chosen cell on. What falls beyond the table is counted.
 * @param {RoundTable} table
 * @param {HTMLTableCellElement[][]} block what is chosen
 * @param {string[][]} rows
 */
function pieces(table, block, rows) {
  const [first] = block[0];
  const from = table.place(first);
  const width = Math.max(...rows.map((row) => row.length));
  const high = times(block.length, rows.length);
  const wide = times(block[0].length, width);
  /** @type {Piece[]} */
  const found = [];
  const lost = { rows: 0, columns: 0 };
  for (let row = 0; row < rows.length * high; row += 1) {
    const cells = rows[row % rows.length];
    if (from.row + row >= table.rows.length) {
      lost.rows += 1;
      continue;
    }
    for (let column = 0; column < cells.length * wide; column += 1) {
      const cell = table.cell(from.row + row, from.column + column);
      if (cell) found.push({ cell, text: cells[column % cells.length] });
      else lost.columns = Math.max(lost.columns, from.column + column + 1 - table.columns.length);
    }
  }
  return { pieces: found, lost };
}

/**
 * How many rows the table must have for everything to find its place.
 * @param {RoundTable} table
 * @param {HTMLTableCellElement[][]} block
 * @param {string[][]} rows
 */
const lastRow = (table, block, rows) =>
  table.place(block[0][0]).row + rows.length * times(block.length, rows.length);

/**
 * How often a length fits exactly into another; once if it does not.
 * @param {number} whole
 * @param {number} part
 */
const times = (whole, part) => whole > part && whole % part === 0 ? whole / part : 1;
