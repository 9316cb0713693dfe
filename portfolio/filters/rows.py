"""Filters of the lists of promises, milestones, money and decisions."""

from datetime import timedelta
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.counted import is_year
from outcomes.models import Strategy
from portfolio.filters.counted import RowFilterSet, leading_units
from portfolio.models import (
    Commitment,
    CommitmentState,
    Cost,
    CostKind,
    Decision,
    DecisionKind,
    FundingLine,
    Milestone,
    MilestoneKind,
)
from portfolio.models.money import BIENNIUM


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
    year = django_filters.NumberFilter(label=_("Report on"), method="in_year")
    unit = django_filters.ModelChoiceFilter(
        label=_("Lead unit"),
        field_name="project__lead_unit",
        queryset=leading_units,
        to_field_name="code",
    )
    project = django_filters.CharFilter(label=_("Project"), field_name="project__code")
    searched = ("due_text", "project__code")
    texts = ("what", "answer", "project__name")
    more = ("project", "at", "strategy")

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
        queryset=leading_units,
        to_field_name="code",
    )
    project = django_filters.CharFilter(label=_("Project"), field_name="project__code")
    searched = ("project__code",)
    texts = ("title", "project__name")
    more = ("project", "at", "strategy")

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
        return rows.with_dates().filter(planned__year=int(value)) if is_year(value) else rows.none()


class CostFilterSet(RowFilterSet):
    """Money: which line, kind, year and currency, whose."""

    line = django_filters.ChoiceFilter(
        label=_("Funding line"),
        choices=lambda: [
            *((line.code, str(line)) for line in FundingLine.objects.all()),
            ("none", _("Other money")),
        ],
        method="of_line",
    )
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=CostKind.choices)
    year = django_filters.NumberFilter(label=_("Year"), method="in_year")
    biennium = django_filters.NumberFilter(label=_("Biennium from"), method="in_biennium")
    currency = django_filters.CharFilter(label=_("Currency"), lookup_expr="iexact")
    unit = django_filters.ModelChoiceFilter(
        label=_("Lead unit"),
        field_name="project__lead_unit",
        queryset=leading_units,
        to_field_name="code",
    )
    project = django_filters.CharFilter(label=_("Project"), field_name="project__code")
    searched = ("note", "project__code")
    texts = ("project__name",)
    more = ("biennium", "currency", "project", "at", "strategy")

    class Meta:
        model = Cost
        fields: tuple[str, ...] = ()

    def in_biennium(self, rows: Any, name: str, value: Any) -> Any:
        """Of that year and the next."""
        return rows.of_years(int(value), int(value) + BIENNIUM - 1)

    def of_line(self, rows: Any, name: str, value: str) -> Any:
        """From that line; "none" is money of no line."""
        if value == "none":
            return rows.filter(funding_line__isnull=True)
        return rows.filter(funding_line__code=value)


class DecisionFilterSet(RowFilterSet):
    """Decisions: by whom, of what kind, when."""

    strategy = django_filters.ModelChoiceFilter(
        label=_("Strategy"), queryset=Strategy.objects.all(), to_field_name="slug"
    )
    kind = django_filters.MultipleChoiceFilter(label=_("Decision"), choices=DecisionKind.choices)
    body = django_filters.ChoiceFilter(
        label=_("Decided by"),
        choices=lambda: [
            (body, body)
            for body in Decision.objects.order_by("body").values_list("body", flat=True).distinct()
        ],
    )
    year = django_filters.NumberFilter(label=_("Year"), method="decided_in")
    project = django_filters.CharFilter(label=_("Project"), field_name="project__code")
    searched = ("reference", "project__code")
    texts = ("title", "text", "project__name")
    more = ("project", "strategy")

    class Meta:
        model = Decision
        fields: tuple[str, ...] = ()

    def decided_in(self, rows: Any, name: str, value: Any) -> Any:
        """Of that year."""
        return rows.filter(on__year=int(value)) if is_year(value) else rows.none()
