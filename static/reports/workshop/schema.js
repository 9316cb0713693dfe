// @ts-check
// What a paragraph can consist of in its editor: the same as in reports/document/editor_doc.py, as nodes
// and marks of Tiptap. `tiptap` is the module of the package, loaded when the first editor is opened.

import { noteView, wordsOf } from "./notes.js";

/** @typedef {any} Loose what the editor of the package, which has no types here, gives and takes */

/** @typedef {any} Tiptap */

/**
 * Attributes that travel in the document and in our own clipboard alone.
 * @param {Record<string, unknown>} names each with its value where none is given
 */
const plainAttributes = (names) =>
  Object.fromEntries(
    Object.entries(names).map(([name, value]) => [name, {
      default: value,
      parseHTML: (/** @type {HTMLElement} */ element) => read(element, name, value),
      renderHTML: () => ({}),
    }]),
  );

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {unknown} otherwise
 */
function read(element, name, otherwise) {
  try {
    return JSON.parse(element.dataset.outturn ?? "{}")[name] ?? otherwise;
  } catch {
    return otherwise;
  }
}

/**
 * An atom in a line: what it prints stands in it as text, so that ears, search and copies have it.
 * @param {Tiptap} tiptap
 * @param {object} given
 * @param {string} given.name
 * @param {Record<string, unknown>} given.attributes
 * @param {string} given.marks
 * @param {(attrs: any) => string} given.text
 * @param {string} given.says
 * @param {Loose} [given.view] how it stands in the editor, where that is not its text
 */
function atom(tiptap, { name, attributes, marks, text, says, view }) {
  return tiptap.Node.create({
    name,
    group: "inline",
    inline: true,
    atom: true,
    marks,
    addAttributes: () => plainAttributes(attributes),
    parseHTML: () => [{ tag: `span[data-kind="${name}"][data-outturn]`, priority: 90 }],
    renderHTML: (/** @type {Loose} */ { node }) => [
      "span",
      {
        "class": "atom",
        "data-kind": name,
        "data-outturn": JSON.stringify(node.attrs),
        "aria-roledescription": says,
        "role": "img",
        "aria-label": text(node.attrs),
      },
      text(node.attrs),
    ],
    renderText: (/** @type {Loose} */ { node }) => text(node.attrs),
    ...(view && { addNodeView: () => view }),
  });
}

/**
 * A mark of words.
 * @param {Tiptap} tiptap
 * @param {string} name
 * @param {string} tag
 * @param {string} key
 * @param {{ tag?: string, style?: string }[]} parsed
 */
function mark(tiptap, name, tag, key, parsed) {
  return tiptap.Mark.create({
    name,
    parseHTML: () => parsed,
    renderHTML: () => [tag, {}, 0],
    addKeyboardShortcuts() {
      return { [`Mod-${key}`]: () => this.editor.commands.toggleMark(name) };
    },
  });
}

/**
 * @param {Tiptap} tiptap
 * @param {Record<string, string>} words of the page
 */
export function inlineExtensions(tiptap, words) {
  return [
    tiptap.Text,
    tiptap.Node.create({
      name: "paragraph",
      content: "inline*",
      parseHTML: () => [{ tag: "p" }],
      renderHTML: () => ["p", 0],
    }),
    mark(tiptap, "strong", "strong", "b", [{ tag: "strong" }, { tag: "b" }]),
    mark(tiptap, "emphasis", "em", "i", [{ tag: "em" }, { tag: "i" }]),
    tiptap.Mark.create({
      name: "link",
      inclusive: false,
      addAttributes: () => ({ href: { default: "" } }),
      parseHTML: () => [{ tag: "a[href^='http']" }, { tag: "a[href^='mailto:']" }],
      renderHTML: (/** @type {Loose} */ { mark: one }) => [
        "a",
        { "class": "outside", "href": one.attrs.href, "rel": "noreferrer" },
        0,
      ],
    }),
    atom(tiptap, {
      name: "number",
      attributes: { source: "", text: "", label: "" },
      marks: "_",
      text: ({ text, source }) => text || source,
      says: words.number,
    }),
    atom(tiptap, {
      name: "reference",
      attributes: { kind: "para", key: "", last: "", text: "" },
      marks: "",
      text: ({ text, key }) => text || key,
      says: words.reference,
    }),
    tiptap.History,
  ];
}

/**
 * @param {Tiptap} tiptap
 * @param {Record<string, string>} words of the page
 */
export function blockExtensions(tiptap, words) {
  return [
    atom(tiptap, {
      name: "note",
      attributes: { content: [] },
      marks: "",
      text: ({ content }) => `[${wordsOf(content)}]`,
      says: words.note,
      view: noteView(words.note),
    }),
    tiptap.Node.create({
      name: "list",
      content: "item+",
      addAttributes: () => ({ mark: { default: "" } }),
      parseHTML: () => [
        { tag: "ul", attrs: { mark: "" } },
        { tag: "ol", getAttrs: (/** @type {HTMLElement} */ one) => ({ mark: markOf(one) }) },
      ],
      renderHTML: (/** @type {Loose} */ { node }) => [
        node.attrs.mark ? "ol" : "ul",
        node.attrs.mark
          ? {
            "class": "points",
            "data-shape": shape(node.attrs.mark),
            type: kindOf(node.attrs.mark),
          }
          : { class: "points" },
        0,
      ],
    }),
    tiptap.Node.create({
      name: "item",
      content: "paragraph list*",
      defining: true,
      parseHTML: () => [{ tag: "li" }],
      renderHTML: () => ["li", 0],
    }),
    sourceBlock(tiptap, words),
  ];
}

/**
 * A table or a box: shown and edited in markup.
 * @param {Tiptap} tiptap
 * @param {Record<string, string>} words
 */
function sourceBlock(tiptap, words) {
  return tiptap.Node.create({
    name: "source",
    atom: true,
    addAttributes: () => plainAttributes({ source: "" }),
    parseHTML: () => [{ tag: 'pre[data-kind="source"][data-outturn]' }],
    renderHTML: (/** @type {Loose} */ { node }) => [
      "pre",
      {
        "class": "source-block",
        "data-kind": "source",
        "data-outturn": JSON.stringify(node.attrs),
        "aria-label": words.block,
      },
      node.attrs.source,
    ],
    renderText: (/** @type {Loose} */ { node }) => node.attrs.source,
  });
}

const KINDS = { "1": "1", "a": "a", "i": "i" };

/** @param {string} mark as "(a)" */
function kindOf(mark) {
  const sign = /** @type {keyof typeof KINDS} */ (mark.replaceAll(/[().]/g, ""));
  return KINDS[sign] ?? "1";
}

/** @param {string} mark as "(a)": what stands around the letter */
const shape = (mark) => mark.startsWith("(") ? "full" : mark.endsWith(")") ? "half" : "point";

/** @param {HTMLElement} list brought in by a paste */
function markOf(list) {
  if (list.dataset.mark) return list.dataset.mark;
  return { a: "(a)", i: "(i)" }[list.getAttribute("type") ?? ""] ?? "1.";
}
