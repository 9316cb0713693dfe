// @ts-check
// The workshop: a paper written where it is read. Pieces are chosen and opened by key or click; what is
// written saves itself; after each save the paper is asked for anew, and what has changed in it by that
// (numbers of paragraphs and notes, references) is exchanged around the open editor.

import { elementOf } from "../../core/pages/events.js";
import { need } from "./dialogs.js";
import { tiptap } from "./editor.js";
import { about, forget } from "./inspector.js";
import { OpenPiece } from "./open_piece.js";
import { begin, refresh, refreshSoon } from "./paper_now.js";
import {
  focusNamed,
  followKeys,
  isParagraph,
  keyOf,
  newPiece,
  noteDrawn,
  pieceOf,
  pieces,
  placeBelow,
  placeBeside,
  placeKept,
  settle,
  targetOf,
} from "./pieces.js";
import { keptPlaces, post } from "./saving.js";

/** @type {HTMLElement} */
const root = need("#workshop");
const data = /** @type {Record<string, string>} */ ({ ...root.dataset });
/** @type {HTMLElement} */
const wordsPlace = need("#workshop-words");
const words = /** @type {Record<string, string>} */ ({
  ...wordsPlace.dataset,
  ...Object.fromEntries(
    [...wordsPlace.attributes].map(({ name, value }) => [name.replace(/^data-/, ""), value]),
  ),
});
const mayStep = "stepsAllowed" in root.dataset;

/** @type {OpenPiece | null} */
let open = null;

/** @param {string} said in the page's live region */
function tell(said) {
  need("#workshop-said").textContent = said;
}

/** @param {string} state */
function saving(state) {
  const place = need("#saving");
  place.textContent = words[`state-${state}`] ?? "";
  root.dataset.saving = state;
}

// --- What is kept here ----------------------------------------------------------------------------

/** What this browser has kept and nobody writes now is told where it stands, or where it would stand. */
function offerKept() {
  for (const target of keptPlaces(data.draft)) {
    if (open?.target === target) continue;
    const piece = pieceOf(target) ?? (mayStep ? placeKept(data.draft, target) : null);
    if (!piece || piece.querySelector(".piece-kept")) continue;
    const mark = document.createElement("p");
    mark.className = "piece-kept";
    mark.textContent = words.kept;
    piece.append(mark);
  }
}

// --- Opening and closing --------------------------------------------------------------------------

/**
 * @param {HTMLElement} piece
 * @param {"start" | "end"} [where]
 */
async function openPiece(piece, where = "end") {
  if (open?.piece === piece) return;
  if (!await leave(false)) return;
  const module = await tiptap(data.editor);
  const mine = new OpenPiece(piece, {
    module,
    words,
    data,
    mayStep,
    tell,
    saving,
    saved: () => {
      forget(); // Its versions are one more.
      refreshSoon();
    },
    leave: () => leave(true),
    step,
    addBelow,
    number: askNumber,
  });
  open = mine;
  if (!await mine.open(where)) open = null;
  about(piece);
}

/**
 * Closes what is open; false where it has to stay so.
 * @param {boolean} staysHere whether the focus goes back to the piece
 */
async function leave(staysHere) {
  const mine = open;
  if (!mine) return true;
  const { target, piece } = mine;
  const isEmpty = mine.isNew;
  if (!await mine.close()) return false;
  open = null;
  const above = piece.previousElementSibling;
  if (isEmpty && mine.isNew) piece.remove();
  // At once: a moment later somebody is elsewhere. Who has gone on meanwhile, into the next paragraph
  // perhaps, stays there.
  if (staysHere && !open && document.activeElement === document.body) {
    const back = pieceOf(mine.isNew ? "" : mine.target) ?? pieceOf(target) ?? above;
    if (back instanceof HTMLElement) back.focus();
  }
  await refresh();
  return true;
}

/**
 * A live number, chosen by the person.
 * @param {string} source of the one that is there
 */
async function askNumber(source) {
  try {
    const { pickNumber } = await import("../picking/picker.js");
    const asked = { report: data.report, language: data.language, source };
    return await pickNumber(asked);
  } catch {
    tell(words.offline);
    return null;
  }
}

// --- Steps ----------------------------------------------------------------------------------------

/**
 * One step with paragraphs; gives the key of the paragraph that it leads to, which is opened.
 * @param {Record<string, unknown>} given
 * @returns {Promise<string | null>}
 */
async function step(given) {
  const { status, answer } = await post(data.steps, given);
  if (status !== 200) {
    tell(answer.problem ?? words[status === 401 ? "out" : status === 409 ? "moved" : "offline"]);
    if (status === 409 || status === 410) await refresh();
    return null;
  }
  const isCut = given.step === "split" || given.step === "join";
  if (isCut) await leave(false);
  await refresh();
  const piece = answer.key ? pieceOf(`para/${answer.key}`) : undefined;
  tell(words[`did-${given.step}`] ?? "");
  if (piece && isCut) await openPiece(piece, given.step === "split" ? "start" : "end");
  else piece?.focus();
  return answer.key;
}

/** @param {HTMLElement} piece below which a new paragraph is written */
async function addBelow(piece) {
  const { section, behind } = placeBelow(piece);
  await writeNew(section, behind, piece);
}

/**
 * @param {string} section
 * @param {string} behind
 * @param {Element | null} above
 */
async function writeNew(section, behind, above) {
  const aboveTarget = above && targetOf(above);
  if (!await leave(false)) return;
  const place = (aboveTarget && pieceOf(aboveTarget)) || pieces().at(-1);
  await openPiece(newPiece(section, behind, place));
}

/**
 * @param {HTMLElement} piece
 * @param {"up" | "down" | "remove" | "add"} what
 */
async function stepAt(piece, what) {
  if (!mayStep) return;
  if (what === "add") await addBelow(piece);
  else if (!isParagraph(piece)) return;
  else if (what === "remove") {
    const next = piece.nextElementSibling ?? piece.previousElementSibling;
    await step({ step: "remove", key: keyOf(piece) });
    if (next instanceof HTMLElement && next.isConnected) next.focus();
  } else {
    const place = placeBeside(piece, what === "up" ? -1 : 1);
    if (place) await step({ step: "move", key: keyOf(piece), ...place });
  }
}

/** Buttons beside the paper. */
document.addEventListener("click", (event) => {
  const button = elementOf(event)?.closest("[data-step], [data-write-under]");
  if (!(button instanceof HTMLElement)) return;
  const { writeUnder, step: name, key = "", take, seen = "", own = "", both = "" } = button.dataset;
  if (writeUnder) writeNew(writeUnder, "", null);
  else if (name === "take_in") takeIn(key);
  else if (name === "source") answerSource(key, { seen, own, both, take: take === "1" });
  else if (name) step({ step: name, key });
});

/** @param {string} key of a remark, taken in below the chosen piece */
async function takeIn(key) {
  const chosen = pieces().find((one) => one.tabIndex === 0 && !targetOf(one).startsWith("cover/"));
  const below = chosen ?? pieces().at(-1);
  if (below) await step({ step: "take_in", key, ...placeBelow(below) });
}

/**
 * @param {string} key
 * @param {{ seen: string, own: string, both: string, take: boolean }} answer what the person has read
 */
async function answerSource(key, answer) {
  if (!await leave(false)) return;
  forget();
  await step({ step: "source", key, ...answer });
  const piece = pieceOf(`para/${key}`);
  if (piece) about(piece);
}

// --- Start ----------------------------------------------------------------------------------------

noteDrawn(document);
begin(words, () => open?.piece ?? null, offerKept);
followKeys({ open: openPiece, chosen: about, step: stepAt }, words);
addEventListener("beforeunload", () => void open?.saver?.flush());
offerKept();
settle(words);
focusNamed();
