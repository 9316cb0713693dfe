"""How the house writes numbers, ranges and money."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import NotSpelled, profile
from core.languages.base import MOST_IN_WORDS
from core.languages.digits import EN_DASH, NO_BREAK
from core.numbers.words import starts_sentence
from reports.checking.findings import Found, Severity
from reports.checking.material import Material
from reports.checking.numerals import Kind, Numeral
from reports.checking.phrases import phrase_after
from reports.checking.reading import Run, RunKind
from reports.checking.rules.base import Rule, found, mended
from reports.checking.vocabulary import vocabulary

_PROSE = (RunKind.SENTENCES, RunKind.POINT)


def _per_cent(material: Material) -> Iterator[Found]:
    for unit, run in material.prose(*_PROSE):
        word = vocabulary(run.language).per_cent_word
        for hit in re.finditer(r"(?<=\d)[\s\u00a0\u202f]*(?:%|percent\b|pourcent\b)", run.text):
            start, end = hit.span()
            message = _("The house writes “%(word)s” in running text.") % {"word": word}
            repair = mended(unit, run, start, end, f"{NO_BREAK}{word}")
            begin = _start_of_figure(run.text, start)
            yield found(unit, run, begin, end, message, repair=repair)


def _start_of_figure(text: str, end: int) -> int:
    hit = re.search(r"(?<![\d.,\u00a0\u202f])[\d.,\u00a0\u202f]*$", text[:end])
    return hit.start() if hit else end


# Two numbers with a hyphen between them and nothing that makes them a code, a telephone number or a day.
_RANGE = re.compile(
    r"(?<![\w./:+(-])(?<!\d[\s\u00a0])(\d{1,4})[\s\u00a0]?-[\s\u00a0]?(\d{1,4})(?![\w/:-]|[.,]\d)"
)
_YEARS_DASHED = re.compile(r"(?<![\w./–-])((?:19|20)\d\d)–((?:19|20)?\d\d)(?![\w/–-])")


def _ranges(material: Material) -> Iterator[Found]:
    for unit, run in material.prose(*_PROSE, RunKind.NOTE, RunKind.CELL):
        dashed = profile(run.language).short_year_ranges
        if dashed:
            message = _("A range takes an en dash: %(right)s.")
            hits = [hit for hit in _RANGE.finditer(run.text) if _rises(*hit.groups())]
        else:
            message = _("This edition writes a range of years with a hyphen: %(right)s.")
            hits = list(_YEARS_DASHED.finditer(run.text))
        for hit in hits:
            start, end = hit.span()
            right = EN_DASH.join(hit.groups()) if dashed else _years(hit[1], hit[2])
            repair = mended(unit, run, start, end, right)
            yield found(unit, run, start, end, message % {"right": right}, repair=repair)


def _rises(first: str, last: str) -> bool:
    """Whether two figures are a range: 12-14, 2018-21, 2018-2021."""
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first) < int(last) and (len(first) >= 2 or len(last) <= 2)


def _years(first: str, last: str) -> str:
    return f"{first}-{last}" if len(last) == 4 else f"{first}-{first[: 4 - len(last)]}{last}"


def _small(material: Material) -> Iterator[Found]:
    """Small numbers in figures before a noun, where no larger number stands in the sentence."""
    most = material.most_in_words
    for unit, run in material.prose(*_PROSE):
        for one in run.numerals:
            if not _is_small(run, one, most):
                continue
            try:
                word = profile(run.language).words(int(one.value))
            except NotSpelled:
                continue
            said = {"most": most, "word": word}
            message = _("Numbers up to %(most)s stand in words: %(word)s.") % said
            repair = mended(unit, run, one.start, one.end, word) if one.value > 1 else None
            yield found(unit, run, one.start, _to_noun(run, one), message, repair=repair)


def _is_small(run: Run, one: Numeral, most: int) -> bool:
    known = vocabulary(run.language)
    if one.kind is not Kind.COUNT or one.in_words or one.places or not 1 <= one.value <= most:
        return False
    if one.after != one.end or not run.is_typed(one.start, one.end):
        return False
    phrase = phrase_after(run, one.after)
    if (
        not phrase
        or phrase[0] in known.units | known.times
        or run.text[one.start - 1 : one.start] in "−+±"
    ):
        return False
    sentence = run.sentence_at(one.start)
    inside = run.numerals_in(sentence.start, sentence.end)
    # Numbers that are compared are written alike: "between 8 and 14 offices".
    return not any(
        each is not one
        and not each.in_words
        and each.kind in (Kind.COUNT, Kind.PER_CENT, Kind.MONEY)
        for each in inside
    )


def _to_noun(run: Run, one: Numeral) -> int:
    hit = re.compile(r"[\s\u00a0]+[^\W\d_][\w’-]*").match(run.text, one.after)
    return hit.end() if hit else one.after


def _large(material: Material) -> Iterator[Found]:
    """Larger numbers in words, where no sentence begins."""
    for unit, run in material.prose(*_PROSE):
        spoken, most = profile(run.language), vocabulary(run.language).in_words_up_to
        if material.most_in_words < MOST_IN_WORDS:
            most = material.most_in_words
        for one in run.numerals:
            if not one.in_words or one.kind is not Kind.COUNT or one.value <= most:
                continue
            if not run.is_typed(one.start, one.end) or (
                one.value > MOST_IN_WORDS and one.value % 10 == 0
            ):
                continue
            begins = starts_sentence(run.text, one.start, spoken)
            phrase = phrase_after(run, one.after)
            if begins or not phrase or phrase[0] in vocabulary(run.language).times:
                continue
            right = spoken.number(one.value)
            message = _("Larger numbers stand in figures: %(right)s.") % {"right": right}
            repair = mended(unit, run, one.start, one.end, right)
            yield found(unit, run, one.start, _to_noun(run, one), message, repair=repair)


def _dollars(material: Material) -> Iterator[Found]:
    """ "US$" at first use and "$" after, in English."""
    used = False
    for unit, run in material.prose(RunKind.SENTENCES, RunKind.POINT, RunKind.NOTE):
        if run.language != "en" or unit.target == "cover/summary":
            continue
        for hit in re.finditer(r"(US)?\$(?=[\s\u00a0]?\d)", run.text):
            typed = run.is_typed(*hit.span())
            if typed and used and hit[1]:
                message = _("“US$” stands at the first use; after that the house writes “$”.")
            elif typed and not used and not hit[1]:
                message = _("The first amount of the paper is in “US$”; after that “$” is enough.")
            else:
                used = True
                continue
            used = True
            start, end = hit.span()
            amount = re.compile(r"[\s\u00a0]?\d(?:[.,]?\d)*").match(run.text, end)
            repair = mended(unit, run, start, end, "$" if hit[1] else "US$")
            yield found(unit, run, start, amount.end() if amount else end, message, repair=repair)


PER_CENT = Rule(
    "per-cent-sign",
    gettext_lazy("“%” in running text"),
    gettext_lazy(
        "In sentences and points the house writes “per cent”; in tables the sign may stand."
    ),
    Severity.HINT,
    _per_cent,
)
RANGES = Rule(
    "range-sign",
    gettext_lazy("A range with the wrong sign"),
    gettext_lazy(
        "English and German ranges take an en dash (2018–21, pages 12–14), French and Spanish years a "
        "hyphen "
        "(2018-2021). Codes, telephone numbers and days are left alone."
    ),
    Severity.HINT,
    _ranges,
)
SMALL = Rule(
    "small-number",
    gettext_lazy("A small number in figures"),
    gettext_lazy(
        "One to ten, in a report that writes as the United Nations one to nine, stand in words "
        "before what they count, but for measures, decimals, and where a sentence compares them "
        "with figures."
    ),
    Severity.HINT,
    _small,
)
LARGE = Rule(
    "large-number",
    gettext_lazy("A number in words that belongs in figures"),
    gettext_lazy(
        "English writes eleven and more in figures, German thirteen and more, a report that writes "
        "as the United Nations ten and more; round tens, measures of time and the first word of a "
        "sentence are left alone."
    ),
    Severity.HINT,
    _large,
)
DOLLARS = Rule(
    "dollar-sign",
    gettext_lazy("“US$” and “$”"),
    gettext_lazy("English writes “US$” at the first amount and “$” after it."),
    Severity.HINT,
    _dollars,
)
