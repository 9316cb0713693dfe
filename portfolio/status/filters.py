"""Filters of the list of status updates."""

from datetime import date
from functools import partial
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.forms.row_form import DateInput
from core.time import working_date
from outcomes.current import strategy_id_asked
from outcomes.models import all_terms
from portfolio.choices import STATE_WORDS
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateKind, UpdateState
from portfolio.models.status import STATUS_WORDS
from portfolio.projects.filters import words as offered
from portfolio.rows.filters import UncountedRowFilterSet
from portfolio.rows.named_words import dimension_everywhere


def months() -> list[tuple[str, str]]:
    """The months for which any strategy has had a round, the latest first."""
    had = StatusRound.objects.filter(opens_on__lte=working_date())
    periods = had.order_by("-period").values_list("period", flat=True).distinct()
    return [(f"{each:%Y-%m}", date_format(each, "YEAR_MONTH_FORMAT")) for each in periods]


class StatusUpdateFilterSet(UncountedRowFilterSet):
    """Status updates: of which month, how it stands, whose, said when, for whom to accept."""

    words = STATUS_WORDS
    round = django_filters.ChoiceFilter(label=_("Round"), choices=months, method="of_month")
    overall = django_filters.MultipleChoiceFilter(
        label=dimension_everywhere("overall"), choices=partial(offered, STATE_WORDS)
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UpdateKind.choices)
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=UpdateState.choices)
    manager = django_filters.CharFilter(
        label=_("Project manager"),
        field_name="project__manager__full_name",
        lookup_expr="icontains",
    )
    since = django_filters.DateFilter(
        label=_("Reported from"), field_name="reported_on", lookup_expr="gte", widget=DateInput
    )
    until = django_filters.DateFilter(
        label=_("Reported until"), field_name="reported_on", lookup_expr="lte", widget=DateInput
    )
    mine = django_filters.BooleanFilter(
        label=_("Mine"), method="of_person", widget=forms.CheckboxInput
    )
    acceptable = django_filters.BooleanFilter(
        label=_("To accept"), method="to_accept", widget=forms.CheckboxInput
    )
    more = ("kind", "manager", "project", "since", "until", "strategy")

    class Meta:
        model = StatusUpdate
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request.user.access.to(Action.ACCEPT_STATUS).is_empty:
            del self.filters["acceptable"]
        if strategy := strategy_id_asked(self.request):
            self.speak("overall", all_terms().shown(strategy, STATE_WORDS), strategy)

    def of_month(self, rows: Any, name: str, value: str) -> Any:
        """Given for that month, in whatever strategy."""
        return rows.filter(round__period=date.fromisoformat(f"{value}-01"))

    def of_person(self, rows: Any, name: str, value: bool) -> Any:
        """Said by the person, or of projects that they manage or own, or stand in for."""
        people = self.request.user.access.selves
        projects = Project.objects.of_people(people).order_by()
        mine = Q(author__in=people) | Q(project__in=projects)
        return rows.filter(mine) if value else rows

    def to_accept(self, rows: Any, name: str, value: bool) -> Any:
        """Submitted, and for this person to accept."""
        return rows.acceptable_by(self.request.user) if value else rows
