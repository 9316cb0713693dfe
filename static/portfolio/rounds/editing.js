// @ts-check
// Writing into a cell: a letter begins, Enter or F2 opens what stands there, Escape puts it back,
// Enter and Tab take it. While an input method composes, its keys are its own.

import { isOld, textOf, valueOf } from "./table.js";

/** @typedef {import("./focus.js").Focus} Focus */

export class Editing {
  /**
   * @param {Focus} focus
   * @param {(cell: HTMLTableCellElement, text: string) => void} write called with what was written
   * @param {{ value: string, label: string }[]} states what a state can be
   */
  constructor(focus, write, states) {
    this.focus = focus;
    this.write = write;
    this.states = states;
    /** @type {HTMLTableCellElement | null} */
    this.cell = null;
    /** @type {HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement | null} */
    this.editor = null;
    this.before = "";
    // In the box for texts a letter, a paste or an input method begins by itself.
    focus.box.addEventListener("compositionstart", () => this.beginInBox(""));
    focus.box.addEventListener("input", () => this.beginInBox(""));
    focus.box.addEventListener("blur", () => this.leave());
  }

  get isOpen() {
    return this.editor !== null;
  }

  /**
   * Opens the active cell with what stands in it, or empty for what is about to be typed.
   * @param {{ afresh?: boolean }} [how]
   */
  begin({ afresh = false } = {}) {
    const cell = this.focus.active;
    if (!cell || this.isOpen || !this.focus.table.isOpen(cell)) return;
    const { kind } = this.focus.table.column(cell);
    const text = afresh || isOld(cell) ? "" : textOf(cell);
    if (this.focus.takesText(cell)) {
      this.beginInBox(text);
      return;
    }
    this.editor = kind === "rag" ? this.choice(valueOf(cell)) : line(kind, text);
    this.cell = cell;
    this.before = this.editor.value;
    this.editor.className = "editor";
    this.editor.setAttribute("aria-label", this.focus.table.name(cell));
    this.editor.addEventListener("blur", () => this.leave());
    cell.append(this.editor);
    this.editor.focus({ preventScroll: true });
    if (this.editor instanceof HTMLInputElement) this.editor.select();
  }

  /**
   * The box for texts becomes the editor; it may hold the first letter already.
   * @param {string} text what it begins with
   */
  beginInBox(text) {
    const { active, box } = this.focus;
    if (this.isOpen || !active) return;
    this.cell = active;
    this.editor = box;
    this.before = isOld(active) ? "" : textOf(active);
    box.setAttribute("aria-label", this.focus.table.name(active));
    box.classList.add("open");
    if (text) {
      box.value = text;
      box.setSelectionRange(text.length, text.length);
    }
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Takes what was written; gives whether anything was open. */
  take() {
    const { cell, editor } = this;
    if (!cell || !editor) return false;
    const text = editor.value;
    this.close();
    if (text !== this.before) this.write(cell, text);
    return true;
  }

  /** Puts back what stood there. */
  giveUp() {
    this.close();
  }

  /** The focus has gone elsewhere: what was written counts. */
  leave() {
    if (this.isOpen) this.take();
  }

  close() {
    const { editor } = this;
    this.editor = null;
    this.cell = null;
    if (editor === this.focus.box) {
      editor.classList.remove("open");
      editor.value = "";
    } else editor?.remove();
  }

  /** @param {string} value */
  choice(value) {
    const select = document.createElement("select");
    for (const state of [{ value: "", label: "–" }, ...this.states]) {
      select.add(new Option(state.label, state.value, false, state.value === value));
    }
    return select;
  }
}

/**
 * @param {string} kind
 * @param {string} text
 */
function line(kind, text) {
  const input = document.createElement("input");
  input.type = "text";
  input.inputMode = kind === "number" ? "numeric" : "text";
  input.autocomplete = "off";
  input.value = text;
  return input;
}
