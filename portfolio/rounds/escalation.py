"""Where whoever looks through a round can take a project that worries them; other apps offer it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from core.models import User
from core.registry import Registry
from portfolio.models import Project


@dataclass(frozen=True)
class Escalation:
    """A way on: its `label`, and the address for a project (empty: not for this person)."""

    key: str
    label: str | Promise
    url: Callable[[Project, User], str]


@dataclass(frozen=True)
class Way:
    """A way on, as a page shows it."""

    label: str | Promise
    url: str


# "management_list", registered by the app that has the list.
escalations: Registry[Escalation] = Registry("way to escalate a project")


def ways_of(project: Project, user: User) -> list[Way]:
    """The ways that are open to a person."""
    found = [(each.label, each.url(project, user)) for each in escalations]
    return [Way(label, url) for label, url in found if url]
