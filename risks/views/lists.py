"""The lists: register, issues, measures, assessments, acceptances."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.gate import person, requires
from core.pages import ListPage
from outcomes.models import Strategy
from portfolio.filters import day_asked
from risks import filters, tables
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk

guarded = method_decorator(requires(Action.VIEW_RISKS), name="dispatch")


class RiskPages(ListPage):
    """A list with the tabs of the risks above it."""

    template_name = "risks/list.html"

    def new_action(self, request: HttpRequest, action: Action, address: str, label: str) -> Any:
        """A button that adds a row, for those who may."""
        strategy = Strategy.objects.first()
        if strategy is None or not person(request).access.to(action):
            return []
        url = reverse(address, args=[strategy.slug])
        return [{"label": label, "url": url, "primary": True}]


@guarded
class RiskListPage(RiskPages):
    """All risks a person may see, of both lists."""

    table_class = tables.RiskTable
    filterset_class = filters.RiskFilterSet
    title = gettext_lazy("Risks")
    export_name = "risks"
    empty_text = gettext_lazy("No risks.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Behind the row gate, as assessed by the day asked for."""
        return Risk.objects.visible_to(person(request)).for_list(day_asked(request))

    def actions(self, request: HttpRequest) -> list[dict[str, Any]]:
        """A new risk."""
        found: list[dict[str, Any]] = self.new_action(
            request, Action.EDIT_RISK, "risks:risk-create", _("New risk")
        )
        return found


@guarded
class IssueListPage(RiskPages):
    """All issues a person may see."""

    table_class = tables.IssueTable
    filterset_class = filters.IssueFilterSet
    title = gettext_lazy("Issues")
    export_name = "issues"
    empty_text = gettext_lazy("No issues.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Behind the row gate."""
        return Issue.objects.visible_to(person(request)).for_list(day_asked(request))

    def actions(self, request: HttpRequest) -> list[dict[str, Any]]:
        """A new issue."""
        found: list[dict[str, Any]] = self.new_action(
            request, Action.HANDLE_ISSUE, "risks:issue-create", _("New issue")
        )
        return found


@guarded
class MitigationListPage(RiskPages):
    """All measures, with what is due and overdue."""

    table_class = tables.MitigationTable
    filterset_class = filters.MitigationFilterSet
    title = gettext_lazy("Measures")
    export_name = "risk-measures"
    empty_text = gettext_lazy("No measures.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Behind the row gate of their risks."""
        return Mitigation.objects.visible_to(person(request)).for_list(day_asked(request))


@guarded
class AssessmentListPage(RiskPages):
    """All assessments ever made."""

    table_class = tables.AssessmentTable
    filterset_class = filters.AssessmentFilterSet
    title = gettext_lazy("Assessments")
    export_name = "risk-assessments"
    empty_text = gettext_lazy("No assessments.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Behind the row gate of their risks."""
        return Assessment.objects.visible_to(person(request)).for_list(day_asked(request))


@guarded
class AcceptanceListPage(RiskPages):
    """All acceptances of residual risks."""

    table_class = tables.AcceptanceTable
    filterset_class = filters.AcceptanceFilterSet
    title = gettext_lazy("Acceptances")
    export_name = "risk-acceptances"
    empty_text = gettext_lazy("No acceptances.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Behind the row gate of their risks."""
        return Acceptance.objects.visible_to(person(request)).for_list(day_asked(request))
