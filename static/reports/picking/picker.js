// @ts-check
// A window in which a live number is chosen: search, then how it is counted and printed. The server
// says what each choice prints; here is only the moving about. Whoever wants a number asks
// `pickNumber` and gets its source, as in "{{projects.total form=figure}}", with what it prints and what
// it is called, or null.

import { ARROWS } from "../../core/pages/cursor.js";
import { elementOf } from "../../core/pages/events.js";

/**
 * @typedef {object} Asked
 * @property {string} report the report's short name in addresses
 * @property {string} language of the edition in which the number will stand
 * @property {string} [source] the number that is changed; without it a new one is chosen
 * @property {HTMLElement | null} [returnFocusTo] what has the focus afterwards
 *
 * @typedef {{ source: string, text: string, label: string }} Picked
 * @typedef {{ key: string, label: string, definition: string, value: string }} Found
 * @typedef {{ form: string, label: string, text: string, source: string }} FormOffered
 * @typedef {{ value: string, label: string }} Choice
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} label
 * @property {string} hint
 * @property {boolean} needed
 * @property {string} value
 * @property {Choice[]} choices
 *
 * @typedef {object} Said
 * @property {string} source
 * @property {string} text
 * @property {string} problem
 * @property {string} key
 * @property {string} label
 * @property {string} definition
 * @property {string} value
 * @property {string} form
 * @property {string} rounding
 * @property {string} places
 * @property {string} agree
 * @property {string} step
 * @property {string} plural
 * @property {FormOffered[]} forms
 * @property {Parameter[]} parameters
 */

const SOON = 200; // ms of quiet after which what was typed is asked

/**
 * Lets somebody choose a live number.
 * @param {Asked} asked
 * @returns {Promise<Picked | null>} what was chosen, as it prints now; null when they leave
 */
export async function pickNumber(asked) {
  const address = `/reports/${encodeURIComponent(asked.report)}/numbers/`;
  const dialog = await windowAt(address);
  try {
    return await new Picker(dialog, address, asked).chosen();
  } finally {
    asked.returnFocusTo?.focus();
  }
}

/**
 * The window, brought once for a page.
 * @param {string} address
 * @returns {Promise<HTMLDialogElement>}
 */
async function windowAt(address) {
  const there = document.querySelector("#number-picker");
  if (there instanceof HTMLDialogElement) return there;
  const answer = await fetch(`${address}window/`);
  if (!answer.ok) throw new Error(`The window cannot be brought: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const dialog = page.querySelector("dialog");
  if (!dialog) throw new Error("There is no window.");
  document.body.append(dialog);
  return dialog;
}

class Picker {
  /**
   * @param {HTMLDialogElement} dialog
   * @param {string} address of the report's numbers
   * @param {Asked} asked
   */
  constructor(dialog, address, asked) {
    this.dialog = dialog;
    this.address = address;
    this.asked = asked;
    this.form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
    this.search = /** @type {HTMLInputElement} */ (dialog.querySelector("#picker-search"));
    this.list = /** @type {HTMLElement} */ (dialog.querySelector("#picker-list"));
    /** @type {Said | null} */
    this.said = null;
    this.turn = 0; // of what was asked last: an answer to an older question is dropped
    /** @type {Promise<void>} */
    this.pending = Promise.resolve();
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {Picked | null} */
    this.result = null;
    this.listening = new AbortController();
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return /** @type {HTMLElement} */ (this.dialog.querySelector(`[data-picker-${name}]`));
  }

  /** Shows the window until somebody inserts or leaves. @returns {Promise<Picked | null>} */
  chosen() {
    const { signal } = this.listening;
    this.listen(signal);
    this.search.value = "";
    this.list.replaceChildren();
    this.show(null);
    this.dialog.showModal();
    this.search.focus();
    if (this.asked.source) this.ask({ source: this.asked.source });
    this.find();
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => {
        clearTimeout(this.timer);
        this.listening.abort();
        resolve(this.result);
      }, { signal });
    });
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { form, search, dialog } = this;
    search.addEventListener("input", () => this.soon(() => this.find()), { signal });
    search.addEventListener("keydown", (event) => this.move(event), { signal });
    this.list.addEventListener("click", (event) => {
      const option = elementOf(event)?.closest("[role=option]");
      if (option instanceof HTMLElement) this.activate(option);
    }, { signal });
    form.addEventListener("input", (event) => {
      const field = elementOf(event);
      if (field === search) return;
      if (field instanceof HTMLInputElement && field.type === "radio") {
        this.ask({ source: field.value });
      } else this.soon(() => this.ask(this.parts()));
    }, { signal });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.insert();
    }, { signal });
    dialog.addEventListener("click", (event) => {
      if (elementOf(event)?.closest("[data-picker-close]")) dialog.close();
    }, { signal });
  }

  /** @param {() => void} what is done once nothing has been typed for a moment */
  soon(what) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      what();
    }, SOON);
  }

  /** Asks for the numbers that hold the words. */
  async find() {
    const words = this.search.value;
    /** @type {{ numbers: Found[], more: number } | null} */
    const answer = await this.fetched("", { q: words });
    if (!answer || words !== this.search.value) return;
    this.list.replaceChildren(...answer.numbers.map((found) => this.option(found)));
    const { none = "", one = "", many = "", more = "" } = this.form.dataset;
    const count = answer.numbers.length;
    const told = count === 0 ? none : count === 1 ? one : many.replace("#", String(count));
    const left = answer.more ? ` ${more.replace("#", String(answer.more))}` : "";
    this.part("count").textContent = told + left;
    if (!count || answer.more) {
      const line = element("li", count ? left.trim() : told, "picker-left");
      line.setAttribute("role", "presentation");
      this.list.append(line);
    }
    this.mark(this.said?.key ?? "");
  }

  /** @param {Found} found */
  option({ key, label, value }) {
    const line = element("li", "", "picker-line");
    line.id = `picker-${key.replace(".", "-")}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.dataset.key = key;
    line.append(element("span", label), element("span", value, "aside"));
    return line;
  }

  /** @returns {HTMLElement[]} */
  options() {
    return [...this.list.querySelectorAll("[role=option]")].filter((each) =>
      each instanceof HTMLElement
    );
  }

  /** @param {string} key of the number that is chosen in the list */
  mark(key) {
    this.search.removeAttribute("aria-activedescendant");
    for (const option of this.options()) {
      const chosen = option.dataset.key === key;
      option.setAttribute("aria-selected", String(chosen));
      if (!chosen) continue;
      this.search.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {KeyboardEvent} event in the search box */
  move(event) {
    const step = ARROWS[event.key];
    const options = this.options();
    if (!step || !options.length) return;
    event.preventDefault();
    const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
    const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : at + step;
    this.activate(options[Math.max(0, Math.min(options.length - 1, next))]);
  }

  /** @param {HTMLElement} option */
  activate(option) {
    const key = option.dataset.key ?? "";
    this.mark(key);
    this.ask({ key });
  }

  /** What has been chosen, as the server puts it together. @returns {Record<string, string>} */
  parts() {
    /** @type {Record<string, string>} */
    const parts = { key: this.said?.key ?? "", form: this.said?.form ?? "" };
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && name !== "chosen-form") parts[name] = value;
    }
    return parts;
  }

  /** @param {Record<string, string>} parts what the number is */
  ask(parts) {
    clearTimeout(this.timer);
    this.timer = undefined;
    const turn = ++this.turn;
    this.pending = (async () => {
      /** @type {Said | null} */
      const said = await this.fetched("said/", { ...parts, language: this.asked.language });
      if (said && turn === this.turn) this.show(said);
    })();
  }

  /**
   * @template Answer
   * @param {string} path under the report's numbers
   * @param {Record<string, string>} query
   * @returns {Promise<Answer | null>}
   */
  async fetched(path, query) {
    try {
      const answer = await fetch(`${this.address}${path}?${new URLSearchParams(query)}`);
      if (answer.ok) return await answer.json();
    } catch {
      // Said below, as any other failure.
    }
    this.problem(this.form.dataset.failed ?? "");
    return null;
  }

  /** @param {Said | null} said */
  show(said) {
    this.said = said;
    this.part("chosen").hidden = !said;
    this.part("text").textContent = said?.text ?? "";
    this.part("source").textContent = said?.source ?? "";
    this.problem(said?.problem ?? "");
    const button = this.form.querySelector("[type=submit]");
    if (button instanceof HTMLButtonElement) button.disabled = !said || Boolean(said.problem);
    if (!said) return;
    this.mark(said.key);
    this.part("label").textContent = said.label;
    this.part("definition").textContent = said.definition;
    this.part("value").textContent = said.value || "–";
    replaced(this.part("forms"), said.forms.map((one) => formLine(one, said.form)));
    const { all = "", choose = "" } = this.form.dataset;
    const fields = said.parameters.map((one) => parameterField(one, one.needed ? choose : all));
    replaced(this.part("parameters"), fields);
    this.part("parameters-box").hidden = !fields.length;
    this.part("step").hidden = !said.step;
    this.fill("round", said.rounding);
    for (const name of /** @type {const} */ (["places", "step", "agree", "plural"])) {
      // What is wrong is left as it was typed.
      if (!said.problem || said.source) this.fill(name, said[name]);
    }
  }

  /** @param {string} name @param {string} value */
  fill(name, value) {
    const field = this.form.elements.namedItem(name);
    if (
      (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) &&
      document.activeElement !== field
    ) {
      field.value = value;
    }
  }

  /** @param {string} words what is wrong; empty for nothing */
  problem(words) {
    const line = this.part("problem");
    line.textContent = words;
    line.hidden = !words;
  }

  /** Gives back what is chosen, once the server has said that it can be printed. */
  async insert() {
    if (this.timer !== undefined) {
      clearTimeout(this.timer);
      this.timer = undefined;
      if (document.activeElement === this.search) await this.find();
      else this.ask(this.parts());
    }
    await this.pending;
    if (!this.said || this.said.problem) return;
    const { source, text, label } = this.said;
    this.result = { source, text, label };
    this.dialog.close();
  }
}

/**
 * @param {string} name
 * @param {string} [words]
 * @param {string} [className]
 */
function element(name, words = "", className = "") {
  const made = document.createElement(name);
  made.textContent = words;
  made.className = className;
  return made;
}

/**
 * Puts new fields in place; the one that has the focus keeps it.
 * @param {HTMLElement} place
 * @param {HTMLElement[]} children
 */
function replaced(place, children) {
  const active = document.activeElement;
  const id = active && place.contains(active) ? active.id : "";
  place.replaceChildren(...children);
  if (id) document.getElementById(id)?.focus();
}

/** @param {FormOffered} offered @param {string} current */
function formLine({ form, label, text, source }, current) {
  const line = element("label", "", "picker-form-line");
  const button = document.createElement("input");
  button.type = "radio";
  button.name = "chosen-form";
  button.id = `picker-form-${form}`;
  button.value = source;
  button.checked = form === current;
  line.append(button, element("span", label), element("strong", text));
  return line;
}

/** @param {Parameter} parameter @param {string} empty what stands for no value */
function parameterField({ name, label, hint, value, choices }, empty) {
  const box = element("div", "", "field");
  const words = document.createElement("label");
  words.textContent = label;
  words.htmlFor = `picker-param-${name}`;
  const field = document.createElement(choices.length ? "select" : "input");
  field.id = words.htmlFor;
  field.name = `param.${name}`;
  field.title = hint;
  if (field instanceof HTMLSelectElement) {
    field.append(new Option(empty, ""));
    for (const choice of choices) field.append(new Option(choice.label, choice.value));
  } else {
    field.autocomplete = "off";
    field.placeholder = hint;
  }
  field.value = value;
  box.append(words, field);
  return box;
}
