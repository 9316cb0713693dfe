// @ts-check
// What was done, step by step. To undo a step is to save what stood there before: nothing that was
// saved is taken out of the history.

/**
 * A step: the changes that were made together, and those that take them back.
 * @typedef {object} Step
 * @property {import("./queue.js").Change[]} forth
 * @property {import("./queue.js").Change[]} back
 */

const MOST = 200;

export class Steps {
  constructor() {
    /** @type {Step[]} */
    this.done = [];
    /** @type {Step[]} */
    this.undone = [];
  }

  /** @param {Step} step */
  add(step) {
    this.done.push(step);
    if (this.done.length > MOST) this.done.shift();
    this.undone = [];
  }

  /** The changes that take the last step back; none where nothing was done. */
  undo() {
    const step = this.done.pop();
    if (step) this.undone.push(step);
    return step?.back ?? [];
  }

  /** The changes of the step that was taken back last. */
  redo() {
    const step = this.undone.pop();
    if (step) this.done.push(step);
    return step?.forth ?? [];
  }
}
