"""Who does not accept the residual risk (`core.history.involvement`, decision 035)."""

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from core.history.involvement import Changed, Held, Recorded, Separation, Words
from portfolio.rules.separation import MANAGED


def _in_force() -> Q:
    """Of the assessment that stands: it counts however long ago it was made."""
    assessments = apps.get_model("risks.Assessment")._default_manager
    latest = assessments.filter(risk=OuterRef("risk")).order_by("-on").values("pk")
    return Q(pgh_obj=Subquery(latest[:1]))


OWNED = Held(
    "risks.Risk",
    Words(
        you=_("This risk was yours until %(day)s."),
        still=_("This risk is yours."),
        they=_("%(person)s owned this risk until %(day)s."),
        they_still=_("%(person)s owns this risk."),
    ),
    field="owner",
)
CHANGED_OWNER = Changed(
    "risks.Risk",
    Words(
        you=_("You changed who owns this risk on %(day)s."),
        they=_("%(person)s changed who owns this risk on %(day)s."),
    ),
    field="owner",
)
SCORED = Recorded(
    "risks.Assessment",
    Words(
        you=_("You scored this risk on %(day)s."),
        they=_("%(person)s scored this risk on %(day)s."),
    ),
    path="risk",
    fields=("assessed_by",),
    lasting=_in_force,
    on="on",
)

RISK_ACCEPTANCE = Separation("risk", (OWNED, SCORED, CHANGED_OWNER, MANAGED.of("project")))
