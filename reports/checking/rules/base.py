"""What all rules share: how they are declared, and how a finding is made of words at a place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.utils.functional import Promise

from reports.checking.findings import Found, Repair, Severity
from reports.checking.material import Material
from reports.checking.reading import Run, Unit
from reports.document.markup_check import check_text

# A title or an explanation in the language of who reads it.
Worded = str | Promise


@dataclass(frozen=True)
class Rule:
    """A rule: a pure function of the material, with its name, what it is about, and how grave it is."""

    key: str
    title: Worded
    explanation: Worded
    severity: Severity
    find: Callable[[Material], Iterable[Found]]


def found(
    unit: Unit, run: Run, start: int, end: int, message: str, *, repair: Repair | None = None
) -> Found:
    """A finding about the words at a place of a run."""
    return Found(
        target=unit.target,
        language=unit.language,
        words=run.text[start:end].strip(),
        message=message,
        text=run.sentence_at(start).meant,
        repair=repair,
    )


# Signs around what is mended, so that it is found at one place of the markup alone.
_CONTEXT = (24, 12, 6, 2, 0)
# What is not closed sets the rest apart.
_SET_APART = re.compile(r"(?s:\{\{.*?(?:\}\}|\Z)|\[\[.*?(?:\]\]|\Z))|\]\([^)\n]*\)?")


def mended(unit: Unit, run: Run, start: int, end: int, new: str) -> Repair | None:
    """The paragraph with `new` in place of typed words; None where that is not safe.

    It is safe where the words stand once in the markup (with what is around them), outside of numbers,
    references and addresses, and where the new markup can be read.
    """
    if not unit.key or not unit.source or not run.is_typed(start, end):
        return None
    place = _place(unit.source, run, start, end)
    if place is None:
        return None
    text = unit.source[: place[0]] + new + unit.source[place[1] :]
    if text == unit.source or check_text(text).problems:
        return None
    return Repair(unit.source, text)


def _place(source: str, run: Run, start: int, end: int) -> tuple[int, int] | None:
    """Where typed words of a run stand in the markup, if that is one place alone."""
    masked = _masked(source)
    first = max((one.end for one in run.computed if one.end <= start), default=0)
    last = min((one.start for one in run.computed if one.start >= end), default=len(run.text))
    for context in _CONTEXT:
        before = run.text[max(first, start - context) : start]
        after = run.text[end : min(last, end + context)]
        wanted = f"({_loose(before)})({_loose(run.text[start:end])}){_loose(after)}"
        # Two are enough to know that the place is not told by its words.
        places = [hit.span(2) for hit in islice(re.finditer(wanted, masked), 2)]
        if len(places) == 1:
            return places[0]
        if places:
            return None
    return None


@lru_cache(maxsize=16)
def _masked(source: str) -> str:
    """The markup with signs that are no words in the places of what is no typed word."""
    return _SET_APART.sub(lambda hit: "\x00" * len(hit[0]), source)


def _loose(text: str) -> str:
    """A pattern of printed words as they may stand in the markup, with other spaces."""
    return "".join(
        r"[\s\u00a0\u202f]+" if part.isspace() else re.escape(part)
        for part in re.split(r"(\s+)", text)
        if part
    )
