"""Lists over all projects: promises, milestones, decisions."""

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
from portfolio.filters import CommitmentFilterSet, DecisionFilterSet, MilestoneFilterSet
from portfolio.models import Commitment, Decision, Milestone
from portfolio.tables import CommitmentTable, DecisionTable, MilestoneTable


@method_decorator(requires(Action.VIEW_PORTFOLIO), name="dispatch")
class CommitmentListPage(ListPage):
    """What reports have promised, and what became of it."""

    table_class = CommitmentTable
    filterset_class = CommitmentFilterSet
    title = gettext_lazy("Promises")
    export_name = "promises"
    empty_text = gettext_lazy("No promises.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Of the projects that the person sees."""
        return Commitment.objects.visible_to(person(request)).for_list()

    def subtitle(self, request: HttpRequest) -> str:
        """What a promise is."""
        return _("What a report has said will be done; the next report answers it.")


@method_decorator(requires(Action.VIEW_PORTFOLIO), name="dispatch")
class MilestoneListPage(ListPage):
    """The milestones of all projects."""

    table_class = MilestoneTable
    filterset_class = MilestoneFilterSet
    title = gettext_lazy("Milestones")
    export_name = "milestones"
    empty_text = gettext_lazy("No milestones.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Of the projects that the person sees."""
        return Milestone.objects.visible_to(person(request)).for_list()


@method_decorator(requires(Action.VIEW_PORTFOLIO), name="dispatch")
class DecisionListPage(ListPage):
    """What the bodies of governance decided."""

    table_class = DecisionTable
    filterset_class = DecisionFilterSet
    title = gettext_lazy("Decisions")
    export_name = "decisions"
    empty_text = gettext_lazy("No decisions.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """About projects that the person sees, or about none."""
        return Decision.objects.visible_to(person(request)).for_list()

    def actions(self, request: HttpRequest) -> list[dict[str, Any]]:
        """A new decision, for those who record them."""
        if not person(request).access.to(Action.RECORD_DECISION):
            return []
        return [
            {
                "label": _("New decision"),
                "url": reverse("portfolio:decision-create"),
                "primary": True,
            }
        ]
