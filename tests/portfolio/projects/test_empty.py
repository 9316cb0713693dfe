"""An empty portfolio says "no projects", on every page, and never 0 of 0."""

import re
from typing import Any

import pytest
from django.test import Client
from lxml import html

from reports.models import Report
from tests.access.people import user
from tests.factories import make_report, outline, regenerate

pytestmark = pytest.mark.django_db
TEXT = (
    "{{projects.new_or_major form=count_share}}, {{projects.new_or_major form=per_cent}}, "
    "{{projects.total | =0 {no projects} one {# project} other {# projects}}}."
)
NEVER = re.compile(r"\b0 (of|von) 0\b|\b0\s(per cent|Prozent|%)|\bNaN\b|\bNone\b|\bnan\b")


@pytest.fixture
def report() -> Report:
    """A report on nothing, with a draft."""
    made = make_report(outline=outline(TEXT, figure="projects-by-category"))
    regenerate(made)
    return made


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(user("pmo"))
    return client


def words(client: Client, address: str) -> str:
    """What a page shows of itself, the shell aside."""
    response = client.get(address)
    assert response.status_code == 200
    page: Any = html.fromstring(response.content)
    for hidden in page.xpath("//script | //style | //datalist | //select"):
        hidden.drop_tree()
    (main,) = page.xpath("//main") or [page]
    return " ".join(str(main.text_content()).split())


def test_the_list_says_no_projects(client: Client, report: Report) -> None:
    said = words(client, f"/projects/?strategy={report.strategy.slug}")
    assert "Nothing matches these filters" in said
    assert not NEVER.search(said)


def test_the_report_says_no_projects(client: Client, report: Report) -> None:
    said = words(client, report.get_absolute_url())
    assert "no projects" in said
    assert "No projects" in said, "the figure"
    assert not NEVER.search(said), NEVER.search(said)


@pytest.mark.parametrize("use", [1, 2, 3])
def test_a_number_page_says_no_projects(client: Client, report: Report, use: int) -> None:
    address = f"{report.get_absolute_url()}en/numbers/introduction/one%23{use}/"
    said = words(client, address)
    assert "no projects" in said.lower()
    assert not NEVER.search(said), NEVER.search(said)


def test_an_export_of_nothing_is_a_file_with_its_heading(client: Client, report: Report) -> None:
    content = client.get(f"/projects/?strategy={report.strategy.slug}&export=csv").content
    lines = content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("Code,Name")


def test_a_site_without_any_strategy_still_has_pages(client: Client) -> None:
    """As `up --no-demo` leaves it; the shell names no strategy and no year."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE outcomes_strategy CASCADE")
    for address in ("/projects/", "/reports/", "/projects/?export=xlsx", "/style-guide/"):
        assert client.get(address).status_code == 200, address
