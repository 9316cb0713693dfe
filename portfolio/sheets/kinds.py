"""The lists whose files can be loaded again on a page."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portfolio.milestones.sheet_load import MilestoneLoad
from portfolio.money.sheet_load import CostLoad
from portfolio.projects.sheet_load import ProjectLoad
from portfolio.rows.sheet_load import StrategyLoad
from portfolio.status.sheet_load import UpdateLoad


@dataclass(frozen=True)
class SheetKind:
    """A kind of sheet: its word in addresses, the list it is of, and what loads it."""

    key: str
    title: str | Promise
    back: str | Promise
    url_name: str
    load: type[StrategyLoad[Any]]


SHEET_KINDS = {
    kind.key: kind
    for kind in (
        SheetKind("projects", _("Projects"), _("Back to the projects"),
                  "portfolio:project-list", ProjectLoad),
        SheetKind("updates", _("Status updates"), _("Back to the status updates"),
                  "portfolio:update-list", UpdateLoad),
        SheetKind("milestones", _("Milestones"), _("Back to the milestones"),
                  "portfolio:milestone-list", MilestoneLoad),
        SheetKind("money", _("Money"), _("Back to the money"), "portfolio:money-list", CostLoad),
    )
}  # fmt: skip
