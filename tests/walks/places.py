"""Where a walk goes: every address of the program, and who may be there."""

import random
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from core.models import Installation
from tests.access.people import COLUMNS, user
from tests.access.test_every_address import LINES, Line
from tests.core.people.test_people_admin import addresses

ADMINISTRATOR = "admin"
# Signs of the table of addresses that say that there is nothing to send to.
SHUT = frozenset({"404", "405", "to sign-in"})


@dataclass(frozen=True)
class Place:
    """An address as somebody: `person` is a user name, or empty for nobody."""

    person: str
    path: str


class Places:
    """Addresses with the rows of the demonstration in them; made once, inside a test's transaction."""

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}

    def to_send_to(self) -> list[Place]:
        """Everywhere that takes a form, for each person that may send one, and the administration."""
        posts = [line for line in LINES if line.method == "POST"]
        return [*self._of(posts, without=SHUT), *_administration()]

    def to_look_at(self) -> list[Place]:
        """Every page, for each person that sees one, and the administration."""
        pages = [line for line in LINES if line.method == "GET"]
        return [*self._of(pages, without=SHUT), *_administration()]

    def refused(self) -> list[Place]:
        """Everywhere that takes a form from others."""
        posts = [
            line for line in LINES if line.method == "POST" and set(line.expected.values()) - SHUT
        ]
        return [
            Place(COLUMNS[who], self._path(line))
            for line in posts
            for who, sign in line.expected.items()
            if sign in {"404", "to sign-in"}
        ]

    def _of(self, lines: Iterable[Line], without: frozenset[str]) -> list[Place]:
        return [
            Place(COLUMNS[who], self._path(line))
            for line in lines
            for who, sign in line.expected.items()
            if sign not in without
        ]

    def _path(self, line: Line) -> str:
        if str(line) not in self._paths:
            self._paths[str(line)] = line.url
        return self._paths[str(line)]


def _administration() -> list[Place]:
    found = [*addresses(), reverse("admin:core_user_change", args=[user("pm-ims").pk])]
    role = user("pm-ims").assignments.values_list("pk", flat=True)[0]
    found.append(reverse("admin:core_roleassignment_change", args=[role]))
    found.append(reverse("admin:core_installation_change", args=[Installation.objects.get().pk]))
    return [Place(ADMINISTRATOR, path) for path in found]


def in_turn(places: list[Place], step: int, order: random.Random) -> Place:
    """The place of a step: each comes once before any comes again."""
    shuffled = places.copy()
    order.shuffle(shuffled)
    return shuffled[step % len(shuffled)]
