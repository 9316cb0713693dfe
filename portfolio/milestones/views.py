"""The list of milestones of all projects."""

from django.utils.translation import gettext_lazy

from core.access import Action
from core.pages.lists import ListPage
from portfolio.milestones.filters import MilestoneFilterSet
from portfolio.milestones.imports import LAYOUT
from portfolio.milestones.tables import MilestoneTable
from portfolio.models import Milestone
from portfolio.rows.views import sheet_button


class MilestoneListPage(ListPage):
    """The milestones of all projects."""

    action = Action.VIEW_PORTFOLIO
    model = Milestone
    table_class = MilestoneTable
    filterset_class = MilestoneFilterSet
    title = gettext_lazy("Milestones")
    sheet = LAYOUT
    loads = sheet_button(Action.EDIT_PROJECT, "milestones")
    export_name = "milestones"
    empty_text = gettext_lazy("No milestones yet: each is entered on the page of its project.")
