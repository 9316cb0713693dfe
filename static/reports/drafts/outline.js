// @ts-check
// The outline of a paper follows the reading: the heading last passed is marked as current.

import { onHtmx } from "../../core/pages/events.js";

const CURRENT = "aria-current";
/** @type {Map<string, HTMLAnchorElement>} by the id of the heading that they lead to */
let links = new Map();
/** @type {IntersectionObserver | undefined} */
let observer;

/** @param {string} id of the heading last passed */
function mark(id) {
  for (const [key, link] of links) {
    if (key === id) link.setAttribute(CURRENT, "location");
    else link.removeAttribute(CURRENT);
  }
}

function start() {
  observer?.disconnect();
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const found = document.querySelectorAll(".outline a[href^='#']");
  links = new Map([...found].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
  if (!headings.length) return;
  observer = new IntersectionObserver(
    () => {
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 160);
      mark((passed.at(-1) ?? headings[0]).id);
    },
    { rootMargin: "-150px 0px -40% 0px", threshold: [0, 1] },
  );
  for (const heading of headings) observer.observe(heading);
}

start();
// A new draft brings a new outline.
onHtmx("afterSettle", ({ elt }) => {
  if (elt.querySelector(".outline")) start();
});
