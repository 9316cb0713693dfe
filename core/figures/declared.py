"""Figures and tables that a report declares for itself, beside those that the program brings.

A declaration is what a person writes (docs/text-format.md) and a report keeps; `core.figures.drawn`
makes figure and table of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import msgspec

from core.numbers.registry import NumberContext
from core.numbers.syntax import Params, Token, parse_token
from core.years import Years, years_meant

Texts = Mapping[str, str]
ORDERS = ("given", "largest", "name")
KINDS = ("bars", "stacked")


class Bar(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number that a figure draws: its key, perhaps with parameters, and its name by language."""

    number: str
    label: dict[str, str] = {}


class Declared(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What figures and tables have in common: of what, which of it, and what is written about it.

    `year` is a year or a span as in "2016-17", `where` leaves some rows alone. What is not given is
    the report's.
    """

    key: str
    strategy: str = ""
    year: str = ""
    at: date | None = None
    where: dict[str, list[str]] = {}
    caption: dict[str, str] = {}
    note: dict[str, str] = {}

    @property
    def years(self) -> Years | None:
        """The years that are asked for; None: those of the report."""
        return years_meant(self.year)

    @property
    def params(self) -> dict[str, str]:
        """What leaves some rows, as parameters of a number."""
        return {name: ",".join(values) for name, values in self.where.items()}

    def context(self, context: NumberContext) -> NumberContext:
        """For what it is computed: another strategy, years or day than the report's, if it says so."""
        years = self.years or context.years
        return replace(
            context,
            strategy=self.strategy or context.strategy,
            at=self.at or context.at,
            year=years.last,
            since=None if years.are_one else years.first,
        )

    def token(self, number: str) -> Token:
        """A number that it is of: what that says itself goes before what is said of all."""
        token = parse_token(number)
        given = {**self.params, **({"year": self.year} if self.year else {})}
        return replace(token, params=Params({**given, **token.params}))

    def texts(self) -> Iterator[Texts]:
        """Everything that is written about it, by language."""
        yield from (self.caption, self.note)

    def untranslated(self, language: str) -> int:
        """How many of its texts there are in other languages alone."""
        return sum(bool(texts) and language not in texts for texts in self.texts())


class DeclaredFigure(Declared, frozen=True, kw_only=True, omit_defaults=True):
    """Bars of the parts of one number, or of several numbers, one each.

    `axis` says what is counted. Stacked bars are of a number that falls into parts, asked in several
    ways: a bar for each, made of its parts.
    """

    of: tuple[Bar, ...]
    kind: str = "bars"
    order: str = "given"
    axis: dict[str, str] = {}

    def texts(self) -> Iterator[Texts]:
        """With the axis and the names of the bars."""
        yield from (self.caption, self.note, self.axis)
        yield from (bar.label for bar in self.of)


class DeclaredTable(Declared, frozen=True, kw_only=True, omit_defaults=True):
    """A generated table with chosen rows and columns, or the parts of a number as a table."""

    of: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Declarations:
    """The figures and tables of one report, by their keys in the order in which they stand there."""

    figures: Mapping[str, DeclaredFigure] = field(default_factory=dict)
    tables: Mapping[str, DeclaredTable] = field(default_factory=dict)


def declarations(figures: Iterable[object], tables: Iterable[object]) -> Declarations:
    """Declarations from the plain values that a report keeps."""
    return Declarations(
        {one.key: one for one in msgspec.convert(list(figures), list[DeclaredFigure])},
        {one.key: one for one in msgspec.convert(list(tables), list[DeclaredTable])},
    )


def plain(declared: Iterable[Declared]) -> list[dict[str, object]]:
    """Declarations as a report keeps them."""
    found: list[dict[str, object]] = msgspec.to_builtins(list(declared))
    return found
