"""Lists over all projects: promises, milestones, decisions."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.pages import AddButton, ListPage
from portfolio.filters import CommitmentFilterSet, DecisionFilterSet, MilestoneFilterSet
from portfolio.models import Commitment, Decision, Milestone
from portfolio.tables import CommitmentTable, DecisionTable, MilestoneTable


class CommitmentListPage(ListPage):
    """What reports have promised, and what became of it."""

    action = Action.VIEW_PORTFOLIO
    model = Commitment
    table_class = CommitmentTable
    filterset_class = CommitmentFilterSet
    title = gettext_lazy("Promises")
    export_name = "promises"
    empty_text = gettext_lazy("No promises yet: each is entered on the page of its project.")

    def subtitle(self, request: HttpRequest) -> str:
        """What a promise is."""
        return _("What a report has said will be done; the next report answers it.")


class MilestoneListPage(ListPage):
    """The milestones of all projects."""

    action = Action.VIEW_PORTFOLIO
    model = Milestone
    table_class = MilestoneTable
    filterset_class = MilestoneFilterSet
    title = gettext_lazy("Milestones")
    export_name = "milestones"
    empty_text = gettext_lazy("No milestones yet: each is entered on the page of its project.")


class DecisionListPage(ListPage):
    """What the bodies of governance decided, on projects that a person sees or on none."""

    action = Action.VIEW_PORTFOLIO
    model = Decision
    table_class = DecisionTable
    filterset_class = DecisionFilterSet
    fixed_columns = ("title",)
    title = gettext_lazy("Decisions")
    export_name = "decisions"
    empty_text = gettext_lazy("No decisions.")
    adds = AddButton(
        Action.RECORD_DECISION,
        gettext_lazy("New decision"),
        "portfolio:decision-create",
        everywhere=True,
    )
