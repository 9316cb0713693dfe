// @ts-check
// The editor of one footnote, in a window of its own.

import { inlineExtensions } from "./schema.js";

/** @typedef {any} Loose what the editor of the package, which has no types here, gives and takes */

/**
 * The small editor of a note.
 * @param {Loose} module
 * @param {HTMLElement} element
 * @param {Loose} content
 * @param {Record<string, string>} words
 * @param {Record<string, string>} data
 * @param {() => void} leave
 */
export function noteEditor(module, element, content, words, data, leave) {
  const keys = { Enter: () => (leave(), true), "Mod-Enter": () => (leave(), true) };
  const editor = new module.Editor({
    element,
    injectCSS: false,
    content,
    extensions: [
      module.Node.create({ name: "doc", topNode: true, content: "paragraph" }),
      ...inlineExtensions(module, words),
      module.Extension.create({ name: "note-keys", addKeyboardShortcuts: () => keys }),
    ],
    editorProps: {
      attributes: { role: "textbox", "aria-label": words.note, lang: data.language },
    },
  });
  return {
    get doc() {
      return editor.getJSON();
    },
    close: () => editor.destroy(),
    focus: (/** @type {"end"} */ where) => editor.commands.focus(where),
  };
}
