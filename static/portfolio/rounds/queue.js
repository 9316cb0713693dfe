// @ts-check
// What has been written and not been answered yet. It waits in this browser, in the order in which it
// was written, through a lost line, a closed tab and a crash, and goes out as soon as it can; one
// request at a time, so that what was written later is saved later.

/**
 * One change of one cell, or of a row: "set" a field, "confirm" that nothing has changed, "withdraw"
 * that confirmation.
 * @typedef {object} Change
 * @property {"set" | "confirm" | "withdraw"} act
 * @property {string} project
 * @property {string} [field]
 * @property {string} [text] what was written
 * @property {boolean} [bulk] whether it was confirmed together with others
 * @property {string} [seen] what stood there when it was written, as it is stored
 */

/**
 * @typedef {Change & { id: string, sent?: boolean }} Waiting
 */

/**
 * What the server says of a change: "taken", "refused", "conflict" or "ask", and what stands there now.
 * @typedef {object} Result
 * @property {string} id
 * @property {string} state
 * @property {string} message
 * @property {string} value as it is stored
 * @property {string} text as the person writes it
 * @property {{ label: string, value: string }[]} readings the days that an ambiguous one may mean
 */

/**
 * The answer to a request: what became of each change, and how the rows that it touched stand now.
 * @typedef {object} Answer
 * @property {Result[]} results
 * @property {Record<string, Row>} rows by project
 * @property {number} begun how many updates the person has begun and not submitted
 * @property {string} saved when it was saved, in words
 */

/**
 * @typedef {object} Row
 * @property {boolean} locked
 * @property {boolean} confirmed
 * @property {boolean} draft whether the person has begun an update in it
 * @property {Record<string, import("./table.js").Patch>} cells by field
 */

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
const MOST_AT_ONCE = 2000;
const STAYS_AFTER = 5000; // who is still here then has loaded a file, or has thought better of it

export class Queue {
  /**
   * @param {object} given
   * @param {string} given.key names person and round; what waits is kept under it
   * @param {(changes: Waiting[]) => Promise<Response>} given.send
   * @param {(answer: Answer, sent: Waiting[]) => void} given.answered
   * @param {(state: "saved" | "saving" | "offline" | "out" | "failed", count: number) => void} given.tell
   */
  constructor({ key, send, answered, tell }) {
    this.prefix = `round:${key}:`;
    this.tab = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    this.key = `${this.prefix}${this.tab}`;
    this.send = send;
    this.answered = answered;
    this.tell = tell;
    /** @type {Waiting[]} */
    this.waiting = [];
    this.isSending = false;
    this.wait = 0;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.counter = 0;
    // The next page may have been drawn before an answer that comes now: it asks once more.
    this.isLeaving = false;
    addEventListener("beforeunload", () => {
      this.isLeaving = true;
      setTimeout(() => {
        this.isLeaving = false;
        this.keep();
      }, STAYS_AFTER);
    });
    addEventListener("online", () => this.again());
    // A second tab takes over only what no living tab holds.
    navigator.locks?.request(this.key, () => new Promise(() => {}));
  }

  /**
   * Takes over what tabs that were closed, or have died, have left behind. Gives it. It is kept here
   * before it goes from there, since this tab may be closed at any moment, too.
   */
  async adopt() {
    /** @type {Waiting[]} */
    const found = [];
    for (const key of keysOf(this.prefix)) {
      if (key === this.key) continue;
      const take = () => {
        const left = read(key).map((one) => ({ ...one, sent: false }));
        this.waiting.splice(found.length, 0, ...left);
        found.push(...left);
        this.keep();
        localStorage.removeItem(key);
      };
      if (!navigator.locks) take();
      else await navigator.locks.request(key, { ifAvailable: true }, (lock) => lock && take());
    }
    if (found.length) this.pump();
    return found;
  }

  /** @param {Change[]} changes */
  add(changes) {
    for (const change of changes) {
      const same = this.waiting.find((one) =>
        !one.sent && one.act === "set" && change.act === "set" &&
        one.project === change.project && one.field === change.field
      );
      // Written twice before it went out: only the last counts, against what stood there first.
      if (same && this.waiting.indexOf(same) > this.lastOfRow(change)) same.text = change.text;
      else this.waiting.push({ ...change, id: `${this.tab}-${this.counter += 1}` });
    }
    this.keep();
    this.pump();
  }

  /**
   * The place of the last change that concerns the whole row; a later one must not go before it.
   * @param {Change} change
   */
  lastOfRow(change) {
    return this.waiting.findLastIndex((one) => one.project === change.project && one.act !== "set");
  }

  /**
   * Whether something of this cell has not been answered.
   * @param {string} project
   * @param {string} field
   */
  holds(project, field) {
    return this.waiting.some((one) =>
      one.project === project && (one.act !== "set" || one.field === field)
    );
  }

  async pump() {
    if (this.isSending) return;
    if (!this.waiting.length) {
      this.tell("saved", 0);
      return;
    }
    this.isSending = true;
    clearTimeout(this.timer);
    const batch = this.waiting.slice(0, MOST_AT_ONCE);
    for (const one of batch) one.sent = true;
    this.tell("saving", this.waiting.length);
    const answer = await this.ask(batch);
    this.isSending = false;
    if (answer) {
      this.wait = 0;
      this.waiting = this.waiting.filter((one) => !batch.includes(one));
      this.settle(answer, batch);
      if (!this.isLeaving) this.keep();
      this.answered(answer, batch);
      this.pump();
    } else {
      for (const one of batch) one.sent = false;
    }
  }

  /**
   * What was written while its cell was on its way has now seen what came of that.
   * @param {Answer} answer
   * @param {Waiting[]} batch
   */
  settle(answer, batch) {
    const results = new Map(answer.results.map((one) => [one.id, one]));
    for (const one of this.waiting) {
      const before = batch.findLast((sent) =>
        sent.project === one.project && sent.field === one.field && sent.act === "set"
      );
      const result = before && results.get(before.id);
      if (one.seen !== undefined || !before || !result) continue;
      one.seen = result.state === "taken" ? result.value : before.seen;
    }
  }

  /**
   * The server's answer; null when there is none, and then it is asked again later.
   * @param {Waiting[]} batch
   * @returns {Promise<Answer | null>}
   */
  async ask(batch) {
    /** @type {Response} */
    let response;
    try {
      response = await this.send(batch);
    } catch {
      return this.later("offline");
    }
    if (response.redirected || [401, 403].includes(response.status)) return this.later("out");
    if ([502, 503, 504, 429].includes(response.status)) return this.later("offline");
    if (!response.ok) return this.later("failed");
    try {
      return await response.json();
    } catch {
      return this.later("failed");
    }
  }

  /** @param {"offline" | "out" | "failed"} state */
  later(state) {
    this.wait = Math.min(LONGEST_WAIT, this.wait * 2 || FIRST_WAIT);
    this.timer = setTimeout(() => this.pump(), this.wait);
    this.tell(state, this.waiting.length);
    return null;
  }

  /** Asks at once: the line is back, or the person says so. */
  again() {
    this.wait = 0;
    this.pump();
  }

  keep() {
    try {
      if (this.waiting.length) localStorage.setItem(this.key, JSON.stringify(this.waiting));
      else localStorage.removeItem(this.key);
    } catch {
      /* A full or forbidden store must not stop the saving itself. */
    }
  }
}

/**
 * @param {string} prefix
 */
const keysOf = (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

/**
 * @param {string} key
 * @returns {Waiting[]}
 */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}
