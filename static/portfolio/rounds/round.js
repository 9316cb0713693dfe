// @ts-check
// The table of a round under the keyboard: what each key does, and what becomes of what is written.

import { elementOf } from "../../core/pages/events.js";
import { isModified } from "../../core/pages/keyboard.js";
import { followClipboard } from "./clipboard.js";
import { Editing } from "./editing.js";
import { Focus } from "./focus.js";
import { Notes } from "./notes.js";
import { Queue } from "./queue.js";
import { Selection } from "./selection.js";
import { projectOf, RoundTable, show, showWaiting, textOf, valueOf, writtenIn } from "./table.js";
import { Steps } from "./undo.js";

/** @typedef {import("./queue.js").Change} Change */
/** @typedef {import("./queue.js").Waiting} Waiting */
/** @typedef {import("./queue.js").Answer} Answer */

/** @type {HTMLTableElement | null} */
const element = document.querySelector("table[data-round]");
if (element?.tBodies.length) start(element);

/** @param {HTMLTableElement} grid */
function start(grid) {
  const page = /** @type {HTMLElement} */ (grid.closest("[data-round-page]"));
  const given = JSON.parse(
    page.querySelector("script[type='application/json']")?.textContent ?? "{}",
  );
  /** @type {Record<string, string>} */
  const words = given.words;
  const table = new RoundTable(grid);
  const box = document.createElement("textarea");
  box.className = "editor";
  box.rows = 1;
  const focus = new Focus(table, box);
  const announce = document.getElementById("announce");
  /** @param {string} text */
  const say = (text) => {
    if (announce) announce.textContent = text;
  };
  const selection = new Selection(
    table,
    (count) => say(count > 1 ? words.chosen.replace("{count}", String(count)) : ""),
  );
  const steps = new Steps();
  const editing = new Editing(focus, (cell, text) => change([{ cell, text }]), given.states);
  const notes = new Notes(
    /** @type {HTMLElement} */ (page.querySelector("[data-round-notes]")),
    table,
    (cell) => goTo(cell),
    (cell, text) => change([{ cell, text }]),
    words,
  );
  const queue = new Queue({ key: given.key, send, answered, tell });

  // --- Changes ------------------------------------------------------------------------------------

  /**
   * Writes into cells, as one step that can be undone; what may not be written into is told.
   * @param {{ cell: HTMLTableCellElement, text: string }[]} pieces
   */
  function change(pieces) {
    /** @type {Change[]} */
    const forth = [];
    /** @type {Change[]} */
    const back = [];
    let closed = 0;
    for (const { cell, text } of pieces) {
      if (text === textOf(cell) && !cell.classList.contains("old")) continue;
      if (!table.isOpen(cell)) {
        closed += 1;
        continue;
      }
      const where = {
        act: /** @type {const} */ ("set"),
        project: projectOf(cell),
        field: table.column(cell).field,
      };
      forth.push({ ...where, text });
      back.push({ ...where, text: writtenIn(cell) });
    }
    if (closed) notes.say(words.closed.replace("{count}", String(closed)));
    if (!forth.length) return;
    steps.add({ forth, back });
    apply(forth);
  }

  /**
   * Sends changes, and shows them until the server has answered.
   * @param {Change[]} changes
   */
  function apply(changes) {
    for (const one of changes) {
      if (one.act !== "set") {
        table.byProject.get(one.project)?.classList.add("waiting");
        continue;
      }
      const cell = table.find(one.project, one.field ?? "");
      if (!cell) continue;
      one.seen = queue.holds(one.project, one.field ?? "") ? undefined : valueOf(cell);
      notes.drop(cell);
      showWaiting(cell, one.text ?? "");
    }
    queue.add(changes.map((one) => ({ ...one })));
  }

  /**
   * Confirms that nothing has changed in these rows, and goes on to the next one. Of several rows those
   * are left out in which something has been begun.
   * @param {HTMLTableRowElement[]} rows
   */
  function confirm(rows) {
    const bulk = rows.length > 1;
    const open = rows.filter(({ dataset }) =>
      dataset.locked === undefined && dataset.confirmed === undefined &&
      !(bulk && dataset.draft !== undefined)
    );
    const projects = open.map((row) => row.dataset.project ?? "");
    /** @type {Change[]} */
    const forth = projects.map((project) => ({ act: "confirm", project, bulk }));
    /** @type {Change[]} */
    const back = projects.map((project) => ({ act: "withdraw", project }));
    if (forth.length) {
      steps.add({ forth, back });
      apply(forth);
    }
    if (!bulk) goTo(focus.step(1, 0));
  }

  /** @param {Waiting[]} changes */
  function send(changes) {
    return fetch(given.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": given.token },
      body: JSON.stringify({ changes }),
      signal: AbortSignal.timeout(60_000),
    });
  }

  /**
   * @param {Answer} answer
   * @param {Waiting[]} sent
   */
  function answered(answer, sent) {
    for (const [project, row] of Object.entries(answer.rows)) patch(project, row);
    for (const result of answer.results) {
      const one = sent.find(({ id }) => id === result.id);
      if (!one || result.state === "taken") continue;
      const cell = one.act === "set"
        ? table.find(one.project, one.field ?? "")
        : table.byProject.get(one.project)?.cells[0];
      if (!cell) continue;
      if (one.act === "set" && result.state !== "conflict") {
        showWaiting(cell, one.text ?? "");
        cell.classList.replace("waiting", "refused");
        cell.setAttribute("aria-invalid", "true");
      }
      notes.add(cell, one.text ?? "", result);
    }
    const lost = answer.results.filter(({ state }) => state !== "taken").length;
    if (lost) say(words.untaken.replace("{count}", String(lost)));
    savedAt = answer.saved;
  }

  /**
   * How a row stands now; cells that wait for an answer keep what was written.
   * @param {string} project
   * @param {import("./queue.js").Row} row
   */
  function patch(project, row) {
    const element = table.byProject.get(project);
    if (!element) return;
    element.classList.remove("waiting");
    element.toggleAttribute("data-locked", row.locked);
    element.toggleAttribute("data-confirmed", row.confirmed);
    element.toggleAttribute("data-draft", row.draft);
    for (const [field, shown] of Object.entries(row.cells)) {
      const cell = table.find(project, field);
      if (!cell || queue.holds(project, field)) continue;
      cell.removeAttribute("aria-invalid");
      show(cell, shown);
      if (cell === focus.active) focus.moveTo(cell, page.contains(document.activeElement));
    }
  }

  let savedAt = "";
  const state = /** @type {HTMLElement} */ (page.querySelector("[data-round-state]"));

  /**
   * Where what was written is: saved, on its way, or waiting in this browser.
   * @param {string} now
   * @param {number} count
   */
  function tell(now, count) {
    state.dataset.state = now;
    state.textContent = now === "saved"
      ? (savedAt && words.saved.replace("{time}", savedAt))
      : words[now].replace("{count}", String(count));
  }

  // --- Where one stands ---------------------------------------------------------------------------

  /**
   * @param {HTMLTableCellElement | undefined} cell
   * @param {boolean} [extend] choose everything up to it
   */
  function goTo(cell, extend = false) {
    if (!cell) return;
    if (!extend || !selection.anchor) selection.only(cell);
    focus.moveTo(cell);
    if (extend) selection.to(cell);
  }

  /** Whether keys are the table's and no cell is open. */
  const isOurs = () => grid.contains(document.activeElement) && !editing.isOpen;

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

  /**
   * Where a key leads: rows and columns; undefined if it is none of these.
   * @param {KeyboardEvent} event
   * @returns {[number, number] | undefined}
   */
  function wayOf(event) {
    const far = event.ctrlKey || event.metaKey;
    if (event.key === "Home") return [far ? -FAR : 0, -FAR];
    if (event.key === "End") return [far ? FAR : 0, FAR];
    const [rows, columns] = ARROWS[event.key] ?? [];
    if (rows === undefined || columns === undefined || event.altKey) return undefined;
    const rightToLeft = getComputedStyle(grid).direction === "rtl" ? -1 : 1;
    return [rows * (far ? FAR : 1), columns * rightToLeft * (far ? FAR : 1)];
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key was for the table
   */
  function pressed(event) {
    const way = wayOf(event);
    if (way) {
      goTo(focus.step(...way), event.shiftKey);
      return true;
    }
    if (event.ctrlKey || event.metaKey) return withControl(event);
    if (event.altKey) return false;
    if (event.key === "Enter" || event.key === "F2") return open();
    if (event.key === "Escape" && focus.active) {
      selection.only(focus.active);
      return false;
    }
    if (event.key === " " && event.shiftKey && focus.active) {
      selection.rows(focus.active);
      return true;
    }
    if (event.key === "Delete" || event.key === "Backspace") {
      change(openCells().map((cell) => ({ cell, text: "" })));
      return true;
    }
    if (event.key === "=") {
      if (!event.repeat) confirm(selection.chosenRows);
      return true;
    }
    return event.key.length === 1 && typed(event);
  }

  /** @param {KeyboardEvent} event */
  function withControl(event) {
    const key = event.key.toLowerCase();
    if (key === "z") apply(event.shiftKey ? steps.redo() : steps.undo());
    else if (key === "y") apply(steps.redo());
    else if (key === "a") selection.all();
    else if (key === "d") fillDown();
    else if (key === " " && focus.active) selection.rows(focus.active);
    else return false;
    return true;
  }

  /** Opens the active cell; the name of a project leads to its form. */
  function open() {
    const link = focus.active?.querySelector("a");
    if (
      link instanceof HTMLAnchorElement &&
      !table.isOpen(/** @type {HTMLTableCellElement} */ (focus.active))
    ) link.click();
    else editing.begin();
    return true;
  }

  /**
   * A sign was typed: a state's letter sets it in all chosen cells, others begin a text.
   * @param {KeyboardEvent} event
   */
  function typed(event) {
    const cell = focus.active;
    if (!cell || !table.isOpen(cell)) return false;
    const { kind } = table.column(cell);
    if (kind === "rag") {
      const key = event.key.toLocaleUpperCase();
      const found = given.states.find((/** @type {{ key: string }} */ one) => one.key === key);
      if (!found) return false;
      const cells = openCells().filter((one) => table.column(one).kind === "rag");
      if (!event.repeat) change(cells.map((one) => ({ cell: one, text: found.key })));
      return true;
    }
    if (!focus.takesText(cell)) editing.begin({ afresh: true });
    return false;
  }

  /** The chosen cells that may be written into. */
  const openCells = () => selection.block.flat().filter((cell) => table.isOpen(cell));

  function fillDown() {
    const [first, ...rest] = selection.block;
    change(rest.flatMap((row) =>
      row.map((cell, place) => ({ cell, text: textOf(first[place]) }))
        .filter(({ cell }) => table.isOpen(cell))
    ));
  }

  // --- Keys and pointer ---------------------------------------------------------------------------

  grid.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isOurKey = editing.isOpen ? whileWriting(event) : pressed(event);
    // What the table does not use goes on to the page, but letters in it are never the page's.
    if (isOurKey) event.preventDefault();
    if (isOurKey || !isModified(event)) event.stopPropagation();
  });

  /**
   * Keys of an open cell.
   * @param {KeyboardEvent} event
   */
  function whileWriting(event) {
    const { editor } = editing;
    const isText = editor instanceof HTMLTextAreaElement;
    if (event.key === "Escape") {
      editing.giveUp();
      focus.restore();
      return true;
    }
    if (event.key === "Enter" && isText && event.altKey) {
      editor.setRangeText("\n", editor.selectionStart, editor.selectionEnd, "end");
      return true;
    }
    if (event.key === "Enter" && !(isText && event.shiftKey)) return leaveTo(1, 0);
    if (event.key === "Tab") return leaveTo(0, event.shiftKey ? -1 : 1);
    if (editor instanceof HTMLInputElement && /^Arrow(Up|Down)$/.test(event.key)) {
      return leaveTo(event.key === "ArrowUp" ? -1 : 1, 0);
    }
    return false;
  }

  /**
   * Takes what was written and goes on.
   * @param {number} rows
   * @param {number} columns
   */
  function leaveTo(rows, columns) {
    editing.take();
    goTo(focus.step(rows, columns));
    return true;
  }

  let isDragging = false;
  grid.addEventListener("pointerdown", (event) => {
    const cell = table.cellOf(elementOf(event));
    if (!cell || elementOf(event)?.closest(".editor.open, select, input")) return;
    if (elementOf(event)?.closest("a") && !event.shiftKey) return;
    const again = cell === focus.active && grid.contains(document.activeElement);
    isDragging = event.pointerType === "mouse" && event.button === 0;
    event.preventDefault();
    if (editing.isOpen) editing.take();
    goTo(cell, event.shiftKey);
    // A second tap on the cell writes.
    if (again && event.button === 0 && !event.shiftKey) editing.begin();
  });
  grid.addEventListener("pointerover", (event) => {
    const cell = table.cellOf(elementOf(event));
    if (isDragging && event.buttons === 1 && cell && cell !== focus.active) {
      editing.giveUp();
      goTo(cell, true);
    }
  });
  addEventListener("pointerup", () => {
    isDragging = false;
  });
  grid.addEventListener("focusin", (event) => {
    const cell = table.cellOf(elementOf(event));
    if (cell && cell !== focus.active) goTo(cell);
  });

  followClipboard({
    table,
    selection,
    isOurs,
    cut: (cells) =>
      change(cells.filter((cell) => table.isOpen(cell)).map((cell) => ({ cell, text: "" }))),
    paste(pieces, lost) {
      change(pieces);
      if (lost.rows) notes.say(words.lostRows.replace("{count}", String(lost.rows)));
      if (lost.columns) notes.say(words.lostColumns.replace("{count}", String(lost.columns)));
    },
  });

  /** @type {Record<string, () => void>} */
  const acts = {
    undo: () => apply(steps.undo()),
    redo: () => apply(steps.redo()),
    confirm: () => confirm(selection.chosenRows),
    again: () => queue.again(),
    next: () => goTo(focus.step(1, 0)),
  };
  page.addEventListener("click", (event) => {
    const button = elementOf(event)?.closest("[data-do]");
    if (!(button instanceof HTMLElement)) return;
    const name = button.dataset.do ?? "";
    if (name.startsWith("set-")) {
      change(
        openCells()
          .filter((cell) => table.column(cell).kind === "rag")
          .map((cell) => ({ cell, text: name.slice(4) })),
      );
    } else acts[name]?.();
  });

  // What this browser still held when its tab was closed goes out now, and is seen in the table.
  queue.adopt().then((found) => {
    for (const one of found) {
      const cell = one.act === "set" && table.find(one.project, one.field ?? "");
      if (cell) showWaiting(cell, one.text ?? "");
    }
    if (found.length) say(words.adopted.replace("{count}", String(found.length)));
  });
  addEventListener("beforeunload", () => {
    if (editing.isOpen) editing.take();
  });
}
