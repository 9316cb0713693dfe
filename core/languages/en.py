"""English (British, with -ize). Reviewed against GB.344/PFA/INF/2 and GB.347/PFA papers."""

from __future__ import annotations

from types import MappingProxyType
from typing import ClassVar

from babel import Locale

from core.languages.base import (
    Gender,
    LanguageProfile,
    NotSpelled,
    capitalised,
    positive,
    word_list,
)
from core.languages.dates import DatePatterns
from core.languages.digits import EN_DASH, MINUS, NO_BREAK, NumberSigns, ScaledMoney
from core.languages.typesetting import SYMBOL_SUFFIX, after_number, before_number

_SMALL = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = word_list("- - twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_SYMBOLS = {"USD": "US$", "EUR": "€", "GBP": "£"}

LABELS = {
    "body": "Governing Body",
    "session_line": "{number} Session, {place}, {dates}",
    "place_geneva": "Geneva",
    "section_PFA": "Programme, Financial and Administrative Section",
    "section_INS": "Institutional Section",
    "segment_PFA": "Programme, Financial and Administrative Segment",
    "segment_personnel": "Personnel Segment",
    "for_information": "For information",
    "date": "Date: {date}",
    "original": "Original: {language}",
    "agenda_item": "{ordinal} item on the agenda",
    "summary": "Summary:",
    "purpose": "Purpose of the document",
    "strategic_obj": "Relevant strategic objective:",
    "main_outcome": "Main relevant outcome:",
    "main_outcome_2017": "Main relevant outcome/cross-cutting policy driver:",
    "policy_impl": "Policy implications:",
    "legal_impl": "Legal implications:",
    "fin_impl": "Financial implications:",
    "follow_up": "Follow-up action required:",
    "none": "None.",
    "none_objective": "None.",
    "none_outcome": "None.",
    "none_follow_up": "None.",
    "author_unit": "Author unit:",
    "related_one": "Related document:",
    "related_many": "Related documents:",
    "see_draft_decision": "(see the draft decision in paragraph {n})",
    "introduction": "Introduction",
    "outcome_heading": "Strategy outcome {n}: {title}",
    "outcome_heading_short": "Outcome {n}: {title}",
    "output_heading": "Output {n}. {title}",
    "output_heading_2017": "Output {n}: {title}",
    "focus_area_heading": "{n}. Focus area: {title}",
    "drivers_heading": "Synergies and cross-cutting drivers",
    "key_deliverables": "Progress on key deliverables",
    "lessons_learned": "Lessons learned",
    "draft_decision": "Draft decision",
    "appendix": "Appendix",
    "appendix_reference": "Appendix",
    "in_appendix": "{paragraphs} of {appendix}",
    "in_main_text": "{paragraphs} of the main text",
    "figure": "Figure {n}. {caption}",
    "see": "See",
    "para_abbrev": "para. {n}",
    "organization": "ILO",
    "office": "the Office",
    "office_abbrev": "ILO",
    "infotec": "Information and Technology Management Department (INFOTEC)",
    "biennium_pb": "Programme and Budget for the biennium {years}",
    "language_en": "English",
    "language_de": "German",
    "language_fr": "French",
    "language_es": "Spanish",
    "more_than": "more than {number}",
    "changed_by": "by {number}",
    "rose": "rose",
    "fell": "fell",
    "did_not_change": "did not change",
    "none_of_the": "none of the",
    "one_of_the": "one of the",
    "number_of_the": "{number} of the",
    "all_of_the": "all of the",
    "no_data": "[no data]",
}


def _below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    if hundreds:
        head = f"{_SMALL[hundreds]} hundred"
        return f"{head} and {_below_thousand(rest)}" if rest else head
    if n < 20:
        return _SMALL[n]
    tens, unit = divmod(n, 10)
    return f"{_TENS[tens]}-{_SMALL[unit]}" if unit else _TENS[tens]


def _cardinal(n: int) -> str:
    thousands, rest = divmod(n, 1000)
    if not thousands:
        return _below_thousand(rest)
    head = f"{_below_thousand(thousands)} thousand"
    if not rest:
        return head
    return f"{head} {'and ' if rest < 100 else ''}{_below_thousand(rest)}"


def _ordinal_words(cardinal: str) -> str:
    cut = max(cardinal.rfind(" "), cardinal.rfind("-")) + 1
    head, last = cardinal[:cut], cardinal[cut:]
    if last.endswith("y"):
        return f"{head}{last[:-1]}ieth"
    return head + _ORDINALS.get(last, f"{last}th")


class English(LanguageProfile):
    """The English of Governing Body papers."""

    code = "en"
    name = "English"
    locale = Locale.parse("en_GB")
    file_suffix = "En"
    word_language = "en-GB"
    reviewed = True
    unreviewed: ClassVar[frozenset[str]] = frozenset()
    labels = MappingProxyType(LABELS)
    sentence_may_begin_with_figure = False
    abbreviations = frozenset(
        {"no", "nos", "para", "paras", "p", "pp", "art", "vol", "vs", "cf", "e.g", "i.e", "approx"}
    )

    signs = NumberSigns(decimal=".", group=",")
    dates = DatePatterns(
        day="{d} {m} {y}",
        days_in_month=f"{{d}}{EN_DASH}{{d2}} {{m}} {{y}}",
        days_in_year=f"{{d}} {{m}}{EN_DASH}{{d2}} {{m2}} {{y}}",
        days=f"{{d}} {{m}} {{y}}{EN_DASH}{{d2}} {{m2}} {{y2}}",
        month="{m} {y}",
        months_in_year=f"{{m}}{EN_DASH}{{m2}} {{y}}",
        months=f"{{m}} {{y}}{EN_DASH}{{m2}} {{y2}}",
    )
    typesetting = (
        after_number("per cent", "million", "billion"),
        before_number(
            *("para.", "paras", "paras.", "paragraph", "paragraphs", "Paragraph", "Paragraphs"),
            *("No.", "Nos", "Nos.", "p.", "pp.", "Figure", "Figures", "figure", "figures"),
        ),
        SYMBOL_SUFFIX,
    )
    per_cent_word = "per cent"
    point_word = "point"
    minus_word = "minus"
    and_word = "and"
    quotation_marks = ("“", "”")
    quarters = ("first", "second", "third", "fourth")
    quarter_pattern = "{quarter} quarter of {year}"
    paragraph_word = "paragraph"
    paragraphs_pattern = f"paragraphs {{a}}{EN_DASH}{{b}}"
    figure_word = "Figure"
    table_word = "Table"
    short_year_ranges = True

    def cardinal(self, n: int, gender: Gender | None) -> str:
        return _cardinal(n)

    def ordinal(self, n: int, gender: Gender | None = None) -> str:
        teen = 11 <= positive(n) % 100 <= 13
        return self.integer(n) + ("th" if teen else _ENDINGS.get(n % 10, "th"))

    def ordinal_words(self, n: int, gender: Gender | None = None) -> str:
        if positive(n) > 9999:
            raise NotSpelled(f"ordinals are spelled up to 9999, not {n}")
        return _ordinal_words(_cardinal(n))

    def agenda_item(self, n: int) -> str:
        return self.phrase("agenda_item", ordinal=capitalised(self.ordinal_words(n)))

    def money_phrase(self, amount: ScaledMoney, currency: str, first_use: bool) -> str:
        figure = self.signs.write(abs(amount.figure))
        sign = MINUS if amount.figure < 0 else ""
        symbol = _SYMBOLS.get(currency, f"{currency}{NO_BREAK}")
        if currency == "USD" and not first_use:
            symbol = "$"
        scale = f"{NO_BREAK}{amount.scale}" if amount.scale else ""
        return f"{sign}{symbol}{figure}{scale}"
