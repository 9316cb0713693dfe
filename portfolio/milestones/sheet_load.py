"""Milestones out of a sheet that was sent: looked at, then saved by the form of their page."""

from collections.abc import Iterable, Sequence

from django import forms

from core.imports.records import Row
from core.imports.sheets import Column
from core.languages.translated import text_in
from core.pages.sheet_loading import Key
from portfolio.milestones.forms import MilestoneForm
from portfolio.milestones.imports import DAYS, KEY, LAYOUT, check_days, milestone_columns
from portfolio.models import Milestone, Project
from portfolio.rows.sheet_load import ProjectRowLoad, form_texts


class MilestoneLoad(ProjectRowLoad[Milestone]):
    """Milestones of the projects that a person may change."""

    layout = LAYOUT
    model = Milestone
    texts = ("title",)
    fields = {**form_texts("title"), "kind": "kind", **{name: name for name in DAYS}}
    checks = (check_days,)

    def columns(self) -> Iterable[Column]:
        """Those of the loader, of projects that the person sees."""
        return milestone_columns(self.strategy, Project.objects.visible_to(self.user))

    def stored(self, rows: Sequence[Row]) -> Iterable[Milestone]:
        """The milestones of the projects that the sheet names."""
        return self.rows_of(Milestone.objects.visible_to(self.user), rows)

    def key_of(self, row: Row) -> Key:
        """Project and English title."""
        return row["project"].pk, row.get(KEY)

    def key_of_stored(self, stored: Milestone) -> Key:
        """The same of a stored one."""
        return stored.project_id, text_in(stored, "title", "en")

    def form(self, stored: Milestone, data: dict[str, object]) -> "forms.BaseModelForm[Milestone]":
        """The form of its page."""
        return MilestoneForm(data or None, instance=stored, user=self.user, at=self.at)
