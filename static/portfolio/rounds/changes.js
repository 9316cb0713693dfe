// @ts-check
// What is written into the table: shown at once, sent, and settled by the server's answer. Every change
// is a step that can be taken back.

import { Queue } from "./queue.js";
import { projectOf, show, showWaiting, textOf, valueOf, writtenIn } from "./table.js";
import { Steps } from "./undo.js";

/** @typedef {import("./queue.js").Change} Change */
/** @typedef {import("./queue.js").Waiting} Waiting */
/** @typedef {import("./queue.js").Answer} Answer */

/**
 * What the page tells its script. The words have braces where figures go.
 * @typedef {object} Given
 * @property {string} key person and round
 * @property {string} save where changes are sent
 * @property {string} token against requests from elsewhere
 * @property {number} piece how many rows are asked for at once
 * @property {{ value: string, key: string, label: string }[]} states
 * @property {Record<string, string>} letters the state that each means, in every language
 * @property {Record<string, string>} words
 */

export class Changes {
  /**
   * @param {object} parts
   * @param {Given} parts.given
   * @param {import("./table.js").RoundTable} parts.table
   * @param {import("./focus.js").Focus} parts.focus
   * @param {import("./notes.js").Notes} parts.notes
   * @param {HTMLElement} parts.state where it stands what is saved
   * @param {HTMLElement} parts.submit the form that submits
   * @param {(text: string) => void} parts.say
   */
  constructor({ given, table, focus, notes, state, submit, say }) {
    this.submit = submit;
    this.given = given;
    this.table = table;
    this.focus = focus;
    this.notes = notes;
    this.state = state;
    this.say = say;
    this.steps = new Steps();
    // Whoever submits while something is on its way submits that too, as soon as it is saved.
    this.isSubmitting = false;
    submit.addEventListener("submit", (event) => {
      if (!this.queue.waiting.length) return;
      event.preventDefault();
      this.isSubmitting = true;
      this.queue.again();
    });
    this.savedAt = "";
    /**
     * How cells look whose text the server refused: it stays to be seen until something else is done.
     * @type {Map<HTMLTableCellElement, import("./table.js").Patch>}
     */
    this.beneath = new Map();
    this.queue = new Queue({
      key: given.key,
      send: (changes) => this.send(changes),
      answered: (answer, sent) => this.answered(answer, sent),
      tell: (now, count) => this.tell(now, count),
    });
  }

  /**
   * A sentence with its figure.
   * @param {string} name
   * @param {number} count
   */
  words(name, count) {
    return this.given.words[name].replace("{count}", String(count));
  }

  /**
   * Writes into cells, as one step; what may not be written into is told.
   * @param {{ cell: HTMLTableCellElement, text: string }[]} pieces
   */
  write(pieces) {
    /** @type {Change[]} */
    const forth = [];
    /** @type {Change[]} */
    const back = [];
    let closed = 0;
    for (const { cell, text } of pieces) {
      if (text === textOf(cell) && !cell.classList.contains("old")) continue;
      if (!this.table.isOpen(cell)) {
        closed += 1;
        continue;
      }
      /** @type {Change} */
      const where = { act: "set", project: projectOf(cell), field: this.table.column(cell).field };
      forth.push({ ...where, text });
      back.push({ ...where, text: writtenIn(cell) });
    }
    if (closed) this.notes.say(this.words("closed", closed));
    this.take({ forth, back });
  }

  /**
   * Confirms that nothing has changed in these rows. Of several rows those are left out in which
   * something has been begun.
   * @param {HTMLTableRowElement[]} rows
   */
  confirm(rows) {
    const bulk = rows.length > 1;
    const open = rows.filter(({ dataset }) =>
      dataset.locked === undefined && dataset.confirmed === undefined &&
      !(bulk && dataset.draft !== undefined)
    );
    const projects = open.map((row) => row.dataset.project ?? "");
    this.take({
      forth: projects.map((project) => ({ act: "confirm", project, bulk })),
      back: projects.map((project) => ({ act: "withdraw", project })),
    });
  }

  /** @param {import("./undo.js").Step} step */
  take(step) {
    if (!step.forth.length) return;
    this.steps.add(step);
    this.apply(step.forth);
  }

  undo() {
    this.apply(this.steps.undo());
  }

  redo() {
    this.apply(this.steps.redo());
  }

  /**
   * Sends changes, and shows them until the server has answered.
   * @param {Change[]} changes
   */
  apply(changes) {
    for (const one of changes) {
      const cell = one.act === "set" && this.table.find(one.project, one.field ?? "");
      if (!cell) {
        this.table.byProject.get(one.project)?.classList.add("waiting");
        continue;
      }
      const isOnItsWay = this.queue.holds(one.project, one.field ?? "");
      one.seen = isOnItsWay ? undefined : valueOf(cell);
      this.notes.drop(cell);
      showWaiting(cell, one.text ?? "");
    }
    this.queue.add(changes.map((one) => ({ ...one })));
  }

  /** @param {Waiting[]} changes */
  send(changes) {
    return fetch(this.given.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.given.token },
      body: JSON.stringify({ changes }),
      signal: AbortSignal.timeout(60_000),
    });
  }

  /**
   * @param {Answer} answer
   * @param {Waiting[]} sent
   */
  answered(answer, sent) {
    for (const [project, row] of Object.entries(answer.rows)) this.patch(project, row);
    const changes = new Map(sent.map((one) => [one.id, one]));
    const untaken = answer.results.filter(({ state }) => state !== "taken");
    for (const result of untaken) {
      const one = changes.get(result.id);
      if (one) this.refuse(one, result, answer.rows[one.project]);
    }
    if (untaken.length) this.say(this.words("untaken", untaken.length));
    this.savedAt = answer.saved;
    this.offer(answer.begun);
  }

  /**
   * Offers to submit what has been begun.
   * @param {number} count
   */
  offer(count) {
    const button = this.submit.querySelector("button");
    this.submit.hidden = !count;
    if (button) button.textContent = this.words("submit", count);
  }

  /**
   * A change was not simply taken: what was written stays to be seen, with what is to be said of it.
   * @param {Waiting} one
   * @param {import("./queue.js").Result} result
   * @param {import("./queue.js").Row} [row] how its row stands now
   */
  refuse(one, result, row) {
    const cell = one.act === "set"
      ? this.table.find(one.project, one.field ?? "")
      : this.table.byProject.get(one.project)?.cells[0];
    if (!cell) return;
    if (one.act === "set" && result.state !== "conflict") {
      if (row) this.beneath.set(cell, row.cells[one.field ?? ""]);
      showWaiting(cell, one.text ?? "");
      cell.classList.replace("waiting", "refused");
      cell.setAttribute("aria-invalid", "true");
    }
    this.notes.add(cell, one.text ?? "", result);
  }

  /**
   * How a row stands now; cells that wait for an answer keep what was written.
   * @param {string} project
   * @param {import("./queue.js").Row} row
   */
  patch(project, row) {
    const element = this.table.byProject.get(project);
    if (!element) return;
    element.classList.remove("waiting");
    element.toggleAttribute("data-locked", row.locked);
    element.toggleAttribute("data-confirmed", row.confirmed);
    element.toggleAttribute("data-draft", row.draft);
    for (const [field, shown] of Object.entries(row.cells)) {
      const cell = this.table.find(project, field);
      if (!cell || this.queue.holds(project, field)) continue;
      if (cell.classList.contains("refused")) this.beneath.set(cell, shown);
      else this.reveal(cell, shown);
    }
    this.focus.nameBox();
  }

  /**
   * What was refused is given up: the cell shows what stands in it.
   * @param {HTMLTableCellElement} cell
   */
  leave(cell) {
    const shown = this.beneath.get(cell);
    if (shown) this.reveal(cell, shown);
    this.focus.nameBox();
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {import("./table.js").Patch} shown
   */
  reveal(cell, shown) {
    this.beneath.delete(cell);
    cell.removeAttribute("aria-invalid");
    show(cell, shown);
  }

  /**
   * Where what was written is: saved, on its way, or waiting in this browser.
   * @param {string} now
   * @param {number} count
   */
  tell(now, count) {
    this.state.dataset.state = now;
    if (now === "saved" && this.isSubmitting) {
      this.isSubmitting = false;
      /** @type {HTMLFormElement} */ (this.submit).requestSubmit();
    }
    this.state.textContent = now === "saved"
      ? (this.savedAt && this.given.words.saved.replace("{time}", this.savedAt))
      : this.words(now, count);
  }

  /** What this browser still held when its tab was closed goes out now, and is seen in the table. */
  async adopt() {
    const found = await this.queue.adopt();
    for (const one of found) {
      const cell = one.act === "set" && this.table.find(one.project, one.field ?? "");
      if (cell) showWaiting(cell, one.text ?? "");
    }
    if (found.length) this.say(this.words("adopted", found.length));
  }
}
