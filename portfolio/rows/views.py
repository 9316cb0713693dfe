"""What the lists of projects' rows share."""

from django.utils.translation import gettext_lazy

from core.access import Action
from core.pages.lists import AddButton, ListPage
from outcomes.strategy.current import current_slug
from portfolio.rows.state_words import lettered_colours


class RowListPage(ListPage):
    """What these lists share: the way to the others, and who sees them."""

    action = Action.VIEW_PORTFOLIO
    template_name = "portfolio/rows/list.html"
    colours = staticmethod(lettered_colours)


def sheet_button(action: Action, kind: str) -> AddButton:
    """Leads whoever may do `action` to the page that loads such a sheet, of the strategy in force."""

    def place() -> tuple[str, ...] | None:
        found = current_slug()
        return None if found is None else (kind, *found)

    return AddButton(action, gettext_lazy("Load a sheet"), "portfolio:sheet-send", place)
