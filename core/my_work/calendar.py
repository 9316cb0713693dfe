"""The calendar of a person: days that apps register, as a file behind a private token."""

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from core.models import CalendarFeed, User
from core.registry import Registry

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class CalendarDay:
    """A whole day in a calendar. `uid` stays the same for the same row, whatever becomes of its words."""

    uid: str
    title: str
    day: date
    url: str


@dataclass(frozen=True)
class CalendarKind:
    """Days of a kind, such as milestones: those of a person, behind the row gate, in few queries."""

    key: str
    label: str | Promise
    days: Callable[[User, date], Iterable[CalendarDay]]


calendar_kinds: Registry[CalendarKind] = Registry("kind of calendar day")


def feed_renew(*, user: User) -> str:
    """A new token for the person's calendar, to be shown once; the old one leads nowhere any more."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=user, defaults={"token_hash": _hash(token)})
    logger.info("User %s made a new address of their calendar.", user.pk)
    return token


def feed_revoke(*, user: User) -> None:
    """There is no calendar of this person any more, until they make a new address."""
    CalendarFeed.objects.filter(user=user).delete()
    logger.info("User %s revoked the address of their calendar.", user.pk)


def feed_owner(token: str) -> User | None:
    """Whose calendar the token opens: somebody active."""
    feeds = CalendarFeed.objects.filter(token_hash=_hash(token), user__is_active=True)
    found = feeds.select_related("user").first()
    return found.user if found else None


def _hash(token: str) -> str:
    """Of a long random token, so that no salt is needed and no slowness."""
    return hashlib.sha256(token.encode()).hexdigest()


def calendar_of(user: User, at: date) -> bytes:
    """The days of a person as an iCalendar file, in the active language; equal data, equal bytes."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Outturn//Outturn//EN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Outturn: %(person)s") % {"person": user})
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    stamp = datetime.combine(at, time(), UTC)
    days = [day for kind in calendar_kinds for day in kind.days(user, at)]
    for each in sorted(days, key=lambda day: (day.day, day.uid)):
        calendar.add_component(_event(each, stamp))
    return bytes(calendar.to_ical())


def _event(day: CalendarDay, stamp: datetime) -> Event:
    """An event of a whole day, which keeps nobody busy."""
    event = Event()
    host = settings.SITE_ADDRESS.partition("//")[2]
    event.add("uid", f"{day.uid}@{host}")
    event.add("dtstamp", stamp)
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("summary", day.title, parameters={"LANGUAGE": get_language() or "en"})
    event.add("url", f"{settings.SITE_ADDRESS}{day.url}")
    event.add("transp", "TRANSPARENT")
    return event
