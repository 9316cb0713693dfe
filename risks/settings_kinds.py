"""What the changes of settings tell of risks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.rights.changes.kinds import SettingsKind, related, settings_kinds
from risks.models import RiskPolicy


def register() -> None:
    """Bands and tolerance."""
    settings_kinds.register(
        SettingsKind(
            "risk_policies",
            gettext_lazy("Tolerance of risks"),
            RiskPolicy,
            lambda row: (
                _("Bands and tolerance of risks, %(strategy)s")
                % {"strategy": related(row, "strategy")}
            ),
            # The name of a strategy, and what it tolerates, is for whoever sees the strategy.
            reads=Action.VIEW_FRAMEWORK,
        )
    )
