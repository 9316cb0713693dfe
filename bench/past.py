"""History: what it costs to write it, and to look into it."""

from collections.abc import Iterator
from datetime import date

from django.db import connection, transaction

from bench.measure import Result, Taken, medians, once
from core.history.past import known_at
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from portfolio.models import Project, StageChange, StatusUpdate

CONTEXT = NumberContext(strategy="it-2018-21", year=2021, at=date(2021, 12, 31))
ROWS = 10_000


def looking() -> Iterator[Result]:
    """Limit: a second for a count in the past at 10,000 projects, changed in part since then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    Project.objects.filter(code__endswith="7").update(size="large")
    StatusUpdate.objects.filter(state="draft").update(reason="Said in another way since.")
    size = Project.objects.count()
    for key in ("projects.new_or_major", "projects.attention"):

        def count(key: str = key) -> None:
            number_value(parse_token(key), CONTEXT)

        def count_then(key: str = key) -> None:
            with known_at(moment):
                count(key)

        now, then = medians(count, count_then, times=3)
        yield _of(f"{size:,} projects: {key} now", now, 0.15)
        yield _of(f"{size:,} projects: the same as known at a moment", then, 1.0)


def _of(what: str, taken: Taken, limit: float) -> Result:
    return Result(what, taken.clock, limit, python=taken.python, postgres=taken.postgres)


def writing() -> Iterator[Result]:
    """Limit: 10,000 rows in bulk in a second, with history at most twice as slow as without."""
    projects = list(Project.objects.values_list("pk", flat=True)[:ROWS])

    def rows() -> list[StageChange]:
        return [StageChange(project_id=pk, stage="running", on=date(2030, 1, 1)) for pk in projects]

    def insert() -> None:
        with transaction.atomic():
            StageChange.objects.bulk_create(rows())
            transaction.set_rollback(True)

    def update() -> None:
        with transaction.atomic():
            Project.objects.filter(pk__in=projects).update(size="large")
            transaction.set_rollback(True)

    for what, act in (("insert", insert), ("update", update)):
        _triggers("DISABLE")
        bare = min(once(act) for _ in range(3))
        _triggers("ENABLE")
        kept = min(once(act) for _ in range(3))
        yield Result(
            f"{what} {len(projects):,} rows in bulk with history",
            kept,
            max(1.0, 2 * bare),
            f"without {bare * 1000:.0f} ms, {kept / bare:.1f} times",
        )


def _triggers(switch: str) -> None:
    """History off and on again, as only the owner of the tables can."""
    with connection.cursor() as cursor:
        for model in (StageChange, Project):
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" {switch} TRIGGER USER')
