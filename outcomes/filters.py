"""Filters of the indicator list; each count on a page links here to exactly its rows."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.forms import DateInput
from core.models import Unit
from core.numbers import NumberContext, NumberError, number_value
from core.registry import UnknownKey
from core.time import working_date
from core.tokens import TokenError, parse_token
from outcomes.models import Indicator, Outcome, Strategy
from outcomes.querysets import IndicatorQuerySet
from outcomes.terms import Period, State


class IndicatorFilterSet(django_filters.FilterSet):
    """What the list can be narrowed by. `at` is the day as of which states count."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    strategy = django_filters.ModelChoiceFilter(
        label=_("Strategy"), queryset=Strategy.objects.all(), to_field_name="slug"
    )
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

    def unchanged(self, rows: "QuerySet[Any]", name: str, value: Any) -> "QuerySet[Any]":
        """`at` is read before, by the page's queryset."""
        return rows

    def search(self, rows: IndicatorQuerySet, name: str, value: str) -> IndicatorQuerySet:
        """All words must occur in the number or the title, in English or German."""
        for word in value.split()[:8]:
            rows = rows.filter(
                Q(number=word) | Q(title__icontains=word) | Q(title_de__icontains=word)
            )
        return rows

    def in_state(self, rows: IndicatorQuerySet, name: str, value: list[str]) -> IndicatorQuerySet:
        """In one of the states on the day."""
        return rows.filter(state__in=value) if value else rows

    def of_person(self, rows: IndicatorQuerySet, name: str, value: bool) -> IndicatorQuerySet:
        """Those for which the person answers."""
        return rows.filter(responsible=self.request.user) if value else rows

    def counted_in(self, rows: IndicatorQuerySet, name: str, value: str) -> IndicatorQuerySet:
        """Exactly the rows behind a live number, such as `indicators.met`."""
        day = day_asked(self.request)
        try:
            context = NumberContext(
                strategy=self.data.get("strategy", ""),
                year=int(self.data.get("year") or day.year),
                at=day,
            )
            counted = number_value(parse_token(value), context).rows
        except (TokenError, NumberError, UnknownKey, ValueError):
            return rows.none()
        if counted is None or counted.model is not Indicator:
            return rows.none()
        return rows.filter(pk__in=counted.order_by().values("pk"))


def day_asked(request: HttpRequest | None) -> date:
    """`?at=2021-12-31`, or the working date when it is missing or no date."""
    try:
        return date.fromisoformat(request.GET.get("at", "") if request else "")
    except ValueError:
        return working_date()
