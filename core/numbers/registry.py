"""Live numbers: the registry behind every figure in a text, on a page and in a chart.

A number is declared once, by the app that owns its rows, with a definition a reader can check.
It is computed for a strategy, a year and a day (`at`), and everywhere the same.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from core.kept import kept, shared
from core.kept_queries import kept_count, kept_queryset, kept_rows
from core.numbers.syntax import AGAINST, Token, token_signature
from core.numbers.words import Amount
from core.registry import Registry
from core.years import Years, years_meant

if TYPE_CHECKING:
    from core.models import User

Translatable = str | Promise
Found = TypeVar("Found")
# What numbers depend on beside the tables they read: settings of the environment, as apps say.
depended_on: list[Callable[[], Hashable]] = []


class NumberError(ValueError):
    """A number cannot be computed as asked; the message says which parameter and what is known."""


@dataclass(frozen=True)
class NumberContext:
    """For what a number is computed.

    `strategy` is a slug, `year` the reported year, or with `since` the last of the reported years, `at`
    the day as of which (valid time),
    `known_at` the moment of knowledge (recorded time; None is now). `seen_by` narrows what is counted
    to the rows this person may see, so that a count on a page equals the list it leads to; None counts
    everything, as a report does. `rows_only` asks for the rows behind a number and not for the number.
    `memo` is shared by the numbers of one run, so that what several need is read once.
    """

    strategy: str
    year: int
    at: date
    known_at: datetime | None = None
    since: int | None = None
    seen_by: "User | None" = None
    rows_only: bool = False
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def years(self) -> Years:
        """What is reported on."""
        return Years(self.since or self.year, self.year)

    def seen(self, rows: Any) -> Any:
        """`rows` behind the row gate of `seen_by`."""
        return rows if self.seen_by is None else rows.visible_to(self.seen_by)

    def once(self, key: Hashable, make: Callable[[], Found]) -> Found:
        """What several numbers of a run need in this context, made for the first of them."""
        return shared(self.memo, (key, self.needs), make)

    @cached_property
    def needs(self) -> tuple[Hashable, ...]:
        """All that a number depends on beside itself and what the database holds."""
        gate = None if self.seen_by is None else self.seen_by.reach
        settings = tuple(ask() for ask in depended_on)
        return self.strategy, self.years, self.at, gate, settings

    def queryset(self, name: str, build: Callable[[], Any], *needs: Hashable) -> Any:
        """The rows that `build` gives, which hang on this context and `needs`: built once."""
        return kept_queryset(name, build, *self.needs, *needs)

    def rows(self, name: str, build: Callable[[], Any], *needs: Hashable) -> list[Any]:
        """What such rows are now, by a statement that is made once."""
        return kept_rows(name, build, *self.needs, *needs)

    def counted(self, name: str, build: Callable[[], Any], *needs: Hashable) -> Decimal | None:
        """How many such rows there are; nothing, and no query, where only the rows are asked for."""
        if self.rows_only:
            return None
        return Decimal(kept_count(name, build, *self.needs, *needs))

    def count(self, rows: "QuerySet[Model]") -> Decimal | None:
        """How many `rows` are; nothing, and no query, where only the rows are asked for."""
        return None if self.rows_only else Decimal(rows.count())


@dataclass(frozen=True)
class BreakdownPart:
    """One slice of a number: a category of a breakdown with its own value."""

    key: str
    label: str
    value: int
    group: str = ""


@dataclass(frozen=True)
class NumberValue:
    """What a number is: the exact value, its whole if it is part of one, and the rows behind it.

    `value` None means "no data" and is never 0. `unit` is words for people ("projects", "USD").
    `before` is the value in the year or on the day that the token compares it with.
    `row_ids` saves a query where the ids are known already.
    """

    value: Decimal | None
    of: Decimal | None = None
    unit: Translatable = ""
    rows: "QuerySet[Model] | None" = None
    parts: tuple[BreakdownPart, ...] = ()
    qualifier: str = ""
    source: str = ""
    illustrative: bool = False
    row_ids: tuple[int, ...] | None = None
    before: Decimal | None = None

    @property
    def amount(self) -> Amount:
        """The part of it that a token renders."""
        return Amount(self.value, self.of, str(self.unit), self.before)


@dataclass(frozen=True)
class Breakdown:
    """How a number falls into parts: by what, and the filter of its page that shows the rows of one.

    `asked` is what the page is asked for besides; `groups` names the groups of the parts. The filter may
    hold a parameter of the number, as in "own_{field}".
    """

    label: Translatable
    filter: str
    asked: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Translatable] = field(default_factory=dict)


@dataclass(frozen=True)
class NumberSpec:
    """A number as an app declares it.

    `params` names the parameters a token must give and what each is; `page` is the name of the
    list page that can show `rows` (it takes the query `number=<signature>`), empty when none.
    `prepare` is told beforehand what a run asks of the number, the parameters of every token: so that the
    first of them that is computed can read for all (`NumberContext.once`).
    `columns` are those of that list that explain it, in place of the usual ones. `of_indicators` says
    that it rests on how indicators stand, so that no indicator can rest on it. With a `breakdown` its
    value has parts, of which a figure can be drawn.
    `defined_in` says what it counts in one strategy, where that differs.
    """

    key: str
    label: Translatable
    definition: Translatable
    compute: Callable[[NumberContext, Mapping[str, str]], NumberValue]
    params: Mapping[str, Translatable] = field(default_factory=dict)
    optional: Mapping[str, Translatable] = field(default_factory=dict)
    page: str = ""
    columns: tuple[str, ...] = ()
    of_indicators: bool = False
    breakdown: Breakdown | None = None
    prepare: Callable[[NumberContext, Sequence[Mapping[str, str]]], None] | None = None
    defined_in: Callable[[str], str] | None = None

    def defined(self, strategy: str) -> str:
        """The definition where it is used in a strategy, by its slug; `definition` says the usual."""
        return str(self.definition) if self.defined_in is None else self.defined_in(strategy)


numbers: Registry[NumberSpec] = Registry("number")

YEAR = "year"  # the parameter of numbers that can be asked for another year


def number_value(token: Token, context: NumberContext) -> NumberValue:
    """What `token` names in `context`: computed once for each state of what it was made of.

    Raises `core.registry.UnknownKey` for a key nobody declared and `NumberError` for parameters
    that are missing, unknown or name nothing.
    """
    if context.rows_only or context.known_at is not None:
        return _computed(token, context)
    found = kept(
        *("number", (), lambda: _computed(token, context)),
        *(token_signature(token), *context.needs),
    )
    # Whoever reads the rows reads a query of their own.
    return found if found.rows is None else replace(found, rows=found.rows.all())


def _computed(token: Token, context: NumberContext) -> NumberValue:
    spec = numbers[token.key]
    given = dict(token.params)
    against = given.pop(AGAINST, "")
    missing = [name for name in spec.params if name not in given]
    if missing:
        raise NumberError(f"{token.key} needs {', '.join(missing)}, as in {example(spec)}.")
    unknown = [name for name in given if name not in {**spec.params, **spec.optional}]
    if unknown:
        known = ", ".join({**spec.params, **spec.optional}) or "no parameter"
        raise NumberError(f"{token.key} does not know {', '.join(unknown)}; it takes {known}.")
    value = spec.compute(context, given)
    return replace(value, before=_before(spec, context, given, against)) if against else value


def _before(
    spec: NumberSpec, context: NumberContext, given: Mapping[str, str], against: str
) -> Decimal | None:
    """What a number was in the year, or on the day, that `against` names."""
    if years_meant(against):
        if YEAR not in spec.optional:
            message = "{key} takes no year: compare it with a day, as in against={day}."
            raise NumberError(message.format(key=spec.key, day=context.at.replace(day=1)))
        return spec.compute(context, {**given, YEAR: against}).value
    try:
        day = date.fromisoformat(against)
    except ValueError:
        message = "against={what} is neither a year nor a day, as in against=2020 or against={day}."
        raise NumberError(message.format(what=against, day=context.at)) from None
    # What was read of today says nothing of that day.
    return spec.compute(replace(context, at=day, memo={}), given).value


def prepare_numbers(tokens: Iterable[Token], context: NumberContext) -> None:
    """Let each number that can read at once what all of its `tokens` need do so."""
    asked: dict[str, list[Mapping[str, str]]] = {}
    for token in tokens:
        if token.key in numbers and numbers[token.key].prepare:
            asked.setdefault(token.key, []).append(_without_comparison(token.params))
    for key, params in asked.items():
        if prepare := numbers[key].prepare:
            prepare(context, params)


def _without_comparison(params: Mapping[str, str]) -> Mapping[str, str]:
    return {name: value for name, value in params.items() if name != AGAINST}


def example(spec: NumberSpec) -> str:
    """How a token of this number is written, for messages and help."""
    return "{{" + " ".join([spec.key, *(f"{name}=…" for name in spec.params)]) + "}}"
