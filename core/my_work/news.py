"""What happened in what a person follows, as apps tell it: part of their digest, and of their page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise

from core.models import Digest, User
from core.models.reminders import MailState
from core.my_work.subscriptions import subscriptions_of
from core.registry import Registry
from core.request_cache import reading
from core.time import day_begins

LONGEST = timedelta(days=7)  # what is older is no news in any mail


@dataclass(frozen=True)
class NewsItem:
    """One thing that happened: to what, what, where it stands, when it was recorded.

    `about` names what it belongs to ("project:15", "unit:3"), by which it can be muted.
    """

    title: str
    what: str
    url: str
    at: datetime
    about: frozenset[str]


@dataclass(frozen=True)
class NewsKind:
    """News of a kind: of the rows that a person follows and sees, recorded from one moment to another."""

    key: str
    label: str | Promise
    happened: Callable[[User, datetime, datetime], Iterable[NewsItem]]


news_kinds: Registry[NewsKind] = Registry("kind of news")


def news_of(user: User, since: date, until: date) -> list[NewsItem]:
    """What was recorded from the day `since` to the day before `until`, the latest first.

    Nothing is asked for whoever follows nothing; what is muted is left out.
    """
    subscriptions = subscriptions_of(user)
    if not subscriptions.followed:
        return []
    found = [
        item
        for kind in news_kinds
        for item in kind.happened(user, day_begins(since), day_begins(until))
        if subscriptions.muted.isdisjoint(item.about)
    ]
    return sorted(found, key=lambda item: (item.at, item.title), reverse=True)


def news_for_digest(user: User, on: date) -> list[NewsItem]:
    """The news of the digest of a day: since the last one that was mailed, a week back at most."""
    mailed = Digest.objects.filter(
        user=user, day__lt=on, mail__in=(MailState.SENDING, MailState.SENT)
    )
    last = mailed.order_by("-day").values_list("day", flat=True).first()
    # Only read: what a strategy says of itself is looked up once, not for every line.
    with reading():
        return news_of(user, max(last or on - timedelta(days=1), on - LONGEST), on)
