"""Fields of files that name a project, a placement or a dated stage."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.codes import tidied
from core.imports.fields import Day, Field, Mistake
from core.imports.keys import known_keys
from core.imports.nodes import Scalar
from core.imports.problems import did_you_mean, quoted
from core.imports.rows_by_name import RowByName
from outcomes.models import Driver, Output, Strategy
from outcomes.terms.imports import term_choice
from portfolio.choices import STAGE_WORDS
from portfolio.models import Project


def known_project(
    strategy: Strategy, *, required: bool = True, among: QuerySet[Project] | None = None
) -> RowByName:
    """A project of the strategy, by its code; `among` those that somebody sees."""
    rows = strategy.projects.all() if among is None else among.filter(strategy=strategy)
    words = {project.code: project for project in rows}
    return RowByName(words, _("there is no project %(word)s. %(known)s"), required=required)


class PlacementField(Field[Any]):
    """The output a number names, among those of the strategy.

    Excel makes 1.1 of 1.10; where the strategy has both, a number cell cannot tell and is refused.
    """

    def __init__(self, outputs: Sequence[Output], year: int | None) -> None:
        """`year` is that of a work plan; None: of whatever time."""
        super().__init__()
        self.year = year
        self.by_number: dict[str, list[Output]] = {}
        for one in outputs:
            self.by_number.setdefault(one.number, []).append(one)
        self.numbers = known_keys(self.by_number)

    def value(self, scalar: Scalar) -> Output:
        """The output in force in the year of the work plan."""
        text = tidied(scalar.text).rstrip(".")
        number = self.numbers.find(text) or text
        twins = [n for n in self.by_number if n != number and _same_figure(n, number)]
        if twins and isinstance(scalar.native, Decimal):
            message = _("Excel has made a number of this; %(these)s cannot be told apart. Format the "
                        "cell as text.")  # fmt: skip
            raise Mistake(message % {"these": ", ".join([number, *twins])})
        if number not in self.by_number:
            known = did_you_mean(number, self.by_number)
            message = _("there is no output %(number)s. %(known)s")
            raise Mistake(message % {"number": quoted(number), "known": known})
        every = self.by_number[number]
        found = [one for one in every if self.year is None or holds_in(one, self.year)]
        if not found:
            message = _("the output %(number)s does not hold in %(year)d.")
            raise Mistake(message % {"number": quoted(number), "year": self.year})
        return found[-1]


def _same_figure(one: str, other: str) -> bool:
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:
        return False


def holds_in(part: Output | Driver, year: int) -> bool:
    """Whether a part of the framework is in force on some day of the year."""
    begins, ends = part.in_force_from, part.in_force_until
    return (begins is None or begins.year <= year) and (ends is None or ends.year >= year)


def stage_choice(strategy: Strategy) -> Field[str]:
    """A stage, by its key or by what the strategy, or the program, calls it."""
    return term_choice(strategy, STAGE_WORDS, _("stage"), default=None)


class StageField(Field[tuple[str, date]]):
    """A stage with its first day, as in approved@2021-03-15."""

    def __init__(self, strategy: Strategy) -> None:
        super().__init__()
        self.stage = stage_choice(strategy)

    def value(self, scalar: Scalar) -> tuple[str, date]:
        """Stage and day."""
        word, sign, on = scalar.text.partition("@")
        if not sign:
            message = _("%(text)s is not a stage with its day; write it as in approved@2021-03-15.")
            raise Mistake(message % {"text": quoted(scalar.text)})
        stage = self.stage.value(Scalar(scalar.location, word.strip()))
        return stage, Day().value(Scalar(scalar.location, on))
