"""The dashboard: server time of the page, and of the comparison that follows it in a large portfolio."""

import re
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.measure import Result, median
from bench.scale import grow
from core.models import User

ADDRESS = "/dashboard/?strategy=it-2018-21&year=2021&at=2022-01-17"


def measure(sizes: tuple[int, ...]) -> Iterator[Result]:
    """Limit: 150 ms at 10,000 projects, ten times that at 100,000."""
    client = Client()
    client.force_login(User.objects.get(username="cio"))
    for size in sizes:
        grow(size)
        limit = 0.15 * max(1, size / 10_000)
        yield _page(client, f"{size:,} projects: dashboard", limit)
        # With two days to read; by itself, after the page has come.
        yield _page(client, f"{size:,} projects: its comparison", limit * 2, HX_Request="true")


def _page(client: Client, what: str, limit: float, **headers: str) -> Result:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}

    def ask() -> None:
        assert client.get(ADDRESS, headers=sent).status_code == 200

    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    statements = [re.sub(r"^DECLARE .*? FOR ", "", each["sql"]) for each in captured]

    def bare() -> None:
        with connection.cursor() as cursor:
            for sql in statements:
                cursor.execute(sql)
                if cursor.description:
                    cursor.fetchall()

    taken, alone = median(ask), median(bare)
    beside = (
        f"bare SQL {alone * 1000:.0f} ms ({len(statements)} queries), {taken / alone:.1f} times"
    )
    return Result(what, taken, limit, beside)
