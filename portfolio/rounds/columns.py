"""The columns of a round's table that people write into, and how what they type is read."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from core.days_typed import days_typed, no_day
from core.imports.fields import control_sign, folded
from core.imports.problems import quoted
from core.languages.typed import number_meant
from core.lengths import TEXT
from core.pages.columns import written_day
from core.written_fields import with_plain_line_ends
from core.years import is_year
from outcomes.models import all_terms
from portfolio.choices import DIMENSION_NAMES, DIMENSIONS, STATE_WORDS
from portfolio.models import Rag
from portfolio.rows.named_words import dimension_name
from portfolio.rows.state_words import letters_everywhere, state_letters

Value = str | int | date | None


class Unreadable(ValueError):
    """What was typed is no value of the column; the message says how to mend it."""


class InDoubt(ValueError):
    """What was typed is read differently by different people; `days` are what it may mean."""

    def __init__(self, days: tuple[date, ...]) -> None:
        super().__init__(*days)
        self.days = days


@dataclass(frozen=True)
class Column:
    """A column: the field of the update it writes, and how its cells are read.

    `kind` is what the page writes them with. `read` gets the text as it was typed or pasted, and
    raises `Unreadable` or `InDoubt`.
    """

    field: str
    label: str | Promise
    kind: str
    read: Callable[[str], Value]


@lru_cache
def _letter(value: str, _language: str | None) -> str:
    return state_letters().get(value, "")


def read_state(text: str, strategy: int = 0) -> str:
    """A state by its word in the language of the page or in English, or by its letter in any.

    Where a strategy has words of its own for them, by those, in any language.
    """
    word = folded(text)
    if not word or word in {"-", "–"}:
        return ""
    letters = state_letters()
    for state in Rag:
        known = {state.label, state.value, state.name}
        known |= {letter for letter, meant in letters_everywhere().items() if meant == state}
        known |= _own_names(strategy, state) if strategy else set()
        if word in {folded(str(each)) for each in known}:
            return state.value
    message = _("there is no state %(word)s; write %(green)s, %(amber)s or %(red)s.")
    raise Unreadable(
        message
        % {
            "word": quoted(text),
            "green": letters[Rag.GREEN],
            "amber": letters[Rag.AMBER],
            "red": letters[Rag.RED],
        }
    )


def _own_names(strategy: int, state: Rag) -> set[str]:
    """What a strategy calls a state, in any language."""
    term = all_terms().term(strategy, STATE_WORDS, state.value)
    return set(term.names) if term.is_own else set()


def read_per_cent(text: str) -> int | None:
    """A whole number from 0 to 100, with or without its sign."""
    plain = unicodedata.normalize("NFKC", text[:40]).strip().removesuffix("%").strip()
    if not plain:
        return None
    number = number_meant(plain, get_language() or "en")
    if number is None or number != number.to_integral_value() or not 0 <= number <= 100:
        message = _("%(text)s is no per cent; write a whole number from 0 to 100.")
        raise Unreadable(message % {"text": quoted(text)})
    return int(number)


def read_day(text: str) -> date | None:
    """A day as readers of the page's language write it."""
    if not text.strip():
        return None
    possible = tuple(day for day in days_typed(text) if is_year(day.year))
    if len(possible) > 1:
        raise InDoubt(possible)
    if not possible:
        raise Unreadable(no_day(text))
    return possible[0]


def text_reader(longest: int, *, lines: bool) -> Callable[[str], str]:
    """Reads words of at most so many signs: one line, or several."""

    def read(text: str) -> str:
        plain = unicodedata.normalize("NFC", with_plain_line_ends(text))
        plain = plain.strip(" \t\n")
        if not lines:
            plain = " ".join(plain.split())
        control = control_sign(plain)
        if control is not None:
            raise Unreadable(str(control))
        if len(plain) > longest:
            message = _("%(text)s has %(length)d characters; at most %(most)d are possible.")
            raise Unreadable(
                message % {"text": quoted(plain), "length": len(plain), "most": longest}
            )
        return plain

    return read


def read_cell(column: Column, text: str, strategy: int) -> Value:
    """What was typed into a cell of the round of a strategy; raises `Unreadable` or `InDoubt`."""
    return read_state(text, strategy) if column.kind == "rag" else column.read(text)


def head_of(column: Column, strategy: int) -> str:
    """What a strategy calls a column."""
    is_dimension = column.field in DIMENSIONS
    return dimension_name(strategy, column.field) if is_dimension else str(column.label)


LONGEST_TEXT = 5000

COLUMNS = (
    *(Column(name, label, "rag", read_state) for name, label in DIMENSION_NAMES.items()),
    Column("reason", gettext_lazy("Why not green"), "line", text_reader(300, lines=False)),
    Column(
        "per_cent_complete", pgettext_lazy("per cent complete", "Done"), "number", read_per_cent
    ),
    Column("forecast_finish", gettext_lazy("Forecast finish"), "day", read_day),
    Column("achieved", gettext_lazy("Achieved"), "text", text_reader(LONGEST_TEXT, lines=True)),
    Column("planned", gettext_lazy("Next steps"), "text", text_reader(LONGEST_TEXT, lines=True)),
)
# Beside the update, and none of it: what the report on the year is to say (`portfolio.texts`).
REMARK = Column(
    "remark", gettext_lazy("Remark for the report"), "text", text_reader(TEXT, lines=True)
)
WRITTEN = (*COLUMNS, REMARK)
BY_FIELD = {column.field: column for column in WRITTEN}
# What a new update carries over from the last one, and what it writes afresh.
AFRESH = ("achieved", "planned")
CARRIED = tuple(column.field for column in COLUMNS if column.field not in AFRESH)


def stored(value: Value) -> str:
    """A value as cells and changes carry it: "g", "70", "2022-03-31"; empty for none."""
    return "" if value is None else str(value)


def typed(column: Column, value: Value) -> str:
    """A value as the person would type it, and as it is copied: "A", "70", "31.03.2022"."""
    if column.kind == "rag":
        return _letter(str(value), get_language())
    if isinstance(value, date):
        return written_day(value, "SHORT_DATE_FORMAT")
    return stored(value)
