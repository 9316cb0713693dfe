// @ts-check
// A mistake that begins with a line number leads to that line of the text box it is about.

const NUMBER = /\b(\d+)\b/;

/**
 * @param {HTMLTextAreaElement} area
 * @param {number} line counted from 1
 */
function show(area, line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  // Lines that wrap make this an estimate; the selection itself is exact.
  area.scrollTop = (area.scrollHeight * (line - 4)) / Math.max(lines.length, 1);
}

/** @type {NodeListOf<HTMLTextAreaElement>} */
const areas = document.querySelectorAll("textarea.lined");
for (const area of areas) {
  for (const item of document.querySelectorAll(".summary li")) {
    const link = item.querySelector(`a[href="#${area.id}"]`);
    const found = link && NUMBER.exec(item.textContent.replace(link.textContent, ""));
    if (!found) continue;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(area, Number(found[1]));
    });
  }
}
