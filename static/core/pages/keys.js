// Shortcuts of the whole program. "?" shows which keys the page knows; a key named in an element's
// `aria-keyshortcuts` presses it; Ctrl+Enter sends the form one is typing in.
//
// Single keys get in the way of people who speak to their computer or press keys by accident, so
// the same window switches them off (WCAG 2.1.4): for every module, since none hears the key then.

const OFF = "single-keys-off";
const help = document.querySelector("#keys");
const typing = (element) =>
  element?.isContentEditable ||
  element?.matches?.("textarea, select, input:not([type=checkbox], [type=radio])");
const isShown = (element) => element.getClientRects().length > 0;

// The switch: before anybody else, since capture begins at the window.
window.addEventListener(
  "keydown",
  (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== " " && !typing(event.target) && localStorage.getItem(OFF)) event.stopImmediatePropagation();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event);
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  if (event.target.closest?.("details.menu[open], dialog, [popover]:popover-open")) return;
  if (event.key === "?" && help) {
    event.preventDefault();
    show();
    return;
  }
  // A state of the segmented control takes its own letters (see segments.js).
  if (event.defaultPrevented || event.key.length !== 1) return;
  const element = keyed().find((each) => each.getAttribute("aria-keyshortcuts") === event.key);
  if (!element) return;
  event.preventDefault();
  element.click();
});

const keyed = () => [...document.querySelectorAll("[aria-keyshortcuts]")].filter(isShown);

function send(event) {
  const form = event.target.form;
  const button = form?.querySelector("button.button-primary:not([type=button])");
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
}

// What the page has: the lines of its kind, and one for each element that names a key.
function show() {
  for (const line of help.querySelectorAll("[data-where]")) {
    line.hidden = !document.querySelector(line.dataset.where);
  }
  const here = help.querySelector("[data-here]");
  here.replaceChildren(
    ...keyed().map((element) => {
      const line = document.createElement("div");
      const key = document.createElement("kbd");
      key.textContent = element.getAttribute("aria-keyshortcuts");
      line.append(document.createElement("dt"), document.createElement("dd"));
      line.firstChild.append(key);
      line.lastChild.textContent = element.textContent.trim();
      return line;
    }),
  );
  help.querySelector("[data-single-keys]").checked = !localStorage.getItem(OFF);
  help.showModal();
}

let opener;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show-keys]");
  if (button) {
    // A menu closes behind the window, so the focus comes back to what opens the menu.
    opener = button.closest("details")?.querySelector("summary");
    show();
  }
  if (event.target === help) help.close(); // The ground around it.
});

help?.addEventListener("close", () => {
  opener?.focus();
  opener = undefined;
});

help?.querySelector("[data-single-keys]").addEventListener("change", ({ target }) => {
  if (target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});

// The way back to a list leads to the list as it was last seen (see list.js).
for (const link of document.querySelectorAll(".crumbs a[href]")) {
  if (!link.search) link.search = sessionStorage.getItem(`list:${link.pathname}`) ?? "";
}
