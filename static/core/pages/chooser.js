// @ts-check
// A list box under a field that keeps the focus: one of its options is chosen, the field says which.

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {HTMLElement} list its children are the options, each with an id
 */
export function chooser(field, list) {
  let chosen = -1;

  /** @param {number} number of the option to choose; one past either end is the first or the last */
  function choose(number) {
    const options = /** @type {HTMLElement[]} */ ([...list.children]);
    chosen = (number + options.length) % options.length;
    options.forEach((option, place) => (option.ariaSelected = String(place === chosen)));
    field.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  }

  function clear() {
    chosen = -1;
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute("aria-activedescendant");
  }

  return {
    choose,
    clear,
    /** @param {1 | -1} step */
    move: (step) => choose(chosen < 0 && step < 0 ? -1 : chosen + step),
    /** The option that is chosen; null where none is. */
    current: () => list.children[chosen] ?? null,
  };
}
