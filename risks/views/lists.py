"""The lists: register, issues, measures, assessments, acceptances."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from core.access import Action
from core.pages.list_address import day_asked
from core.pages.lists import AddButton, ListPage
from core.pages.view_access import current_user
from outcomes.current import place_for_new
from outcomes.models import OwnSubject
from outcomes.own_fields.lists import OwnListPage
from risks import filters, tables
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk


class RiskPages(ListPage):
    """A list as of the day asked for, with the tabs of the risks above it."""

    action = Action.VIEW_RISKS
    template_name = "risks/list.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Model]":
        """Behind the row gate, as it stood on the day asked for."""
        rows: Any = self.model._default_manager
        user = current_user(request)
        found: QuerySet[Model] = rows.visible_to(user).for_list(day_asked(request), user)
        return found


class RiskListPage(OwnListPage, RiskPages):
    """All risks a person may see, of both lists."""

    own_subject = OwnSubject.RISK
    model = Risk
    table_class = tables.RiskTable
    filterset_class = filters.RiskFilterSet
    title = gettext_lazy("Risks")
    export_name = "risks"
    empty_text = gettext_lazy("No risks.")
    adds = AddButton(Action.EDIT_RISK, gettext_lazy("New risk"), "risks:risk-create", place_for_new)


class IssueListPage(RiskPages):
    """All issues a person may see."""

    model = Issue
    table_class = tables.IssueTable
    filterset_class = filters.IssueFilterSet
    title = gettext_lazy("Issues")
    export_name = "issues"
    empty_text = gettext_lazy("No issues.")
    adds = AddButton(
        Action.HANDLE_ISSUE, gettext_lazy("New issue"), "risks:issue-create", place_for_new
    )


class MitigationListPage(RiskPages):
    """All measures, with what is due and overdue."""

    model = Mitigation
    table_class = tables.MitigationTable
    filterset_class = filters.MitigationFilterSet
    title = gettext_lazy("Measures")
    export_name = "risk-measures"
    empty_text = gettext_lazy("No measures yet: each is entered on the page of its risk.")


class AssessmentListPage(RiskPages):
    """All assessments ever made."""

    model = Assessment
    table_class = tables.AssessmentTable
    filterset_class = filters.AssessmentFilterSet
    title = gettext_lazy("Assessments")
    export_name = "risk-assessments"
    empty_text = gettext_lazy("No assessments yet: each is entered on the page of its risk.")


class AcceptanceListPage(RiskPages):
    """All acceptances of residual risks."""

    model = Acceptance
    table_class = tables.AcceptanceTable
    filterset_class = filters.AcceptanceFilterSet
    title = gettext_lazy("Acceptances")
    export_name = "risk-acceptances"
    empty_text = gettext_lazy("No acceptances yet: a risk is accepted on its own page.")
