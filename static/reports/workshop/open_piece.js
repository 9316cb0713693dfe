// @ts-check
// A piece that is open: its editor with tools, what became of its text, and the choice where somebody
// else was faster. The piece below it stands there again when it is closed.

import { elementOf } from "../../core/pages/events.js";
import { askLink, askNote, askOverNumber, askReference, askSource, need } from "./dialogs.js";
import { ParagraphEditor } from "./editor.js";
import { readRules } from "./house_spaces.js";
import { noteEditor } from "./note_editor.js";
import { dropKept, get, keptText, post, Saver, send } from "./saving.js";
import { firstNote, isParagraph, keyOf, nameOf, pieces, placeBelow, targetOf } from "./pieces.js";

/** @typedef {any} Loose what the editor of the package, which has no types here, gives and takes */

/**
 * What the page gives an open piece.
 * @typedef {object} Page
 * @property {any} module Tiptap
 * @property {Record<string, string>} words
 * @property {Record<string, string>} data of the workshop element
 * @property {boolean} mayStep
 * @property {(words: string) => void} tell
 * @property {(state: string) => void} saving
 * @property {() => void} saved something was saved
 * @property {() => void} leave
 * @property {(step: Record<string, unknown>) => Promise<string | null>} step
 * @property {(piece: HTMLElement) => void} addBelow
 * @property {(source: string) => Promise<any>} number
 */

export class OpenPiece {
  /**
   * @param {HTMLElement} piece
   * @param {Page} page
   */
  constructor(piece, page) {
    this.piece = piece;
    this.page = page;
    this.target = targetOf(piece);
    this.key = `${page.data.draft}:${this.target}`;
    /** @type {ParagraphEditor | undefined} */
    this.editor = undefined;
    /** @type {Saver | undefined} */
    this.saver = undefined;
    /** @type {AbortController | undefined} of the choice that is asked for */
    this.unasked = undefined;
  }

  /** Whether it is a paragraph that the paper does not have yet. */
  get isNew() {
    return this.target.startsWith("new/");
  }

  get address() {
    return `${this.page.data.texts}${encodeURI(this.target)}/`;
  }

  /**
   * Opens the editor with what stands there, or with what this browser has kept.
   * @param {"start" | "end"} where the caret goes
   */
  async open(where) {
    const empty = {
      doc: { type: "doc", content: [{ type: "paragraph" }] },
      base: "",
      original: "",
    };
    const { status, answer } = this.isNew
      ? { status: 200, answer: empty }
      : await get(this.address);
    if (status !== 200) {
      this.page.tell(answer.problem ?? this.page.words[status === 401 ? "out" : "offline"]);
      return false;
    }
    const kept = keptText(this.key);
    this.frame(answer);
    this.saver = new Saver({
      key: this.key,
      base: kept ? kept.base : answer.base,
      read: () => this.editor?.doc,
      place: () => this.place(),
      send: (doc, base) => this.send(doc, base),
      tell: (state, told) => this.told(state, told),
    });
    this.make(kept ? kept.doc : answer.doc);
    for (const one of this.piece.querySelectorAll(".piece-kept, .piece-kept-words")) one.remove();
    if (kept) {
      this.say(this.page.words.restored);
      this.saver.changed();
    }
    this.editor?.focus(where);
    // Not under the head of the page, where a paper that was exchanged may have moved it.
    this.frameElement?.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** Where it stands, or would stand: its section, and the paragraph above it there. */
  place() {
    const { section, behind } = this.piece.dataset;
    if (section !== undefined) return { section, behind: behind ?? "" };
    const above = pieces()[pieces().indexOf(this.piece) - 1];
    return above ? placeBelow(above) : { section: "", behind: "" };
  }

  /**
   * @param {object} answer
   * @param {string} answer.original as it prints, for a translation
   * @param {string} [answer.changed] how it has changed since
   * @param {string} [answer.seen] names the original that is shown
   */
  frame({ original, changed = "", seen = "" }) {
    const template = /** @type {HTMLTemplateElement} */ (need("#editor-tools"));
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const frame = /** @type {HTMLElement} */ (copy.firstElementChild);
    this.frameElement = frame;
    this.piece.classList.add("is-open");
    this.piece.append(frame);
    const isLine = this.target.startsWith("section/") || this.target === "cover/title";
    frame.classList.toggle("is-line", isLine);
    for (const one of frame.querySelectorAll("[data-needs-steps]")) {
      one.toggleAttribute("hidden", !this.page.mayStep || !isParagraph(this.piece));
    }
    /** @type {HTMLElement} */
    const notes = need(".editor-notes", frame);
    notes.lang = this.page.data.language;
    const shown = need(".editor-original", frame);
    shown.toggleAttribute("hidden", !original);
    /** @type {HTMLElement} */
    const printed = need(".editor-original-text", shown);
    printed.lang = this.page.data.original;
    printed.innerHTML = original;
    this.seen = seen;
    const behind = need(".editor-behind", shown);
    behind.toggleAttribute("hidden", !changed);
    /** @type {HTMLElement} */
    const marked = need(".editor-changed", behind);
    marked.lang = this.page.data.original;
    marked.innerHTML = changed;
    frame.addEventListener("click", (event) => this.tool(event));
    frame.addEventListener("mousedown", (event) => {
      // A tool must not take the caret out of the text.
      if (elementOf(event)?.closest("[data-tool]")) {
        event.preventDefault();
      }
    });
  }

  /** @param {Loose} doc */
  make(doc) {
    const { words, mayStep } = this.page;
    const mayCut = mayStep && isParagraph(this.piece);
    this.editor = new ParagraphEditor(this.page.module, {
      place: need(".editor-words", this.frameElement),
      doc,
      words,
      label: nameOf(this.piece, words),
      language: this.page.data.language,
      isLine: this.frameElement?.classList.contains("is-line") ?? false,
      spaces: readRules(this.page.data.spaces),
      notes: need(".editor-notes", this.frameElement),
      firstNote: () => firstNote(this.piece),
      wishes: {
        changed: () => this.saver?.changed(),
        leave: () => this.page.leave(),
        save: () => this.saver?.flush(),
        split: mayCut ? (first, second) => this.split(first, second) : undefined,
        addBelow: mayCut ? () => this.page.addBelow(this.piece) : undefined,
        join: mayCut ? () => this.join() : undefined,
        number: (source) => this.page.number(source),
        overNumber: askOverNumber,
        tool: (name) => this.use(name),
        tell: (said) => this.say(said),
      },
    });
    this.editor.onAtom = (node, place) => this.openAtom(node, place);
  }

  // --- Saving -------------------------------------------------------------------------------------

  /**
   * @param {Loose} doc
   * @param {string} base
   */
  async send(doc, base) {
    if (!this.isNew) return post(this.address, { doc, base });
    if (!textOf(doc)) return { status: 200, answer: { base } };
    const { section, behind } = this.piece.dataset;
    const step = { step: "add", section, behind, doc };
    const { status, answer } = await post(this.page.data.steps, step);
    if (status !== 200) return { status, answer };
    dropKept(this.key);
    this.target = `para/${answer.key}`;
    this.piece.dataset.target = this.target;
    this.key = `${this.page.data.draft}:${this.target}`;
    if (this.saver) this.saver.key = this.key;
    const now = await get(this.address);
    return now.status === 200 ? { status: 200, answer: { base: now.answer.base } } : now;
  }

  /**
   * What became of the text.
   * @param {string} state
   * @param {Loose} [answer]
   */
  told(state, answer) {
    const { words } = this.page;
    this.page.saving(state);
    this.frameElement?.setAttribute("data-state", state);
    if (state === "saved") {
      this.say("");
      this.page.saved();
    } else if (state === "refused") this.say(answer.problem ?? words.failed);
    else if (state === "gone") this.gone(answer.problem ?? words.failed);
    else if (state === "offline" || state === "out") this.say(words[state]);
    else if (state === "conflict") this.conflict(answer);
  }

  /** @param {string} words below the text; "" for none */
  say(words) {
    const place = need(".editor-said", this.frameElement);
    place.textContent = words;
    place.toggleAttribute("hidden", !words);
  }

  /**
   * Somebody was faster: both texts stand there, and both changes together where that can be; the person
   * chooses. Whoever types goes on typing: the caret stays in the text.
   * @param {{ current: string, changes?: string, both?: { doc: any, words: string }, sent: any }} answer
   */
  conflict({ current, changes, both, sent }) {
    const box = need(".editor-conflict", this.frameElement);
    const theirs = need(".editor-theirs", box);
    if (changes === undefined) theirs.textContent = current;
    else theirs.innerHTML = changes;
    need(".editor-together", box).toggleAttribute("hidden", !both);
    need(".editor-both", box).innerHTML = both?.words ?? "";
    this.choose(box, async (choice) => {
      if (choice === "mine") await this.saver?.keepMine(current);
      else if (choice === "both") await this.takeBoth(current, both?.doc, sent);
      else {
        this.saver?.takeTheirs(current);
        const { status, answer } = await get(this.address);
        if (status !== 200) return;
        this.editor?.replace(answer.doc);
        this.saver?.takeTheirs(answer.base);
      }
    });
  }

  /**
   * Both changes together, as they were shown; what was typed since is put together anew.
   * @param {string} current
   * @param {Loose} doc
   * @param {Loose} sent what the other's changes were put into
   */
  async takeBoth(current, doc, sent) {
    if (JSON.stringify(this.editor?.doc) !== JSON.stringify(sent)) {
      await this.saver?.again();
      return;
    }
    this.editor?.replace(doc);
    await this.saver?.keepMine(current);
  }

  /**
   * Somebody has taken the paragraph out: the words stay until the person has said what becomes of them.
   * @param {string} said
   */
  gone(said) {
    this.say(said);
    if (!isParagraph(this.piece) || !this.page.mayStep) return;
    const place = this.place();
    const box = need(".editor-gone", this.frameElement);
    this.choose(box, async (choice) => {
      if (!this.saver) return;
      this.saver.isHeld = false;
      if (choice === "drop") {
        this.saver.isDirty = false;
        dropKept(this.key);
        this.page.leave();
        return;
      }
      Object.assign(this.piece.dataset, place, { target: `new/${place.section}/${place.behind}` });
      this.target = targetOf(this.piece);
      this.key = `${this.page.data.draft}:${this.target}`;
      this.saver.moved(this.key);
      await this.saver.again();
    });
  }

  /**
   * Shows a box with a choice, which goes when it is made.
   * @param {HTMLElement} box
   * @param {(choice: string) => Promise<void>} made
   */
  choose(box, made) {
    this.unasked?.abort();
    this.unasked = new AbortController();
    box.hidden = false;
    box.addEventListener("click", (event) => {
      const button = elementOf(event)?.closest("[data-choose]");
      if (!(button instanceof HTMLElement)) return;
      box.hidden = true;
      this.unasked?.abort();
      this.say("");
      made(button.dataset.choose ?? "").then(() => {
        if (box.isConnected) this.editor?.focus("end");
      });
    }, { signal: this.unasked.signal });
  }

  // --- Tools --------------------------------------------------------------------------------------

  /** @param {Event} event */
  tool(event) {
    const button = elementOf(event)?.closest("[data-tool]");
    if (button instanceof HTMLElement) this.use(button.dataset.tool ?? "");
  }

  /** @param {string} tool by its name */
  use(tool) {
    const { editor } = this;
    if (!editor) return;
    /** @type {Record<string, () => unknown>} */
    const tools = {
      strong: () => editor.editor.chain().focus().toggleMark("strong").run(),
      emphasis: () => editor.editor.chain().focus().toggleMark("emphasis").run(),
      bullets: () => editor.toggleList(""),
      letters: () => editor.toggleList("(a)"),
      figures: () => editor.toggleList("(1)"),
      link: () => this.link(),
      note: () => this.note(),
      number: () => editor.insertNumber(),
      reference: () => this.reference(),
      block: () => this.block(),
      undo: () => editor.editor.chain().focus().undo().run(),
      redo: () => editor.editor.chain().focus().redo().run(),
      join: () => this.join(),
      add: () => this.page.addBelow(this.piece),
      close: () => this.page.leave(),
      level: () => this.level(),
    };
    tools[tool]?.();
  }

  /** The translation still says what the original says. */
  async level() {
    const { data, words } = this.page;
    const fields = { from: "editor", target: this.target, original: this.seen ?? "" };
    const status = await send(data.level, fields);
    if (status !== 204) return this.say(words[status === 409 ? "moved" : "offline"]);
    need(".editor-behind", this.frameElement).toggleAttribute("hidden", true);
    this.page.saved();
    this.editor?.comeBack();
  }

  async link() {
    const { editor } = /** @type {ParagraphEditor} */ (this.editor);
    const href = await askLink(editor.getAttributes("link").href ?? "");
    const chain = editor.chain().focus().extendMarkRange("link");
    if (href) chain.setMark("link", { href }).run();
    else if (href === "") chain.unsetMark("link").run();
  }

  /**
   * Writes a note: a new one, or the one at `place`.
   * @param {Loose} [node]
   * @param {number} [place]
   */
  async note(node, place) {
    const { module, words, data } = this.page;
    const doc = {
      type: "doc",
      content: [{ type: "paragraph", content: node?.attrs.content ?? [] }],
    };
    const found = await askNote((element, leave) =>
      noteEditor(module, element, doc, words, data, leave)
    );
    const content = found ? found.content?.[0]?.content ?? [] : [];
    this.put("note", found === null ? null : content.length ? { content } : "", node, place);
  }

  async reference() {
    const found = await askReference(this.page.data.references);
    this.put(
      "reference",
      found && { kind: found.kind, key: found.key, last: "", text: found.prints },
    );
  }

  /**
   * @param {Loose} [node]
   * @param {number} [place]
   */
  async block(node, place) {
    const start = this.page.words.tableStart.replaceAll("\\n", "\n");
    const source = await askSource(node?.attrs.source ?? start);
    this.put("source", source ? { source } : source === "" ? "" : null, node, place);
  }

  /**
   * Puts an atom in, changes the one at `place`, or with "" takes it out.
   * @param {string} type
   * @param {Record<string, unknown> | "" | null} attrs
   * @param {Loose} [node]
   * @param {number} [place]
   */
  put(type, attrs, node, place) {
    const own = /** @type {ParagraphEditor} */ (this.editor);
    const { editor } = own;
    if (attrs === null) own.comeBack();
    else if (node && place !== undefined) {
      if (attrs) own.setAtom(place, attrs);
      else editor.commands.deleteRange({ from: place, to: place + node.nodeSize });
      own.comeBack();
    } else if (attrs && type === "source") {
      const at = editor.state.selection.$to.after(1);
      editor.commands.insertContentAt(at, { type, attrs });
      own.comeBack();
    } else if (attrs) {
      editor.commands.insertContent({ type, attrs });
      own.comeBack();
    }
  }

  /**
   * @param {Loose} node
   * @param {number} place
   */
  openAtom(node, place) {
    if (node.type.name === "note") this.note(node, place);
    else if (node.type.name === "source") this.block(node, place);
  }

  // --- Steps --------------------------------------------------------------------------------------

  /**
   * @param {Loose} first
   * @param {Loose} second
   */
  async split(first, second) {
    if (!await this.saver?.flush()) return;
    await this.page.step({
      step: "split",
      key: keyOf(this.piece),
      first,
      second,
      base: this.saver?.base,
    });
  }

  async join() {
    if (!await this.saver?.flush()) return;
    await this.page.step({ step: "join", key: keyOf(this.piece) });
  }

  /** Saves what is left and takes the editor away; false where it has to stay open. */
  async close() {
    const isSaved = await this.saver?.flush();
    const state = this.frameElement?.dataset.state;
    // Who has to choose, or to mend something, does it here.
    const mustChoose = this.saver?.isHeld && (state !== "gone" || isParagraph(this.piece));
    if (!isSaved && (state === "refused" || mustChoose)) return false;
    this.saver?.close();
    this.editor?.close();
    this.frameElement?.remove();
    this.piece.classList.remove("is-open");
    return true;
  }
}

/** @param {Loose} doc */
const textOf = (doc) =>
  JSON.stringify(doc).includes('"text"') || JSON.stringify(doc).includes('"attrs"');
