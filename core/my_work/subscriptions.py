"""What a person follows and mutes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.kept import kept
from core.languages.translated import text_of
from core.models import Subscription, Unit, User
from core.models.reminders import SubscriptionMode
from core.my_work.kinds import work_kinds
from core.registry import Registry

KIND = "kind"
UNIT = "unit"
FOLLOW, MUTE = SubscriptionMode.FOLLOW, SubscriptionMode.MUTE


@dataclass(frozen=True)
class FollowedRow:
    """A row that can be followed or muted: what it is called and where it stands."""

    name: str
    url: str


@dataclass(frozen=True)
class Followable:
    """Rows of a kind that can be followed; `find` gives those of `keys` that a person sees, by key."""

    key: str
    label: str | Promise
    find: Callable[[User, Collection[int]], Mapping[int, FollowedRow]]


followables: Registry[Followable] = Registry("subject of subscriptions")


def _units(user: User, keys: Collection[int]) -> dict[int, FollowedRow]:
    rows = Unit.objects.visible_to(user).filter(pk__in=keys)
    return {
        each.pk: FollowedRow(f"{each.code} {text_of(each, 'name')}", each.get_absolute_url())
        for each in rows
    }


followables.register(Followable(UNIT, gettext_lazy("Units"), _units))


@dataclass(frozen=True)
class Subscriptions:
    """What a person follows and mutes, each as "project:15"; with a unit go its parts."""

    followed: frozenset[str] = frozenset()
    muted: frozenset[str] = frozenset()

    def follows(self, subject: str) -> frozenset[int]:
        """The keys of the rows of a subject that are followed and not muted."""
        return frozenset(
            int(key)
            for kind, _colon, key in (each.partition(":") for each in self.followed - self.muted)
            if kind == subject
        )

    def mutes(self, subject: str) -> frozenset[int]:
        """The keys of the rows of a subject that are muted."""
        found = (each.partition(":") for each in self.muted)
        return frozenset(int(key) for kind, _colon, key in found if kind == subject)

    def silences(self, kind: str, about: Collection[str]) -> bool:
        """Whether an item of this kind, about these rows, is not to be heard of."""
        return f"{KIND}:{kind}" in self.muted or not self.muted.isdisjoint(about)


def subscriptions_of(user: User) -> Subscriptions:
    """What a person follows and mutes: in two queries, kept while they stand."""
    return kept("subscriptions", (Subscription, Unit), partial(_subscriptions, user), user.pk)


def _subscriptions(user: User) -> Subscriptions:
    found: dict[str, set[str]] = {FOLLOW: set(), MUTE: set()}
    rows = Subscription.objects.filter(user=user).order_by()
    for subject, key, mode in rows.values_list("subject", "key", "mode"):
        found[mode].add(f"{subject}:{key}")
    parents = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
    return Subscriptions(*(_with_parts(found[mode], parents) for mode in (FOLLOW, MUTE)))


def _with_parts(names: set[str], parents: Mapping[int, int | None]) -> frozenset[str]:
    """With each unit all units below it."""
    found = set(names)
    while (
        more := {
            f"{UNIT}:{unit}" for unit, parent in parents.items() if f"{UNIT}:{parent}" in found
        }
        - found
    ):
        found |= more
    return frozenset(found)


def mode_of(user: User, subject: str, key: int | str) -> str:
    """How a person stands to a row themselves: followed, muted, or empty; not by a unit above it."""
    rows = kept("subscription rows", (Subscription,), partial(_modes, user), user.pk)
    return rows.get(f"{subject}:{key}", "")


def _modes(user: User) -> dict[str, str]:
    rows = Subscription.objects.filter(user=user).order_by()
    return {f"{s}:{key}": mode for s, key, mode in rows.values_list("subject", "key", "mode")}


class UnknownSubject(LookupError):
    """There is nothing of that name that the person sees."""


def subscription_set(*, user: User, subject: str, key: str, mode: str) -> FollowedRow | None:
    """Follow or mute something, or (with an empty `mode`) neither; where it stands.

    A kind of item stands nowhere, and can only be muted. Raises `UnknownSubject`.
    """
    found = _subject(user, subject, key)
    if mode not in {"", *SubscriptionMode.values} or (found is None and mode == FOLLOW):
        raise UnknownSubject(mode)
    with transaction.atomic():
        if mode:
            Subscription.objects.update_or_create(
                user=user, subject=subject, key=key, defaults={"mode": mode}
            )
        else:
            Subscription.objects.filter(user=user, subject=subject, key=key).delete()
    return found


def _subject(user: User, subject: str, key: str) -> FollowedRow | None:
    if subject == KIND and key in work_kinds:
        return None
    if subject not in followables or not key.isascii() or not key.isdecimal() or len(key) > 18:
        raise UnknownSubject(f"{subject}:{key}")
    if (found := followables[subject].find(user, [int(key)]).get(int(key))) is None:
        raise UnknownSubject(f"{subject}:{key}")
    return found


@dataclass(frozen=True)
class SubscriptionLine:
    """A line of the settings: what is followed or muted."""

    subject: str
    key: str
    mode: str
    name: str
    url: str = ""

    @property
    def mode_label(self) -> str:
        """In words."""
        return str(SubscriptionMode(self.mode).label)


def subscription_lines(user: User) -> list[SubscriptionLine]:
    """What the person follows and mutes, as far as they see it: a query for each subject, and one."""
    rows = list(Subscription.objects.filter(user=user).order_by("subject", "key"))
    lines = [
        SubscriptionLine(KIND, row.key, row.mode, str(work_kinds[row.key].label))
        for row in rows
        if row.subject == KIND and row.key in work_kinds
    ]
    for kind in followables:
        modes = {int(row.key): row.mode for row in rows if row.subject == kind.key}
        for key, found in kind.find(user, modes).items() if modes else ():
            lines.append(SubscriptionLine(kind.key, str(key), modes[key], found.name, found.url))
    return lines


@dataclass(frozen=True)
class SubscriptionState:
    """How a person stands to a row, for the buttons on its page."""

    subject: str
    key: int
    mode: str

    @property
    def words(self) -> str:
        """What that means for them."""
        if self.mode == FOLLOW:
            return _(
                "You follow it: what happens in it comes with your reminders, and its days stand in "
                "your calendar."
            )
        if self.mode == MUTE:
            return _("Muted: it waits for you no more, here and in mails.")
        return _(
            "Follow it to hear what happens in it and have its days in your calendar, or mute it to "
            "hear of it no more."
        )


def subscription_state(user: User, subject: str, key: int) -> SubscriptionState | None:
    """How a person stands to a row; None for whoever has no page “My work”."""
    if not user.access.may(Action.DISCUSS):
        return None
    return SubscriptionState(subject, key, mode_of(user, subject, key))
