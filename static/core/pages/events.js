// @ts-check
// Events with their types: the element that one happened on, and what htmx tells of its work.

/**
 * What an event of htmx carries; which parts it has depends on its name.
 * @typedef {object} Htmx
 * @property {HTMLElement} elt the element that it happened on
 * @property {HTMLElement} target what is exchanged
 * @property {XMLHttpRequest} xhr
 * @property {FormData} formData what will be sent
 * @property {boolean} [successful]
 * @property {{ triggeringEvent?: Event }} [requestConfig]
 */

/**
 * The element that `event` happened on; null when it was the page or the window.
 * @param {Event} event
 */
export const elementOf = (event) => (event.target instanceof Element ? event.target : null);

/**
 * Calls `handle` whenever htmx sends the event `name`, which stands without "htmx:" before it.
 * @param {string} name
 * @param {(detail: Htmx) => void} handle
 */
export function onHtmx(name, handle) {
  document.addEventListener(`htmx:${name}`, (event) => {
    handle(/** @type {CustomEvent<Htmx>} */ (event).detail);
  });
}
