"""Who does not verify a measured value (`core.history.involvement`, decision 035)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history.involvement import Held, Recorded, Separation, Words, always

ENTERED = Recorded(
    "outcomes.Measurement",
    Words(
        you=_("You entered this measurement on %(day)s."),
        they=_("%(person)s entered this measurement on %(day)s."),
    ),
    fields=("entered_by",),
    # Whoever corrects a value takes its verification away: what has one was not entered just then.
    counting=Q(verified_by__isnull=True),
    lasting=always,
)
RESPONSIBLE = Held(
    "outcomes.Indicator",
    Words(
        you=_("You were responsible for this indicator until %(day)s."),
        still=_("You are responsible for this indicator."),
        they=_("%(person)s was responsible for this indicator until %(day)s."),
        they_still=_("%(person)s is responsible for this indicator."),
    ),
    row="indicator",
    field="responsible",
)

VERIFICATION = Separation("measurement", (ENTERED, RESPONSIBLE))
