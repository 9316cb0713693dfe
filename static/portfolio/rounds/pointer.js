// @ts-check
// Mouse and finger in the table: a tap chooses a cell, a second one writes into it, drawing chooses a
// block.

import { elementOf } from "../../core/pages/events.js";

/**
 * @param {HTMLTableElement} grid
 * @param {import("./table.js").RoundTable} table
 * @param {import("./grid_keys.js").Keyboard} keyboard
 */
export function followPointer(grid, table, keyboard) {
  const { focus, editing } = keyboard;
  let isDrawing = false;
  grid.addEventListener("pointerdown", (event) => {
    const target = elementOf(event);
    const cell = table.cellOf(target);
    if (!cell || target?.closest(".editor.open, select, input")) return;
    if (target?.closest("a") && !event.shiftKey) return;
    const again = cell === focus.active && grid.contains(document.activeElement);
    isDrawing = event.pointerType === "mouse" && event.button === 0;
    if (editing.isOpen) editing.take();
    keyboard.goTo(cell, event.shiftKey);
    if (again && event.button === 0 && !event.shiftKey) editing.begin();
  });
  // The browser would move the focus again, after the table has.
  grid.addEventListener("mousedown", (event) => {
    const target = elementOf(event);
    if (table.cellOf(target) && !target?.closest(".editor.open, select, input, a")) {
      event.preventDefault();
    }
  });
  grid.addEventListener("pointerover", (event) => {
    const cell = table.cellOf(elementOf(event));
    if (!isDrawing || event.buttons !== 1 || !cell || cell === focus.active) return;
    editing.giveUp();
    keyboard.goTo(cell, true);
  });
  addEventListener("pointerup", () => {
    isDrawing = false;
  });
  grid.addEventListener("focusin", (event) => {
    const cell = table.cellOf(elementOf(event));
    if (cell && cell !== focus.active) keyboard.goTo(cell);
  });
}
