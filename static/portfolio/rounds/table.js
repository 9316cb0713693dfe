// @ts-check
// The table of a round: where its cells lie, what they hold, and how one shows what the server says.

/**
 * A column as its head tells it. `kind` says how it is written: "rag", "number", "day", "line",
 * "text"; a column without one is read only.
 * @typedef {object} Column
 * @property {string} field
 * @property {string} kind
 * @property {string} label
 */

/**
 * How a cell looks now, as the server draws it. `value` is what is stored ("a", "70", "2022-03-31"), `text`
 * how the person would type it ("A", "70", "31.03.2022"); null where `html` says both.
 * @typedef {object} Patch
 * @property {string} html
 * @property {string} classes
 * @property {string | null} value
 * @property {string | null} text
 * @property {boolean} open whether the person may write into it
 */

export class RoundTable {
  /** @param {HTMLTableElement} element */
  constructor(element) {
    this.element = element;
    const heads = [...(element.tHead?.rows[0].cells ?? [])];
    /** @type {Column[]} */
    this.columns = heads.map((head) => ({
      field: head.dataset.field ?? "",
      kind: head.dataset.kind ?? "",
      label: head.dataset.label ?? head.textContent?.trim() ?? "",
    }));
    /** @type {HTMLTableRowElement[]} */
    this.rows = [];
    /** @type {Map<HTMLTableRowElement, number>} */
    this.places = new Map();
    /** @type {Map<string, HTMLTableRowElement>} */
    this.byProject = new Map();
    /** @type {HTMLTableRowElement[]} */
    const rows = [...element.querySelectorAll("tr[data-project]")].filter(
      (row) => row instanceof HTMLTableRowElement,
    );
    this.take(rows);
    // Whether more rows are on their way; what needs them waits here.
    this.isComing = false;
    /** @type {(() => void)[]} */
    this.acts = [];
  }

  /**
   * Learns of rows that follow those it knows.
   * @param {HTMLTableRowElement[]} rows
   */
  take(rows) {
    for (const row of rows) {
      this.places.set(row, this.rows.length);
      this.byProject.set(row.dataset.project ?? "", row);
      this.rows.push(row);
    }
  }

  /**
   * Says whether more rows are on their way. When none are any more, what has waited for them is done.
   * @param {boolean} isComing
   */
  wait(isComing) {
    this.isComing = isComing;
    if (isComing) return;
    for (const act of this.acts.splice(0)) act();
  }

  /**
   * Does what needs so many rows, as soon as they are here; at once where no more will come. Gives
   * whether it was done at once.
   * @param {number} count
   * @param {() => void} act
   */
  withRows(count, act) {
    const isNow = !this.isComing || count <= this.rows.length;
    if (isNow) act();
    else this.acts.push(act);
    return isNow;
  }

  /**
   * The cell in a row and a column, counted from 0 over the rows that are shown.
   * @param {number} row
   * @param {number} column
   * @returns {HTMLTableCellElement | undefined}
   */
  cell(row, column) {
    return this.rows[row]?.cells[column];
  }

  /**
   * The cell that `element` lies in; null outside the rows.
   * @param {Element | null | undefined} element
   */
  cellOf(element) {
    const cell = element?.closest("td, th");
    return cell instanceof HTMLTableCellElement && this.places.has(rowOf(cell)) ? cell : null;
  }

  /**
   * Row and column of a cell.
   * @param {HTMLTableCellElement} cell
   */
  place(cell) {
    return { row: this.places.get(rowOf(cell)) ?? -1, column: cell.cellIndex };
  }

  /** @param {HTMLTableCellElement} cell */
  column(cell) {
    return this.columns[cell.cellIndex];
  }

  /**
   * The cell of a project's field.
   * @param {string} project
   * @param {string} field
   */
  find(project, field) {
    const column = this.columns.findIndex((one) => one.field === field);
    return this.byProject.get(project)?.cells[column];
  }

  /**
   * Whether a person may write into the cell.
   * @param {HTMLTableCellElement} cell
   */
  isOpen(cell) {
    return Boolean(this.column(cell).kind) && cell.getAttribute("aria-readonly") !== "true";
  }

  /**
   * How messages name a cell: "Why not green, P-15".
   * @param {HTMLTableCellElement} cell
   */
  name(cell) {
    const code = rowOf(cell).dataset.code ?? "";
    return cell.cellIndex ? `${code}, ${this.column(cell).label}` : code;
  }
}

/**
 * The row of a cell.
 * @param {HTMLTableCellElement} cell
 */
export const rowOf = (cell) => /** @type {HTMLTableRowElement} */ (cell.parentElement);

/**
 * The project that a cell is about.
 * @param {HTMLTableCellElement} cell
 */
export const projectOf = (cell) => rowOf(cell).dataset.project ?? "";

/**
 * What a cell holds, as it is stored.
 * @param {HTMLTableCellElement} cell
 */
export const valueOf = (cell) => cell.dataset.value ?? textOf(cell);

/**
 * What stands in a cell for the person: what they wrote last, saved or not.
 * @param {HTMLTableCellElement} cell
 */
export const writtenIn = (cell) => cell.dataset.typed ?? valueOf(cell);

/**
 * What a cell holds, as the person writes it.
 * @param {HTMLTableCellElement} cell
 */
export const textOf = (cell) =>
  cell.dataset.typed ?? cell.dataset.text ?? cell.querySelector(".value")?.textContent ?? "";

/**
 * Whether a cell shows last month's words, which are none of this month's until they are written.
 * @param {HTMLTableCellElement} cell
 */
export const isOld = (cell) => cell.classList.contains("old");

/**
 * Shows what the server says of a cell. `html` is its own, with everything escaped.
 * @param {HTMLTableCellElement} cell
 * @param {Patch} shown
 */
export function show(cell, shown) {
  // An editor in the cell stays where it is: taken out, it would lose the focus.
  for (const child of [...cell.childNodes]) {
    if (!(child instanceof Element && child.matches(".editor"))) child.remove();
  }
  cell.insertAdjacentHTML("afterbegin", shown.html);
  delete cell.dataset.typed;
  if (shown.open) cell.removeAttribute("aria-readonly");
  else cell.setAttribute("aria-readonly", "true");
  const kept = ["active", "chosen"].filter((name) => cell.classList.contains(name));
  cell.className = [shown.classes, ...kept].join(" ").trim();
  for (
    const [name, value] of /** @type {const} */ ([["value", shown.value], ["text", shown.text]])
  ) {
    if (value === null) delete cell.dataset[name];
    else cell.dataset[name] = value;
  }
}

/**
 * Shows what was written into a cell until the server has answered.
 * @param {HTMLTableCellElement} cell
 * @param {string} text
 */
export function showWaiting(cell, text) {
  // What is stored is known no more from what is shown.
  cell.dataset.value ??= textOf(cell);
  cell.dataset.typed = text;
  cell.classList.add("waiting");
  cell.classList.remove("same", "old", "refused");
  let value = cell.querySelector(".value");
  if (!value) {
    value = document.createElement("span");
    value.className = "value";
    value.setAttribute("dir", "auto");
    cell.prepend(value);
  }
  value.textContent = text;
}
