// In a segmented control (radio buttons in one line) the option's letter chooses it: G, A or R.
// A page that begins at such a control begins at the option that is chosen.

document.querySelector("[autofocus]")?.closest(".segments")?.querySelector("input:checked")?.focus();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  const segments = event.target.closest?.(".segments");
  if (!segments) return;
  const key = event.key.toLocaleUpperCase();
  const option = [...segments.querySelectorAll("label[data-key]")]
    .find((label) => label.dataset.key.toLocaleUpperCase() === key);
  const input = option?.querySelector("input");
  if (!input || input.disabled) return;
  event.preventDefault();
  input.focus();
  if (!input.checked) input.click();
});
