// @ts-check
// Text as spreadsheets put it on the clipboard: cells between tabs, rows between line ends. A quote
// opens a cell only at its start, and only if it closes again before a tab, a line end or the end;
// otherwise it is a sign like others ("Rack 19\" moved").

/**
 * The cells of a text, row by row; the line end behind the last row makes no row of its own.
 * @param {string} text
 * @returns {string[][]}
 */
export function parse(text) {
  const rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  /** @type {string[][]} */
  const rows = [[]];
  let at = 0;
  while (at <= rest.length) {
    const { cell, end } = rest[at] === '"' ? quoted(rest, at) : bare(rest, at);
    rows[rows.length - 1].push(cell);
    if (rest[end] === "\n") rows.push([]);
    at = end + 1;
  }
  return rows;
}

/**
 * A cell without quotes, up to the next tab or line end.
 * @param {string} text
 * @param {number} start
 */
function bare(text, start) {
  let end = start;
  while (end < text.length && text[end] !== "\t" && text[end] !== "\n") end += 1;
  return { cell: text.slice(start, end), end };
}

/**
 * A cell in quotes, a doubled quote being one; if the quote never closes as it should, it is text.
 * @param {string} text
 * @param {number} start
 */
function quoted(text, start) {
  let cell = "";
  let at = start + 1;
  while (at < text.length) {
    const next = text.indexOf('"', at);
    if (next < 0) return bare(text, start);
    cell += text.slice(at, next);
    if (text[next + 1] === '"') {
      cell += '"';
      at = next + 2;
      continue;
    }
    const end = next + 1;
    return end === text.length || text[end] === "\t" || text[end] === "\n"
      ? { cell, end }
      : bare(text, start);
  }
  return bare(text, start);
}

/**
 * Cells as text that `parse`, and every spreadsheet, reads back.
 * @param {string[][]} rows
 */
export const format = (rows) => rows.map((cells) => cells.map(held).join("\t")).join("\r\n");

/** @param {string} cell */
const held = (cell) => /[\t\n\r]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/**
 * The cells of the first table in a piece of HTML, for programs that offer no text.
 * @param {string} html
 * @returns {string[][]}
 */
export function fromHtml(html) {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  return [...(table?.rows ?? [])].map((row) =>
    [...row.cells].map((cell) => cell.textContent?.trim() ?? "")
  );
}

/**
 * Cells as a table of HTML.
 * @param {string[][]} rows
 */
export function toHtml(rows) {
  const table = document.createElement("table");
  for (const cells of rows) {
    const row = table.insertRow();
    for (const cell of cells) row.insertCell().textContent = cell;
  }
  return table.outerHTML;
}
