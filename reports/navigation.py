"""What the shell shows of the reports."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.pages.navigation import NavigationEntry

DASHBOARD = NavigationEntry(
    key="dashboard",
    group="overview",
    label=_("Dashboard"),
    url_name="dashboard:dashboard",
    action=Action.VIEW_PORTFOLIO,
    position=10,
    of_strategies=True,
)
REPORTS = NavigationEntry(
    key="reports",
    group="reports",
    label=_("Reports"),
    url_name="reports:report-list",
    action=Action.VIEW_REPORT,
    position=60,
    of_strategies=True,
)
TEMPLATES = NavigationEntry(
    key="templates",
    group="reports",
    label=_("Templates"),
    url_name="templates:overview",
    action=Action.VIEW_TEMPLATES,
    position=65,
)
