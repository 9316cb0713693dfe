// "/" goes to the search of the page's list if it has one, else to the one in the top bar.

const typing = (element) =>
  element?.isContentEditable || element?.matches?.("input, textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const field = document.querySelector("#id_q") ?? document.querySelector("#find");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
