"""Every page with questions that nobody asks, as everybody who sees it."""

import random
import sys

import pytest

from tests.walks.lengths import ADDRESSES, chance_of
from tests.walks.places import in_turn, places_to_look_at
from tests.walks.rendered_forms import Field, forms_on
from tests.walks.sent import HEADERS, urlencoded
from tests.walks.values import hostile
from tests.walks.watching import Request, Watch, content_of, undone

pytestmark = pytest.mark.django_db

# Names that pages understand, whether or not they show a field for them; and the administration's.
KNOWN = (
    *(
        "q",
        "at",
        "known_at",
        "page",
        "per_page",
        "sort",
        "export",
        "columns",
        "kind",
        "strategy",
        "year",
    ),
    *(
        "person",
        "project",
        "risk",
        "language",
        "unit",
        "state",
        "due",
        "number",
        "all",
        "acceptable",
        "draft",
    ),
    *(
        "o",
        "p",
        "e",
        "_popup",
        "_to_field",
        "_facets",
        "_changelist_filters",
        "password__startswith",
    ),
    *(
        "user__password__contains",
        "unit__parent__parent__code__iregex",
        "is_active__exact",
        "id__in",
        "pk__lt",
    ),
    *(
        "last_login__year",
        "role__regex",
        "username__isnull",
        "next",
        "-",
        "",
        "__class__",
        "q[]",
        "at__gte",
    ),
)
ODD_METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
LONGEST_LINE = 8000  # a web server reads no longer one
PAIRED = (0, 1, 1, 1, 2, 2, 3, 5, 12)


class AddressWalk:
    """One question a step."""

    def __init__(self) -> None:
        self.watch = Watch()
        self.places = places_to_look_at()
        self._asked: dict[str, tuple[Field, ...]] = {}

    def step(self, number: int) -> None:
        """An address with a query, perhaps by another method or with a header."""
        chance = chance_of("addresses", number)
        place = in_turn(self.places, number, chance_of("pages"))
        with undone():
            path = place.find().partition("?")[0]
            query = self._query(chance, self._fields(place.person, path))
            method = chance.choice(ODD_METHODS) if chance.random() < 0.1 else "GET"
            headers = (chance.choice(HEADERS),) if chance.random() < 0.15 else ()
            self.watch.send(Request(place.person, method, f"{path}?{query}", headers=headers))

    def _fields(self, person: str, path: str) -> tuple[Field, ...]:
        """What can be asked there, by the fields of the page."""
        if path not in self._asked:
            page = self.watch.send(Request(person, "GET", path))
            forms = forms_on(content_of(page), path)
            asking = [field for form in forms if form.method == "GET" for field in form.fields]
            self._asked[path] = tuple(asking)
        return self._asked[path]

    def _query(self, chance: random.Random, fields: tuple[Field, ...]) -> str:
        pairs: list[tuple[str | bytes, bytes]] = []
        for _ in range(chance.choice(PAIRED)):
            field = chance.choice(fields) if fields and chance.random() < 0.6 else None
            name: str | bytes = field.name if field else chance.choice(KNOWN)
            if chance.random() < 0.03:
                name = hostile(chance)[:300]
            honest = field is not None and chance.random() < 0.25
            value = (
                (field.honest(chance) or "").encode()
                if field and honest
                else hostile(chance, field.kind if field else "")
            )
            pairs.append((name, value))
        if chance.random() < 0.1 and pairs:
            pairs += [chance.choice(pairs)] * chance.choice((1, 5, 200))
        query = urlencoded(pairs).decode()[:LONGEST_LINE]
        if chance.random() < 0.1:
            query = chance.choice(
                (
                    query.replace("=", ""),
                    f"{query}&%",
                    f"&&{query}&=&",
                    f"{query};a=b",
                    "%zz=%",
                    query.replace("%", ""),
                )
            )
        return query


def walk(count: int) -> AddressWalk:
    """So many questions."""
    made = AddressWalk()
    for number in range(count):
        made.step(number)
    return made


def test_a_short_walk_over_addresses_breaks_nothing() -> None:
    assert not walk(ADDRESSES.short).watch.seen.wrong


def test_a_long_walk_over_addresses_breaks_nothing() -> None:
    made = walk(ADDRESSES.asked)
    sys.stdout.write(f"\n{ADDRESSES.asked:,} questions: {made.watch.seen}\n")
    assert not made.watch.seen.wrong, "\n".join(made.watch.seen.wrong)
