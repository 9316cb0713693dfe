"""Costs out of a sheet that was sent: looked at, then saved by the form of their page."""

from collections.abc import Iterable, Sequence

from django import forms

from core.imports.records import Row
from core.imports.sheets import Column
from core.pages.sheet_loading import Key
from portfolio.models import Cost, Project
from portfolio.money.forms import CostForm
from portfolio.money.imports import KEY, LAYOUT, cost_columns
from portfolio.rows.sheet_load import ProjectRowLoad

FIELDS = ("funding_line", "year", "kind", "amount", "currency", "note")


class CostLoad(ProjectRowLoad[Cost]):
    """Costs of the projects that a person may change."""

    layout = LAYOUT
    model = Cost
    fields = {name: name for name in FIELDS}

    def columns(self) -> Iterable[Column]:
        """Those of the loader, of projects that the person sees."""
        return cost_columns(self.strategy, Project.objects.visible_to(self.user))

    def stored(self, rows: Sequence[Row]) -> Iterable[Cost]:
        """The costs of the projects that the sheet names."""
        return self.rows_of(Cost.objects.visible_to(self.user), rows)

    def key_of(self, row: Row) -> Key:
        """What a cost is told apart by."""
        return tuple(getattr(row.get(name), "pk", row.get(name)) or None for name in KEY)

    def key_of_stored(self, stored: Cost) -> Key:
        """The same of a stored one."""
        values = (getattr(stored, name) for name in KEY)
        return tuple(getattr(value, "pk", value) or None for value in values)

    def form(self, stored: Cost, data: dict[str, object]) -> "forms.BaseModelForm[Cost]":
        """The form of its page."""
        return CostForm(data or None, instance=stored, user=self.user, at=self.at)
