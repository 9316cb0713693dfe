"""Where a walk goes: every address of the program, and who may be there."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from core.models import Installation
from tests.access.people import COLUMNS, user
from tests.access.test_every_address import LINES, Line
from tests.core.people.test_people_admin import addresses

ADMINISTRATOR = "admin"
# Signs of the table of addresses that say that there is nothing to send to.
SHUT = frozenset({"403", "404", "405", "to sign-in"})


@dataclass(frozen=True)
class Place:
    """An address as somebody: `person` is a user name, or empty for nobody.

    `find` gives the path. For many it first makes the row that the address is about, so that it is
    asked where all is undone afterwards: rows of two places may exclude one another.
    """

    person: str
    name: str
    find: Callable[[], str]


def places_to_send_to() -> list[Place]:
    """Everywhere that takes a form, for each person that may send one, and the administration."""
    posts = [line for line in LINES if line.method == "POST"]
    return [*_of(posts, lambda sign: sign not in SHUT), *_administration()]


def places_to_look_at() -> list[Place]:
    """Every page, for each person that sees one, and the administration."""
    pages = [line for line in LINES if line.method == "GET"]
    return [*_of(pages, lambda sign: sign not in SHUT), *_administration()]


def places_refused() -> list[Place]:
    """Everywhere that takes a form from others."""
    posts = [one for one in LINES if one.method == "POST" and set(one.expected.values()) - SHUT]
    return _of(posts, lambda sign: sign in {"403", "404", "to sign-in"})


def _of(lines: Iterable[Line], wanted: Callable[[str], bool]) -> list[Place]:
    return [
        Place(COLUMNS[who], str(line), partial(getattr, line, "url"))
        for line in lines
        for who, sign in line.expected.items()
        if wanted(sign)
    ]


def _administration() -> list[Place]:
    found = [*addresses(), reverse("admin:core_user_change", args=[user("pm-ims").pk])]
    role = user("pm-ims").assignments.values_list("pk", flat=True)[0]
    found.append(reverse("admin:core_roleassignment_change", args=[role]))
    found.append(reverse("admin:core_installation_change", args=[Installation.objects.get().pk]))
    return [Place(ADMINISTRATOR, path, partial(str, path)) for path in found]


def in_turn(places: list[Place], step: int, order: random.Random) -> Place:
    """The place of a step: each comes once before any comes again."""
    shuffled = places.copy()
    order.shuffle(shuffled)
    return shuffled[step % len(shuffled)]
