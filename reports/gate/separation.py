"""Who does not confirm a number that is set by hand (`core.history.involvement`, decision 035)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.history.involvement import Recorded, Separation, Words, always
from core.models import User
from reports.models import NumberOverride

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


def confirmable_by(user: User) -> "QuerySet[NumberOverride]":
    """The numbers set by hand that `user` may confirm."""
    rows = NumberOverride.objects.filter(confirmed_by__isnull=True)
    if not user.access.may(Action.OVERRIDE_NUMBER):
        return rows.none()
    return CONFIRMATION.apart(rows, user.deciding_as)
