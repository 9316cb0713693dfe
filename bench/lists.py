"""The project list: server time of a page against its bare SQL."""

import re
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.measure import Result, median
from bench.scale import grow
from core.models import User

PAGES = {
    "the list": "/projects/",
    "the list, 100 rows": "/projects/?per_page=100",
    "filtered and sorted": "/projects/?year=2021&stage=in_progress&sort=-due",
    "those that are late": "/projects/?attention=late",
    "those that are silent": "/projects/?attention=silent",
    "searched": "/projects/?q=teams+client",
    "behind a number": "/projects/?strategy=it-2018-21&year=2021&number=projects.new_or_major",
    "the last page": "/projects/?page=99999",
}


def measure(sizes: tuple[int, ...]) -> Iterator[Result]:
    """Limit: 100 ms at 10,000 projects, ten times that at 100,000."""
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    for size in sizes:
        grow(size)
        limit = 0.1 * max(1, size / 10_000)
        for name, address in PAGES.items():
            yield _page(client, f"{size:,} projects: {name}", address, limit)
        export = "/projects/?export=csv"
        taken = median(lambda: client.get(export), 1)  # noqa: B023
        yield Result(f"{size:,} projects: export", taken, max(1.0, size / 2_000))


def _page(client: Client, what: str, address: str, limit: float) -> Result:
    def ask() -> None:
        assert client.get(address).status_code == 200, address

    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    # Choices of a form are read through cursors of the server's; bare is the question itself.
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
