"""Filters of the list of promises."""

from datetime import timedelta
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.models import Unit
from core.pages.filters import YearsFilter
from portfolio.models import Commitment, CommitmentState
from portfolio.models.delivery import PROMISE_WORDS
from portfolio.rows.filters import RowFilterSet


class CommitmentFilterSet(RowFilterSet):
    """Promises: what state, due when, whose."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=CommitmentState.choices, method="in_state"
    )
    due = django_filters.ChoiceFilter(
        label=_("Due"),
        choices=[
            ("overdue", _("Overdue")),
            ("soon", _("In the next 90 days")),
            ("later", _("Later")),
            ("undated", _("Without a date")),
        ],
        method="due_when",
    )
    year = YearsFilter(label=_("Report on"), method="in_year")
    unit = django_filters.ModelChoiceFilter(
        label=_("Lead unit"),
        field_name="project__lead_unit",
        queryset=Unit.objects.all(),
        to_field_name="code",
    )
    project = django_filters.CharFilter(label=_("Project"), field_name="project__code")
    words = PROMISE_WORDS
    searched = ("due_text",)
    more = ("project", "at", "strategy")
    among_rows = ("unit",)

    class Meta:
        model = Commitment
        fields: tuple[str, ...] = ()

    def in_state(self, rows: Any, name: str, value: list[str]) -> Any:
        """In one of the states on the day: what was answered later is still open."""
        wanted = rows.filter(state__in=value, answered_on__lte=self.day)
        return wanted | rows.open(self.day) if CommitmentState.OPEN in value else wanted

    def due_when(self, rows: Any, name: str, value: str) -> Any:
        """By the last day promised, of those that are open."""

        if value == "overdue":
            return rows.overdue(self.day)
        if value == "undated":
            return rows.open(self.day).filter(due_until__isnull=True)
        soon = self.day + timedelta(days=90)
        if value == "soon":
            return rows.open(self.day).filter(due_until__gte=self.day, due_until__lte=soon)
        return rows.open(self.day).filter(due_until__gt=soon)
