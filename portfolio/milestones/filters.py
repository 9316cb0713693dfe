"""Filters of the list of milestones."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.models import Unit
from core.years import is_year
from portfolio.models import Milestone, MilestoneKind
from portfolio.models.delivery import MILESTONE_WORDS
from portfolio.rows.filters import RowFilterSet


class MilestoneFilterSet(RowFilterSet):
    """Milestones: missed, coming, reached; planned when; whose."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            ("due", _("Due")),
            ("missed", _("Missed")),
            ("coming", _("Coming")),
            ("reached", _("Reached")),
        ],
        method="in_state",
    )
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=MilestoneKind.choices)
    year = django_filters.NumberFilter(label=_("Planned in"), method="planned_in")
    unit = django_filters.ModelChoiceFilter(
        label=_("Lead unit"),
        field_name="project__lead_unit",
        queryset=Unit.objects.all(),
        to_field_name="code",
    )
    project = django_filters.CharFilter(label=_("Project"), field_name="project__code")
    words = MILESTONE_WORDS
    more = ("project", "at", "strategy")
    among_rows = ("unit",)

    class Meta:
        model = Milestone
        fields: tuple[str, ...] = ()

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        """As they stood on the day."""
        return getattr(rows, value)(self.day)

    def planned_in(self, rows: Any, name: str, value: Any) -> Any:
        """Planned for that year; without a plan, forecast for it."""
        if self.counting:
            return rows
        return (
            rows.with_dates().filter(planned__year=int(value))
            if is_year(int(value))
            else rows.none()
        )
