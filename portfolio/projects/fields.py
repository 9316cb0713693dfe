"""Fields of a project that are read from a sheet, and shown on its page, as they stand.

One line here declares such a field for both; docs/how-to-add.md says what else a new one needs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports.fields import Choice, Day, Field, ListOf
from core.imports.rows_by_name import person_by_name, unit_by_name
from core.pages.changes import shown
from outcomes.models import Strategy, Vocabulary
from outcomes.terms.imports import term_choice
from portfolio.models import Project
from portfolio.rows.wording import day_words

ILLUSTRATIVE = ("all", "category", "dates", "size", "unit", "people")


@dataclass(frozen=True)
class PlainField:
    """A field by its name in the model, which is its column's, too.

    `headings` are other names that the column goes by, `check` makes what reads its cells in a sheet
    of a strategy. A field
    with a `label` is a fact on the project's page; `illustrative` is the word for what is invented.
    """

    name: str
    headings: tuple[str, ...]
    check: Callable[[Strategy], Field[Any]]
    label: str | Promise = ""
    illustrative: str = ""

    def words(self, project: Project) -> str:
        """What the page says; empty where there is nothing to say."""
        value = getattr(project, self.name)
        if not value:
            return ""
        return day_words(value) if isinstance(value, date) else shown(project, self.name)


def _person(_strategy: Strategy) -> Field[Any]:
    return person_by_name()


def _day(_strategy: Strategy) -> Field[Any]:
    return Day()


# In the order of the page.
FIELDS = (
    PlainField(
        "category",
        ("Kategorie",),
        lambda strategy: term_choice(strategy, Vocabulary.CATEGORY, _("category")),
        gettext_lazy("Category"),
        "category",
    ),
    PlainField(
        "lead_unit",
        ("Unit", "Federführende Einheit", "Einheit"),
        lambda _strategy: unit_by_name(required=True),
        gettext_lazy("Lead unit"),
        "unit",
    ),
    PlainField(
        "manager",
        ("Project manager", "Projektleitung"),
        _person,
        gettext_lazy("Project manager"),
        "people",
    ),
    PlainField(
        "business_owner",
        ("Owner", "Fachverantwortung", "Auftraggeber"),
        _person,
        gettext_lazy("Business owner"),
        "people",
    ),
    PlainField(
        "size",
        ("Größe",),
        lambda strategy: term_choice(strategy, Vocabulary.SIZE, _("size")),
        gettext_lazy("Size"),
        "size",
    ),
    PlainField(
        "baseline_start",
        ("Planned start", "Start", "Geplanter Beginn", "Beginn"),
        _day,
        gettext_lazy("Planned start"),
        "dates",
    ),
    PlainField(
        "baseline_finish",
        ("Planned finish", "Finish", "Geplantes Ende", "Ende"),
        _day,
        gettext_lazy("Planned finish"),
        "dates",
    ),
    PlainField(
        "forecast_finish",
        ("Forecast", "Erwartetes Ende", "Prognose"),
        _day,
        gettext_lazy("Forecast finish"),
        "dates",
    ),
    PlainField(
        "actual_finish",
        ("Finished on", "Completed on", "Tatsächliches Ende", "Abgeschlossen am"),
        _day,
        gettext_lazy("Finished on"),
        "dates",
    ),
    PlainField("signed_off_by", ("Signed off", "Abgenommen von"), _person),
    PlainField("signed_off_on", ("Sign-off on", "Abgenommen am"), _day),
    PlainField(
        "illustrative",
        ("Illustrativ",),
        lambda _strategy: ListOf(Choice(ILLUSTRATIVE, _("word for what is illustrative"))),
    ),
)
