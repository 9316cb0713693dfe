"""Generated tables of the report: the rows that the text counts, in every language."""

from collections import Counter

import pytest
from django.utils import translation

from core.figures.annexes import Untranslated, annexes, cell
from core.languages import LANGUAGES
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from outcomes.models import Indicator
from portfolio.models import Project
from reports.composing.compose import Composition
from reports.document import tree
from reports.drafts.services import report_compose
from reports.models import Report
from reports.writers.locations import strings
from tests.factories import CUT_OFF

pytestmark = pytest.mark.django_db
CONTEXT = NumberContext(strategy="it-2018-21", year=2021, at=CUT_OFF)


@pytest.fixture
def composed() -> Composition:
    report = Report.objects.select_related("strategy").get(slug="progress-2021")
    return report_compose(report, LANGUAGES, draft=1, made_on=CUT_OFF)


def tables(document: tree.Document) -> dict[str, tree.Table]:
    return {block.id: block for block in document.blocks if isinstance(block, tree.Table)}


# Money is added up and not counted: tests/reports/composing/test_declared_tables.py holds its sums.
@pytest.mark.parametrize("key", [spec.key for spec in annexes if spec.rows_counted_by])
def test_a_table_has_as_many_rows_as_its_number_counts(key: str) -> None:
    with translation.override("en"):
        data = annexes[key].compute(CONTEXT)
    counted = number_value(parse_token(annexes[key].rows_counted_by), CONTEXT)
    assert len(data.rows) == counted.value
    assert data.rows
    assert all(len(row) == len(data.columns) == len(data.widths) for row in data.rows)


def test_the_lines_of_the_list_add_up_to_the_numbers_of_the_text() -> None:
    """Categories, completed projects, places: counted in the printed table, as a reader could."""
    with translation.override("en"):
        data = annexes["projects"].compute(CONTEXT)
    by_category = Counter(row[2] for row in data.rows)
    new_or_major = sum(by_category[name] for name in ("New service offering", "Major improvement"))
    assert new_or_major == number_value(parse_token("projects.new_or_major"), CONTEXT).value
    completed = [row for row in data.rows if row[3] == "Completed"]
    assert len(completed) == number_value(parse_token("projects.completed"), CONTEXT).value
    states = Counter(row[4] for row in data.rows)
    parts = number_value(parse_token("projects.rag"), CONTEXT).parts
    assert {part.label: part.value for part in parts if part.key != "none"} == {
        label: states[label] for label in ("Green", "Amber", "Red")
    }


def test_bands_and_states_add_up_to_the_numbers_of_the_text() -> None:
    with translation.override("en"):
        risks, indicators = (annexes[key].compute(CONTEXT) for key in ("risks", "indicators"))
        by_band = number_value(parse_token("risks.by_band"), CONTEXT).parts
        by_state = number_value(parse_token("indicators.by_state"), CONTEXT).parts
    bands, states = (
        Counter(row[4] for row in risks.rows),
        Counter(row[6] for row in indicators.rows),
    )
    assert {str(p.label): p.value for p in by_band if p.value} == dict(bands)
    assert {str(p.label): p.value for p in by_state if p.value} == dict(states)


def test_groups_stand_in_the_order_of_the_framework() -> None:
    with translation.override("en"):
        data = annexes["projects"].compute(CONTEXT)
    headings = [str(heading) for _row, heading in data.groups]
    numbers = [heading.partition(". ")[0] for heading in headings if heading[0].isdigit()]
    assert numbers == sorted(numbers)
    assert headings[len(numbers)] == "Information security"
    assert data.groups[0][0] == 0
    assert [row for row, _ in data.groups] == sorted({row for row, _ in data.groups})


def test_a_missing_baseline_is_to_be_established_and_no_zero() -> None:
    indicator = Indicator.objects.filter(strategy__slug="it-2018-21").first()
    assert indicator is not None
    indicator.baseline_value = indicator.baseline_on = None
    indicator.baseline_text, indicator.baseline_reason = "", "It is measured anew."
    indicator.save()
    with translation.override("en"):
        data = annexes["indicators"].compute(NumberContext("it-2018-21", 2021, CUT_OFF))
    [baseline] = [row[2] for row in data.rows if row[0] == indicator.number]
    assert baseline == "to be established"


def test_a_name_without_a_translation_is_shown_and_marked() -> None:
    project = Project.objects.get(strategy__slug="it-2018-21", code="P-13")
    project.name_de = None  # type: ignore[attr-defined]
    with translation.override("de"):
        assert cell(project, "name") == Untranslated(project.name, "en")
    with translation.override("en"):
        assert cell(project, "name") == project.name


def test_an_untranslated_cell_says_so_in_the_paper() -> None:
    for project in Project.objects.filter(code="P-13"):
        project.name_de = None  # type: ignore[attr-defined]
        project.save()
    report = Report.objects.select_related("strategy").get(slug="progress-2021")
    composed = report_compose(report, ["de"], draft=1, made_on=CUT_OFF)
    [table] = [one for key, one in tables(composed.documents["de"]).items() if "projects" in key]
    foreign = [one for row in table.rows for one in row if isinstance(one, tree.Text)]
    assert [(one.language, one.emphasis) for one in foreign] == [("en", True)]
    assert "kursiv" in tree.cell_text(table.note)
    assert composed.missing["de"] >= 1


def test_tables_are_numbered_and_stand_in_their_appendices(composed: Composition) -> None:
    for document in composed.documents.values():
        order = [b.id for b in document.blocks if isinstance(b, tree.Appendix | tree.Table)]
        assert order == [
            *("app/projects", "table/projects"),
            *("app/indicators", "table/indicators", "app/risks", "table/risks"),
        ]
    assert [one.label for one in tables(composed.documents["en"]).values()] == [
        f"Table\u00a0{n}" for n in (1, 2, 3)
    ]
    words = [" ".join(strings(each)) for each in composed.documents["fr"].blocks]
    assert any("Tableau\u00a01" in each for each in words)


def test_every_language_has_the_same_rows(composed: Composition) -> None:
    found = {
        code: {
            key: [tree.cell_text(row[0]) for row in table.rows] for key, table in tables(d).items()
        }
        for code, d in composed.documents.items()
    }
    assert all(found[code] == found["en"] for code in LANGUAGES)


def test_nothing_of_the_demonstration_s_report_is_untranslated(composed: Composition) -> None:
    assert composed.missing == dict.fromkeys(LANGUAGES, 0)
