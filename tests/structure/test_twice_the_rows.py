"""With twice the rows no page asks the database more than the ledger says."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from portfolio.models import Project
from reports.models import Report
from tests.access.people import user
from tests.factories import regenerate
from tests.structure.doubled import double_the_portfolio
from tests.structure.test_query_ledger import PAGES, brief, difference, queries, read_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def doubled(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every row twice for all tests of this file: their own transactions are savepoints in this one.

    The report has a draft of the same data: what moved since its draft has a bound of its own, in
    test_query_ledger.py.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        double_the_portfolio()
        regenerate(Report.objects.get(slug="progress-2021"), user("editor"))
        yield
        transaction.set_rollback(True)


# The empty form of a new row and the question before a deletion show one row or none.
SHOWN = [page for page in PAGES if not re.search(r":\S+-(create|delete|replace)\b", page)]


@pytest.mark.parametrize("page", SHOWN)
def test_twice_the_rows_are_no_more_queries(page: str) -> None:
    once = read_ledger()[page]
    twice = queries(*PAGES[page])
    assert len(twice) == once["queries"], difference(
        once["asked"], [brief(sql) for sql in twice], twice
    )


def test_the_rows_are_there_twice_to_the_end() -> None:
    copies = Project.objects.filter(code__endswith="-2").count()
    assert copies == Project.objects.exclude(code__endswith="-2").count() >= 119
