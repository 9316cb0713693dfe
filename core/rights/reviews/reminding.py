"""Reminds administrators that the yearly review is due, or that the open one is late."""

import logging
from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.access import Role
from core.models import RoleAssignment, User
from core.rights.reviews.services import review_is_due, review_is_late

logger = logging.getLogger(__name__)


def review_remind(*, on: date) -> int:
    """Mail every administrator of the whole organization when something is due; how many mails went.

    Without a mail server a line in the log and the status page say so.
    """
    late = review_is_late(on)
    if late is None and not review_is_due(on):
        return 0
    logger.warning("The yearly review of rights is %s.", "late" if late else "due")
    if not settings.EMAIL_HOST:
        return 0
    sent = 0
    for user in _administrators(on):
        with translation.override(user.language):
            if late is not None:
                day = date_format(late.due_on, "DATE_FORMAT")
                text = _("The review of rights should have been finished by %(day)s.") % {
                    "day": day
                }
            else:
                text = _("The last review of rights is more than a year old, or there was none.")
            where = _("You find it in Outturn under Rights, Reviews.")
            subject = _("Review of rights in Outturn")
            try:
                sent += send_mail(subject, f"{user},\n\n{text}\n{where}\n", None, [user.email])
            except (OSError, SMTPException) as error:
                logger.warning("The reminder of the review could not be sent: %s", error)
    return sent


def _administrators(on: date) -> list[User]:
    held = RoleAssignment.objects.effective(on).filter(
        role=Role.ADMINISTRATOR, unit__isnull=True, language=""
    )
    return list(User.objects.active().filter(pk__in=held.values("user")).exclude(email=""))
