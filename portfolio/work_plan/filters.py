"""Filters of the lists of work plans and stages."""

from functools import partial
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput
from outcomes.current import strategy_id_asked
from outcomes.models import all_terms
from portfolio.choices import STAGE_WORDS
from portfolio.models import StageChange, WorkPlanEntry
from portfolio.projects.filters import words
from portfolio.rows.filters import UncountedRowFilterSet


class WorkPlanFilterSet(UncountedRowFilterSet):
    """Places in the work plans: of which year, how they came in, whether they stayed."""

    year = django_filters.NumberFilter(label=_("Year"), method="of_year")
    change = django_filters.ChoiceFilter(
        label=_("Change"),
        choices=[
            ("new", _("New in the plan")),
            ("carried_over", _("Carried over")),
            ("stayed", _("Stayed in the plan")),
            ("left", _("Left the plan")),
            ("merged", _("Merged into another")),
        ],
        method="changed",
    )

    class Meta:
        model = WorkPlanEntry
        fields: tuple[str, ...] = ()

    def changed(self, rows: Any, name: str, value: str) -> Any:
        """How they came in, or whether they stayed."""
        return getattr(rows, value)()


class StageFilterSet(UncountedRowFilterSet):
    """Changes of stage: into which, when, whose."""

    stage = django_filters.MultipleChoiceFilter(
        label=_("Stage"), choices=partial(words, STAGE_WORDS)
    )
    since = django_filters.DateFilter(
        label=_("From"), field_name="on", lookup_expr="gte", widget=DateInput
    )
    until = django_filters.DateFilter(
        label=_("Until"), field_name="on", lookup_expr="lte", widget=DateInput
    )
    searched = ("note",)

    class Meta:
        model = StageChange
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if strategy := strategy_id_asked(self.request):
            self.speak("stage", all_terms().shown(strategy, STAGE_WORDS), strategy)
