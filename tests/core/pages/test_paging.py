"""Paging: every row stands on exactly one page, whatever the list is sorted by."""

import pytest
from django.test import Client
from lxml import html

from portfolio.models import Project
from portfolio.projects.tables import ProjectTable
from tests.access.people import user

pytestmark = pytest.mark.django_db


def codes_of(client: Client, address: str) -> list[str]:
    page = html.fromstring(client.get(address).content)
    return [str(link.text_content()) for link in page.xpath("//tbody/tr/td[1]//a")]


@pytest.mark.parametrize("column", ["stage", "rag", "due", "lead_unit", "manager", "category"])
def test_rows_that_a_sort_leaves_equal_stand_on_one_page_each(client: Client, column: str) -> None:
    client.force_login(user("pmo"))
    assert column in ProjectTable.base_columns
    shown: list[str] = []
    for number in range(1, 8):
        shown += codes_of(client, f"/projects/?sort=-{column}&per_page=25&page={number}")
    everybody = set(Project.objects.values_list("code", flat=True))
    assert len(everybody) > 150
    assert len(shown) == len(everybody)
    assert set(shown) == everybody


def test_a_page_beyond_the_end_is_the_last(client: Client) -> None:
    client.force_login(user("pmo"))
    last = codes_of(client, "/projects/?per_page=25&page=7")
    assert last
    assert codes_of(client, "/projects/?per_page=25&page=99999") == last


def test_rows_of_a_page_come_in_the_order_asked_for(client: Client) -> None:
    client.force_login(user("pmo"))
    first = codes_of(client, "/projects/?sort=-code&per_page=100")
    assert first == sorted(first, reverse=True)
