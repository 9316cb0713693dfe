// @ts-check
// The editor of one paragraph. There is one on the page at a time; the module of the package is loaded
// when the first is opened. What it holds is the document of reports/document/editor_doc.py.

import { blockExtensions, inlineExtensions } from "./schema.js";
import { cleaned } from "./paste.js";

/** @typedef {any} Loose what the editor of the package, which has no types here, gives and takes */

/**
 * What the page does when the editor asks for it; absent where the person may not.
 * @typedef {object} Wishes
 * @property {() => void} changed
 * @property {() => void} leave
 * @property {() => void} save
 * @property {((first: any, second: any) => void) | undefined} split
 * @property {(() => void) | undefined} addBelow
 * @property {(() => void) | undefined} join
 * @property {(source: string) => Promise<{ source: string, text: string, label: string } | null>} number
 * @property {(words: string) => void} tell
 */

/** @type {Promise<any> | undefined} */
let loading;

/** @param {string} address of the package's module */
export function tiptap(address) {
  loading ??= import(address);
  return loading;
}

export class ParagraphEditor {
  /**
   * @param {Loose} module Tiptap
   * @param {object} given
   * @param {HTMLElement} given.place where it stands
   * @param {Loose} given.doc
   * @param {Wishes} given.wishes
   * @param {Record<string, string>} given.words of the page
   * @param {string} given.label for ears
   * @param {string} given.language
   * @param {boolean} given.isLine whether it is a heading: one line without blocks
   */
  constructor(module, given) {
    this.module = module;
    this.wishes = given.wishes;
    this.words = given.words;
    this.isLine = given.isLine;
    this.editor = new module.Editor({
      element: given.place,
      injectCSS: false,
      content: given.doc,
      extensions: [
        module.Node.create({
          name: "doc",
          topNode: true,
          content: given.isLine ? "paragraph" : "paragraph (paragraph | list | source)*",
        }),
        ...inlineExtensions(module, given.words),
        ...(given.isLine ? [] : blockExtensions(module, given.words)),
        this.keys(),
      ],
      editorProps: this.properties(given),
      onUpdate: () => given.wishes.changed(),
    });
  }

  /** @param {{ label: string, language: string }} given */
  properties({ label, language }) {
    return {
      attributes: {
        "role": "textbox",
        "aria-multiline": String(!this.isLine),
        "aria-label": label,
        "lang": language,
        "spellcheck": "true",
      },
      transformPastedHTML: (/** @type {string} */ html) => this.pasted(html),
      transformPastedText: (/** @type {string} */ text) =>
        text.normalize("NFC").replaceAll("\u00ad", ""),
      handleTextInput: (
        /** @type {Loose} */ view,
        /** @type {number} */ _from,
        /** @type {number} */ _to,
        /** @type {string} */ text,
      ) => this.typed(view, text),
      handleDoubleClickOn: (
        /** @type {Loose} */ _view,
        /** @type {number} */ _at,
        /** @type {Loose} */ node,
        /** @type {number} */ place,
      ) => this.openAtom(node, place),
    };
  }

  /** @param {string} html */
  pasted(html) {
    const { html: clean, dropped } = cleaned(html);
    if (dropped.size) {
      const names = [...dropped].map((kind) => this.words[`dropped-${kind}`]).filter(Boolean);
      this.wishes.tell(`${this.words.dropped} ${names.join(", ")}`);
    }
    return clean;
  }

  /**
   * Digits typed on a live number do not replace it silently; a brace opens the list of numbers.
   * @param {Loose} view
   * @param {string} text
   */
  typed(view, text) {
    const { selection } = view.state;
    if (selection.node?.type.name === "number") {
      this.wishes.tell(this.words.overNumber);
      return true;
    }
    if (text === "{" && !this.isLine) {
      view.dispatch(view.state.tr.insertText("{"));
      this.insertNumber({ brace: true });
      return true;
    }
    return false;
  }

  /**
   * Asks for a live number and puts it in; `brace`: in place of the brace before the caret.
   * @param {{ brace?: boolean }} [how]
   */
  async insertNumber({ brace = false } = {}) {
    const found = await this.wishes.number("");
    this.editor.commands.focus();
    if (!found) return;
    const { from } = this.editor.state.selection;
    const chain = this.editor.chain();
    if (brace && this.editor.state.doc.textBetween(from - 1, from) === "{") {
      chain.deleteRange({ from: from - 1, to: from });
    }
    chain.insertContent({ type: "number", attrs: found }).run();
  }

  /**
   * @param {Loose} node
   * @param {number} place
   */
  openAtom(node, place) {
    if (node.type.name === "number") this.changeNumber(node, place);
    else if (["note", "source", "reference"].includes(node.type.name)) {
      this.onAtom?.(node, place);
    } else return false;
    return true;
  }

  /**
   * @param {Loose} node
   * @param {number} place
   */
  async changeNumber(node, place) {
    const found = await this.wishes.number(node.attrs.source);
    this.editor.commands.focus();
    if (found) this.setAtom(place, found);
  }

  /**
   * Changes what an atom holds, in one step that can be undone.
   * @param {number} place
   * @param {Record<string, unknown>} attrs
   */
  setAtom(place, attrs) {
    const { state, view } = this.editor;
    const node = state.doc.nodeAt(place);
    if (node) view.dispatch(state.tr.setNodeMarkup(place, undefined, { ...node.attrs, ...attrs }));
  }

  /** @type {((node: any, place: number) => void) | undefined} opens a note, a reference or a block */
  onAtom;

  keys() {
    const keys = {
      "Enter": () => this.enter(),
      "Shift-Enter": () => !this.isLine && this.editor.commands.splitBlock(),
      "Mod-Enter": () => (this.wishes.leave(), true),
      "Escape": () => (this.wishes.leave(), true),
      "Mod-s": () => (this.wishes.save(), true),
      "Tab": () => this.inItem() && this.editor.commands.sinkListItem("item"),
      "Shift-Tab": () => this.inItem() && this.editor.commands.liftListItem("item"),
      "Backspace": () => this.removeBefore(),
      "Delete": () => this.selectAtom(1),
    };
    return this.module.Extension.create({
      name: "paper-keys",
      priority: 1000,
      addKeyboardShortcuts: () => keys,
    });
  }

  inItem() {
    return this.editor.isActive("item");
  }

  enter() {
    const { selection, doc } = this.editor.state;
    if (selection.node && this.openAtom(selection.node, selection.from)) return true;
    if (this.isLine) {
      this.wishes.leave();
      return true;
    }
    if (this.inItem()) {
      const isEmpty = selection.$from.parent.content.size === 0;
      return isEmpty
        ? this.editor.commands.liftListItem("item")
        : this.editor.commands.splitListItem("item");
    }
    if (selection.$to.pos === doc.content.size - 1) this.wishes.addBelow?.();
    else if (selection.from > 1) this.splitHere();
    return true;
  }

  splitHere() {
    if (!this.wishes.split) return;
    const { selection, doc } = this.editor.state;
    const first = doc.cut(0, selection.from).toJSON();
    const second = doc.cut(selection.to).toJSON();
    this.wishes.split(first, second);
  }

  /** At the very start the paragraph joins the one above; an atom is selected before it goes. */
  removeBefore() {
    const { selection } = this.editor.state;
    if (selection.empty && selection.from === 1 && this.wishes.join) {
      this.wishes.join();
      return true;
    }
    if (this.inItem() && selection.empty && selection.$from.parentOffset === 0) {
      return this.editor.commands.liftListItem("item");
    }
    return this.selectAtom(-1);
  }

  /** @param {1 | -1} side of the caret */
  selectAtom(side) {
    const { selection } = this.editor.state;
    if (!selection.empty) return false;
    const { $from } = selection;
    const node = side < 0 ? $from.nodeBefore : $from.nodeAfter;
    if (!node?.isAtom || node.isText) return false;
    return this.editor.commands.setNodeSelection(side < 0 ? $from.pos - node.nodeSize : $from.pos);
  }

  /**
   * A list where the caret is: its mark, another list, or none any more.
   * @param {string} mark "" for bullets
   */
  toggleList(mark) {
    const { commands, state } = this.editor;
    if (this.inItem()) {
      if (this.editor.getAttributes("list").mark === mark) commands.liftListItem("item");
      else commands.updateAttributes("list", { mark });
    } else if (state.selection.$from.before(1) > 0) {
      commands.wrapInList("list", { mark });
    } else {
      const item = { type: "item", content: [{ type: "paragraph" }] };
      const at = state.selection.$from.after(1);
      this.editor.chain().insertContentAt(at, { type: "list", attrs: { mark }, content: [item] })
        .setTextSelection(at + 3).run();
    }
    commands.focus();
  }

  /** The document as it is sent. */
  get doc() {
    return this.editor.getJSON();
  }

  /** @param {Loose} doc */
  replace(doc) {
    this.editor.commands.setContent(doc);
  }

  /** @param {"start" | "end"} where */
  focus(where) {
    this.editor.commands.focus(where);
  }

  close() {
    this.editor.destroy();
  }
}
