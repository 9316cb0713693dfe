// @ts-check
// What is written in a paragraph goes to the server by itself, and is kept in this browser until the
// server has taken it: through a lost line, a session that has ended, a closed tab. One request at a time;
// what was written later is saved later.

/** @typedef {any} Loose what the editor of the package, which has no types here, gives and takes */

const SOON = 1200;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30_000;
const DAYS = 14;
const PREFIX = "paper:";

/**
 * What the browser keeps of a paragraph.
 * @typedef {object} Kept
 * @property {any} doc
 * @property {string} base what it was written on
 * @property {number} at when, in milliseconds
 * @property {{ section: string, behind: string }} [place] where in the paper, should it be gone from there
 */

/** @typedef {"saved" | "writing" | "saving" | "offline" | "out" | "refused" | "conflict" | "gone"} State */

/** @param {string} key */
export function keptText(key) {
  try {
    const kept =
      /** @type {Kept | null} */ (JSON.parse(localStorage.getItem(PREFIX + key) ?? "null"));
    if (kept && Date.now() - kept.at < DAYS * 86_400_000) return kept;
  } catch {
    // What cannot be read was written by nobody.
  }
  localStorage.removeItem(PREFIX + key);
  return null;
}

/**
 * Keeps a text under another name, unless words are kept there already.
 * @param {string} from
 * @param {string} to
 */
export function keepElsewhere(from, to) {
  const kept = localStorage.getItem(PREFIX + from);
  if (kept === null || localStorage.getItem(PREFIX + to) !== null) return;
  localStorage.setItem(PREFIX + to, kept);
  localStorage.removeItem(PREFIX + from);
}

/** @param {string} key */
export const dropKept = (key) => localStorage.removeItem(PREFIX + key);

/**
 * The places with a kept text, below a person, report and language.
 * @param {string} below
 */
export function keptPlaces(below) {
  const start = `${PREFIX}${below}:`;
  return Object.keys(localStorage).filter((key) => key.startsWith(start)).map((key) =>
    key.slice(start.length)
  );
}

const tokenOf = () => /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? "";

/**
 * Sends the fields of a form and gives the status; 0: no line.
 * @param {string} address
 * @param {Record<string, string>} fields
 */
export async function send(address, fields) {
  try {
    const { status } = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": tokenOf() },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
    return status;
  } catch {
    return 0;
  }
}

/**
 * Sends JSON and gives status and answer; status 0: no line, 401: the session has ended.
 * @param {string} address
 * @param {unknown} sent
 * @returns {Promise<{ status: number, answer: any }>}
 */
export async function post(address, sent) {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": tokenOf() },
      body: JSON.stringify(sent),
      redirect: "manual",
    });
    if (response.type === "opaqueredirect") return { status: 401, answer: {} };
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return { status: response.status, answer: isJson ? await response.json() : {} };
  } catch {
    return { status: 0, answer: {} };
  }
}

/** @param {string} address */
export async function get(address) {
  try {
    const response = await fetch(address, { redirect: "manual" });
    if (response.type === "opaqueredirect") return { status: 401, answer: {} };
    return { status: response.status, answer: await response.json() };
  } catch {
    return { status: 0, answer: {} };
  }
}

/** Saves the text of one place for as long as it is open. */
export class Saver {
  /**
   * @param {object} given
   * @param {string} given.key names person, report, language and place
   * @param {string} given.base
   * @param {() => any} given.read the document now
   * @param {() => { section: string, behind: string }} given.place where it stands
   * @param {(doc: any, base: string) => Promise<{ status: number, answer: any }>} given.send
   * @param {(state: State, answer?: any) => void} given.tell
   */
  constructor({ key, base, read, place, send, tell }) {
    this.key = key;
    this.base = base;
    this.read = read;
    this.place = place;
    this.send = send;
    this.tell = tell;
    this.isDirty = false;
    this.isHeld = false; // by a conflict: nothing goes out until somebody has chosen
    this.wait = 0;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {Promise<boolean> | undefined} */
    this.going = undefined;
    this.online = () => this.flush();
    addEventListener("online", this.online);
    addEventListener("focus", this.online);
  }

  /** Something was written. */
  changed() {
    this.isDirty = true;
    this.keep();
    if (this.isHeld) return;
    this.tell("writing");
    this.later(SOON);
  }

  keep() {
    /** @type {Kept} */
    const kept = { doc: this.read(), base: this.base, at: Date.now(), place: this.place() };
    try {
      localStorage.setItem(PREFIX + this.key, JSON.stringify(kept));
    } catch {
      // A full store keeps nobody from writing; the server takes the text.
    }
  }

  /** @param {number} milliseconds */
  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), milliseconds);
  }

  /**
   * Saves what is not saved; whether nothing is left to save.
   * @returns {Promise<boolean>}
   */
  async flush() {
    clearTimeout(this.timer);
    while (this.going) await this.going;
    if (!this.isDirty) return true;
    if (this.isHeld) return false;
    this.going = this.once();
    const done = await this.going;
    this.going = undefined;
    return done;
  }

  async once() {
    this.isDirty = false;
    this.tell("saving");
    const sent = this.read();
    const { status, answer } = await this.send(sent, this.base);
    if (status === 200) {
      this.base = answer.base;
      this.wait = 0;
      if (this.isDirty) {
        this.keep();
        this.later(SOON);
      } else dropKept(this.key);
      this.tell("saved", answer);
      return !this.isDirty;
    }
    this.isDirty = true;
    return this.failed(status, { ...answer, sent });
  }

  /**
   * @param {number} status
   * @param {Loose} answer
   */
  failed(status, answer) {
    if (status === 409) {
      this.isHeld = true;
      this.tell("conflict", answer);
    } else if (status === 422) this.tell("refused", answer);
    else if (status === 410 || status === 404) {
      this.isHeld = true;
      this.tell("gone", answer);
    } else {
      this.wait = Math.min(LONGEST_WAIT, this.wait ? this.wait * 2 : FIRST_WAIT);
      this.later(this.wait);
      this.tell(status === 0 || status >= 500 ? "offline" : "out", answer);
    }
    return false;
  }

  /**
   * Goes on with the person's own words, on top of what the other has written.
   * @param {string} current
   */
  keepMine(current) {
    this.base = current;
    this.isHeld = false;
    this.isDirty = true;
    this.keep();
    return this.flush();
  }

  /** Sends once more what was written meanwhile, against what it was written on. */
  again() {
    this.isHeld = false;
    this.isDirty = true;
    return this.flush();
  }

  /**
   * Goes on under another name, with nothing below it.
   * @param {string} key
   */
  moved(key) {
    const old = this.key;
    this.key = key;
    this.base = "";
    this.keep();
    dropKept(old);
  }

  /**
   * Goes on with what the other has written.
   * @param {string} current
   */
  takeTheirs(current) {
    this.base = current;
    this.isHeld = this.isDirty = false;
    dropKept(this.key);
    this.tell("saved");
  }

  close() {
    clearTimeout(this.timer);
    removeEventListener("online", this.online);
    removeEventListener("focus", this.online);
  }
}
