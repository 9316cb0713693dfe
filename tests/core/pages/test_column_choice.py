"""The columns of every list: each can be shown, sorted by, and costs no query of its own."""

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver

from core.rights.reviews.services import review_open
from core.time import working_date
from tests.access.people import COLUMNS, user
from tests.access.test_every_address import LINES
from tests.access.test_three_people import client_of
from tests.core.discussions.rows import ask
from tests.core.documents.rows import bring
from tests.fields.test_filters import pages

pytestmark = pytest.mark.django_db


def list_names(patterns: Any = None, space: str = "") -> Iterator[str]:
    """The names of the addresses of all list pages."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLPattern):
            yield from list_names(pattern.url_patterns, f"{pattern.namespace or 'admin'}:")
        elif getattr(pattern.callback, "view_class", None) in pages():
            yield f"{space}{pattern.name}"


LISTS = sorted(list_names())
# Lists of which the demonstration has no row, and what makes one.
EMPTY: dict[str, Callable[[], object]] = {
    "discussions:question-list": ask,
    "documents:document-list": bring,
    "rights:review-list": lambda: review_open(by=user("admin"), on=working_date()),
}


def opened(name: str) -> tuple[Client, str]:
    """Somebody who gets a list by the table of addresses, the PMO if they do, and where it is.

    It has a row at least.
    """
    (line,) = (each for each in LINES if each.method == "GET" and each.address == name)
    if name in EMPTY:
        EMPTY[name]()
    who = next(who for who in ("pmo", *line.expected) if line.expected[who] == "200")
    return client_of(user(COLUMNS[who])), line.url


def asked(client: Client, address: str, columns: list[str]) -> tuple[Any, int]:
    """What a page was made of, and its number of queries the second time."""
    client.get(address, {"columns": columns})
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, {"columns": columns})
    return response.context, len(captured)


def test_every_list_page_is_tested_here() -> None:
    assert len(LISTS) == len(pages())


@pytest.mark.parametrize("name", LISTS)
def test_every_column_can_be_chosen_and_sorts_without_a_query_more(name: str) -> None:
    client, address = opened(name)
    context, before = asked(client, address, [])
    table, menu = context["table"], context["columns"]["columns"]
    usual = [column.name for column in table.columns]
    ticked = [each.data["value"] for each in menu if each.data["selected"]]
    free = [each.data["value"] for each in menu]
    assert ticked == menu.field.usual.split() == [each for each in usual if each in free]
    context, queries = asked(client, address, free)
    every = list(context["table"].columns.iterall())
    assert list(context["table"].columns) == every and len(every) == len(free) + 1
    assert queries == before
    for column in every:
        if column.orderable:
            context["table"].order_by = [column.name]
            assert len(context["table"].data.data[:2])


@pytest.mark.parametrize("name", LISTS)
def test_few_columns_are_shown_and_a_file_has_all(name: str) -> None:
    client, address = opened(name)
    menu = client.get(address).context["columns"]["columns"]
    (first, *_) = (each.data["value"] for each in menu)
    page = client.get(address, {"columns": [first, "nonsense"]})
    shown = page.context["table"].columns
    assert len(list(shown)) == 2 and first in {column.name for column in shown}
    (chip,) = page.context["active_filters"]
    assert chip["value"] == f"2 of {len(menu) + 1}" and chip["remove_url"] == "?"
    file = client.get(address, {"columns": first, "export": "csv"}).content.decode("utf-8-sig")
    kept = [each for each in shown.iterall() if not each.column.exclude_from_export]
    layout = page.resolver_match.func.view_class.sheet  # type: ignore[attr-defined]
    heads = [str(column.header) for column in kept]
    if layout is not None:  # the heads that its loader knows
        heads = [str(layout.label(each)) for each in layout.in_file([c.name for c in kept])]
    assert next(csv.reader(StringIO(file))) == heads


def test_what_is_not_for_everybody_cannot_be_chosen() -> None:
    page = client_of(user("editor")).get("/people/", {"columns": ["email", "username"]})
    offered = {each.data["value"] for each in page.context["columns"]["columns"]}
    assert "unit" in offered and offered.isdisjoint({"email", "username"})
    assert "@" not in page.content.decode()
