"""Acronyms: introduced once, and before they are used; read per language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.checking.findings import Found, Severity
from reports.checking.material import Material
from reports.checking.reading import Run, RunKind, Unit
from reports.checking.rules.base import Rule, found, mended
from reports.checking.vocabulary import vocabulary

_INTRODUCED = re.compile(r"\(([A-ZÄÖÜÉ][A-ZÄÖÜÉ0-9&-]{1,9})\)")
_PROSE = (RunKind.SENTENCES, RunKind.POINT)


@dataclass(frozen=True)
class _Place:
    """Where something stands: in the order of the paper."""

    unit: Unit
    run: Run
    start: int
    end: int


def _runs(units: Sequence[Unit]) -> Iterator[tuple[Unit, Run]]:
    """The running words of the main text; an appendix is read by itself."""
    for unit in units:
        if unit.level == 0 and unit.target != "cover/summary" and not unit.appendix:
            for run in unit.runs:
                if run.kind in _PROSE:
                    yield unit, run


def _introductions(units: Sequence[Unit]) -> dict[str, list[_Place]]:
    """Where each acronym is spelled out: in brackets behind the words whose letters it has."""
    places: dict[str, list[_Place]] = {}
    for unit, run in _runs(units):
        for hit in _INTRODUCED.finditer(run.text):
            if _spells(run.text[: hit.start()], hit[1], run.language):
                places.setdefault(hit[1], []).append(_Place(unit, run, *hit.span()))
    return places


def _spells(before: str, acronym: str, language: str) -> bool:
    """Whether the words before a bracket begin with the letters of the acronym, small words aside."""
    clause = re.split(r"[.;:()„“”«»]", before)[-1]
    small = vocabulary(language).function_words
    words = [word for word in re.findall(r"[^\W\d_]+", clause) if word.casefold() not in small]
    letters = _plain(re.sub(r"[^A-ZÄÖÜÉ]", "", acronym))
    if len(letters) < 2:
        return False
    if language == "de":
        return _in_compounds(letters, words[-len(letters) :])
    initials = "".join(word[0] for word in words[-len(letters) - 2 :]).upper()
    return letters in _plain(initials)


def _in_compounds(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters stand in order in words that may be compounds, the first one at a beginning."""
    for place, word in enumerate(words):
        if _plain(word[0].upper()) == letters[0]:
            rest = iter(_plain("".join(words[place:]).upper()))
            return len(words) - place >= 2 and all(letter in rest for letter in letters)
    return False


def _plain(letters: str) -> str:
    return letters.translate(str.maketrans("ÄÖÜÉ", "AOUE"))


def _before(material: Material) -> Iterator[Found]:
    for units in material.editions.values():
        order = {id(run): n for n, (_unit, run) in enumerate(_runs(units))}
        for acronym, places in _introductions(units).items():
            first = places[0]
            used = re.compile(rf"(?<![\w(/.-]){re.escape(acronym)}(?![\w)/-]|\.\d)")
            for unit, run in _runs(units):
                hit = used.search(run.text)
                if hit is None:
                    continue
                here = (order[id(run)], hit.start())
                if here < (order[id(first.run)], first.start) and run.is_typed(*hit.span()):
                    message = _("“%(acronym)s” is used here and explained only later.") % {
                        "acronym": acronym
                    }
                    yield found(unit, run, *hit.span(), message)
                break


def _twice(material: Material) -> Iterator[Found]:
    for units in material.editions.values():
        for acronym, places in _introductions(units).items():
            for one in places[1:]:
                message = _(
                    "“%(acronym)s” has been explained before; the short form is enough."
                ) % {"acronym": acronym}
                repair = mended(one.unit, one.run, one.start - 1, one.end, "")
                yield found(one.unit, one.run, one.start, one.end, message, repair=repair)


BEFORE = Rule(
    "acronym-before",
    gettext_lazy("An acronym before it is explained"),
    gettext_lazy(
        "An acronym stands in the main text before the place where its words stand with it in "
        "brackets. Each edition is "
        "read by itself; what is explained nowhere is taken for a name."
    ),
    Severity.HINT,
    _before,
)
TWICE = Rule(
    "acronym-twice",
    gettext_lazy("An acronym that is explained twice"),
    gettext_lazy(
        "The words of an acronym stand with it in brackets a second time in the main text."
    ),
    Severity.HINT,
    _twice,
)
