// @ts-check
// No-break spaces where the house wants them, put while somebody writes. The rules are those that every
// draft applies (core/languages/typesetting.py); in the editor each is seen, and can be taken back.

/**
 * @typedef {object} Rule
 * @property {RegExp} pattern
 * @property {string} replacement
 *
 * @typedef {{ from: number, to: number, text: string }} Change
 */

/**
 * The rules as the page gives them: pairs of a pattern and what stands in its place.
 * @param {string | undefined} given
 * @returns {Rule[]}
 */
export const readRules = (given) =>
  /** @type {[string, string][]} */ (JSON.parse(given || "[]")).map(([pattern, replacement]) => ({
    pattern: new RegExp(pattern, "gu"),
    replacement,
  }));

/** Whether a sign that is typed ends a word: only then is it known that "10 m" is no "10 million". */
export const endsWord = (/** @type {string} */ sign) => /^[^\p{L}\p{N}_]$/u.test(sign);

/**
 * What the rules change before the caret now that a word has ended there, the last change first. What
 * they would have changed before that word was left alone by somebody, and stays.
 * @param {string} text of the line up to the caret, with the sign that ended the word
 * @param {Rule[]} rules
 * @returns {Change[]}
 */
export function houseSpaces(text, rules) {
  const typed = text.slice(0, -1); // before the sign
  const before = /[\p{L}\p{N}_]$/u.test(typed) ? typed.replace(/\S+$/u, "") : typed;
  const found = rules.flatMap((rule) => {
    const old = new Set(changes(before, rule).map(({ from }) => from));
    return changes(text, rule).filter(({ from }) => !old.has(from));
  });
  return found.sort((one, other) => other.from - one.from);
}

/**
 * What one rule changes in a text, each as short as it can be said.
 * @param {string} text
 * @param {Rule} rule
 * @returns {Change[]}
 */
function changes(text, { pattern, replacement }) {
  return [...text.matchAll(pattern)].map((match) => {
    const [old] = match;
    const now = replacement.replaceAll(/\$(\d)/g, (_all, group) => match[Number(group)] ?? "");
    let start = 0;
    while (start < old.length && old[start] === now[start]) start += 1;
    let end = 0;
    while (end < old.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
    const from = match.index + start;
    return { from, to: match.index + old.length - end, text: now.slice(start, now.length - end) };
  });
}
