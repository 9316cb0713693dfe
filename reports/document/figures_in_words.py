"""Figures in the words of one language: days, spans of years, numbers in figures and in words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from typing import Literal, get_args

from core.languages import Gender, LanguageProfile, profile

# What stands in a run of words for anything that is no words: no figure goes on across it.
GAP = "\ufffc"
Kind = Literal["number", "date", "years"]

_BLANK = r"[ \u00a0\u202f\u2009]"
_DASH = r"[-\u2013]"
# Words that count in one language and are something else, too.
_POSSIBLE: Mapping[str, Mapping[str, int]] = {
    "en": {"one": 1, "single": 1, "both": 2, "twice": 2, "pair": 2, "fortnight": 2},
    "de": {
        **dict.fromkeys(("ein", "eine", "einen", "einem", "einer", "eines", "eins"), 1),
        **dict.fromkeys(("beide", "beiden", "beider", "beides", "zweimal"), 2),
    },
    "fr": {"un": 1, "une": 1, "deux": 2, "neuf": 9},
    "es": {"un": 1, "una": 1, "uno": 1, "ambos": 2, "ambas": 2, "par": 2},
}
_FURTHER: Mapping[str, Mapping[str, int]] = {
    "de": {"zweier": 2, "zweien": 2, "dreier": 3, "dreien": 3}
}
_SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {"thousand": 10**3, "million": 10**6, "billion": 10**9},
    "de": {
        **dict.fromkeys(("Million", "Millionen", "Mio."), 10**6),
        **dict.fromkeys(("Milliarde", "Milliarden", "Mrd."), 10**9),
        "Tausend": 10**3,
    },
    "fr": {"million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9},
    "es": {"mil": 10**3, "millón": 10**6, "millones": 10**6, "mil millones": 10**9},
}  # fmt: skip
# A month that is another word as well, unless a day or a year stands beside it.
_DOUBTFUL_MONTHS = {"en": {"May"}}
_MOST_IN_WORDS = 199
# What a numeral in words may stand in without being one: "pour cent", "por ciento".
_NO_NUMERAL_BEHIND = {"fr": "pour", "es": "por"}
# Between thousands, beside blanks.
_GROUPING = {"en": ",", "de": ".\u2019'", "es": "."}
_BETWEEN_DATES = re.compile(rf"{_BLANK}?(?:{_DASH}|to|and|bis|und|au|et|al|a|y){_BLANK}?(?:de )?")


@dataclass(frozen=True)
class Found:
    """A figure: its plain value, and whether its words surely mean it."""

    kind: Kind
    value: str
    is_sure: bool = True


def found_in(words: str, language: str) -> list[Found]:
    """Every figure in some words, in no order that matters."""
    found: list[Found] = []
    for look in _looks(language):
        words, more = look(words)
        found += more
    return found


Look = Callable[[str], tuple[str, list[Found]]]


@lru_cache
def _looks(language: str) -> tuple[Look, ...]:
    """How the words are looked through: what each look finds, the next does not see any more."""
    own = profile(language)
    return (
        partial(_numeric_dates, _NUMERIC_DATE),
        partial(_dates, _date_pattern(own), own),
        partial(_years, _YEARS),
        partial(_round_the_clock, _ROUND_THE_CLOCK),
        partial(_figures, _figure_pattern(own), own),
        partial(_numerals, *_numeral_pattern(own)),
        *([partial(_joined, _JOINED)] if language == "de" else []),
    )


def _without(words: str, matches: list[re.Match[str]]) -> str:
    """The words with a gap in the place of each match."""
    kept, end = list[str](), 0
    for match in matches:
        kept += words[end : match.start()], GAP
        end = match.end()
    return "".join([*kept, words[end:]])


# --- Days and years -------------------------------------------------------------------------------

_NUMERIC_DATE = re.compile(
    r"(?<![\w./-])(?:(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
    r"|(?P<day>\d{1,2})(?P<sign>[./])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}))(?![\w/])"
)
_YEARS = re.compile(rf"(?<![\w./-])((?:19|20)\d\d){_DASH}((?:19|20)\d\d|\d\d)(?!\w|{_DASH}\d)")


def _numeric_dates(pattern: re.Pattern[str], words: str) -> tuple[str, list[Found]]:
    matches = [*pattern.finditer(words)]
    found = [
        Found(
            "date", _date(one["y"] or one["year"], one["m"] or one["month"], one["d"] or one["day"])
        )
        for one in matches
    ]
    return _without(words, matches), found


def _date(year: str, month: str | int, day: str | None) -> str:
    """ "2022-02-14", "2022-02", "--02" without a year."""
    parts = [year or "-", f"{int(month):02}", *([f"{int(day):02}"] if day else [])]
    return "-".join(parts)


def _date_pattern(own: LanguageProfile) -> re.Pattern[str]:
    months = "|".join(re.escape(name) for name in own.months.values())
    months = months if own.code in ("en", "de") else f"(?i:{months})"
    of = rf"(?:{_BLANK}del?)?" if own.code == "es" else ""
    ending = r"(?:\.|er|st|nd|rd|th)?(?!\d)"
    between = rf"{_BLANK}?(?:{_DASH}|to|and|bis|und|au|et|al|a|y){_BLANK}?"
    return re.compile(
        rf"(?<![\w./])(?:(?:(?P<first>\d{{1,2}}){ending}{between})?(?P<day>\d{{1,2}}){ending}{of}{_BLANK})?"
        rf"(?P<month>{months})(?!\w)(?:{of}{_BLANK}(?P<year>\d{{4}})(?!\w))?"
    )


def _dates(pattern: re.Pattern[str], own: LanguageProfile, words: str) -> tuple[str, list[Found]]:
    months = {name.casefold(): month for month, name in own.months.items()}
    matches = [*pattern.finditer(words)]
    found: list[Found] = []
    year, behind = "", None
    for match in reversed(matches):
        # "October–November 2017": the first is of the same year.
        joins = behind is not None and _BETWEEN_DATES.fullmatch(words[match.end() : behind])
        year = match["year"] or (year if joins else "")
        behind = match.start()
        month = months[match["month"].casefold()]
        doubtful = match["month"] in _DOUBTFUL_MONTHS.get(own.code, ()) and not (
            match["day"] or year
        )
        for day in (match["first"], match["day"]):
            if day:
                found.append(Found("date", _date(year, month, day)))
        if not match["day"]:
            found.append(Found("date", _date(year, month, None), not doubtful))
    return _without(words, matches), found


def _years(pattern: re.Pattern[str], words: str) -> tuple[str, list[Found]]:
    """ "2018–21" and "2018-2021" are one."""
    matches = [*pattern.finditer(words)]
    found = [Found("years", f"{one[1]}–{one[1][: 4 - len(one[2])]}{one[2]}") for one in matches]
    return _without(words, matches), found


# "24/7" is "ständig" elsewhere.
_ROUND_THE_CLOCK = re.compile(r"(?<![\w/])24/7(?![\w/])")


def _round_the_clock(pattern: re.Pattern[str], words: str) -> tuple[str, list[Found]]:
    matches = [*pattern.finditer(words)]
    return _without(words, matches), [
        Found("number", each, False) for _one in matches for each in ("24", "7")
    ]


# --- Numbers --------------------------------------------------------------------------------------


def _figure_pattern(own: LanguageProfile) -> re.Pattern[str]:
    blanks = r"\u00a0\u202f\u2009" + (" " if own.code in ("fr", "es") else "")
    signs = re.escape(_GROUPING.get(own.code, ""))
    scales = sorted(_SCALES.get(own.code, {}), key=len, reverse=True)
    return re.compile(
        rf"(?<![\w])(?P<minus>\u2212|(?<![\w/.])-|{re.escape(own.minus_word)} )?"
        rf"(?P<whole>\d{{1,3}}(?:[{signs}{blanks}]\d{{3}})+(?!\d)|\d+)(?P<rest>(?:[.,]\d+)*)"
        rf"(?:{_BLANK}(?P<scale>{'|'.join(map(re.escape, scales))})(?!\w))?"
    )


def _figures(pattern: re.Pattern[str], own: LanguageProfile, words: str) -> tuple[str, list[Found]]:
    matches = [*pattern.finditer(words)]
    return _without(words, matches), [Found("number", _plain(one, own)) for one in matches]


def _plain(match: re.Match[str], own: LanguageProfile) -> str:
    """ "2637", "4.5"; what is no number of the language, such as "3.1.2", as it stands."""
    whole, rest = re.sub(r"\D", "", match["whole"]), match["rest"]
    if not re.fullmatch(rf"(?:{re.escape(own.signs.decimal)}\d+)?", rest):
        return whole + rest
    # Of any length: an integer of Python reads 4,300 digits and no more.
    value = f"{Decimal(whole):f}" + rest.replace(own.signs.decimal, ".")
    if match["scale"]:
        value = f"{(Decimal(value) * _SCALES[own.code][match['scale']]).normalize():f}"
    return f"-{value}" if match["minus"] else value


@lru_cache
def _in_words(own: LanguageProfile) -> Mapping[str, int]:
    """Numerals from nought, one aside, which is an article in most languages."""
    genders: tuple[Gender | None, ...] = (None, *get_args(Gender))
    found = {
        own.words(number, gender): number
        for number in (0, *range(2, _MOST_IN_WORDS + 1))
        for gender in genders
    }
    return {**found, **_FURTHER.get(own.code, {})}


def _numeral_pattern(
    own: LanguageProfile,
) -> tuple[re.Pattern[str], Mapping[str, tuple[int, bool]]]:
    possible = _POSSIBLE.get(own.code, {})
    meanings = {word: (number, True) for word, number in _in_words(own).items()}
    meanings |= {word: (number, False) for word, number in possible.items()}
    longest = sorted(meanings, key=len, reverse=True)
    behind = _NO_NUMERAL_BEHIND.get(own.code)
    no_numeral = rf"(?<!{behind}[ \u00a0\u202f])" if behind else ""
    spelled = "|".join(re.escape(word).replace("\\ ", _BLANK) for word in longest)
    pattern = re.compile(rf"(?<![\w-]){no_numeral}(?:{spelled})(?![\w-])", re.IGNORECASE)
    return pattern, meanings


def _numerals(
    pattern: re.Pattern[str], meanings: Mapping[str, tuple[int, bool]], words: str
) -> tuple[str, list[Found]]:
    found = []
    for match in pattern.finditer(words):
        number, is_sure = meanings[re.sub(_BLANK, " ", match[0]).casefold()]
        found.append(Found("number", str(number), is_sure))
    return words, found


# "fünftägig", "viermal", "neunköpfig", "jede achte".
_STEMS = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieb": 7, "acht": 8, "neun": 9,
          "zehn": 10, "elf": 11, "zwölf": 12}  # fmt: skip
_JOINED = re.compile(rf"(?<!\w)({'|'.join(_STEMS)})(?:en)?[a-zäöüß]+", re.IGNORECASE)


def _joined(pattern: re.Pattern[str], words: str) -> tuple[str, list[Found]]:
    """What German numerals joined with another word may mean."""
    found = [
        Found("number", str(_STEMS[one[1].casefold()]), False) for one in pattern.finditer(words)
    ]
    return words, found
