"""What the lists of projects' rows share."""

from core.access import Action
from core.pages.lists import ListPage


class RowListPage(ListPage):
    """What these lists share: the way to the others, and who sees them."""

    action = Action.VIEW_PORTFOLIO
    template_name = "portfolio/rows/list.html"
