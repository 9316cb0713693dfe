"""Filters of the list of milestones."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.models import Unit
from core.pages.filters import YearsFilter
from core.years import Years
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
    year = YearsFilter(label=_("Planned in"), method="planned_in")
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

    def planned_in(self, rows: Any, name: str, value: Years) -> Any:
        """Planned for these years; without a plan, forecast for them."""
        return rows if self.counting else rows.planned_in(value)
