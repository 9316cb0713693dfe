// @ts-check
// What is pasted, made clean before the editor sees it. Desktop Word sends no lists but paragraphs with
// marks of its own, numbers as text, anchors for footnotes; all of it becomes what the paper knows, and
// what the paper cannot hold is dropped and named.

/** @typedef {any} Loose what somebody else put on the clipboard */

/**
 * @typedef {object} Cleaned
 * @property {string} html
 * @property {Set<string>} dropped what was left out, by kind: "picture", "table", "comment", "form"
 */

const IGNORED =
  "style, script, meta, link, title, xml, head, template, noscript, object, iframe, svg";
const FORMS = "input, button, select, textarea, form, video, audio, canvas";
const HEADINGS = "h1, h2, h3, h4, h5, h6";

/**
 * @param {string} html of the clipboard
 * @returns {Cleaned}
 */
export function cleaned(html) {
  const page = new DOMParser().parseFromString(harmless(html), "text/html");
  const dropped = new Set(/** @type {string[]} */ ([]));
  const notes = notesOf(page);
  dropComments(page);
  drop(page, "img, picture, v\\:shape", "picture", dropped);
  drop(page, FORMS, "form", dropped);
  drop(page, IGNORED, "", dropped);
  drop(page, "del, [data-style*='line-through']", "", dropped);
  for (const table of page.querySelectorAll("table")) {
    dropped.add("table");
    table.replaceWith(
      ...[...table.querySelectorAll("td, th")].map((cell) => paragraph(page, cell)),
    );
  }
  putNotes(page, notes);
  wordLists(page);
  dressed(page);
  dropForged(page);
  plainMarkup(page);
  return { html: page.body.innerHTML, dropped };
}

/**
 * What the parser gets. Conditional comments of Word hold what only Word draws. Looks are read but never
 * applied, sheets of styles and what would be run are dropped later: the policy of our pages would
 * complain of each at once, so all go by other names.
 * @param {string} html
 */
function harmless(html) {
  return html.normalize("NFC").replaceAll("\u00ad", "")
    .replaceAll(/<!\[(?:if|endif)[^\]]*\]>/g, "")
    .replaceAll(/<(\/?)style\b/gi, "<$1template")
    .replaceAll(
      /<[a-z][^<>]*>/gi,
      (tag) => tag.replaceAll(/(["'\s])(style|on[a-z]+)(\s*=)/gi, "$1data-$2$3"),
    );
}

/**
 * @param {Document} page
 * @param {Element} cell
 */
function paragraph(page, cell) {
  const line = page.createElement("p");
  line.append(...cell.childNodes);
  return line;
}

/** @param {Document} page */
function dropComments(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const one of comments) one.parentNode?.removeChild(one);
}

/**
 * @param {Document} page
 * @param {string} what selects
 * @param {string} kind
 * @param {Set<string>} dropped
 */
function drop(page, what, kind, dropped) {
  for (const one of page.querySelectorAll(what)) {
    if (kind) dropped.add(kind);
    one.remove();
  }
  for (const one of page.querySelectorAll("ins")) one.replaceWith(...one.childNodes);
}

// --- Footnotes ------------------------------------------------------------------------------------

/**
 * The texts of Word's footnotes by the name of their anchors, taken out of the page.
 * @param {Document} page
 */
function notesOf(page) {
  /** @type {Map<string, string>} */
  const notes = new Map();
  for (const one of page.querySelectorAll("[data-style*='mso-element:footnote'], [id^='ftn']")) {
    const back = one.querySelector("a[href*='#_ftnref']");
    const name = back?.getAttribute("name") ?? one.id.replace(/^ftn/, "_ftn");
    back?.remove();
    notes.set(name, tidy(one.textContent ?? ""));
    one.remove();
  }
  for (const one of page.querySelectorAll("[data-style*='mso-element:footnote-list']")) {
    one.remove();
  }
  return notes;
}

/** @param {string} text */
const tidy = (text) => text.replaceAll(/\s+/g, " ").trim();

/**
 * The anchors of footnotes become notes with their texts; one without a text is dropped.
 * @param {Document} page
 * @param {Map<string, string>} notes
 */
function putNotes(page, notes) {
  for (const anchor of page.querySelectorAll("a[href*='#_ftn'], a[name^='_ftnref']")) {
    const name = (anchor.getAttribute("href") ?? "").replace(/^.*#/, "");
    const text = notes.get(name);
    if (!text) {
      anchor.remove();
      continue;
    }
    const note = page.createElement("span");
    note.dataset.kind = "note";
    note.dataset.outturn = JSON.stringify({ content: [{ type: "text", text }] });
    note.textContent = text;
    anchor.replaceWith(note);
  }
}

// --- Lists of desktop Word ------------------------------------------------------------------------

const LEVEL = /mso-list:[^;]*level(\d+)/;

/**
 * Runs of paragraphs that say "mso-list" become lists, nested as their levels say.
 * @param {Document} page
 */
function wordLists(page) {
  /** @type {{ list: HTMLElement, level: number }[]} */
  let open = [];
  for (const line of [...page.querySelectorAll("p, div")]) {
    const level = Number(LEVEL.exec(line.getAttribute("data-style") ?? "")?.[1] ?? 0);
    if (!level) {
      if (!line.querySelector("[data-style*='mso-list']")) open = [];
      continue;
    }
    const typed = takeMark(line);
    while (open.length && (open.at(-1)?.level ?? 0) > level) open.pop();
    const top = open.at(-1);
    if (!top || top.level < level) {
      const list = listFor(page, typed);
      if (top) top.list.lastElementChild?.append(list);
      else line.before(list);
      open.push({ list, level });
    }
    const item = page.createElement("li");
    const words = page.createElement("p");
    words.append(...line.childNodes);
    item.append(words);
    open.at(-1)?.list.append(item);
    line.remove();
  }
}

/**
 * Takes the number or bullet out, which Word sends as text, and gives it.
 * @param {Element} line
 */
function takeMark(line) {
  const typed = line.querySelector(
    "[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']",
  );
  const text = tidy(typed?.textContent ?? "");
  typed?.remove();
  return text;
}

/**
 * @param {Document} page
 * @param {string} typed before the first point
 */
function listFor(page, typed) {
  const counted = /^(\(?)(1|a|i)([.)])$/.exec(typed);
  const list = page.createElement(counted ? "ol" : "ul");
  const known = ["1.", "1)", "(1)", "a)", "(a)", "i)", "(i)"];
  if (counted) list.dataset.mark = known.includes(typed) ? typed : `${counted[2]})`;
  return list;
}

// --- Looks ----------------------------------------------------------------------------------------

/**
 * Bold and italics that are only a style become marks; headings become paragraphs.
 * @param {Document} page
 */
function dressed(page) {
  for (const one of page.querySelectorAll("[data-style]")) {
    const style = one.getAttribute("data-style") ?? "";
    if (one.closest("li > p, p, div, span")) {
      if (/font-weight:\s*(bold|[6-9]00)/.test(style)) wrap(page, one, "strong");
      if (/font-style:\s*italic/.test(style)) wrap(page, one, "em");
    }
  }
  for (const one of page.querySelectorAll(HEADINGS)) one.replaceWith(paragraph(page, one));
  // Google Docs wraps everything in a bold element that is not bold.
  for (const one of page.querySelectorAll("b[data-style*='font-weight:normal']")) {
    one.replaceWith(...one.childNodes);
  }
}

/**
 * @param {Document} page
 * @param {Element} one
 * @param {string} tag
 */
function wrap(page, one, tag) {
  const mark = page.createElement(tag);
  mark.append(...one.childNodes);
  one.append(mark);
}

/**
 * What calls itself an atom of ours but holds something else becomes words.
 * @param {Document} page
 */
function dropForged(page) {
  for (const one of page.querySelectorAll("[data-outturn]")) {
    if (!isAtom(one)) one.replaceWith(...one.childNodes);
  }
}

/** @param {Element} element */
function isAtom(element) {
  const { kind, outturn } = /** @type {HTMLElement} */ (element).dataset;
  try {
    return holds(kind ?? "", JSON.parse(outturn ?? ""));
  } catch {
    return false;
  }
}

/**
 * Whether what an atom holds is of its kind.
 * @param {string} kind
 * @param {Loose} attrs
 * @returns {boolean}
 */
function holds(kind, attrs) {
  if (kind === "number" || kind === "source") return typeof attrs.source === "string";
  if (kind === "reference") return typeof attrs.kind === "string" && typeof attrs.key === "string";
  if (kind !== "note" || !Array.isArray(attrs.content)) return false;
  return attrs.content.every((/** @type {Loose} */ one) =>
    one.type === "text"
      ? typeof one.text === "string"
      : one.type !== "note" && holds(one.type, one.attrs)
  );
}

// "data-pm-slice" tells of our own clipboard where in a list a copy began.
const KEPT = new Set(["href", "data-kind", "data-outturn", "data-mark", "data-pm-slice"]);

/**
 * No attribute stays but what the editor reads; what Word names for itself goes.
 * @param {Document} page
 */
function plainMarkup(page) {
  for (const one of page.querySelectorAll("font, center, u")) {
    one.replaceWith(...one.childNodes);
  }
  for (const one of page.querySelectorAll("*")) {
    for (const { name } of [...one.attributes]) {
      const kept = KEPT.has(name) || (name === "type" && one.matches("ol"));
      if (!kept) one.removeAttribute(name);
    }
  }
}
