"""Figures and tables that a report declares: the very numbers of the program, in every format."""

import html
import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.figures.annexes import TableChoice, annexes
from core.models import User
from core.numbers.registry import NumberContext, NumberValue, number_value, numbers
from core.numbers.syntax import parse_token
from outcomes.models import Deliverable, Indicator, Strategy, Target
from portfolio.models import Category, Commitment, Cost, Project
from reports.composing.compose import Composition
from reports.document import tree
from reports.drafts.services import report_compose
from reports.models import Draft, Report
from reports.writers import WRITERS
from reports.writers.html import anchor
from tests.factories import CUT_OFF, regenerate
from tests.lists import result_count
from tests.reports.declared import by_category, declared_report
from tests.reports.files import document_of, files_of, read
from tests.reports.links import Links

pytestmark = pytest.mark.django_db
CONTEXT = NumberContext(strategy="it-2018-21", year=2021, at=CUT_OFF)


def number(signature: str, context: NumberContext = CONTEXT) -> NumberValue:
    return number_value(parse_token(signature), context)


def values(signature: str) -> list[int]:
    return [part.value for part in number(signature).parts]


def composed(report: Report, *languages: str) -> Composition:
    return report_compose(report, languages or ("en", "de"), draft=1, made_on=CUT_OFF)


def figures_of(document: tree.Document) -> dict[str, tree.Figure]:
    found = [block for block in document.blocks if isinstance(block, tree.Figure)]
    return {one.id.removeprefix("fig/"): one for one in found}


def tables_of(document: tree.Document) -> dict[str, tree.Table]:
    found = [block for block in document.blocks if isinstance(block, tree.Table)]
    return {one.id.removeprefix("table/"): one for one in found}


def drawn(figure: tree.Figure) -> list[tuple[str, int]]:
    return [(point.label, point.value) for point in figure.data.points]


def cells(table: tree.Table) -> list[list[str]]:
    plain = [[tree.cell_text(cell) for cell in row] for row in table.rows]
    return [[cell.replace("\u00a0", " ") for cell in row] for row in plain]


# --- Figures -------------------------------------------------------------------------------------


def test_two_figures_of_one_kind_in_one_paper() -> None:
    """Of one year and of two: bars are the parts of the very number, and both are numbered."""
    found = composed(by_category())
    for language, captions in (
        ("en", ("Projects by category, 2021", "Projects by category, 2020–21")),
        ("de", ("Projekte nach Kategorie, 2021", "Projekte nach Kategorie, 2020–21")),
    ):
        one, two = figures_of(found.documents[language]).values()
        assert (one.caption, two.caption) == captions
        assert [one.number, two.number] == [1, 2]
        assert [value for _, value in drawn(one)] == values("projects.by_category")
        assert [value for _, value in drawn(two)] == values("projects.by_category year=2020-21")
        assert (one.data.total, two.data.total) == (119, 152)
        assert two.data.alt.startswith(("Bar chart. ", "Balkendiagramm. "))
        assert captions[1] in two.data.alt
    labels = {drawn(figures_of(found.documents[code])["plan-2021"])[0] for code in ("en", "de")}
    assert labels == {("New service offering", 38), ("Neuer Dienst", 38)}
    assert found.missing == {"en": 0, "de": 0}


def test_references_lead_to_the_declared_figures() -> None:
    report = by_category()
    words = [
        tree.plain(block.children).replace("\u00a0", " ")
        for block in composed(report, "en").documents["en"].blocks
        if isinstance(block, tree.Paragraph)
    ]
    assert words == ["See Figure 1.", "See Figure 2."]


@pytest.fixture
def draft() -> Draft:
    return regenerate(by_category())


def held(format_: str, content: bytes) -> str:
    """The words of a file, those in its charts too."""
    if format_ in ("html", "json"):
        return content.decode()
    words = read(format_, content).words
    if format_ == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            charts = [name for name in archive.namelist() if name.startswith("word/charts/chart")]
            words += " ".join(archive.read(name).decode() for name in charts)
    return words.replace("\u00a0", " ")


def test_every_format_shows_the_values_the_axis_and_the_note(draft: Draft) -> None:
    wanted = {
        "en": ("Number of projects", "A project counts once."),
        "de": ("Anzahl der Projekte", "Ein Projekt zählt einmal."),
    }
    one_year = sorted(values("projects.by_category"))
    two_years = sorted(values("projects.by_category year=2020-21"))
    found = 0
    for language, format_, content in files_of(draft):
        charts = [list(chart) for chart in read(format_, content).charts]
        assert charts == sorted([one_year, two_years])
        for words in wanted[language]:
            assert words in held(format_, content), (language, format_, words)
        found += 1
    assert found == 2 * len(WRITERS)


def test_each_bar_leads_to_exactly_its_rows(draft: Draft) -> None:
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    page = client.get(reverse("reports:report-detail", args=["own-2021"])).content.decode()
    counted = 0
    for edition in draft.editions.filter(language="en"):
        for figure in figures_of(document_of(edition)).values():
            for point in figure.data.points:
                address = f"{reverse(figure.data.page)}?{point.rows}"
                assert any(href == address for href, _text in Links(page).links)
                assert result_count(client, address) == point.value, point.label
                counted += 1
    assert counted == 10


def test_a_bar_that_moves_is_told_with_its_figure(draft: Draft) -> None:
    """On the report's page: what differs from the draft before, bar by bar."""
    Project.objects.filter(code="P-13").update(category=Category.MINOR_IMPROVEMENT)
    regenerate(draft.report)
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    page = client.get(reverse("reports:report-detail", args=["own-2021"])).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())
    assert "Figure 1: Major improvement" in words and "Figure 2: Minor improvement" in words


def test_the_facts_list_what_stands_where(draft: Draft) -> None:
    report = draft.report
    report.own_tables = [{"key": "unused", "of": "risks", "where": {"unit": ["AMS"]}}]
    report.save()
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    page = client.get(reverse("reports:report-facts", args=["own-2021"])).content.decode()
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    assert (
        "plan-2020-21 Projects by category, 2020–21 Projects by category · year: 2020-2021" in words
    )
    assert f'href="/reports/own-2021/#{anchor("fig/plan-2020-21")}"' in page
    assert "Figure 2 , after paragraph 2" in words
    assert "unused Risks of the register · unit: AMS nowhere in this report" in words


PLACES = """
    figures:
      - key: places
        of: projects.by_place
        where: {kind: [project, pilot], unit: AMS}
        order: largest
        caption: {en: Projects of one unit, de: Projekte einer Stelle}
      - key: named
        of: projects.by_category
        order: name
        outcome: 1
        caption: {en: Projects under outcome 1, de: Projekte unter Ergebnisvorgabe 1}
"""


def test_a_figure_is_narrowed_and_ordered() -> None:
    report = declared_report(PLACES, figures=("places", "named"))
    found = figures_of(composed(report, "en").documents["en"])
    places = [value for _, value in drawn(found["places"])]
    assert places == sorted(places, reverse=True)
    assert sum(places) == number("projects.total kind=project,pilot unit=AMS").value
    assert 0 < sum(places) < 119
    names = [label for label, _ in drawn(found["named"])]
    assert names == sorted(names)
    place = next(part for part in number("projects.by_place").parts if part.key == "outcome-1")
    assert found["named"].data.total == place.value == number("projects.total outcome=1").value


def test_rows_of_a_narrowed_bar_are_its_own() -> None:
    report = declared_report(PLACES, figures=("places", "named"))
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    found = figures_of(composed(report, "en").documents["en"])
    for point in (*found["places"].data.points, *found["named"].data.points):
        assert result_count(client, f"/projects/?{point.rows}") == point.value, point.label


DELIVERY = """
    figures:
      - key: delivery
        of:
          - projects.completed
          - {number: projects.late, label: {en: Late, de: Verspätet}}
          - {number: projects.completed year=2020, label: {en: Completed in 2020, de: 2020 fertig}}
        caption: {en: Delivery, de: Umsetzung}
"""


def test_several_numbers_are_a_bar_each_and_no_whole() -> None:
    report = declared_report(DELIVERY, figures=("delivery",))
    found = composed(report)
    expected = [number(one).value for one in ("projects.completed", "projects.late")]
    expected.append(number("projects.completed year=2020").value)
    english, german = (figures_of(found.documents[code])["delivery"] for code in ("en", "de"))
    assert [value for _, value in drawn(english)] == expected
    assert [label for label, _ in drawn(english)] == [
        *("Completed projects", "Late", "Completed in 2020"),
    ]
    assert [label for label, _ in drawn(german)][1:] == ["Verspätet", "2020 fertig"]
    assert not english.data.adds_up
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    for point in english.data.points:
        assert result_count(client, f"/projects/?{point.rows}") == point.value


STACKED = """
    figures:
      - key: stacked
        of:
          - {number: projects.by_category year=2020, label: "2020"}
          - {number: projects.by_category, label: "2021"}
        kind: stacked
        order: largest
        caption: {en: Projects by category and year, de: Projekte nach Kategorie und Jahr}
"""


def test_stacked_bars_are_one_number_asked_in_several_ways() -> None:
    report = declared_report(STACKED, figures=("stacked",))
    data = figures_of(composed(report, "en").documents["en"])["stacked"].data
    assert [bar[0].label for bar in data.bars] == ["2021", "2020"]
    assert [[point.value for point in bar] for bar in data.bars] == [
        values("projects.by_category"),
        values("projects.by_category year=2020"),
    ]
    assert data.groups[0] == "New service offering" and data.largest == 119
    assert "2021, New service offering: 38" in data.alt
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    for point in data.points:
        assert result_count(client, f"/projects/?{point.rows}") == point.value
    parts = sorted(point.value for point in data.points)
    for language, format_, content in files_of(regenerate(report)):
        if format_ in ("docx", "json"):
            assert [list(chart) for chart in read(format_, content).charts] == [parts]
        words = held(format_, content)
        name = {"en": "Major improvement", "de": "Wesentliche Verbesserung"}[language]
        assert name in words, (language, format_)
        # Each bar's sum is drawn; who reads JSON adds up.
        assert "119" in words or format_ == "json", (language, format_)


def test_a_number_without_data_has_no_bar_and_the_author_is_told() -> None:
    Cost.objects.all().delete()
    report = declared_report(
        """
        figures:
          - key: money
            of: [money.planned, money.spent]
            caption: {en: Money, de: Geld}
        """,
        figures=("money",),
    )
    found = composed(report, "en")
    assert drawn(figures_of(found.documents["en"])["money"]) == []
    assert "bars_left_out" in {type(note).__struct_config__.tag for note in found.notes}


def test_money_by_line_is_in_its_currency_and_leads_to_its_rows() -> None:
    report = declared_report(
        """
        figures:
          - {key: money, of: money.by_line, caption: {en: Money spent, de: Ausgaben}}
        """,
        figures=("money",),
    )
    figure = figures_of(composed(report, "en").documents["en"])["money"]
    assert [value for _, value in drawn(figure)] == values("money.by_line")
    assert figure.data.unit == "USD"
    assert "number=money.by_line+currency%3DUSD" in figure.data.points[0].rows


def test_another_strategy_is_counted_apart() -> None:
    """The appendix on the biennium before: its projects, not those of the report's strategy."""
    old = Strategy.objects.create(
        slug="it-2014-17",
        title="Before",
        short_title="Before",
        starts_on=date(2014, 1, 1),
        ends_on=date(2017, 12, 31),
    )
    report = declared_report(
        f"""
        figures:
          - key: before
            of: projects.by_category
            strategy: {old.slug}
            year: 2016-17
            caption: {{en: "Projects by category, 2016–17", de: "Projekte nach Kategorie, 2016–17"}}
          - key: outside
            of: projects.by_category
            year: 2016-17
            caption: {{en: Outside, de: Ausserhalb}}
        """,
        figures=("before", "outside"),
    )
    found = composed(report, "en")
    assert figures_of(found.documents["en"])["before"].data.total == 0
    # 2016–17 is no biennium of the report's own strategy, and only of that figure it is told.
    told = [note for note in found.notes if type(note).__name__ == "OutsideStrategy"]
    assert [note.key for note in told if hasattr(note, "key")] == ["outside"]


def test_no_caption_has_words_that_the_strategy_does_not_use() -> None:
    Strategy.objects.filter(slug="it-2018-21").update(level_names={})
    report = declared_report(BOTH_TABLES, tables=("deliverables-1", "indicators-1"))
    for table in tables_of(composed(report, "en").documents["en"]).values():
        assert "IT" not in f"{table.caption} {table.note}".split()


def test_a_text_without_a_translation_is_the_original_and_counts_as_missing() -> None:
    report = declared_report(
        """
        figures:
          - {key: one, of: projects.rag, caption: {en: Projects by status}}
        """,
        figures=("one",),
    )
    found = composed(report)
    assert figures_of(found.documents["de"])["one"].caption == "Projects by status"
    assert found.missing == {"en": 0, "de": 1}


def test_what_can_no_longer_be_drawn_is_left_out_and_told() -> None:
    report = by_category()
    first, second = report.own_figures
    report.own_figures = [{**first, "where": {"unit": ["GONE"]}}, second]
    found = composed(report)
    assert [*figures_of(found.documents["en"])] == ["plan-2020-21"]
    notes = [note for note in found.notes if type(note).__name__ == "UndrawnFigure"]
    assert len(notes) == 1 and "GONE" in str(notes[0])


# --- Tables --------------------------------------------------------------------------------------

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
    assert "judged" not in table.note


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
    assert [*table.columns] == ["Project", "Unit", "Code"]
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


def test_every_number_with_parts_can_be_drawn_and_leads_to_its_rows() -> None:
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    parted = [spec.key for spec in numbers if spec.breakdown]
    lines = "\n".join(
        f"  - {{key: f{place}, of: {key}, caption: {{en: Caption, de: Titel}}}}"
        for place, key in enumerate(parted)
    )
    keys = tuple(f"f{place}" for place in range(len(parted)))
    report = declared_report(f"figures:\n{lines}\n", figures=keys)
    found = figures_of(composed(report, "en").documents["en"])
    assert [*found] == [*keys]
    for figure in found.values():
        for point in figure.data.points:
            listed = result_count(client, f"{reverse(figure.data.page)}?{point.rows}")
            if not figure.data.unit.isupper():  # money is added up, not counted
                assert listed == point.value, (figure.id, point.label)
