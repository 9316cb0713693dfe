"""No word of a row that somebody may not see is on any page they reach, in any file, in any message.

Every text of every row outside a person's gate is replaced by a word that stands nowhere else; then
the person follows every link there is, opens every list as a file, searches for the word, and is
refused by forms that hold it. Where the word comes back is a hole of the kind.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pgtrigger
import pytest
from django.apps import apps
from django.db.models import CharField, Model, TextField
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from core.access import Action, Limit, Role, limit_of
from core.models import RoleAssignment, Unit, User
from outcomes.models import (
    Deliverable,
    Driver,
    Indicator,
    Measurement,
    Outcome,
    Output,
    Strategy,
    Target,
    Term,
)
from portfolio.models import Project, Remark
from risks.models import Mitigation, Risk
from tests.access.people import user
from tests.access.test_three_people import client_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db
WORD = "ZQ-HID"
OTHER = "ZQ-NOT"  # as long, and in no row
# A paper prints framework, indicators, risks and remarks of projects, and is read whole (decision 034):
# there they may stand.
PRINTED = "ZQ-FRA"
PRINTED_MODELS = {
    *(Outcome, Output, Driver, Deliverable, Term, Remark, Indicator, Target, Measurement),
    *(Risk, Mitigation),
}
PAPERS = "/reports/"
# What is read as the key of a word of the strategy, never as words.
KEYS = {
    "sha256",
    "template_sha256",
    "currency",
    "time_zone",
    "language",
    "category",
    "kind",
    "size",
}
OURS = {"core", "outcomes", "portfolio", "risks", "reports"}
# Pages of one kind that are opened: their rows differ, what they show does not.
OF_A_KIND = 3
# What tells machines of the program moves on with every request.
FOR_MACHINES = ("/admin/", "/readyz", "/metrics")
# What the owner of the database alone can write into all the same.
KEPT = ("portfolio.StatusUpdate:accepted_update_stays",)


def gated() -> Iterator[type[Model]]:
    """Every model whose rows lie behind the gate."""
    for model in apps.get_models():
        if model._meta.app_label in OURS and hasattr(model._default_manager.all(), "visible_to"):
            yield model


def mark_hidden(person: User) -> Counter[str]:
    """Write the word into every text of every row that `person` may not see; how many, by table."""
    marked: Counter[str] = Counter()
    # The people of the demonstration stand on its sign-in page, for one click; whoever reads a report
    # reads which strategy it is about.
    known: set[type[Model]] = {User}
    if person.access.may(Action.VIEW_REPORT):
        known.add(Strategy)
    for model in set(gated()) - known:
        rows: Any = model._default_manager.all()
        seen = rows.visible_to(person).values_list("pk", flat=True)
        hidden = model._base_manager.exclude(pk__in=list(seen))
        texts = [
            one
            for one in model._meta.local_concrete_fields
            if isinstance(one, CharField | TextField) and not one.choices and one.name not in KEYS
        ]
        reads = person.access.may(Action.VIEW_REPORT)
        word = PRINTED if reads and model in PRINTED_MODELS else WORD
        for row in hidden:
            for one in texts:
                longest = one.max_length or 100
                if getattr(row, one.name):
                    # A paper calls a project by its code and its name.
                    called = reads and model is Project and one.name in {"code", "name"}
                    text = f"{PRINTED if called else word}{row.pk}"
                    setattr(row, one.name, text[:longest])
            if hasattr(row, "i18n"):
                names = reads and model is Project
                row.i18n = {
                    name: f"{PRINTED if names and name.startswith('name_') else word}{row.pk}{name}"
                    for name in (row.i18n or {})
                }
            with pgtrigger.ignore(*KEPT):
                row.save()
            marked[model.__name__] += 1
    return marked


def shown(response: HttpResponseBase) -> str:
    content = getattr(response, "content", None)
    if content is None:
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")


def addresses(page: str) -> set[str]:
    """Where a page leads to, in this program."""
    found = re.findall(r'(?:href|hx-get|hx-post|action|src)="([^"]*)"', page)
    return {one.replace("&amp;", "&") for one in found if one.startswith(("/", "?"))}


class Walk:
    """A person's way through every page that a link leads to."""

    def __init__(self, client: Client) -> None:
        self.client, self.holes = client, dict[str, str]()
        self.seen, self.kinds = set[str](), Counter[tuple[str, bool]]()
        self.forms = set[str]()

    def go(self, starts: list[str]) -> None:
        """Breadth first; pages of one kind are opened a dozen times."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop(0)
            if address in self.seen or not self.wanted(address):
                continue
            self.seen.add(address)
            page = self.look(address)
            for one in sorted(addresses(page)):
                path = urlsplit(address).path
                waiting.append(f"{path}{one}" if one.startswith("?") else one)

    def wanted(self, address: str) -> bool:
        parts = urlsplit(address)
        try:
            name = resolve(parts.path).view_name
        except Resolver404:
            return False
        if parts.path.startswith(("/static/", "/sign-out")):
            return False
        self.kinds[name, bool(parts.query)] += 1
        return self.kinds[name, bool(parts.query)] <= OF_A_KIND

    def look(self, address: str) -> str:
        response = self.client.get(address)
        if response.status_code != 200:
            return ""
        page = shown(response)
        self.tell(address, page)
        if "<form" in page and 'method="post"' in page:
            self.forms.add(address)
        return page

    def tell(self, address: str, page: str) -> None:
        hidden = WORD if address.startswith(PAPERS) else f"{WORD}|{PRINTED}"
        for found in re.finditer(hidden, page):
            place = page[max(0, found.start() - 160) : found.end() + 60]
            self.holes.setdefault(address, " ".join(place.split()))


def limited() -> dict[str, User]:
    """Everybody whose reach ends somewhere, of the demonstration and made."""
    unit = Unit.objects.get(code="AMS")
    found = {
        name: user(name)
        for name in ("pm-ams", "focal", "owner", "chief-tms", "translator", "clearer", "admin")
    }
    for role in Role:
        person = make_user(full_name=f"Only {role.label}")
        within = unit if limit_of(role) is Limit.UNIT else None
        edition = "fr" if limit_of(role) is Limit.EDITION else ""
        RoleAssignment.objects.create(user=person, role=role, unit=within, language=edition)
        found[f"only {role.value}"] = person
    found["outsider"] = user("outsider")
    return found


NAMES = [
    *("pm-ams", "focal", "owner", "chief-tms", "translator", "clearer", "admin", "outsider"),
    *(f"only {role.value}" for role in Role),
]


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_hidden_row_is_shown(name: str) -> None:
    person = limited()[name]
    marked = mark_hidden(person)
    assert sum(marked.values()) or name not in {"pm-ams", "focal", "owner"}
    walk = Walk(client_of(person))
    lists = list(starts())
    walk.go(["/", *lists, *(f"{one}?export=csv" for one in lists)])
    assert len(walk.seen) > 5
    told = "\n".join(f"{address}: {place}" for address, place in sorted(walk.holes.items()))
    assert not walk.holes, f"{name}, {len(walk.holes)} of {len(walk.seen)} pages:\n{told}"


def starts() -> Iterator[str]:
    """Every address without anything in it."""
    from tests.access.test_unreadable_input import ADDRESSES

    for one in ADDRESSES:
        if not {"{", "<", "(", "1"} & set(one) and not one.startswith(FOR_MACHINES):
            yield one


@pytest.mark.parametrize("name", NAMES)
def test_no_search_and_no_filter_tells_of_a_hidden_row(name: str) -> None:
    person = limited()[name]
    mark_hidden(person)
    client = client_of(person)
    names = ("q", "project", "risk", "owner")
    for address in starts():
        page = client.get(address)
        # Whoever is asked for what the page does not ask leaves it away.
        fields = shown(page) if page.status_code == 200 else ""
        for asked in names:
            if f'name="{asked}"' not in fields:
                continue
            one, other = (
                shown(client.get(address, {asked: word})).replace(word, "")
                for word in (WORD, OTHER)
            )
            assert _still(one) == _still(other), (address, asked)


def _still(page: str) -> str:
    """A page without what is new on each."""
    keys = r'(csrf\w*" value|nonce|name="submission" value)="[^"]*"'
    return re.sub(rf"{keys}|\d[\d.,]* ms\b", "", page)
