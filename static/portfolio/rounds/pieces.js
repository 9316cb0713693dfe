// @ts-check
// The rows that a long page left out: fetched right behind it, piece by piece. The page names their projects
// where they belong, so that nothing is doubled or missed whatever changes meanwhile.

/** @typedef {import("./table.js").RoundTable} RoundTable */

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
const LONGEST_ANSWER = 30_000;

/** @typedef {{ project: string, body: Element }} Place */

export class Pieces {
  /**
   * @param {object} given
   * @param {RoundTable} given.table
   * @param {import("./focus.js").Focus} given.focus
   * @param {HTMLElement} given.line says that rows are coming; it holds the link to a page with all of them
   * @param {number} given.size how many rows are asked for at once
   * @param {(name: string, count: number) => string} given.words
   * @param {(gone: number) => void} given.whole called when all rows are there but those that are gone
   */
  constructor({ table, focus, line, size, words, whole }) {
    this.table = table;
    this.focus = focus;
    this.line = line;
    this.size = size;
    this.words = words;
    this.whole = whole;
    this.link = line.querySelector("a");
    /** @type {Place[]} */
    this.places = [...table.element.querySelectorAll("tbody[data-rest]")].flatMap((body) =>
      (body.getAttribute("data-rest") ?? "").split(".").map((project) => ({ project, body }))
    );
    this.gone = 0;
    this.wait = FIRST_WAIT;
    this.isAsking = false;
    /** @type {number | undefined} */
    this.timer = undefined;
    addEventListener("online", () => this.fetch());
    // What waits for the other rows is done with those that are here, so that it is kept.
    addEventListener("pagehide", () => table.wait(false));
  }

  /** Fetches until the table is whole, or until there is no answer; then it asks again later. */
  async fetch() {
    if (this.isAsking) return;
    this.isAsking = true;
    clearTimeout(this.timer);
    this.table.wait(true);
    this.line.textContent = this.words("loading", this.places.length);
    while (this.places.length) {
      const asked = this.places.slice(0, this.size);
      const rows = await ask(asked);
      if (!rows) break;
      this.places.splice(0, asked.length);
      this.take(asked, rows);
      this.wait = FIRST_WAIT;
    }
    this.isAsking = false;
    if (this.places.length) this.later();
    else this.end();
    this.table.wait(false);
  }

  /**
   * Puts rows where they belong, in the order of the page.
   * @param {Place[]} asked
   * @param {Map<string, HTMLTableRowElement>} rows
   */
  take(asked, rows) {
    /** @type {HTMLTableRowElement[]} */
    const taken = [];
    for (const { project, body } of asked) {
      const row = rows.get(project);
      if (row) {
        body.append(row);
        taken.push(row);
      } else this.gone += 1;
    }
    for (const row of taken) number(row);
    this.table.take(taken);
    this.focus.take(taken);
  }

  later() {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button button-small";
    again.textContent = this.words("again", 0);
    again.addEventListener("click", () => this.fetch());
    this.line.replaceChildren(`${this.words("unloaded", this.places.length)} `, again);
    if (this.link) this.line.append(" ", this.link);
    this.timer = setTimeout(() => this.fetch(), this.wait);
    this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
  }

  end() {
    this.line.remove();
    const { element } = this.table;
    if (this.gone) {
      element.setAttribute("aria-rowcount", String(element.rows.length));
      for (const row of element.rows) if (row.hasAttribute("aria-rowindex")) number(row);
    }
    this.whole(this.gone);
  }
}

/**
 * Tells assistive technology which row of all it is.
 * @param {HTMLTableRowElement} row
 */
const number = (row) => row.setAttribute("aria-rowindex", String(row.rowIndex + 1));

/**
 * The rows of projects; null without an answer.
 * @param {Place[]} places
 * @returns {Promise<Map<string, HTMLTableRowElement> | null>}
 */
async function ask(places) {
  const address = `${location.pathname}?rows=${places.map(({ project }) => project).join(".")}`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(LONGEST_ANSWER) });
    if (!response.ok || response.redirected) return null;
    const template = document.createElement("template");
    template.innerHTML = await response.text();
    const rows = [...template.content.querySelectorAll("tr")];
    return new Map(rows.map((row) => [row.dataset.project ?? "", row]));
  } catch {
    return null;
  }
}
