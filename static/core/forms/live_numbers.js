// @ts-check
// A box for text that holds live numbers gets a button that opens the window for choosing one
// (Ctrl+Shift+L in the box does the same). Inside a number it is that number which is changed.
// The window's script is brought when somebody first asks for it.

const KEYS = "Control+Shift+L";

/** @type {NodeListOf<HTMLTextAreaElement>} */
const boxes = document.querySelectorAll("textarea[data-live-numbers]");

for (const box of boxes) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet button-small live-number";
  button.textContent = box.dataset.words ?? "";
  button.title = "Ctrl+Shift+L";
  button.setAttribute("aria-controls", box.id);
  box.setAttribute("aria-keyshortcuts", KEYS);
  box.after(button);
  button.addEventListener("click", () => choose(box));
  box.addEventListener("keydown", (event) => {
    const meant = (event.ctrlKey || event.metaKey) && event.shiftKey &&
      event.key.toLowerCase() === "l";
    if (!meant) return;
    event.preventDefault();
    choose(box);
  });
}

/** @param {HTMLTextAreaElement} box in which the number will stand */
async function choose(box) {
  const { selectionStart, selectionEnd, value } = box;
  const around = numberAt(value, selectionStart);
  const [start, end] = around ?? [selectionStart, selectionEnd];
  const { pickNumber } = await import(box.dataset.picker ?? "");
  /** @type {{ source: string } | null} */
  const picked = await pickNumber({
    report: box.dataset.liveNumbers ?? "",
    language: box.dataset.language ?? "",
    source: around ? value.slice(...around) : undefined,
    returnFocusTo: box,
  });
  if (!picked) return;
  box.setRangeText(picked.source, start, end, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Where the live number begins and ends in which the cursor stands.
 * @param {string} text
 * @param {number} cursor
 * @returns {[number, number] | null}
 */
function numberAt(text, cursor) {
  const start = text.lastIndexOf("{{", cursor);
  if (start < 0) return null;
  // Plural forms hold braces of their own.
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return at + 1 > cursor ? [start, at + 1] : null;
  }
  return null;
}
