// @ts-check
// The editor of one paragraph. There is one on the page at a time; the module of the package is loaded
// when the first is opened. What it holds is the document of reports/document/editor_doc.py.

import { endsWord, houseSpaces } from "./house_spaces.js";
import { noteNumbers } from "./notes.js";
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
 * @property {(number: any, typed: string) => Promise<string | null>} overNumber asks what is meant by
 *   words typed over a live number; gives the words, or null where the number stays
 * @property {(words: string) => void} tell
 * @property {(name: string) => void} tool uses one of the tools above the text
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
   * @param {import("./house_spaces.js").Rule[]} given.spaces no-break spaces of the language
   * @param {HTMLElement} given.notes where the words of footnotes stand
   * @param {() => number} given.firstNote the number of the first footnote here
   */
  constructor(module, given) {
    this.module = module;
    this.wishes = given.wishes;
    this.words = given.words;
    this.isLine = given.isLine;
    this.spaces = given.spaces;
    this.hasWordEnded = false; // by what is being typed
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
        ...(given.isLine ? [] : [this.notes(given)]),
        this.keys(),
      ],
      editorProps: this.properties(given),
      onUpdate: () => this.written(),
    });
  }

  /** @param {{ notes: HTMLElement, firstNote: () => number }} given */
  notes({ notes, firstNote }) {
    return noteNumbers(this.module, {
      first: firstNote,
      list: notes,
      open: (node, place) => this.onAtom?.(node, place),
    });
  }

  written() {
    this.wishes.changed();
    if (!this.hasWordEnded) return;
    this.hasWordEnded = false;
    this.putHouseSpaces();
  }

  /** The house's no-break spaces before the caret, as a step of their own that can be taken back. */
  putHouseSpaces() {
    const { view, state } = this.editor;
    const { $from, empty } = state.selection;
    if (!empty || view.composing) return;
    const before = $from.parent.textBetween(0, $from.parentOffset, "", signOf);
    const changes = houseSpaces(before, this.spaces);
    if (!changes.length) return;
    const { closeHistory } = this.module.pm.history;
    const transaction = closeHistory(state.tr);
    for (const { from, to, text } of changes) {
      transaction.insertText(text, $from.start() + from, $from.start() + to);
    }
    view.dispatch(transaction);
    view.dispatch(closeHistory(view.state.tr));
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
      transformPasted: (/** @type {Loose} */ slice) => this.listApart(slice),
      transformPastedText: (/** @type {string} */ text) =>
        text.normalize("NFC").replaceAll("\u00ad", ""),
      handleDOMEvents: {
        beforeinput: (/** @type {Loose} */ _view, /** @type {InputEvent} */ event) =>
          this.beforeInput(event),
      },
      handleTextInput: (
        /** @type {Loose} */ view,
        /** @type {number} */ from,
        /** @type {number} */ to,
        /** @type {string} */ text,
      ) => this.typed(view, from, to, text),
      handleDoubleClickOn: (
        /** @type {Loose} */ _view,
        /** @type {number} */ _at,
        /** @type {Loose} */ node,
        /** @type {number} */ place,
      ) => this.openAtom(node, place),
    };
  }

  /**
   * Keyboards on glass send no keys: what removes an atom comes as a wish alone, and takes two steps too.
   * And where no words stand beside the caret, browsers put what is typed where they like.
   * @param {InputEvent} event
   */
  beforeInput(event) {
    if (event.inputType === "insertText") return this.betweenAtoms(event);
    const isBack = event.inputType === "deleteContentBackward";
    if (!isBack && event.inputType !== "deleteContentForward") return false;
    const chosen = this.editor.state.selection.node;
    const isDone = chosen
      ? this.editor.commands.deleteSelection()
      : isBack
      ? this.removeBefore()
      : this.selectAtom(1);
    if (isDone) event.preventDefault();
    return isDone;
  }

  /** @param {InputEvent} event of what is typed */
  betweenAtoms(event) {
    const { view, state } = this.editor;
    const { $from, empty } = state.selection;
    const hasNoWords = !$from.nodeBefore?.isText && !$from.nodeAfter?.isText;
    if (!event.data || event.isComposing || !empty || !$from.parent.content.size || !hasNoWords) {
      return false;
    }
    event.preventDefault();
    if (!this.typed(view, $from.pos, $from.pos, event.data)) {
      view.dispatch(state.tr.insertText(event.data));
    }
    return true;
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
   * A list that is pasted into a sentence begins below it; its first point is no end of the sentence.
   * @param {Loose} slice
   */
  listApart(slice) {
    const first = slice.content.firstChild;
    if (this.inItem() || first?.type.name !== "list" || first.childCount < 2) return slice;
    const isWhole = slice.content.lastChild.type.name === "list";
    return new this.module.pm.model.Slice(slice.content, 0, isWhole ? 0 : slice.openEnd);
  }

  /**
   * What is typed over a live number does not replace it silently; a brace opens the list of numbers.
   * Who types fast sends several signs at once.
   * @param {Loose} view
   * @param {number} from
   * @param {number} to
   * @param {string} text
   */
  typed(view, from, to, text) {
    const number = onlyNumber(view.state.selection);
    if (number) {
      this.askOver(number, text);
      return true;
    }
    if (text.endsWith("{") && !this.isLine) {
      view.dispatch(view.state.tr.insertText(text, from, to));
      this.insertNumber({ brace: true });
      return true;
    }
    this.hasWordEnded = endsWord(text.slice(-1));
    return false;
  }

  /**
   * Something was typed where a live number is chosen: the person says which of the two is meant.
   * @param {Loose} number
   * @param {string} typed
   */
  async askOver(number, typed) {
    const { from, to } = this.editor.state.selection;
    const words = await this.wishes.overNumber(number.attrs, typed);
    if (words) this.editor.commands.insertContentAt({ from, to }, { type: "text", text: words });
    this.comeBack();
  }

  /**
   * Asks for a live number and puts it in; `brace`: in place of the brace before the caret.
   * @param {{ brace?: boolean }} [how]
   */
  async insertNumber({ brace = false } = {}) {
    const found = await this.wishes.number("");
    this.comeBack();
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
    this.comeBack();
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
      "Mod-a": () => this.selectLine(),
      "Mod-k": () => (this.wishes.tool("link"), true),
      "Mod-Alt-f": () => this.useInText("note"),
      "Mod-Alt-r": () => this.useInText("reference"),
      "Mod-s": () => (this.wishes.save(), true),
      "Tab": () => this.inItem() && this.editor.commands.sinkListItem("item"),
      "Shift-Tab": () => this.inItem() && this.editor.commands.liftListItem("item"),
      "Home": () => this.toLineEnd(-1, false),
      "Shift-Home": () => this.toLineEnd(-1, true),
      "End": () => this.toLineEnd(1, false),
      "Shift-End": () => this.toLineEnd(1, true),
      "Backspace": () => this.removeBefore(),
      "Delete": () => this.selectAtom(1),
    };
    return this.module.Extension.create({
      name: "paper-keys",
      priority: 1000,
      addKeyboardShortcuts: () => keys,
    });
  }

  /** @param {string} tool that a heading has no use for */
  useInText(tool) {
    if (!this.isLine) this.wishes.tool(tool);
    return true;
  }

  /** All of a text that is one paragraph: its words, so that a copy of them goes into a sentence. */
  selectLine() {
    const { doc } = this.editor.state;
    if (doc.childCount > 1) return false;
    return this.editor.commands.setTextSelection({ from: 1, to: doc.content.size - 1 });
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

  /**
   * To an end of the line, past the atoms on the way: not every browser gets past one.
   * @param {1 | -1} side
   * @param {boolean} isChosen whether all up to there is chosen
   */
  toLineEnd(side, isChosen) {
    const { view, state } = this.editor;
    const { $head, $anchor } = state.selection;
    const here = view.coordsAtPos($head.pos, side);
    // Marks of notes stand higher than their line, which is higher than the end of the one above.
    const quarter = (here.bottom - here.top) / 4;
    /** @param {number} at */
    const isOnLine = (at) => {
      const { top, bottom } = view.coordsAtPos(at, -side);
      return top < here.bottom - quarter && bottom > here.top + quarter;
    };
    const last = side < 0 ? $head.start() : $head.end();
    let at = $head.pos;
    let isPastAtom = false;
    while (at !== last && isOnLine(at + side)) {
      const $at = state.doc.resolve(at);
      isPastAtom ||= !(side < 0 ? $at.nodeBefore : $at.nodeAfter)?.isText;
      at += side;
    }
    if (!isPastAtom) return false;
    const { TextSelection } = this.module.pm.state;
    const selection = TextSelection.create(state.doc, isChosen ? $anchor.pos : at, at);
    view.dispatch(state.tr.setSelection(selection).scrollIntoView());
    return true;
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
    this.comeBack();
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
    const { view, state } = this.editor;
    const { Selection } = this.module.pm.state;
    const { doc, tr } = state;
    const selection = where === "start" ? Selection.atStart(doc) : Selection.atEnd(doc);
    view.dispatch(tr.setSelection(selection).scrollIntoView());
    this.comeBack();
  }

  /** The caret where it was, at once: a moment later would overtake who types on. */
  comeBack() {
    this.editor.view.focus();
  }

  close() {
    this.editor.destroy();
  }
}

/**
 * The sign that stands for an atom where rules of spelling are read: a number counts as a figure.
 * @param {Loose} node
 */
const signOf = (node) =>
  node.type.name === "number" && /\d$/.test(node.attrs.text) ? "0" : "\ufffc";

/**
 * The live number that is all of what is chosen, if it is.
 * @param {Loose} selection
 */
function onlyNumber(selection) {
  const chosen = selection.content().content;
  const line = chosen.childCount === 1 ? chosen.firstChild : null;
  const node = line?.isTextblock && line.childCount === 1 ? line.firstChild : line;
  return node?.type.name === "number" ? node : null;
}
