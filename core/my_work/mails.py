"""The mail of a digest, in its person's language."""

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import User
from core.my_work.gathering import WorkGroup, all_items
from core.my_work.kinds import WorkItem
from core.my_work.news import NewsItem
from core.zones import zone_of

MOST = 15  # items that a mail tells one by one
# What a mail server answers instead of taking a mail: then it was not sent.
REFUSED = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
)


@contextmanager
def in_language_of(user: User) -> Iterator[None]:
    """Words, days and hours inside are those of the person."""
    spoken = user.language in settings.INTERFACE_LANGUAGES
    language = user.language if spoken else settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(user.time_zone)):
        yield


def digest_mail(
    user: User, day: date, groups: Sequence[WorkGroup], news: Sequence[NewsItem] = ()
) -> EmailMessage:
    """What waits for a person on a day: the most consequential first, and a count of the rest; below
    it what happened in what they follow."""
    items = all_items(groups, day)
    count = len(items)
    subject = ngettext(
        "%(count)s item waits for you in Outturn", "%(count)s items wait for you in Outturn", count
    )
    if not count:
        subject = _("What happened in what you follow in Outturn")
    lines = [f"{user},"]
    if count:
        lines += ["", subject % {"count": count} + ":"]
        lines += _listed([(_words(item, day), item.url) for item in items[:MOST]], count)
    if news:
        lines += ["", _("What happened in what you follow:")]
        shown = [(f"{item.title}: {item.what}", item.url) for item in news[:MOST]]
        lines += _listed(shown, len(news))
    settings_link = link(reverse("work:settings"))
    lines += [
        "",
        "-- ",
        _("Less often, or no mails at all: %(link)s") % {"link": settings_link},
        "",
    ]
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return EmailMessage(
        subject=subject % {"count": count},
        body="\n".join(lines),
        to=[user.email],
        headers={
            # The same however often it is made: a copy would be known as one.
            "Message-ID": f"<outturn-reminder-{user.pk}-{day:%Y%m%d}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _listed(shown: Sequence[tuple[str, str]], count: int) -> list[str]:
    """Words and address of each, and how many there are besides."""
    lines = []
    for words, url in shown:
        lines += ["", f"- {words}", f"  {link(url)}"]
    if rest := count - len(shown):
        more = ngettext("and %(count)s more:", "and %(count)s more:", rest)
        lines += ["", more % {"count": rest}, f"  {link(reverse('work:list'))}"]
    return lines


def _words(item: WorkItem, day: date) -> str:
    """Such as "P-18 Payroll: give the status (late since 3 January 2022; for Eva Novak)"."""
    more = []
    if item.due is not None:
        shown = date_format(item.due, "DATE_FORMAT")
        words = _("was due on %(day)s") if item.due < day else _("until %(day)s")
        more.append(words % {"day": shown})
    if item.lender:
        more.append(_("for %(person)s") % {"person": item.lender})
    return f"{item.title}: {item.todo}" + (f" ({'; '.join(more)})" if more else "")


def link(url: str) -> str:
    """The whole address that leads to a page after signing in.

    By way of the page to sign in, which leads on at once who is: a place on a page ("#promises") would
    be lost on that way if it stood in the address itself.
    """
    return f"{settings.SITE_ADDRESS}{reverse('core:sign-in')}?next={quote(url, safe='/')}"
