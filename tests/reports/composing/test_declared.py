"""Figures that a report declares: the very numbers of the program, in every format."""

import html
import io
import re
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from core.numbers.registry import numbers
from outcomes.models import Strategy
from portfolio.models import Cost, Project
from reports.document import tree
from reports.models import Draft
from reports.writers import WRITERS
from reports.writers.html import anchor
from tests.factories import regenerate
from tests.lists import result_count
from tests.reports.declared import (
    by_category,
    composed,
    declared_report,
    drawn,
    figures_of,
    number,
    values,
)
from tests.reports.files import document_of, files_of, read
from tests.reports.links import Links

pytestmark = pytest.mark.django_db


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
    Project.objects.filter(code="P-13").update(category="minor_improvement")
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


def test_every_number_with_parts_can_be_drawn_and_leads_to_its_rows() -> None:
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    # By an own field there are parts only where the strategy has one (tests/outcomes/terms).
    parted = [spec.key for spec in numbers if spec.breakdown and not spec.params]
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
