"""Two changes of one text, put together where they touch different words: a pure function of three texts.

The words of a text are cut at spaces and line ends; live numbers, references, notes and links are whole,
with whatever they hold, and so is a word that touches one. What two people did stands together when at
least one word that neither touched lies between their changes; the same change made by both counts once.
Everything else is a choice that a person makes; so is what could not be read as both of them meant it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from core.languages.word_changes import Mark, Words
from core.numbers.syntax import TokenError, find_tokens
from reports.document.markup import parse
from reports.document.spans import FootnoteText, Hyperlink, LiveNumber, MarkupError, TextSpan, runs
from reports.document.tokens import all_spans, reference_source

# A no-break space belongs to what it holds together.
_SPACES = " \t\n"


class Unit(NamedTuple):
    """A word with the space before it."""

    space: str
    word: str


class Change(NamedTuple):
    """The units from `start` to `end` of a text become `units`."""

    start: int
    end: int
    units: tuple[Unit, ...]


def both_changes(base: str, mine: str, theirs: str) -> str | None:
    """`base` with what was changed in `mine` and in `theirs`; None where somebody has to choose."""
    try:
        before, *now = (units(text) for text in (base, mine, theirs))
        found = [changes(before, each) for each in now]
        together = _together(*found)
        if together is None:
            return None
        shared = [one for one in found[0] if one in found[1]]
        merged, common = (_applied(before, each) for each in (together, shared))
        return merged if _is_sum(_held(merged), *map(_held, (mine, theirs, common))) else None
    except (MarkupError, TokenError):
        return None


def units(text: str) -> list[Unit]:
    """The words of a text, in order; raises `TokenError` for a live number that cannot be read."""
    numbers = {start: end for start, end, _token in find_tokens(text)}
    found, at = [], 0
    while at < len(text):
        space = at
        while at < len(text) and text[at] in _SPACES:
            at += 1
        word = at
        while at < len(text) and text[at] not in _SPACES:
            at = numbers.get(at) or _behind(text, at, numbers)
        found.append(Unit(text[space:word], text[word:at]))
    return found


def _behind(text: str, at: int, numbers: dict[int, int]) -> int:
    """Where what begins at a place ends: a sign with its backslash, brackets with all that they hold."""
    if text[at] == "\\":
        return min(at + 2, len(text))
    if text[at] != "[":
        return at + 1
    end = _closed(text, at, numbers, "[]")
    if end and text.startswith("(", end):
        end = _closed(text, end, numbers, "()") or end
    return end or at + 1


def _closed(text: str, at: int, numbers: dict[int, int], pair: str) -> int:
    """Behind the bracket that closes the one at a place; 0 where none does."""
    depth = 0
    while at < len(text):
        if at in numbers:
            at = numbers[at]
            continue
        if text[at] == "\\":
            at += 2
            continue
        depth += {pair[0]: 1, pair[1]: -1}.get(text[at], 0)
        at += 1
        if not depth:
            return at
    return 0


def changes(before: Sequence[Unit], after: Sequence[Unit]) -> list[Change]:
    """What became of the units of a text, in their order."""
    matcher = SequenceMatcher(None, _compared(before), _compared(after))
    return [
        Change(a, b, tuple(after[c:d]))
        for what, a, b, c, d in matcher.get_opcodes()
        if what != "equal"
    ]


def _compared(text: Sequence[Unit]) -> list[Unit]:
    """The first word of a text is the same word with a space before it."""
    return [Unit(one.space or " ", one.word) for one in text]


def _together(mine: Sequence[Change], theirs: Sequence[Change]) -> list[Change] | None:
    """Both people's changes in the order of the text; None where two of them touch."""
    found: list[Change] = []
    for one in sorted({*mine, *theirs}):
        if found and one.start <= found[-1].end:
            return None
        found.append(one)
    return found


def _applied(before: Sequence[Unit], made: Sequence[Change]) -> str:
    found: list[Unit] = []
    at = 0
    for one in made:
        found += [*before[at : one.start], *one.units]
        at = one.end
    return _joined([*found, *before[at:]])


def _joined(text: Sequence[Unit]) -> str:
    """What has become the first word brings no space along, what has got one before it needs one."""
    return "".join((one.space or " ") + one.word for one in text).strip(" ")


def unit_changes(old: str, new: str) -> list[Words]:
    """The new text with what was taken out of the old one, in reading order; no number, note, reference
    or link is cut. Raises `TokenError`."""
    before, found, at = units(old), list[Words](), 0
    for one in changes(before, units(new)):
        same, gone = before[at : one.start], before[one.start : one.end]
        parts = ((Mark.SAME, same), (Mark.GONE, gone), (Mark.NEW, one.units))
        found += [Words(mark, _joined(part)) for mark, part in parts if part]
        at = one.end
    return [*found, Words(Mark.SAME, _joined(before[at:]))] if before[at:] else found


# --- What must come out ---------------------------------------------------------------------------


def _held(text: str) -> Counter[str]:
    """What a reader of the text meets, and how often: words, live numbers, references, links, notes, and
    the points and cells that they stand in."""
    if not text:
        return Counter()
    markup = parse(text)
    found = Counter(f"in {type(block).__name__}" for block in markup.blocks)
    found["runs"] = sum(1 for _run in runs(markup.blocks))
    for span in all_spans(markup):
        found.update(_words(span))
    return found


def _words(span: object) -> Iterator[str]:
    match span:
        case TextSpan():
            yield from (f"word {word}" for word in span.text.split())
        case LiveNumber():
            yield f"number {span.token.source}"
        case Hyperlink():
            yield f"link {span.href}"
        case FootnoteText():
            yield "note"
        case _:
            yield f"reference {reference_source(span)}"  # type: ignore[arg-type]


def _is_sum(
    merged: Counter[str], mine: Counter[str], theirs: Counter[str], common: Counter[str]
) -> bool:
    """Whether the merged text holds what each of the two holds beyond what they have in common."""
    keys = {*merged, *mine, *theirs, *common}
    return all(merged[key] == mine[key] + theirs[key] - common[key] for key in keys)
