"""History: what it costs to write it, and to look into it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache, partial

from django.db import connection, transaction

from bench.limits import INSERT, LARGE, NUMBER_NOW, NUMBER_THEN, UPDATE, Limit
from bench.measure import Act, Measure
from bench.verdict import Ratio, Result
from bench.yardstick import measured
from core.history.past import known_at
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from portfolio.models import Project, StageChange, StatusUpdate

KIND = "history"
CONTEXT = NumberContext(strategy="it-2018-21", year=2021, at=date(2021, 12, 31))


def measures() -> Iterator[Measure]:
    """At 10,000 projects: numbers now and as known before a change, rows in bulk."""
    for key in ("projects.new_or_major", "projects.attention"):
        name = f"{key} as known at a moment"
        yield Measure(name, LARGE, partial(_looking, name, key))
    for name, act, limit in (("insert", _insert, INSERT), ("update", _update, UPDATE)):
        name = f"{name} {LARGE:,} rows in bulk with history"
        yield Measure(name, LARGE, partial(_writing, name, act, limit))


def _looking(name: str, key: str) -> Result:
    moment = _before_a_change()

    def count() -> None:
        number_value(parse_token(key), CONTEXT)

    def count_then() -> None:
        with known_at(moment):
            count()

    (now, then), yardstick = measured(count, count_then, times=3)
    return Result(
        name,
        KIND,
        (
            Ratio(now.work, yardstick, NUMBER_NOW, "yardsticks now"),
            Ratio(then.work, yardstick, NUMBER_THEN, "yardsticks then"),
        ),
        f"{then}; now {now}",
    )


@cache
def _before_a_change() -> datetime:
    """A moment after which a part of the projects and updates was changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    Project.objects.filter(code__endswith="7").update(size="large")
    StatusUpdate.objects.filter(state="draft").update(reason="Said in another way since.")
    return moment


def _insert(projects: list[int]) -> None:
    day = date(2030, 1, 1)
    StageChange.objects.bulk_create(
        [StageChange(project_id=pk, stage="running", on=day) for pk in projects]
    )


def _update(projects: list[int]) -> None:
    Project.objects.filter(pk__in=projects).update(size="large")


def _writing(name: str, act: Callable[[list[int]], None], limit: Limit) -> Result:
    """10,000 rows with history, against the same without."""
    projects = list(Project.objects.values_list("pk", flat=True)[:LARGE])

    def write(triggers: str) -> None:
        with transaction.atomic():
            _triggers(triggers)
            act(projects)
            transaction.set_rollback(True)

    bare: Act = partial(write, "DISABLE")
    (kept, without), yardstick = measured(partial(write, "ENABLE"), bare, times=3)
    return Result(
        name,
        KIND,
        (
            Ratio(kept.work, yardstick, limit.yardsticks, "yardsticks"),
            Ratio(kept.work, without.work, limit.bare, "without history"),
        ),
        f"{kept}; without {without}",
    )


def _triggers(switch: str) -> None:
    """History off and on again, as only the owner of the tables can."""
    with connection.cursor() as cursor:
        for model in (StageChange, Project):
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" {switch} TRIGGER USER')
