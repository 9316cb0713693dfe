"""The same from the shell."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.drafts.services import report_paper
from reports.models import Report
from tests.factories import make_report
from tests.reports.editions.test_side_by_side import paper
from tests.reports.editions.xliff.test_damaged import dropped
from tests.reports.editions.xliff.translator import edited, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return paper(
        make_report(editions=("en", "de"), summary="", title="T"),
        {"en": "All {{projects.total}} began."},
        {"en": "Then it ended."},
    )


def run(name: str, *arguments: str) -> tuple[str, str, int]:
    out, told, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command(name, *arguments, stdout=out, stderr=told)
    except SystemExit as end:
        code = int(str(end.code))
    return out.getvalue(), told.getvalue(), code


def test_a_file_is_written_translated_and_taken_once(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "de.xlf"
    run("xliff_export", report.slug, "de", "--out", str(path))
    path.write_bytes(translated(path.read_bytes()))
    said, _told, code = run("xliff_import", report.slug, "de", str(path), "--dry-run")
    assert "would be taken" in said and code == 0
    assert report_paper(report).sections[0].paragraphs[1].every.get("de") is None
    assert run("xliff_import", report.slug, "de", str(path))[2] == 0
    assert report_paper(report).sections[0].paragraphs[1].every["de"] == "Then It Ended."
    assert run("xliff_import", report.slug, "de", str(path))[0].startswith("0 texts taken")


def test_a_damaged_text_is_told_with_its_line_and_ends_with_1(
    report: Report, tmp_path: Path
) -> None:
    path = tmp_path / "de.xlf"
    run("xliff_export", report.slug, "de", "--out", str(path))
    path.write_bytes(edited(translated(path.read_bytes()), "para/intro/1#1", dropped))
    said, told, code = run("xliff_import", report.slug, "de", str(path))
    assert code == 1 and "de.xlf, line" in told and "n1 (0) is missing" in told
    assert "para/intro/1#1" in told and not said.startswith("0 ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing", "de"), "no report"),
        (("", "en"), "no translation"),
        (("", "fr"), "no translation"),
    ],
)
def test_wrong_use_is_one_clear_line(report: Report, arguments: tuple[str, str], said: str) -> None:
    slug, language = arguments
    with pytest.raises(CommandError, match=said) as caught:
        call_command("xliff_export", slug or report.slug, language, "--out", "x.xlf")
    assert caught.value.returncode == 2
