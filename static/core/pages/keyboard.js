// @ts-check
// For whom a key is: whoever listens to single keys asks here first.

const FIELDS = "textarea, select, input";
const TYPED = "textarea, select, input:not([type=checkbox], [type=radio])";

/** @param {Element | null} element */
const isWritten = (element) => element instanceof HTMLElement && element.isContentEditable;

/**
 * Whether letters go into `element`: a tick box and a radio button take none.
 * @param {Element | null} element
 */
export const isTyping = (element) => isWritten(element) || Boolean(element?.matches(TYPED));

/**
 * Whether `element` is a field of any kind.
 * @param {Element | null} element
 */
export const isField = (element) => isWritten(element) || Boolean(element?.matches(FIELDS));

/**
 * Whether the key is pressed together with one that makes it the browser's.
 * @param {KeyboardEvent | MouseEvent} event
 */
export const isModified = (event) => event.ctrlKey || event.metaKey || event.altKey;

/**
 * Whether the key is pressed together with the one for commands: Ctrl, on a Mac ⌘.
 * @param {KeyboardEvent} event
 */
export const isCommand = (event) => event.ctrlKey || event.metaKey;

/**
 * Whether the key is pressed together with Alt.
 * @param {KeyboardEvent} event
 */
export const isAlternate = (event) => event.altKey;

/**
 * Whether `element` lies in something that has keys of its own: an open menu, a window, a popover.
 * @param {Element | null} element
 */
export const isInWindow = (element) =>
  Boolean(element?.closest("details.menu[open], dialog, [popover]:popover-open"));
