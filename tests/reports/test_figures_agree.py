"""One set of figures in every edition and every file, and all of them follow the data."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from core.languages import LANGUAGES, profile
from portfolio.models import Project
from reports.document import tree
from reports.document.compare import numbers_in
from reports.document.walk import parts
from reports.models import Draft, Report
from reports.writers import WRITERS
from tests.factories import regenerate
from tests.reports.files import Said, document_of, files_of, read, rendered
from tests.reports.writers.pdf_parts import Pdf

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"


@pytest.fixture
def report() -> Report:
    return Report.objects.get(slug="progress-2021")


@pytest.fixture
def draft(report: Report) -> Draft:
    """The first draft of the demonstration, made when the test database was."""
    return report.drafts.get(number=1)


def every_file(draft: Draft) -> Iterator[tuple[str, str, Said]]:
    for language, format_, content in files_of(draft):
        yield language, format_, read(format_, content)


def test_there_is_a_file_of_every_format_in_every_language(draft: Draft) -> None:
    made = {(language, format_) for language, format_, _ in files_of(draft)}
    assert made == {(language, format_) for language in LANGUAGES for format_ in WRITERS}


def assert_says(draft: Draft, **wanted: list[str]) -> None:
    """Each phrase stands in each file of its language; every language has phrases."""
    for language, format_, said in every_file(draft):
        words = re.sub("[\u00a0\u202f]", " ", said.words)
        missing = [phrase for phrase in wanted[language] if phrase not in words]
        assert not missing, f"{language} {format_} does not say {missing}"


def share(count: int) -> dict[str, list[str]]:
    """How every language prints a count that is 60 per cent."""
    return {
        code: [f"{count} ({profile(code).per_cent(60)})".replace(NBSP, " ")] for code in LANGUAGES
    }


def test_119_72_and_61_per_cent_stand_in_every_file(draft: Draft) -> None:
    assert_says(
        draft,
        en=["119 IT projects", "72 (61 per cent)", "2,637 participants"],
        de=["119 IT-Projekte", "72 (61 Prozent)", "2.637 "],
        fr=["119 projets", "72 (61 pour cent)", "2 637 participants"],
        es=["119 proyectos", "72 (61 por ciento)", "2637 participantes"],
    )


def test_the_report_that_cuts_off_says_60_and_no_61(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(rounding="cut")
    report.refresh_from_db()
    made = regenerate(report)
    assert_says(made, **share(72))
    for _, _, said in every_file(made):
        assert "(61" not in said.words


def test_both_charts_hold_the_same_values_in_every_file_and_add_up_to_119(draft: Draft) -> None:
    found = {said.charts for _, _, said in every_file(draft)}
    assert len(found) == 1, found
    (charts,) = found
    assert len(charts) == 2
    assert [sum(values) for values in charts] == [119, 119]


def test_the_tables_of_a_pdf_have_every_cell_of_the_tree(draft: Draft) -> None:
    tables = 0
    for language, format_, content in files_of(draft):
        if format_ != "pdf":
            continue
        document = document_of(draft.editions.get(language=language))
        wanted = [block for block in document.blocks if isinstance(block, tree.Table)]
        found = Pdf(content).tags.all("Table")
        assert len(found) == len(wanted)
        for table, read_back in zip(wanted, found, strict=True):
            cells = [one_line(tree.cell_text(cell)) for row in table.rows for cell in row]
            assert [cell.text for cell in read_back.all("TD")] == cells, (language, table.title)
            tables += 1
    assert tables == 12, "three in each of four languages"


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_chart_of_categories_begins_with_the_72_of_the_text(draft: Draft) -> None:
    for edition in draft.editions.all():
        figures = [b for b in document_of(edition).blocks if isinstance(b, tree.Figure)]
        values = {p.category: p.value for f in figures for p in f.data.points}
        assert values["new_service"] + values["major_improvement"] == 72


def test_one_project_less_is_71_everywhere(report: Report) -> None:
    """71 of 119 is 59.66 per cent: 60 to the nearest, and the bars move with the sentence."""
    Project.objects.filter(code="P-13").update(category="minor_improvement")
    made = regenerate(report)
    assert_says(made, **share(71))
    for _, _, said in every_file(made):
        assert "72 (" not in said.words
        by_category = [values for values in said.charts if len(values) == 5]
        assert len(by_category) == 1
    (edition, *_) = made.editions.all()
    (chart,) = [
        b.data
        for b in document_of(edition).blocks
        if isinstance(b, tree.Figure) and b.data.key == "projects-by-category"
    ]
    values = {point.category: point.value for point in chart.points}
    assert values["new_service"] + values["major_improvement"] == 71
    assert chart.total == 119


def test_every_live_number_is_the_same_in_every_edition(draft: Draft) -> None:
    first, *others = (
        {n.uid: (n.signature, n.exact) for n in numbers_in(document_of(edition))}
        for edition in draft.editions.all()
    )
    assert len(others) == 3
    assert all(numbers == first for numbers in others)


def test_paragraphs_have_the_numbers_of_the_published_paper(draft: Draft) -> None:
    """54 numbered paragraphs; each project's stands where the paper has it."""
    path = Path(settings.BASE_DIR) / "demo/it-2018-21/projects.csv"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["source_paragraph"]]
    published = {
        f"para/project/{row['code']}/{index}": int(number)
        for row in rows
        for index, number in enumerate(row["source_paragraph"].split(";"), 1)
    }
    for edition in draft.editions.all():
        main, *appendices = parts(document_of(edition))
        paragraphs = [b for b in main if isinstance(b, tree.Paragraph)]
        assert [p.number for p in paragraphs] == list(range(1, 55))
        firsts = [p.number for each in appendices for p in each if isinstance(p, tree.Paragraph)]
        assert firsts == [1, 1, 1]
        numbers = {p.id: p.number for p in paragraphs}
        assert {key: numbers[key] for key in published} == published


def test_a_silent_output_is_left_out_and_named_to_the_author(draft: Draft) -> None:
    silent = [note["heading"] for note in draft.notes if note["kind"] == "silent"]
    assert len(silent) == 1
    assert silent[0].startswith("Output 3.4")
    for _, _, said in every_file(draft):
        assert silent[0] not in said.words


def test_words_rendered_again_are_the_stored_bytes(draft: Draft) -> None:
    """Equal input, equal bytes: files can be compared and stored by their content."""
    stored = {(language, format_): content for language, format_, content in files_of(draft)}
    for edition in draft.editions.all():
        for format_, content in rendered(document_of(edition)).items():
            assert content == stored[edition.language, format_], (edition.language, format_)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_is_named_in_the_house_s_habit(draft: Draft, language: str) -> None:
    edition = draft.editions.get(language=language)
    suffix = profile(language).file_suffix
    names = {export.format: export.name for export in edition.exports.all()}
    assert names["docx"] == f"GB344-PFA_INF_2_[INFOTEC-220117-1]-{suffix}.docx"
