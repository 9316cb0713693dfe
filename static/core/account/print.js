// @ts-check
// A button `data-print` prints the page.

document.querySelectorAll("button[data-print]").forEach((button) =>
  button.addEventListener("click", () => globalThis.print())
);
