"""Lists of what was said of all projects: updates, work plans, stages, quantities, texts."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.pages import ListPage
from core.time import working_date
from portfolio.filters import (
    QuantityFilterSet,
    RemarkFilterSet,
    StageFilterSet,
    StatusUpdateFilterSet,
    WorkPlanFilterSet,
)
from portfolio.models import Quantity, Remark, StageChange, StatusUpdate, WorkPlanEntry
from portfolio.tables import (
    QuantityTable,
    RemarkTable,
    StageTable,
    StatusUpdateTable,
    WorkPlanTable,
)


class SaidListPage(ListPage):
    """What these lists share: the way to the others, and who sees them."""

    action = Action.VIEW_PORTFOLIO
    template_name = "portfolio/list.html"


class StatusUpdateListPage(SaidListPage):
    """What was said of every project in every round; drafts only to their author."""

    model = StatusUpdate
    table_class = StatusUpdateTable
    filterset_class = StatusUpdateFilterSet
    title = gettext_lazy("Status updates")
    export_name = "status-updates"
    counts_apart = True
    empty_text = gettext_lazy("Nothing has been said yet: status is given on a project's page.")

    def subtitle(self, request: HttpRequest) -> str:
        """Where an update is accepted."""
        if not request.GET.get("acceptable"):
            return ""
        return _(
            "What waits for you. An update is accepted on its project's page: follow its round."
        )


class WorkPlanListPage(SaidListPage):
    """How the population of each year's report came about."""

    model = WorkPlanEntry
    table_class = WorkPlanTable
    filterset_class = WorkPlanFilterSet
    title = gettext_lazy("Work plans")
    export_name = "work-plans"
    empty_text = gettext_lazy("No project is in a work plan yet.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """With the last stage of each, and where it came from and went."""
        rows: Any = super().get_queryset(request)
        return (
            rows.with_stage(working_date())
            .select_related("project", "carried_over_from__project", "merged_into")
            .prefetch_related("merged_into__strategy")
        )


class StageListPage(SaidListPage):
    """Which project was in which stage from when on."""

    model = StageChange
    table_class = StageTable
    filterset_class = StageFilterSet
    title = gettext_lazy("Stages")
    export_name = "stages"
    empty_text = gettext_lazy("No stages yet: each is entered on the page of its project.")


class QuantityListPage(SaidListPage):
    """Every figure that was entered about a project."""

    model = Quantity
    table_class = QuantityTable
    filterset_class = QuantityFilterSet
    title = gettext_lazy("Quantities")
    export_name = "quantities"
    empty_text = gettext_lazy("No quantities yet: each is entered on the page of its project.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Each with the whole of which it is a part."""
        return super().get_queryset(request).select_related("project", "part_of")


class RemarkListPage(SaidListPage):
    """What projects want the reports to say."""

    model = Remark
    table_class = RemarkTable
    filterset_class = RemarkFilterSet
    title = gettext_lazy("Texts for the report")
    export_name = "texts-for-the-report"
    empty_text = gettext_lazy("No texts yet: each is written on the page of its project.")
