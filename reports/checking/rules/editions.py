"""Two editions of a paragraph that do not say the same numbers, days, notes, links or references."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import profile
from reports.checking.findings import Found, Severity
from reports.checking.material import Material
from reports.checking.numerals import Kind, Numeral
from reports.checking.phrases import phrase_after
from reports.checking.reading import Run, Unit
from reports.checking.rules.base import Rule
from reports.checking.vocabulary import vocabulary

# Smaller ones are put in other words now and then: "both", "a fortnight", "a quarter".
_SURE = Decimal(11)


def _pairs(material: Material) -> Iterator[tuple[Unit, Unit]]:
    """Each translation with its original."""
    for unit in material.editions.get(material.original, ()):
        if unit.level:
            continue
        for code in material.editions:
            other = material.by_target.get((unit.target, code))
            if other is not None and code != material.original:
                yield unit, other


def _differs(one: Unit, other: Unit, words: str, message: str) -> Found:
    """A finding about a translation; its waiver is bound to both texts."""
    text = f"{one.printed}\n=\n{other.printed}"
    return Found(other.target, other.language, words, message, text)


def _numbers(material: Material) -> Iterator[Found]:
    for one, other in _pairs(material):
        yield from _compared(one, other, (Kind.COUNT, Kind.MONEY))
        yield from _compared(one, other, (Kind.PER_CENT,))
        yield from _times(one, other)


# Words for a unit of time: two weeks may be quinze jours, but 60 days are not 63 jours.
_TIMES = {
    word: unit
    for unit, words in {
        "minute": "minute minutes minuten minuto minutos",
        "hour": "hour hours stunde stunden heure heures hora horas",
        "day": "day days tag tage tagen jour jours día días",
        "week": "week weeks woche wochen semaine semaines semana semanas",
        "month": "month months monat monate monaten mois mes meses",
        "year": "year years jahr jahre jahren an ans année années año años",
    }.items()
    for word in words.split()
}


def _measures(unit: Unit) -> Counter[tuple[str, Decimal]]:
    """The typed numbers that are measures of time, with their units."""
    return Counter(
        (_TIMES[word], one.value.normalize())
        for run in unit.runs
        for one in run.numerals
        if one.kind is Kind.COUNT and run.is_typed(one.start, one.end)
        for word in phrase_after(run, one.after, 1)
        if word in _TIMES
    )


def _times(one: Unit, other: Unit) -> Iterator[Found]:
    """One measure of time that has become another of the same unit."""
    first, second = _measures(one), _measures(other)
    lacking, extra = [*(first - second).elements()], [*(second - first).elements()]
    if len(lacking) == len(extra) == 1 and lacking[0][0] == extra[0][0]:
        # "Three weeks out of four" may be "drei von vier Wochen".
        if _says(one, extra[0][1]) or _says(other, lacking[0][1]):
            return
        here = profile(other.language).number(extra[0][1])
        there = profile(one.language).number(lacking[0][1])
        yield _differs(one, other, here, _told(one, other, here, there))


def _says(unit: Unit, value: Decimal) -> bool:
    """Whether a number stands anywhere in a text, in a compound ("6-month") too."""
    counted = any(one.value == value for run in unit.runs for one in run.numerals)
    return counted or bool(re.search(rf"(?<!\d){value:f}(?!\d)", unit.printed))


def _compared(one: Unit, other: Unit, kinds: tuple[Kind, ...]) -> Iterator[Found]:
    first, second = _values(one, kinds), _values(other, kinds)
    # What is a number here may be an ordinal or in another form there: whatever is written counts.
    lacking = _sure(first - second - _anything(other), one)
    extra = _sure(second - first - _anything(one), other)
    swapped = sum(lacking.values()) == sum(extra.values()) == 1
    lacking = Counter({v: n for v, n in lacking.items() if v >= _SURE or swapped})
    extra = Counter({v: n for v, n in extra.items() if v >= _SURE or swapped})
    if lacking or extra:
        here, there = _as_written(other, extra, kinds), _as_written(one, lacking, kinds)
        yield _differs(one, other, here or there, _told(one, other, here, there))


def _as_written(unit: Unit, values: Counter[Decimal], kinds: tuple[Kind, ...]) -> str:
    """Numbers of a unit as they stand there, in its order."""
    return ", ".join(
        run.text[one.start : one.after]
        for run in unit.runs
        for one in run.numerals
        if one.kind in kinds and one.value.normalize() in values
    )


def _told(one: Unit, other: Unit, here: str, there: str) -> str:
    original, translation = profile(one.language).name, profile(other.language).name
    if here and there:
        message = _("%(translation)s has %(here)s where %(original)s has %(there)s.")
    elif there:
        message = _("In %(original)s, and not in %(translation)s: %(there)s.")
    else:
        message = _("In %(translation)s, and not in %(original)s: %(here)s.")
    return message % {
        "translation": translation,
        "original": original,
        "here": here,
        "there": there,
    }


def _values(unit: Unit, kinds: tuple[Kind, ...]) -> Counter[Decimal]:
    """The typed numbers of these kinds; live ones are compared when the paper is composed."""
    return Counter(
        value.normalize()
        for run in unit.runs
        for one in run.numerals
        if one.kind in kinds and run.is_typed(one.start, one.end)
        for value in [one.value]
    )


def _anything(unit: Unit) -> Counter[Decimal]:
    """Ordinals, years and what live numbers print: where a translation may have the number, too.

    Spanish writes 1959 for a count as for a year.
    """
    return Counter(
        one.value.normalize()
        for run in unit.runs
        for one in run.numerals
        if one.kind in (Kind.ORDINAL, Kind.YEAR) or run.number_at(one.start)
    )


def _sure(left: Counter[Decimal], unit: Unit) -> Counter[Decimal]:
    """Without what is told by a unit of time, which languages put otherwise ("18 months")."""
    for run in unit.runs:
        for one in run.numerals:
            if one.value.normalize() in left and _of_time(run, one):
                del left[one.value.normalize()]
    return left


def _of_time(run: Run, one: Numeral) -> bool:
    phrase = phrase_after(run, one.after, 2)
    return any(word in vocabulary(run.language).times for word in phrase)


def _days(material: Material) -> Iterator[Found]:
    """Days and months, and years where each edition has one that the other lacks."""
    for one, other in _pairs(material):
        first, second = _values(one, (Kind.DAY,)), _values(other, (Kind.DAY,))
        lacking, extra = set(first) - set(second), set(second) - set(first)
        if lacking or extra:
            here = ", ".join(_day(value, other.language) for value in sorted(extra))
            there = ", ".join(_day(value, one.language) for value in sorted(lacking))
            yield _differs(one, other, here or there, _told(one, other, here, there))
        years, others = _values(one, (Kind.YEAR,)), _values(other, (Kind.YEAR,))
        fewer, more = years - others, others - years
        # A year that is said once more or less is a matter of style; one for another is not.
        if fewer and more:
            here, there = (", ".join(map(str, sorted(map(int, each)))) for each in (more, fewer))
            yield _differs(one, other, here, _told(one, other, here, there))


def _day(value: Decimal, language: str) -> str:
    month, day = divmod(int(value), 100)
    name = profile(language).months[month]
    return f"{profile(language).day(day)} {name}" if day else name


def _notes(material: Material) -> Iterator[Found]:
    for one, other in _pairs(material):
        if one.notes() != other.notes():
            message = _(
                "%(original)s has %(there)s footnotes here, %(translation)s has %(here)s."
            ) % {
                "original": profile(one.language).name,
                "there": one.notes(),
                "translation": profile(other.language).name,
                "here": other.notes(),
            }
            yield _differs(one, other, "", message)


def _links(material: Material) -> Iterator[Found]:
    for one, other in _pairs(material):
        there, here = _hrefs(one), _hrefs(other)
        if len(there) != len(here):
            message = _("%(original)s has %(there)s links here, %(translation)s has %(here)s.") % {
                "original": profile(one.language).name,
                "there": len(there),
                "translation": profile(other.language).name,
                "here": len(here),
            }
            yield _differs(one, other, "", message)


def _hrefs(unit: Unit) -> list[str]:
    return [href for run in unit.runs for href in run.links]


def _references(material: Material) -> Iterator[Found]:
    for one, other in _pairs(material):
        there, here = _targets(one), _targets(other)
        lacking, extra = sorted(there - here), sorted(here - there)
        if lacking or extra:
            message = _("The cross references differ from those of %(original)s.") % {
                "original": profile(one.language).name
            }
            if lacking:
                message += " " + _("Missing: %(what)s.") % {"what": _named(lacking)}
            if extra:
                message += " " + _("Only here: %(what)s.") % {"what": _named(extra)}
            yield _differs(one, other, _named(lacking or extra), message)


def _targets(unit: Unit) -> set[str]:
    return {one.target for run in unit.runs for one in run.computed if one.target}


def _named(targets: Iterable[str]) -> str:
    """References as they are typed: [[para:introduction]]."""
    return ", ".join(f"[[{target.replace('/', ':', 1)}]]" for target in targets)


def _untranslated(material: Material) -> Iterator[Found]:
    for target, language in material.untranslated:
        message = _("This has no %(language)s text; the original is printed in its place.") % {
            "language": profile(language).name
        }
        yield Found(target, language, "", message)


def _left_out(material: Material) -> Iterator[Found]:
    for left in material.left_out:
        message = _(
            "The live numbers of this translation are not those of the original, which is printed in "
            "its place. "
            "Set the same ones: %(numbers)s."
        ) % {"numbers": ", ".join(f"{{{{{one}}}}}" for one in left.lacking) or "–"}
        yield Found(f"para/{left.key}", left.language, "", message, left.source)


NUMBERS = Rule(
    "editions-numbers",
    gettext_lazy("Editions that differ in numbers"),
    gettext_lazy(
        "A number, an amount or a percentage of the original is not in a translation, or the other way "
        "round. Each is read in the form of its language (2,637, 2.637, 2 637; eleven, elf, onze). Of "
        "numbers up to ten, and of measures of time, only one that has become another is told."
    ),
    Severity.ERROR,
    _numbers,
)
DAYS = Rule(
    "editions-days",
    gettext_lazy("Editions that differ in days or years"),
    gettext_lazy(
        "A day or a month is not the same in a translation; years are told where each text has one "
        "that the "
        "other lacks."
    ),
    Severity.ERROR,
    _days,
)
NOTES = Rule(
    "editions-notes",
    gettext_lazy("Editions that differ in footnotes"),
    gettext_lazy("A paragraph has more footnotes in one edition than in the original."),
    Severity.WARNING,
    _notes,
)
LINKS = Rule(
    "editions-links",
    gettext_lazy("Editions that differ in links"),
    gettext_lazy("A paragraph has more links in one edition than in the original."),
    Severity.WARNING,
    _links,
)
REFERENCES = Rule(
    "editions-references",
    gettext_lazy("Editions that differ in cross references"),
    gettext_lazy("A translation refers to other paragraphs, figures or tables than the original."),
    Severity.WARNING,
    _references,
)
UNTRANSLATED = Rule(
    "missing-translation",
    gettext_lazy("A text that is not translated"),
    gettext_lazy("An edition has no text of its own for a paragraph or a heading."),
    Severity.WARNING,
    _untranslated,
)
LEFT_OUT = Rule(
    "other-live-numbers",
    gettext_lazy("A translation with other live numbers"),
    gettext_lazy(
        "A translation lacks a live number of its original or has one more; the paper prints the "
        "original there."
    ),
    Severity.ERROR,
    _left_out,
)
