"""What every language profile can do. The house style of one language lives in its own module."""

from __future__ import annotations

import abc
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Literal

from babel import Locale
from babel.numbers import get_currency_name

from core.languages.dates import DatePatterns, refuse_backwards
from core.languages.digits import (
    EN_DASH,
    NO_BREAK,
    NumberSigns,
    ScaledMoney,
    bare,
    roman,
    scaled_money,
)
from core.languages.rounding import Rounding, round_to
from core.languages.typesetting import Rule

# Gender of the noun behind a number word: "ein Projekt", "eine Leistung", "una reunión".
Gender = Literal["m", "f", "n"]

# Beyond this a number in words helps no reader; a figure is printed instead.
LARGEST_IN_WORDS = 999_999
# What running text has in words: papers of the Governing Body one to ten. The United Nations Editorial
# Manual writes one to nine so.
MOST_IN_WORDS = 10


class NotSpelled(ValueError):
    """This number has no form in words here; print a figure instead."""


class LanguageProfile(abc.ABC):
    """The house style of Governing Body papers in one language, on top of CLDR.

    Profiles have no state. Numbers are ``int`` or ``Decimal``, never ``float``. ``unreviewed``
    names the labels and methods whose words nobody who speaks the language has checked.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    locale: ClassVar[Locale]
    file_suffix: ClassVar[str]
    word_language: ClassVar[str]
    reviewed: ClassVar[bool]
    unreviewed: ClassVar[frozenset[str]]
    labels: ClassVar[Mapping[str, str]]
    sentence_may_begin_with_figure: ClassVar[bool]
    abbreviations: ClassVar[frozenset[str]]

    signs: ClassVar[NumberSigns]
    dates: ClassVar[DatePatterns]
    typesetting: ClassVar[tuple[Rule, ...]]
    per_cent_word: ClassVar[str]
    point_word: ClassVar[str]
    minus_word: ClassVar[str]
    and_word: ClassVar[str]
    quotation_marks: ClassVar[tuple[str, str]]
    quarters: ClassVar[tuple[str, str, str, str]]
    quarter_pattern: ClassVar[str]
    paragraph_word: ClassVar[str]
    paragraphs_pattern: ClassVar[str]
    figure_word: ClassVar[str]
    table_word: ClassVar[str]
    short_year_ranges: ClassVar[bool]
    counts_in_billions: ClassVar[bool] = True

    # Numbers in figures

    def number(self, value: Decimal | int, places: int | None = None) -> str:
        """Return a figure: 2,637 / 4.5; see ``decimal`` for ``places``."""
        return self.decimal(Decimal(value), places)

    def integer(self, n: int | Decimal) -> str:
        """Return a whole number in figures, 2,637 / 2.637; ``ValueError`` for a fraction."""
        value = Decimal(n)
        if value != value.to_integral_value():
            raise ValueError(f"{n} is not a whole number; use decimal()")
        return self.signs.write(round_to(value, Rounding.NEAREST))

    def decimal(self, value: Decimal, places: int | None = None) -> str:
        """Return a figure with exactly ``places`` decimals (half up), or those it has."""
        if places is None:
            return self.signs.write(bare(value))
        return self.signs.write(round_to(value, Rounding.NEAREST, places))

    def per_cent(self, rounded: Decimal | int, *, sentence_start: bool = False) -> str:
        """Return "61 per cent", held together; ``rounded`` keeps its decimals (60.0 stays)."""
        value = Decimal(rounded)
        if sentence_start and not self.sentence_may_begin_with_figure:
            return f"{self.sentence_number(value)} {self.per_cent_word}"
        return f"{self.signs.write(value)}{NO_BREAK}{self.per_cent_word}"

    def count_share(
        self,
        n: int | Decimal,
        rounded_share: Decimal | int | None,
        *,
        sentence_start: bool = False,
        gender: Gender | None = None,
        most_in_words: int = MOST_IN_WORDS,
    ) -> str:
        """Return "72 (61 per cent)"; the count alone when the share is ``None``.

        The count follows the rule of running text: "five (4 per cent)".
        """
        count = self.text_number(
            n, sentence_start=sentence_start, gender=gender, most_in_words=most_in_words
        )
        return count if rounded_share is None else f"{count} ({self.per_cent(rounded_share)})"

    def more_than(self, number: str) -> str:
        """Return "more than 85,000"."""
        return self.phrase("more_than", number=number)

    def changed_by(self, number: str) -> str:
        """Return "by 12", behind a word that says in which direction."""
        return self.phrase("changed_by", number=number)

    def direction(self, sign: int, gender: Gender | None = None) -> str:
        """Return "rose" (1), "fell" (-1) or "did not change" (0), of one thing ("the number")."""
        return self.phrase(("did_not_change", "rose", "fell")[sign])

    def few_of_the(self, n: int, gender: Gender | None = None) -> str:
        """Return "none of the" (0) or "one of the" (1), before a noun in the plural."""
        return self.phrase(("none_of_the", "one_of_the")[n])

    def number_of_the(self, number: str, gender: Gender | None = None) -> str:
        """Return "72 of the", before a noun in the plural."""
        return self.phrase("number_of_the", number=number)

    def all_of_the(self, gender: Gender | None = None) -> str:
        """Return "all of the", before a noun in the plural."""
        return self.phrase("all_of_the")

    # Numbers in words

    @abc.abstractmethod
    def cardinal(self, n: int, gender: Gender | None) -> str:
        """Return 0 to 999,999 in words; the public form is ``words``."""

    @abc.abstractmethod
    def ordinal(self, n: int, gender: Gender | None = None) -> str:
        """Return 344th / 344. / 344ᵉ / 344.ª (no gender given: that of "session")."""

    @abc.abstractmethod
    def ordinal_words(self, n: int, gender: Gender | None = None) -> str:
        """Return "fourth" (German: the stem, "viert"). Raises ``NotSpelled`` out of range."""

    def words(self, n: int, gender: Gender | None = None) -> str:
        """Return a number in words, from -999,999 to 999,999; beyond raise ``NotSpelled``.

        Without ``gender`` it is the form used in counting (German "eins", Spanish "uno"); before a
        noun give the noun's gender ("ein Projekt", "eine Leistung"). German cases are beyond it:
        write ``=1 {einem Projekt}`` as a plural form.
        """
        if abs(n) > LARGEST_IN_WORDS:
            raise NotSpelled(f"{n} is not written in words; the largest is {LARGEST_IN_WORDS}")
        spelled = self.cardinal(abs(n), gender)
        return f"{self.minus_word} {spelled}" if n < 0 else spelled

    def text_number(
        self,
        n: int | Decimal,
        *,
        sentence_start: bool = False,
        gender: Gender | None = None,
        most_in_words: int = MOST_IN_WORDS,
    ) -> str:
        """Return a number as running text has it: one to ``most_in_words`` in words, others in figures.

        Domain: house style of the papers. Zero is "0": whether it should read "no project" or
        "none" depends on the sentence, so write ``=0 {no project is}`` there. At the start of a
        sentence the word is capitalised, and a figure is spelled out where the language asks for
        it.
        """
        value = Decimal(n)
        if value == value.to_integral_value() and 1 <= value <= most_in_words:
            spelled = self.words(int(value), gender)
            return capitalised(spelled) if sentence_start else spelled
        return self.sentence_number(value, gender) if sentence_start else self.number(value)

    def sentence_number(self, value: Decimal, gender: Gender | None = None) -> str:
        """Return a number fit to begin a sentence: a figure where allowed, else capitalised words.

        Domain: in English a sentence never begins with a figure. Beyond 999,999 it does all the
        same.
        """
        if self.sentence_may_begin_with_figure:
            return self.signs.write(value)
        try:
            return capitalised(self._spelled(value, gender))
        except NotSpelled:
            return self.signs.write(value)

    def _spelled(self, value: Decimal, gender: Gender | None) -> str:
        """Return whole numbers and decimals in words: "sixty point five"."""
        whole, _, fraction = f"{abs(value):f}".partition(".")
        spelled = self.words(int(whole), None if fraction else gender)
        if fraction:
            digits = " ".join(self.words(int(digit)) for digit in fraction)
            spelled = f"{spelled} {self.point_word} {digits}"
        return f"{self.minus_word} {spelled}" if value < 0 else spelled

    # Money

    def money(
        self,
        value: Decimal,
        currency: str,
        first_use: bool = True,
        *,
        rounding: Rounding = Rounding.NEAREST,
        places: int | None = None,
    ) -> str:
        """Return an amount in whole units of an ISO 4217 currency: US$4.5 million, US$25,000.

        Domain: "US$" at first use and "$" after, in English only. Without ``places``: whole units
        below a million (cents below a thousand), at most two decimals of a million or billion
        above.
        """
        amount = scaled_money(value, rounding, places, self.counts_in_billions)
        return self.money_phrase(amount, currency, first_use)

    @abc.abstractmethod
    def money_phrase(self, amount: ScaledMoney, currency: str, first_use: bool) -> str:
        """Put figure, scale and currency together."""

    def currency_name(self, currency: str) -> str:
        """Return the plural name of a currency from CLDR, where the house has none."""
        return get_currency_name(currency, count=2, locale=self.locale)

    # Dates

    @cached_property
    def months(self) -> Mapping[int, str]:
        """The names of the months inside a date, 1 to 12, from CLDR."""
        names: Mapping[int, str] = self.locale.months["format"]["wide"]
        return names

    def day(self, n: int) -> str:
        """Return the number of a day as a date has it: 14 / 14. / 1er."""
        return str(n)

    def date(self, d: dt.date) -> str:
        """Return "14 February 2022"."""
        return self.date_range(d, d)

    def date_range(self, a: dt.date, b: dt.date) -> str:
        """Return "13–23 March 2023", "26 October–9 November 2017"; ``ValueError`` if backwards."""
        refuse_backwards(a, b)
        return self.dates.fill(self.dates.for_days(a, b), a, b, self.months, self.day)

    def month_year(self, d: dt.date) -> str:
        """Return "March 2022"."""
        return self.month_range(d, d)

    def month_range(self, a: dt.date, b: dt.date) -> str:
        """Return "October–November 2017"; ``ValueError`` when the month of ``b`` is before."""
        refuse_backwards(a.replace(day=1), b.replace(day=1))
        return self.dates.fill(self.dates.for_months(a, b), a, b, self.months, self.day)

    def quarter(self, year: int, q: int) -> str:
        """Return "first quarter of 2022"; ``q`` is 1 to 4. The article is the author's."""
        if q not in (1, 2, 3, 4):
            raise ValueError(f"a quarter is 1 to 4, not {q}")
        return self.quarter_pattern.format(quarter=self.quarters[q - 1], year=year)

    def year_range(self, a: int, b: int) -> str:
        """Return "2018–21" (within a century), "1998–2003"; fr and es "2018-2021"."""
        refuse_backwards(a, b)
        if a == b:
            return str(a)
        if not self.short_year_ranges:
            return f"{a}-{b}"
        return f"{a}{EN_DASH}{b % 100:02}" if a // 100 == b // 100 else f"{a}{EN_DASH}{b}"

    # Words and references

    def quote(self, text: str) -> str:
        """Return ``text`` in the language's quotation marks."""
        opening, closing = self.quotation_marks
        return f"{opening}{text}{closing}"

    def join(self, items: Sequence[str]) -> str:
        """Return "a, b and c" (no serial comma), "a" for one item and "" for none."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.and_before(items[-1])} {items[-1]}"

    def and_before(self, word: str) -> str:
        """Return the word for "and" in front of ``word`` (it depends on the word in Spanish)."""
        return self.and_word

    def paragraph(self, n: int) -> str:
        """Return "paragraph 33"."""
        return f"{self.paragraph_word}{NO_BREAK}{n}"

    def paragraphs(self, a: int, b: int) -> str:
        """Return "paragraphs 21–32" ("paragraph 21" when both are the same)."""
        refuse_backwards(a, b)
        if a == b:
            return self.paragraph(a)
        return self.paragraphs_pattern.format(a=a, b=b).replace(" ", NO_BREAK)

    def para_abbrev(self, n: int) -> str:
        """Return the short form used in footnotes: "para. 57"."""
        return self.phrase("para_abbrev", n=n).replace(" ", NO_BREAK)

    def figure(self, n: int) -> str:
        """Return "Figure 1"."""
        return f"{self.figure_word}{NO_BREAK}{n}"

    def figure_caption(self, n: int, caption: str) -> str:
        """Return "Figure 1. IT projects by category"."""
        return f"{self.figure(n)}. {caption}"

    def table(self, n: int) -> str:
        """Return "Table 1"."""
        return f"{self.table_word}{NO_BREAK}{n}"

    def appendix(self, n: int = 0) -> str:
        """Return "Appendix II" as a heading; "Appendix" where there is one only (``n`` is 0)."""
        return self._with_roman(self.phrase("appendix"), n)

    def appendix_reference(self, n: int = 0) -> str:
        """Return "Appendix II" as it stands inside a sentence; French and Spanish in small letters."""
        return self._with_roman(self.phrase("appendix_reference"), n)

    def _with_roman(self, word: str, n: int) -> str:
        return f"{word}{NO_BREAK}{roman(n)}" if n else word

    def in_appendix(self, paragraphs: str, n: int = 0) -> str:
        """Return "paragraph 3 of Appendix II", for a reference from outside that appendix."""
        appendix = self.appendix_reference(n)
        return self.phrase("in_appendix", paragraphs=paragraphs, appendix=appendix)

    def in_main_text(self, paragraphs: str) -> str:
        """Return "paragraph 3 of the main text", for a reference from an appendix."""
        return self.phrase("in_main_text", paragraphs=paragraphs)

    def point_endings(self, following: Sequence[str]) -> list[str]:
        """Return how the points of a decision end: ";", "; and", and the last with a full stop.

        ``following`` are the words that each point but the first begins with; there is one point
        more than those.
        """
        if not following:
            return ["."]
        endings = [";"] * (len(following) - 1)
        return [*endings, f"; {self.and_before(following[-1])}", "."]

    def phrase(self, label: str, **values: str | int) -> str:
        """Return a fixed wording of the papers, ``{fields}`` filled; ``KeyError`` if unknown."""
        return self.labels[label].format(**values)

    def language_name(self, code: str) -> str:
        """Return another language's name in this language, as "Original: English" has it."""
        return self.labels[f"language_{code}"]

    def session_line(self, number: int, place: str, dates: str) -> str:
        """Return "344th Session, Geneva, March 2022"."""
        return self.phrase("session_line", number=self.ordinal(number), place=place, dates=dates)

    @abc.abstractmethod
    def agenda_item(self, n: int) -> str:
        """Return "Fourteenth item on the agenda"; ``NotSpelled`` where ordinals end."""

    def plural_category(self, n: int | Decimal) -> str:
        """Return the CLDR plural category of a printed number: one, two, few, many or other."""
        category: str = self.locale.plural_form(n)
        return category

    def typeset(self, text: str) -> str:
        """Return ``text`` with no-break spaces where house style wants them; nothing else changes.

        Running it again changes nothing.
        """
        for rule in self.typesetting:
            text = rule.apply(text)
        return text


def capitalised(text: str) -> str:
    """Return ``text`` with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def positive(n: int) -> int:
    """Return ``n``; raise ``ValueError`` below 1, where there are no ordinals."""
    if n < 1:
        raise ValueError(f"an ordinal begins at 1, not {n}")
    return n


def word_list(words: str) -> tuple[str, ...]:
    """Return words separated by spaces; tables of numerals stay readable that way."""
    return tuple(words.split())
