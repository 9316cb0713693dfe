"""The numbers in a text, as its language writes them, and what kind each is.

Names that hold figures (ISO 27001, Microsoft 365, COVID-19, GB.331/PFA/5, 24/7), addresses, telephone
numbers, sections, versions and clock times are no quantities: they are found first and left alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from core.languages import profile
from core.numbers.words import starts_sentence
from reports.checking.vocabulary import vocabulary


class Kind(StrEnum):
    """What a number in a text is."""

    COUNT = "count"
    PER_CENT = "per_cent"
    MONEY = "money"
    YEAR = "year"
    DAY = "day"
    ORDINAL = "ordinal"
    LABEL = "label"


@dataclass(frozen=True)
class Numeral:
    """A number at a place of a text: `value` is exact, `places` are the decimals that were written.

    A year is its own value, a day is month × 100 + day (a month alone has no day). `end` is behind the
    figures; `after` behind what belongs to them ("per cent", "million").
    """

    start: int
    end: int
    after: int
    value: Decimal
    kind: Kind
    in_words: bool = False
    places: int = 0


# What is no quantity, whatever the language; the longest first.
_ADDRESS = r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,80}\.\S+"
_SYMBOL = r"\b[A-Z]{1,6}\.\d{1,6}(?:/[\w.()–-]{1,40})*|\b[A-Z][A-Z0-9]*(?:/[A-Z0-9.]+)+\b"
_CODE = (
    r"\b[A-Z][A-Za-z0-9]{0,20}[-‑]\d[\w-]*"  # COVID-19, P-13
    r"|\b[A-Z]{2,}(?:/[A-Z]{2,})*[\s\u00a0]\d[\d.:-]*\b(?!\s*(?:%|per|Prozent|pour|por))"  # ISO 27001
    r"|\b[A-Z]\d[\w.]*\b|\b\d+[A-Za-z]{1,2}\d*\b(?<!st)(?<!nd)(?<!rd)(?<!th)(?<!er)(?<!re)(?<!e)"
)
_PHONE = r"\+\d[\d\s\u00a0()/-]{6,}\d"
_ISO_DAY = r"\b\d{4}-\d{2}-\d{2}\b"
_CLOCK = r"\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?h\s?\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b"
_FRACTION = r"\b\d+/\d+(?:/\d+)*\b"
_DOTTED = r"\b\d+(?:\.\d+){2,}\b|\bv\d+(?:\.\d+)*\b"
_COMPOUND = r"\b\d[\d.,]{0,20}[-‑][^\W\d_][\w-]*"  # 6-month, 100-jährig
_HEAD = "|".join(
    (_ADDRESS, _SYMBOL, _ISO_DAY, _PHONE, _CLOCK, _FRACTION, _COMPOUND, _CODE, _DOTTED)
)

_GAP = r"[\s\u00a0\u202f]"
_FIGURES: Mapping[str, str] = {
    "en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?",
    "de": r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?",
    "fr": r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?",
    "es": r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?",
}
_ORDINAL_ENDS: Mapping[str, str] = {
    "en": r"(?:st|nd|rd|th)\b",
    "de": r"\.(?=\s+[A-ZÄÖÜ])",
    "fr": r"(?:er|re|ers|res|e|es|ᵉ|ᵉʳ|ʳᵉ)\b|(?:ᵉʳ|ʳᵉ|ᵉ)",
    "es": r"\.?[ºª°]",
}


@lru_cache
def _number_words(language: str) -> Mapping[str, int]:
    """Numbers in words, from two (one is also an article) to twenty, and the tens."""
    spoken = profile(language)
    counts = (*range(2, 21), *range(30, 101, 10))
    return {spoken.words(n): n for n in counts if n != 100 or language in ("en", "de")}


@lru_cache
def _months(language: str) -> Mapping[str, int]:
    return {name.casefold(): n for n, name in profile(language).months.items()}


@lru_cache
def _pattern(language: str) -> re.Pattern[str]:
    """Every number of a language, by named groups; what comes first is tried first."""
    words = vocabulary(language)
    figures = _FIGURES[language]
    months = "|".join(map(re.escape, sorted(profile(language).months.values(), key=len)[::-1]))
    scales = "|".join(map(re.escape, sorted(words.scales, key=len)[::-1]))
    scales = f"(?i:{scales})"
    spelled = "|".join(map(re.escape, sorted(_number_words(language), key=len)[::-1]))
    of = r"(?:de\s+)?" if language == "es" else ""
    day = r"\d{1,2}(?:\.|er)?" if language in ("de", "fr") else r"\d{1,2}"
    return re.compile(
        rf"(?P<name>{_HEAD})"
        rf"|(?<![\w.,/-])(?P<day>{day})(?:\s?[–-]\s?(?P<lastday>{day}))?{_GAP}{of}(?P<month>{months})\b"
        rf"|\b(?P<onlymonth>{months})(?=\s+{of}\d{{4}}\b)"
        r"|(?<![\w.,/-])(?P<years>(?:19|20)\d\d\s?[–-]\s?(?:(?:19|20)?\d\d))(?![\w.,]?\d)"
        rf"|(?<![\w/.,-])(?P<figures>{figures})(?![\d/])(?![.,:]\d)"
        rf"(?:(?P<points>{_GAP}*(?:{words.points})\b)"
        rf"|(?P<share>{_GAP}*(?:{words.per_cent})(?!\w))"
        rf"|(?P<ordinal>{_ORDINAL_ENDS[language]})"
        rf"|(?P<scale>{_GAP}(?:{scales})\b))?"
        rf"|(?<![\w-])(?P<words>{spelled})(?![\w-])(?P<wordshare>{_GAP}+(?:{words.per_cent})(?!\w))?"
    )


def numerals(text: str, language: str, computed: tuple[tuple[int, int], ...] = ()) -> list[Numeral]:
    """Every number of `text` that is a quantity, a year, a day or an ordinal, in reading order.

    `computed` are the places of live numbers, which are never names.
    """
    if not text:
        return []
    return list(_found(_with_small_words(text, language), text, language, computed))


def _with_small_words(text: str, language: str) -> str:
    """The text with number words in small letters ("Three offices"), all else as it stands."""
    return _capital_words(language).sub(lambda hit: hit[0].lower(), text)


@lru_cache
def _capital_words(language: str) -> re.Pattern[str]:
    spelled = "|".join(re.escape(word.capitalize()) for word in _number_words(language))
    return re.compile(rf"\b(?:{spelled})\b")


def _found(
    text: str, typed: str, language: str, computed: tuple[tuple[int, int], ...]
) -> Iterator[Numeral]:
    for hit in _pattern(language).finditer(text):
        if hit["name"]:
            continue
        if hit["day"] or hit["onlymonth"]:
            yield from _days(hit, language)
        elif hit["years"]:
            yield from _years(hit)
        elif hit["words"]:
            yield _in_words(hit, language)
        else:
            live = any(start <= hit.start() < end for start, end in computed)
            yield from _in_figures(hit, typed, language, live)


def _days(hit: re.Match[str], language: str) -> Iterator[Numeral]:
    name = (hit["month"] or hit["onlymonth"]).casefold()
    month = _months(language)[name]
    days = [hit["day"], hit["lastday"]] if hit["day"] else []
    for day in [int(re.sub(r"\D", "", one)) for one in days if one] or [0]:
        value = Decimal(month * 100 + day)
        yield Numeral(hit.start(), hit.end(), hit.end(), value, Kind.DAY)


def _years(hit: re.Match[str]) -> Iterator[Numeral]:
    first, last = re.findall(r"\d+", hit[0])
    full = last if len(last) == 4 else first[: 4 - len(last)] + last
    for year in (first, full):
        yield Numeral(hit.start(), hit.end(), hit.end(), Decimal(year), Kind.YEAR)


def _in_words(hit: re.Match[str], language: str) -> Numeral:
    value = Decimal(_number_words(language)[hit["words"].lower()])
    kind = Kind.PER_CENT if hit["wordshare"] else Kind.COUNT
    return Numeral(hit.start(), hit.end("words"), hit.end(), value, kind, in_words=True)


def _in_figures(hit: re.Match[str], text: str, language: str, live: bool) -> Iterator[Numeral]:
    start, end, after = hit.start("figures"), hit.end("figures"), hit.end()
    value, places = _value(hit["figures"], language)
    kind = Kind.COUNT
    if hit["points"]:
        kind = Kind.LABEL
    elif hit["share"]:
        kind = Kind.PER_CENT
    elif _is_money(text, start, after, language):
        kind = Kind.MONEY
    elif _is_year(hit["figures"]) and not live:
        kind = Kind.YEAR
    elif not live and _is_label(text, start, end, language):
        kind = Kind.LABEL
    elif hit["ordinal"]:
        kind = Kind.ORDINAL
    if hit["scale"]:
        value *= vocabulary(language).scales[hit["scale"].strip().casefold()]
    if kind is not Kind.LABEL:
        yield Numeral(start, end, after, value, kind, places=places)


def _value(figures: str, language: str) -> tuple[Decimal, int]:
    """The value of figures as the language writes them, and their decimals."""
    decimal = "." if language == "en" else ","
    whole, _sep, fraction = figures.partition(decimal)
    digits = re.sub(r"\D", "", whole)
    return Decimal(f"{digits}.{fraction}" if fraction else digits), len(fraction)


def _is_year(figures: str) -> bool:
    return len(figures) == 4 and figures.isdecimal() and 1900 <= int(figures) <= 2099


@lru_cache
def _money(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    sign = vocabulary(language).money
    names = r"(?:US-)?(?:dollars?|dólares|francs?|franken|francos|euros?)\b|USD|EUR|CHF|€"
    return (
        re.compile(rf"{sign}[\s\u00a0]*$"),
        re.compile(rf"[\s\u00a0]*(?:de[\s\u00a0]+|d’)?(?:{names})", re.IGNORECASE),
    )


def _is_money(text: str, start: int, after: int, language: str) -> bool:
    before, behind = _money(language)
    return bool(before.search(text[max(0, start - 8) : start]) or behind.match(text, after))


_WORD_BEFORE = re.compile(r"([^\s\u00a0\u202f(\[„“«\"]+)[\s\u00a0\u202f]+$")


def _is_label(text: str, start: int, end: int, language: str) -> bool:
    """Whether the figure names something: "Figure 1", "Windows 10", "Article 4"."""
    hit = _WORD_BEFORE.search(text, max(0, start - 40), start)
    if hit is None:
        return False
    word = hit[1].rpartition("’")[2]  # l’article
    known = vocabulary(language)
    if word.casefold() in known.labels:
        return True
    if word.endswith((",", ".", ";", ":", "–", ")", "”", "»", "“")) or not word[:1].isupper():
        return False
    if word.casefold() in known.function_words:
        return False
    if language == "de":
        # Every noun has a capital: one before a figure is its name, unless another noun is counted.
        counted = re.match(
            r"(?<![\s\u00a0])[\s\u00a0]+([a-zäöüß]+[\s\u00a0]+)?[A-ZÄÖÜ]", text[end : end + 40]
        )
        return not counted or (counted[1] or "").strip() in known.function_words
    spoken = profile(language)
    return not starts_sentence(text, hit.start(1), spoken) or not word.isalpha() or len(word) > 3
