"""Tables that a report declares: chosen rows and columns of those that the program makes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from core.figures.annexes import TableChoice, annexes
from core.models import Unit
from outcomes.models import Deliverable, Indicator, Strategy, Target
from portfolio.models import Commitment
from reports.document import tree
from tests.reports.declared import (
    CONTEXT,
    cells,
    composed,
    declared_report,
    number,
    tables_of,
    values,
)

pytestmark = pytest.mark.django_db


BOTH_TABLES = """
    tables:
      - key: indicators-1
        of: indicators
        outcome: 1
        at: 2018-06-30
        columns: [code, title, criteria, means, baseline, targets]
      - key: deliverables-1
        of: deliverables
        outcome: 1
"""


def test_indicators_of_one_outcome_before_a_period_has_ended() -> None:
    report = declared_report(BOTH_TABLES, tables=("indicators-1", "deliverables-1"))
    table = tables_of(composed(report).documents["en"])["indicators-1"]
    assert table.caption == "Indicators, baselines and targets, Strategy outcome 1"
    assert [*table.columns] == [
        *("No.", "Indicator", "Criteria for success", "Means of verification", "Baseline"),
        *("Target 2018–19", "Target 2020–21"),
    ]
    found = cells(table)
    assert [row[0] for row in found] == ["1.1", "1.2", "1.3"]
    assert found[0][2:] == [
        "Staff know which services exist; Effective training; Tools fit for purpose; Connectivity "
        "sufficient for remote work",
        "Biennial staff survey",
        *("1,240", "+10 per cent", "+10 per cent"),
    ]
    # One with a target for each year says of which.
    assert found[1][5:] == [
        "2018, 2019: at least 95 per cent",
        "2020, 2021: at least 95 per cent",
    ]
    # Nothing of what was reached, which nobody knew on that day.
    assert "judged" not in tree.cell_text(table.note)


def test_targets_of_too_many_periods_stand_in_one_column() -> None:
    indicator = Indicator.objects.get(strategy__slug="it-2018-21", number="1.1")
    indicator.targets.all().delete()
    for year in range(2018, 2023):
        period = (date(year, 1, 1), date(year, 12, 31))
        Target.objects.create(
            indicator=indicator, period_start=period[0], period_end=period[1], value=year - 2010
        )
    Indicator.objects.filter(strategy__slug="it-2018-21").exclude(pk=indicator.pk).update(
        in_force_until=date(2018, 1, 1)
    )
    with translation.override("en"):
        data = annexes["indicators"].compute(CONTEXT, TableChoice(("code", "targets")))
    assert data.columns == ("No.", "Targets")
    ((_code, targets),) = data.rows
    assert str(targets).replace("\u00a0", " ").startswith("2018: +8 per cent; 2019: +9 per cent;")


def test_the_deliverables_of_an_outcome() -> None:
    report = declared_report(BOTH_TABLES, tables=("indicators-1", "deliverables-1"))
    found = composed(report)
    for language, title, due in (
        ("en", "Wi-Fi in all of headquarters", "end 2019"),
        ("de", "WLAN im gesamten Hauptsitz", "Ende 2019"),
    ):
        table = tables_of(found.documents[language])["deliverables-1"]
        rows = cells(table)
        counted = Deliverable.objects.filter(
            output__outcome__number="1",
            output__outcome__strategy__slug="it-2018-21",
            part_of__isnull=True,
        )
        assert len(rows) == counted.count() == number("strategy.deliverables outcome=1").value
        assert rows[0][:2] == ["1.1.1", title]
        assert due in {cell for row in rows for cell in row}
        parted = next(row for row in rows if row[2] != "–")
        assert parted[2].count(";") == 2
        assert len(table.groups) == 3


def test_deliverables_say_how_they_stand_on_the_day() -> None:
    first = Deliverable.objects.filter(
        output__number="1.1", output__outcome__strategy__slug="it-2018-21", part_of=None
    ).earliest("position")
    first.state, first.reached_on, first.reached_precision = "reached", date(2020, 3, 1), "month"
    first.responsible_unit = Unit.objects.get(code="TMS")
    first.save()
    second = Deliverable.objects.filter(output=first.output, part_of=None).order_by("position")[1]
    second.state, second.reached_on, second.reached_precision = "", None, ""
    second.save()
    with translation.override("en"):
        table = annexes["deliverables"].compute(CONTEXT)
    place = table.columns.index("State")
    assert [row[place] for row in table.rows][:2] == ["Reached, March 2020", "–"]
    with translation.override("en"):
        earlier = annexes["deliverables"].compute(replace(CONTEXT, at=date(2019, 12, 31)))
    assert earlier.rows[0][earlier.columns.index("State")] == "In progress"


def test_promises_and_money_agree_with_the_numbers() -> None:
    with translation.override("en"):
        promises = annexes["promises"].compute(CONTEXT)
        money = annexes["money"].compute(CONTEXT)
    states = [row[promises.columns.index("State")] for row in promises.rows]
    assert (
        len(states)
        == number("promises.made").value
        == Commitment.objects.filter(project__strategy__slug="it-2018-21", year=2021).count()
    )
    unanswered = sum(state in {"Open", "Overdue"} for state in states)
    assert unanswered == number("promises.open").value
    for head, key in (("Planned", "planned"), ("Committed", "committed"), ("Spent", "spent")):
        column = [str(row[money.columns.index(head)]) for row in money.rows]
        added = sum(int(cell.replace(",", "")) for cell in column if cell != "–")
        assert added == number(f"money.{key}").value


def test_the_parts_of_a_number_as_a_table() -> None:
    report = declared_report(
        """
        tables:
          - key: categories
            of: projects.by_category
            columns: [part, count]
            caption: {en: Projects by category, de: Projekte nach Kategorie}
        """,
        tables=("categories",),
    )
    table = tables_of(composed(report).documents["de"])["categories"]
    assert [*table.columns] == ["Kategorie", "Projekte"]
    assert [row[1] for row in cells(table)] == list(map(str, values("projects.by_category")))
    assert table.label.endswith("1")


def test_a_table_of_other_columns_rows_and_words() -> None:
    report = declared_report(
        """
        tables:
          - key: large
            of: projects
            where: {size: large}
            columns: [title, unit, code]
            caption: {en: Large projects, de: Grosse Projekte}
            note: {en: Only what is large., de: Nur was gross ist.}
        """,
        tables=("large",),
    )
    table = tables_of(composed(report).documents["en"])["large"]
    assert [*table.columns] == ["Name", "Unit", "Code"]
    assert len(table.rows) == number("projects.total size=large").value
    assert table.note.startswith("Only what is large. Parts of the list are illustrative")


@pytest.mark.parametrize("key", [spec.key for spec in annexes])
def test_every_column_of_every_table_can_be_chosen(key: str) -> None:
    choice = TableChoice(tuple(reversed([*annexes[key].columns])))
    with translation.override("de"):
        data = annexes[key].compute(CONTEXT, choice)
    assert data.rows
    assert all(len(row) == len(data.columns) == len(data.widths) for row in data.rows)


@pytest.mark.parametrize("name", ["outcome", "unit"])
def test_risks_are_narrowed(name: str) -> None:
    whole = number("risks.register").rows
    assert whole is not None
    path = {"outcome": "outcome__number", "unit": "unit__code"}[name]
    known = sorted({str(one) for one in whole.values_list(path, flat=True) if one})
    for value in known:
        params: dict[str, Any] = {name: value}
        with translation.override("en"):
            rows = annexes["risks"].compute(CONTEXT, TableChoice((), params)).rows
        counted = number(f"risks.register {name}={value}")
        assert len(rows) == counted.value == whole.filter(**{path: value}).count()


def test_no_caption_has_words_that_the_strategy_does_not_use() -> None:
    Strategy.objects.filter(slug="it-2018-21").update(level_names={})
    report = declared_report(BOTH_TABLES, tables=("deliverables-1", "indicators-1"))
    for table in tables_of(composed(report, "en").documents["en"]).values():
        assert "IT" not in f"{table.caption} {table.note}".split()
