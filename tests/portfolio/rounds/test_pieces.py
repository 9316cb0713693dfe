"""A long round in pieces: page and pieces are the table that one page would have shown."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.access import Role
from portfolio.models import Project, StageChange
from portfolio.rounds import pieces
from tests.access.test_three_people import client_of
from tests.factories import make_unit, make_update, make_user
from tests.portfolio.rounds.test_filter import codes, page
from tests.portfolio.rounds.test_saving import Site, round_site

__all__ = ["round_site"]
pytestmark = pytest.mark.django_db
ROW = re.compile(r"<tr[ >].*?</tr>", re.DOTALL)
INDEX = re.compile(r'\s*aria-rowindex="(\d+)"')


@pytest.fixture
def long_site(round_site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Nine projects of two units and managers, and a page that draws three."""
    monkeypatch.setattr(pieces, "WHOLE", 4)
    monkeypatch.setattr(pieces, "PIECE", 3)
    unit, other = make_unit(), make_user(Role.PROJECT_MANAGER)
    for number in range(8):
        changes = {"lead_unit": unit, "manager": other} if number % 2 else {}
        round_site.last(round_site.add(name=f"Payroll {number}", **changes))
    return round_site


def lines(html: str) -> list[str]:
    """The rows of a table with headings, without their numbers."""
    found = ROW.findall(html[html.index("<tbody") :] if "<tbody" in html else html)
    return [" ".join(INDEX.sub("", each).split()).replace(" >", ">") for each in found]


def rest(html: str) -> list[str]:
    """The projects that a page has not drawn."""
    return [pk for each in re.findall(r'data-rest="([^"]+)"', html) for pk in each.split(".")]


def put_together(site: Site, query: str, who: Any = None) -> list[str]:
    """The rows as the script puts them together: each piece where the page names its projects."""
    html = page(site, query, who).content.decode()
    left = rest(html)
    drawn: dict[str, str] = {}
    for start in range(0, len(left), 3):
        answer = page(site, f"?rows={'.'.join(left[start : start + 3])}", who).content.decode()
        assert "<table" not in answer
        drawn |= {re.findall(r'data-project="(\d+)"', row)[0]: row for row in ROW.findall(answer)}
    found = []
    for body in re.findall(r"<tbody.*?</tbody>", html, re.DOTALL):
        found += lines(body)
        found += [lines(drawn.pop(pk))[0] for pk in rest(body)]
    assert drawn == {}, "a row that the page does not know"
    return found


@pytest.mark.parametrize(
    "query",
    ["", "?group=unit", "?group=manager", "?group=outcome", "?open=1", "?q=payroll", "?plan=1"],
)
def test_page_and_pieces_are_the_whole_table(long_site: Site, query: str) -> None:
    whole = page(long_site, f"{query}{'&' if query else '?'}all=1").content.decode()
    assert rest(whole) == [] and "aria-row" not in whole and "data-round-rest" not in whole
    assert len(codes(page(long_site, query))) == 3
    assert put_together(long_site, query) == lines(whole)


@pytest.mark.parametrize("query", ["", "?group=unit"])
def test_the_table_says_from_the_start_how_many_rows_it_has(long_site: Site, query: str) -> None:
    answer = page(long_site, query)
    html = answer.content.decode()
    total = 1 + 9 + (len(answer.context["table"].groups) if query else 0)
    assert f'aria-rowcount="{total}"' in html
    bodies = re.findall(r"<tbody.*?</tbody>", html, re.DOTALL)
    line = 1
    for body in bodies:
        told = [int(each) for each in INDEX.findall(body)]
        assert told == list(range(line + 1, line + 1 + len(told)))
        line += len(told) + len(rest(body))
    assert line == total
    assert "Show 6 more rows" in html, "for whoever has no script"
    assert "all=1" in html


def test_a_link_shows_all_of_what_was_asked_for(long_site: Site) -> None:
    html = page(long_site, "?group=unit&q=payroll").content.decode()
    (link,) = re.findall(r'href="([^"]*all=1[^"]*)"', html)
    whole = page(long_site, link.replace("&amp;", "&"))
    assert len(codes(whole)) == 8
    assert whole.context["filter"].group == "unit"


def test_a_short_round_is_drawn_whole(long_site: Site) -> None:
    longest = list(Project.objects.filter(strategy=long_site.strategy).order_by("pk")[4:])
    StageChange.objects.filter(project__in=longest).delete()
    html = page(long_site).content.decode()
    assert len(codes(page(long_site))) == 4
    for sign in ("aria-row", "data-rest", "data-left", "data-round-rest"):
        assert sign not in html


def test_what_is_written_between_page_and_piece_neither_doubles_nor_hides_a_row(
    long_site: Site,
) -> None:
    """One of them is given meanwhile and waits no more, one is new, one goes to somebody else."""
    manager = long_site.manager
    html = page(long_site, "?open=1&mine=1", manager).content.decode()
    shown, left = codes(page(long_site, "?open=1&mine=1", manager)), rest(html)
    assert len(shown) == 3 and len(left) == 2
    given, gone = (Project.objects.get(pk=pk) for pk in left)
    make_update(given, round=long_site.round, author=manager)
    other = make_user(Role.PROJECT_MANAGER)
    Project.objects.filter(pk=gone.pk).update(manager=other, business_owner=None)
    long_site.add(code="A-0")
    answer = page(long_site, f"?rows={'.'.join(left)}", manager)
    assert codes(answer) == [given.code], "the page's script says that one has gone"
    assert "submitted" in answer.content.decode()


def test_the_rows_that_are_asked_for_come_in_that_order_and_once(long_site: Site) -> None:
    first, second = Project.objects.filter(strategy=long_site.strategy).order_by("pk")[:2]
    asked = f"?rows={second.pk}.{first.pk}.{second.pk}"
    assert codes(page(long_site, asked)) == [second.code, first.code]


def test_nobody_gets_rows_of_others_or_of_another_strategy(long_site: Site) -> None:
    stranger = make_user(Role.PROJECT_MANAGER)
    assert codes(page(long_site, f"?rows={long_site.project.pk}", stranger)) == []
    elsewhere = Site().project
    assert codes(page(long_site, f"?rows={elsewhere.pk}.{long_site.project.pk}")) == [
        long_site.project.code
    ]


@pytest.mark.parametrize(
    "asked", ["x", "1.", "-1", "1,2", "1.2.3.4", "٣", "1 OR 1=1", "99999999999999999999"]
)
def test_what_the_page_never_asks_is_refused(long_site: Site, asked: str) -> None:
    assert client_of(long_site.pmo).get(long_site.url, {"rows": asked}).status_code == 400


def test_a_number_that_is_no_project_is_no_row(long_site: Site) -> None:
    assert codes(page(long_site, "?rows=9999999999")) == []


def test_queries_are_as_many_for_one_row_as_for_many(long_site: Site) -> None:
    client = client_of(long_site.pmo)
    projects = Project.objects.filter(strategy=long_site.strategy).order_by("pk")
    keys = [str(pk) for pk in projects.values_list("pk", flat=True)]
    counts = []
    for asked in (keys[:1], keys[:3]):
        address = f"{long_site.url}?rows={'.'.join(asked)}"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
    for query in ("", "?group=manager&q=payroll"):
        many = []
        for left_out in (False, True):
            if left_out:
                Project.objects.filter(pk__in=keys[5:7]).update(lead_unit=make_unit())
            client.get(f"{long_site.url}{query}")
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{long_site.url}{query}")
            many.append(len(queries))
        assert many[0] == many[1], query
