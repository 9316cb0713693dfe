"""What the lists of projects' rows share."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from core.access import Action
from core.pages.lists import AddButton, ListPage
from outcomes.current import place_for_new
from portfolio.rows.state_words import lettered_colours


class RowListPage(ListPage):
    """What these lists share: the way to the others, and who sees them."""

    action = Action.VIEW_PORTFOLIO
    template_name = "portfolio/rows/list.html"
    colours = staticmethod(lettered_colours)


def sheet_button(action: Action, kind: str) -> AddButton:
    """Leads whoever may do `action` to the page that loads such a sheet, of the page's strategy."""

    def place(request: HttpRequest) -> tuple[str, ...] | None:
        found = place_for_new(request)
        return None if found is None else (kind, *found)

    return AddButton(action, gettext_lazy("Load a sheet"), "portfolio:sheet-send", place)
