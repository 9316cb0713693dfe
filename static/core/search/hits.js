// @ts-check
// The search box of the top bar shows the fittest hits while somebody types. Arrows choose one, Enter
// opens it; Enter without a choice asks for everything found. Without this module the box does that.

import { chooser } from "../pages/chooser.js";
import { elementOf } from "../pages/events.js";
import { isModified } from "../pages/keyboard.js";

const PAUSE = 150; // milliseconds without a key before the hits are asked for
const SHORTEST = 2;

/** @param {HTMLInputElement} field */
export function showHits(field) {
  const list = document.getElementById(`${field.id}-hits`);
  const said = document.getElementById(`${field.id}-said`);
  if (!list || !said) return;
  const { choose, clear, move, current } = chooser(field, list);
  field.role = "combobox";
  field.ariaExpanded = "false";
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  let waiting = 0;
  let asking = new AbortController();

  function close() {
    clearTimeout(waiting);
    asking.abort();
    clear();
    field.ariaExpanded = "false";
  }

  async function ask() {
    const words = field.value.trim();
    asking.abort();
    asking = new AbortController();
    const address = `${field.dataset.hits}?${new URLSearchParams({ q: words })}`;
    const answer = await fetch(address, { signal: asking.signal }).catch(() => null);
    // Who has signed out meanwhile, or has no line, still has Enter.
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (field.value.trim() !== words || document.activeElement !== field) return;
    show([...page.querySelectorAll("[role=option]")]);
  }

  /** @param {Element[]} hits */
  function show(hits) {
    clear();
    list?.replaceChildren(...hits);
    if (list) list.hidden = !hits.length;
    field.ariaExpanded = String(hits.length > 0);
    const { one, many, none } = said?.dataset ?? {};
    const words = hits.length === 1 ? one : hits.length ? many : none;
    if (said) said.textContent = words?.replace("#", String(hits.length)) ?? "";
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (field.value.trim().length < SHORTEST) return close();
    waiting = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || isModified(event)) return;
    const chosen = current();
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen instanceof HTMLAnchorElement) chosen.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // The focus stays in the box while a hit is pressed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("mouseover", (event) => {
    const hit = elementOf(event)?.closest("[role=option]");
    if (hit) choose([...list.children].indexOf(hit));
  });
  field.addEventListener("blur", close);
}
