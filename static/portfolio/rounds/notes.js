// @ts-check
// What the server did not take, cell by cell: why, and how to go on. A cell that somebody else changed
// meanwhile stands there with both values to choose from.

/** @typedef {import("./table.js").RoundTable} RoundTable */

/** @typedef {import("./queue.js").Result} Result */

export class Notes {
  /**
   * @param {HTMLElement} list
   * @param {RoundTable} table
   * @param {(cell: HTMLTableCellElement) => void} go moves to a cell
   * @param {(cell: HTMLTableCellElement, text: string) => void} write
   * @param {(cell: HTMLTableCellElement) => void} leave shows what stands in a cell again
   * @param {Record<string, string>} words
   */
  constructor(list, table, go, write, leave, words) {
    this.leave = leave;
    this.list = list;
    this.table = table;
    this.go = go;
    this.write = write;
    this.words = words;
  }

  /**
   * Says of one cell what became of what was written.
   * @param {HTMLTableCellElement} cell
   * @param {string} typed
   * @param {Result} result
   */
  add(cell, typed, result) {
    this.drop(cell);
    const item = document.createElement("li");
    item.dataset.cell = this.key(cell);
    item.className = result.state;
    item.append(this.button(this.table.name(cell), () => this.go(cell), "link"));
    // What is refused is named by the words that refuse it.
    if (typed && result.state !== "refused") {
      const mine = document.createElement("q");
      mine.dir = "auto";
      mine.textContent = typed;
      item.append(mine);
    }
    const message = document.createElement("span");
    message.dir = "auto";
    message.textContent = result.message;
    item.append(message);
    if (result.state === "conflict") {
      item.append(this.button(this.words.keepMine, () => this.choose(cell, typed)));
    }
    result.readings.forEach(({ label, value }, order) => {
      item.append(this.button(label, () => this.chooseAll(cell, order)));
      item.dataset[`reading${order}`] = value;
    });
    item.append(this.button(this.words.takeTheirs, () => this.choose(cell, null)));
    this.list.append(item);
    this.list.hidden = false;
  }

  /**
   * A word that belongs to no cell.
   * @param {string} text
   */
  say(text) {
    const item = document.createElement("li");
    item.append(`${text} `, this.button(this.words.close, () => this.remove(item)));
    this.list.append(item);
    this.list.hidden = false;
  }

  /**
   * One of two values is chosen: mine is written again, over theirs; theirs stands.
   * @param {HTMLTableCellElement} cell
   * @param {string | null} text
   */
  choose(cell, text) {
    this.drop(cell);
    this.go(cell);
    if (text === null) this.leave(cell);
    else this.write(cell, text);
  }

  /**
   * How a column's days are meant is asked once: every cell that waits for it is written so.
   * @param {HTMLTableCellElement} asked
   * @param {number} order the first or the second of what each may mean
   */
  chooseAll(asked, order) {
    for (const item of [...this.list.querySelectorAll("li.ask")]) {
      if (!(item instanceof HTMLElement)) continue;
      const cell = this.cellOf(item);
      const day = item.dataset[`reading${order}`];
      if (!cell || !day || cell.cellIndex !== asked.cellIndex) continue;
      this.remove(item);
      this.write(cell, day);
    }
  }

  /**
   * Whatever was said of a cell is settled.
   * @param {HTMLTableCellElement} cell
   */
  drop(cell) {
    const key = this.key(cell);
    for (const item of [...this.list.children]) {
      if (item instanceof HTMLElement && item.dataset.cell === key) this.remove(item);
    }
  }

  /** @param {Element} item */
  remove(item) {
    item.remove();
    this.list.hidden = !this.list.children.length;
  }

  /** @param {HTMLTableCellElement} cell */
  key(cell) {
    return `${cell.parentElement?.dataset.project} ${this.table.column(cell).field}`;
  }

  /** @param {HTMLElement} item */
  cellOf(item) {
    const [project, field] = (item.dataset.cell ?? "").split(" ");
    return this.table.find(project, field);
  }

  /**
   * @param {string} words
   * @param {() => void} act
   * @param {string} [look]
   */
  button(words, act, look = "button button-small") {
    const button = document.createElement("button");
    button.type = "button";
    button.className = look;
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }
}
