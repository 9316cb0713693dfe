"""Filters of the list of decisions."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.pages.filters import StrategyFilter
from core.years import is_year
from outcomes.models import Strategy
from portfolio.models import Decision, DecisionKind
from portfolio.models.decision import DECISION_WORDS
from portfolio.rows.filters import RowFilterSet


class DecisionFilterSet(RowFilterSet):
    """Decisions: by whom, of what kind, when."""

    strategy = StrategyFilter(queryset=Strategy.objects.all())
    kind = django_filters.MultipleChoiceFilter(label=_("Decision"), choices=DecisionKind.choices)
    body = django_filters.ChoiceFilter(label=_("Decided by"))
    year = django_filters.NumberFilter(label=_("Year"), method="decided_in")
    project = django_filters.CharFilter(label=_("Project"), field_name="project__code")
    words = DECISION_WORDS
    searched = ("reference",)
    more = ("project", "strategy")
    among_rows = ("body",)

    class Meta:
        model = Decision
        fields: tuple[str, ...] = ()

    def decided_in(self, rows: Any, name: str, value: Any) -> Any:
        """Of that year."""
        return rows.filter(on__year=int(value)) if is_year(int(value)) else rows.none()
