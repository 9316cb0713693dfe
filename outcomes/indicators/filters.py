"""Filters of the indicator list; each count on a page links here to exactly its rows."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput
from core.models import Unit
from core.pages.filters import StrategyFilter
from core.pages.list_address import counted_rows
from core.search.lists import rows_found
from outcomes.choices import Period, State
from outcomes.current import level_shown, strategy_id_asked
from outcomes.models import Indicator, Outcome, OwnSubject, Strategy
from outcomes.models.framework import NUMBERED_WORDS
from outcomes.models.querysets import IndicatorQuerySet
from outcomes.own_fields.lists import OwnFilterSet


class IndicatorFilterSet(OwnFilterSet):
    """What the list can be narrowed by. `at` is the day as of which states count."""

    own_subject = OwnSubject.INDICATOR
    q = django_filters.CharFilter(label=_("Search"), method="search")
    strategy = StrategyFilter(queryset=Strategy.objects.all())
    outcome = django_filters.ModelChoiceFilter(label=_("Outcome"), queryset=Outcome.objects.all())
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=State.choices, method="in_state"
    )
    period = django_filters.MultipleChoiceFilter(label=_("Period"), choices=Period.choices)
    unit = django_filters.ModelChoiceFilter(
        label=_("Responsible unit"),
        field_name="responsible_unit",
        queryset=Unit.objects.filter(indicators__isnull=False).distinct(),
        to_field_name="code",
    )
    mine = django_filters.BooleanFilter(
        label=_("Mine"), method="of_person", widget=forms.CheckboxInput
    )
    at = django_filters.DateFilter(label=_("As it stood on"), method="unchanged", widget=DateInput)
    number = django_filters.CharFilter(
        label=_("Counted in"), method="counted_in", widget=forms.HiddenInput
    )

    # Behind the button "More filters".
    more = ("strategy", "period", "unit", "at")

    class Meta:
        model = Indicator
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if strategy_id_asked(self.request):
            self.rename("outcome", level_shown(self.request, "outcome"))

    def unchanged(self, rows: IndicatorQuerySet, name: str, value: object) -> IndicatorQuerySet:
        """`at` is read before, by the page's queryset."""
        return rows

    def search(self, rows: IndicatorQuerySet, name: str, value: str) -> IndicatorQuerySet:
        """All words must occur in the number or the title, in whatever language."""
        return rows_found(rows, value, NUMBERED_WORDS)

    def in_state(self, rows: IndicatorQuerySet, name: str, value: list[str]) -> IndicatorQuerySet:
        """In one of the states on the day."""
        return rows.filter(Q(state__in=value)) if value else rows

    def of_person(self, rows: IndicatorQuerySet, name: str, value: bool) -> IndicatorQuerySet:
        """Those for which the person answers."""
        return rows.filter(responsible=self.request.user) if value else rows

    def counted_in(self, rows: IndicatorQuerySet, name: str, value: str) -> IndicatorQuerySet:
        """Exactly the rows behind a live number, such as `indicators.met`."""
        found: IndicatorQuerySet = counted_rows(self, rows, value)
        return found
