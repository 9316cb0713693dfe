// In a segmented control (radio buttons in one line) the option's letter chooses it: G, A or R.

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
