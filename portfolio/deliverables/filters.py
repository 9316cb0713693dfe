"""Filters of the list of deliverables."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import DateInput
from core.models import Unit, User
from core.pages.filters import ListFilterSet, StrategyFilter, YearsFilter
from core.pages.list_address import counted_rows, day_asked
from core.search.lists import rows_found
from core.years import Years
from outcomes.choices import DeliverableState
from outcomes.current import level_shown, strategy_id_asked
from outcomes.models import Deliverable, Outcome, Output, Strategy
from outcomes.models.deliverable import DELIVERABLE_WORDS
from outcomes.models.framework import HEADED_WORDS
from outcomes.models.querysets import DeliverableQuerySet
from portfolio.deliverables.numbers import NOT_SAID

SOON = timedelta(days=90)


class DeliverableFilterSet(ListFilterSet):
    """Deliverables: of what, in which state, due when, whose. `at` is the day as of which they count."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    strategy = StrategyFilter(
        field_name="output__outcome__strategy", queryset=Strategy.objects.all()
    )
    outcome = django_filters.ModelChoiceFilter(
        label=_("Outcome"), field_name="output__outcome", queryset=Outcome.objects.all()
    )
    output = django_filters.ModelChoiceFilter(label=_("Output"), queryset=Output.objects.all())
    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=[*DeliverableState.choices, (NOT_SAID, _("Nothing said yet"))],
        method="in_state",
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
    year = YearsFilter(label=_("Due in the year"), method="due_in_year")
    responsible = django_filters.ModelChoiceFilter(
        label=_("Responsible person"), queryset=User.objects.all()
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Responsible unit"),
        field_name="responsible_unit",
        queryset=Unit.objects.all(),
        to_field_name="code",
    )
    at = django_filters.DateFilter(label=_("As it stood on"), method="unchanged", widget=DateInput)
    number = django_filters.CharFilter(
        label=_("Counted in"), method="counted_in", widget=forms.HiddenInput
    )

    more = ("strategy", "output", "year", "unit", "at")
    among_rows = ("outcome", "output", "responsible", "unit")

    class Meta:
        model = Deliverable
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if strategy_id_asked(self.request):
            self.rename("outcome", level_shown(self.request, "outcome"))
            self.rename("output", level_shown(self.request, "output"))

    @property
    def day(self) -> date:
        """The day asked for, else the working date."""
        return day_asked(self.request)

    def unchanged(self, rows: DeliverableQuerySet, name: str, value: object) -> DeliverableQuerySet:
        """Read by the other filters, and by the page's queryset."""
        return rows

    def search(self, rows: DeliverableQuerySet, name: str, value: str) -> DeliverableQuerySet:
        """All words must occur in the title or the remark, or in the name of the output."""
        related: Any = {"output": (HEADED_WORDS, Output.objects.all())}
        return rows_found(rows, value, DELIVERABLE_WORDS, related=related)

    def in_state(
        self, rows: DeliverableQuerySet, name: str, value: list[str]
    ) -> DeliverableQuerySet:
        """In one of the states on the day."""
        states = ("" if each == NOT_SAID else each for each in value)
        return rows.in_states(self.day, *states) if value else rows

    def due_when(self, rows: DeliverableQuerySet, name: str, value: str) -> DeliverableQuerySet:
        """By the day they are due, of those that are neither reached nor dropped."""
        day, open_ = self.day, rows.unfinished(self.day)
        if value == "overdue":
            return rows.overdue(day)
        if value == "undated":
            return open_.filter(due_on__isnull=True)
        if value == "soon":
            return open_.filter(due_on__gte=day, due_on__lte=day + SOON)
        return open_.filter(due_on__gt=day + SOON)

    def due_in_year(
        self, rows: DeliverableQuerySet, name: str, value: Years
    ) -> DeliverableQuerySet:
        """Due in these years; a number brings its own."""
        return rows if self.data.get("number") else rows.due_in(value)

    def counted_in(self, rows: DeliverableQuerySet, name: str, value: str) -> DeliverableQuerySet:
        """Exactly the rows behind a live number, such as `deliverables.reached`."""
        found: DeliverableQuerySet = counted_rows(self, rows, value)
        return found
