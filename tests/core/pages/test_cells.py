"""Cells: worked out by the column, they are what django-tables2 makes of each by itself."""

import re
from itertools import islice, product
from typing import Any

import django_tables2 as tables
import pytest
from django.template import Context
from django.template.base import render_value_in_context
from django.test import Client
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.models import User
from core.pages import cells
from core.pages.lists import ListPage
from core.rights.changes.events import SettingsEventQuerySet
from core.rights.reviews.services import review_open
from core.templatetags import rows as tags
from core.time import working_date
from tests.access.people import user
from tests.core.discussions.rows import ask
from tests.core.documents.rows import bring

PAGES = (
    *("/projects/", "/milestones/", "/promises/", "/money/", "/decisions/", "/indicators/"),
    *("/updates/", "/stages/", "/work-plan/", "/quantities/", "/remarks/"),
    *("/risks/", "/risks/assessments/", "/risks/measures/", "/risks/issues/"),
    *("/risks/acceptances/", "/people/", "/people/stand-ins/", "/people/units/", "/reports/"),
    *("/questions/", "/documents/", "/rounds/all/", "/deliverables/"),
)
OF_RIGHTS = ("/rights/", "/rights/changes/", "/rights/reviews/", "/rights/reviews/{review}/")
# What cards on a phone need besides.
FOR_CARDS = re.compile(r'(?<=<td)([^>]*?) data-(?:label="[^"]*"|none)(?=>)')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')  # new each time it is drawn


def of_the_library(table: tables.Table) -> str:
    """The rows of a page as django-tables2 alone makes them."""
    lines = []
    for row in table.paginated_rows:
        made = (
            f"<td {column.attrs['td'].as_html()}>{render_value_in_context(cell, Context())}</td>"
            for column, cell in row.items()
        )
        lines.append(f"<tr>{''.join(made)}</tr>".replace("<td >", "<td>"))
    return "\n".join(lines)


def plain(rows: str) -> str:
    """The rows without what cards need."""
    return FOR_CARDS.sub(r"\1", rows)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tables.Table]:
    """The tables whose rows pages have drawn."""
    drawn: list[tables.Table] = []

    def body(table: tables.Table) -> SafeString:
        drawn.append(table)
        return cells.body(table)

    monkeypatch.setattr(tags, "body", body)
    return drawn


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_list_shows_what_the_library_makes(
    client: Client, seen: list[tables.Table], language: str
) -> None:
    User.objects.filter(username__in=["pmo", "admin"]).update(language=language)
    review = review_open(by=user("admin"), on=working_date())
    ask()
    bring()
    of_rights = (page.format(review=review.pk) for page in OF_RIGHTS)
    for who, page in (*product(["pmo"], PAGES), *product(["admin"], of_rights)):
        client.force_login(user(who))
        assert client.get(page).status_code == 200, page
        table = seen[-1]
        with translation.override(language):
            ours, theirs = plain(cells.body(table)), of_the_library(table)
            assert TOKEN.sub("", ours) == TOKEN.sub("", theirs), page
            if isinstance(table.data.data, SettingsEventQuerySet):
                table.rows.data = list(table.data.data.iterator())  # put into words in chunks
            rows = zip(cells.file_rows(table), table.as_values(), strict=True)
            for mine, library in islice(rows, 200):
                assert mine == library, page


def test_no_list_is_left_out() -> None:
    lists = {each for each in _all(ListPage) if hasattr(each, "table_class")}
    assert len(PAGES) + len(OF_RIGHTS) == len(lists)


def _all(kind: type[Any]) -> list[type[Any]]:
    return [each for sub in kind.__subclasses__() for each in (sub, *_all(sub))]


class Small(tables.Table):
    name = tables.Column(linkify=lambda record: record["url"])
    size = tables.Column(accessor="inner__size", attrs={"td": {"class": "num"}}, default="none")
    kind = tables.Column(empty_values=())
    secret = tables.Column(exclude_from_export=True, visible=False)

    def render_kind(self, record: dict[str, Any], table: tables.Table) -> str:
        return format_html("<i>{}</i>", record["kind"]) if table is self else ""

    def value_kind(self, value: Any) -> Any:
        return value


ROWS = [
    {"name": "<b>", "url": "/a?b&c", "inner": {"size": 1234567}, "kind": "&", "secret": 1},
    {"name": "B", "url": None, "inner": None, "kind": None, "secret": 2},
]


def test_contents_are_escaped_linked_and_numbers_localised() -> None:
    shown = cells.body(Small(ROWS))
    assert plain(shown) == of_the_library(Small(ROWS))
    assert '<a href="/a?b&amp;c">&lt;b&gt;</a>' in shown
    assert '<td class="num">none</td>' in plain(shown)


def test_cells_say_what_they_are_for_cards_and_whether_they_are_empty() -> None:
    first, second = cells.body(Small(ROWS)).split("\n")
    assert first.startswith("<tr><td><a "), "the way to the row needs no name"
    assert '<td class="num" data-label="Size">' in first
    assert '<td data-label="Kind"><i>&amp;</i></td>' in first
    assert '<td class="num" data-none>none</td>' in second


def test_a_file_has_plain_values_and_no_column_kept_out_of_it() -> None:
    assert list(cells.file_rows(Small(ROWS))) == [
        ["Name", "Size", "Kind"],
        ["<b>", 1234567, "&"],
        ["B", None, None],
    ]


def test_a_table_without_rows_has_none() -> None:
    assert cells.body(Small([])) == ""
    assert list(cells.file_rows(Small([]))) == [["Name", "Size", "Kind"]]
