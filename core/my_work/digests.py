"""Reminders: one digest a person and day, and at most one mail of it (decision 041).

A digest is claimed by its row. Its mail goes waiting → sending → sent; the step to "sending" is
committed before the mail server hears a word, so a mail that is waiting was provably not sent, and one
that is "sending" may have been.
"""

import logging
from collections.abc import Iterator
from datetime import date, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from core.access import Action
from core.kept import kept
from core.models import Digest, ReminderChoice, RoleAssignment, User
from core.models.people import REACH
from core.models.reminders import MailsEvery, MailState
from core.my_work.gathering import all_items, my_work
from core.my_work.mails import REFUSED, digest_mail, in_language_of
from core.my_work.news import news_for_digest

logger = logging.getLogger(__name__)


def reminded(on: date) -> Iterator[User]:
    """Whoever can have anything waiting on the day: with a role that reads anything."""
    for user in User.objects.active().order_by("pk").select_related("unit"):
        if user.access.may(Action.DISCUSS):
            yield user


def digest_make(*, user: User, on: date) -> Digest | None:
    """The digest of a person's day, if anything waits for them, or happened in what they follow; the
    first one that is made stays.

    Its mail waits to be sent, unless the person wants none, has no address, or is away.
    """
    with in_language_of(user):
        count = len(all_items(my_work(user, on), on))
    if not count and not news_for_digest(user, on):
        return None
    mail = MailState.WAITING if _wants_mail(user, on) else MailState.NONE
    digest, _is_new = Digest.objects.get_or_create(
        user=user, day=on, defaults={"item_count": count, "mail": mail}
    )
    return digest


def _wants_mail(user: User, on: date) -> bool:
    if not user.email or is_away(user, on):
        return False
    choice = ReminderChoice.objects.filter(user=user).values_list("mails", flat=True).first()
    if choice == MailsEvery.WEEK:
        monday = on - timedelta(days=on.weekday())
        mailed = Digest.objects.filter(user=user, day__gte=monday, day__lt=on)
        return not mailed.filter(mail__in=(MailState.SENDING, MailState.SENT)).exists()
    return choice != MailsEvery.NEVER


def is_away(user: User, on: date) -> bool:
    """Whether somebody stands in with every role of theirs that can be lent; these get the mails."""
    return kept("is away", REACH, lambda: _is_away(user, on), user.pk, on)


def _is_away(user: User, on: date) -> bool:
    lent = RoleAssignment.objects.effective(on).filter(
        lent_by=user, role=OuterRef("role"), unit=OuterRef("unit"), language=OuterRef("language")
    )
    everywhere = RoleAssignment.objects.effective(on).filter(
        lent_by=user, role=OuterRef("role"), unit__isnull=True, language=OuterRef("language")
    )
    own = user.assignments.effective(on).held().exclude(role="administrator").order_by()
    kept_back = own.filter(~Exists(lent)).exclude(Exists(everywhere), unit__isnull=True)
    return own.exists() and not kept_back.exists()


def digest_send(*, digest: Digest, connection: BaseEmailBackend | None = None) -> bool:
    """Mail a digest whose mail waits; False where it does not, or the mail server says no.

    The connection is opened, and the mail written, before the mail counts as being sent: what fails
    until then leaves it waiting. Raises OSError where nobody can say whether it went.
    """
    connection = connection or get_connection()
    with in_language_of(digest.user):
        waiting, news = my_work(digest.user, digest.day), news_for_digest(digest.user, digest.day)
        mail = digest_mail(digest.user, digest.day, waiting, news)
    connection.open()
    unsent = Digest.objects.filter(pk=digest.pk, mail=MailState.WAITING)
    if not unsent.update(mail=MailState.SENDING, sending_since=Now()):
        return False
    sending = Digest.objects.filter(pk=digest.pk, mail=MailState.SENDING)
    try:
        connection.send_messages([mail])
    except REFUSED as refusal:
        logger.warning("The reminder of user %s was refused: %s", digest.user_id, refusal)
        sending.update(mail=MailState.WAITING, sending_since=None)
        return False
    sending.update(mail=MailState.SENT)
    return True
