// The matrix under the arrow keys: they move between the cells that lead somewhere.

const cells = () => [...document.querySelectorAll(".matrix td")];
const WIDTH = 5;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WIDTH, ArrowDown: WIDTH };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = STEPS[event.key];
  const here = event.target.closest?.(".matrix td");
  if (!step || !here) return;
  const all = cells();
  const sideways = Math.abs(step) === 1;
  const row = Math.floor(all.indexOf(here) / WIDTH);
  for (let at = all.indexOf(here) + step; at >= 0 && at < all.length; at += step) {
    if (sideways && Math.floor(at / WIDTH) !== row) return;
    const link = all[at].querySelector("a");
    if (!link) continue;
    event.preventDefault();
    link.focus();
    return;
  }
});
