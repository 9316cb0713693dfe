// The outline of a paper follows the reading: the heading last passed is marked as current.

const CURRENT = "aria-current";
let links = new Map();
let observer;

function mark(id) {
  for (const [key, link] of links) {
    if (key === id) link.setAttribute(CURRENT, "location");
    else link.removeAttribute(CURRENT);
  }
}

function start() {
  observer?.disconnect();
  links = new Map();
  for (const link of document.querySelectorAll(".outline a[href^='#']")) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
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
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.querySelector?.(".outline")) start();
});
