"""Who does not confirm a number that is set by hand (`core.history.involvement`, decision 035)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history.involvement import Recorded, Separation, Words, always

ASKED = Recorded(
    "reports.NumberOverride",
    Words(
        you=_("You set this number by hand on %(day)s."),
        they=_("%(person)s set this number by hand on %(day)s."),
    ),
    fields=("asked_by",),
    counting=Q(confirmed_by__isnull=True),
    lasting=always,
)

CONFIRMATION = Separation("override", (ASKED,))
