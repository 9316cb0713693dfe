"""What the shell shows of the reports."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.pages import NavigationEntry

REPORTS = NavigationEntry("reports", _("Reports"), "reports:report-list", Action.VIEW_REPORT)
