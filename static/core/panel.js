// On a narrow page the panel of a number lies over the foot of the paper. Its button and Escape
// close it, and the focus goes back to the number in the text.

let opener;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-number]");
  if (link) opener = link;
  if (event.target.closest("#number-panel [data-close]")) close();
});

document.addEventListener("keydown", (event) => {
  const inPlay = event.target === opener || event.target.closest?.("#number-panel");
  if (event.key === "Escape" && inPlay) close();
});

function close() {
  document.querySelector("#number-panel")?.replaceChildren();
  opener?.focus({ preventScroll: true });
}
