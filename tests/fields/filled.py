"""A row of every model that people fill, with old values and new ones in every field.

Each value can be told from every other, so that a page or a file that holds it holds this field.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse

from core.models import User
from outcomes.models import (
    Indicator,
    Strategy,
)
from portfolio.models import (
    FundingLine,
    Project,
)
from risks.models import Risk

SLUG = "it-2018-21"


@dataclass(frozen=True)
class Filled:
    """How a row of `model` is made with `old` values, changed to `new` ones, and where it shows.

    `page`, `file` and `history` give addresses from the row; `history` is the page itself if left
    out. `given` are fields that the row has from the start and nobody changes (what it belongs to).
    """

    model: type[Model]
    old: Callable[[], Mapping[str, Any]]
    new: Callable[[], Mapping[str, Any]]
    page: Callable[[Any], str]
    file: Callable[[Any], str]
    history: Callable[[Any], str] | None = None
    given: Callable[[], Mapping[str, Any]] = field(default=dict)

    @property
    def name(self) -> str:
        """The name of the model."""
        return self.model.__name__

    def made(self) -> Any:
        """The row with its old values."""
        row = self.model(**self.given())
        for name, value in self.old().items():
            setattr(row, name, value)
        row.save()
        return row

    def change(self, row: Any) -> Any:
        """The same row with its new values, fresh from the database."""
        for name, value in self.new().items():
            setattr(row, name, value)
        row.save()
        return self.model._default_manager.get(pk=row.pk)


def strategy() -> Strategy:
    return Strategy.objects.get(slug=SLUG)


def with_own_field(subject: str) -> Strategy:
    """The strategy, with a field of its own for these rows."""
    found = strategy()
    found.own_fields.create(subject=subject, key="filled", kind="text", name="Filled", position=0)
    return found


def person(name: str) -> User:
    return User.objects.get(username=name)


def project(code: str = "P-10") -> Project:
    return Project.objects.get(strategy__slug=SLUG, code=code)


def indicator(number: str = "2.1") -> Indicator:
    return Indicator.objects.get(strategy__slug=SLUG, number=number)


def risk(code: str = "R-05") -> Risk:
    return Risk.objects.get(strategy__slug=SLUG, code=code)


def line(code: str) -> FundingLine:
    return FundingLine.objects.get(strategy__slug=SLUG, code=code)


def texts(**values: str) -> dict[str, str]:
    """A text in every language for each name."""
    said = {"de": "auf Deutsch", "fr": "en français", "es": "en español"}
    others = {
        f"{name}_{code}": f"{text} {words}"
        for name, text in values.items()
        for code, words in said.items()
    }
    return {**values, **others}


def of_project(row: Any) -> str:
    return str(row.project.get_absolute_url())


def workbook_of_project(row: Any) -> str:
    return f"{of_project(row)}?export=xlsx"


def listed(name: str, query: str = "") -> Callable[[Any], str]:
    """The export of a list page."""
    return lambda _row: f"{reverse(name)}?export=csv{query}"


def own(row: Any) -> str:
    return str(row.get_absolute_url())


def own_workbook(row: Any) -> str:
    return f"{own(row)}?export=xlsx"


def of_indicator(row: Any) -> str:
    return str(row.indicator.get_absolute_url())


def of_risk(row: Any) -> str:
    return str(row.risk.get_absolute_url())


def part(row: Any) -> str:
    kind = row._meta.model_name
    return reverse("outcomes:part-detail", args=[SLUG, kind, row.pk])


def tree(_row: Any) -> str:
    return reverse("outcomes:strategy-detail", args=[SLUG]) + "?export=csv&all=1"


IN_FORCE_OLD = {"in_force_from": date(2018, 2, 3), "in_force_until": date(2023, 4, 5)}
IN_FORCE_NEW = {"in_force_from": date(2018, 3, 7), "in_force_until": date(2024, 5, 9)}
