"""The two commands of the reports, from the shell's side: exit codes, one clear line, no trace."""

import json
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from core.languages import LANGUAGES
from core.models import DataChange, Installation
from portfolio.models import Project, StatusUpdate
from reports.models import Draft
from reports.writers import WRITERS
from tests.factories import make_report, outline
from tests.reports.files import read

pytestmark = pytest.mark.django_db
Draw = Callable[..., tuple[int, str]]


@pytest.fixture
def draw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Draw:
    """Run draft_report: its exit code and what it said."""

    def run(strategy: str = "it-2018-21", year: str = "2021", **options: Any) -> tuple[int, str]:
        options.setdefault("out", str(tmp_path / "draft"))
        try:
            call_command("draft_report", strategy, year, **options)
        except SystemExit as end:
            return int(str(end.code)), capsys.readouterr().err
        return 0, capsys.readouterr().out

    return run


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("format_", list(WRITERS))
def test_a_draft_comes_in_every_language_and_format(
    draw: Draw, tmp_path: Path, language: str, format_: str
) -> None:
    out = tmp_path / f"draft.{format_}"
    code, printed = draw(language=language, format=format_, out=str(out))
    assert (code, str(out) in printed) == (0, True)
    share = "61 per cent" if language == "en" else "61 Prozent"
    assert share in read(format_, out.read_bytes()).words.replace("\u00a0", " ")


def test_all_languages_and_formats_come_into_a_folder_in_one_go(draw: Draw, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    code, printed = draw(language="all", format="all", out=str(folder))
    made = sorted(folder.iterdir())
    assert code == 0
    assert len(made) == len(LANGUAGES) * len(WRITERS)
    lines = printed.splitlines()
    assert len(lines) == len(made)
    assert {line.partition(": ")[0] for line in lines} == {str(path) for path in made}


def test_several_languages_are_named_with_commas(draw: Draw, tmp_path: Path) -> None:
    assert draw(language="de, en", format="txt", out=str(tmp_path / "two"))[0] == 0
    names = {path.name.rpartition("-")[2] for path in (tmp_path / "two").iterdir()}
    assert names == {"En.txt", "De.txt"}


def test_one_file_into_a_folder_that_is_there_has_its_own_name(draw: Draw, tmp_path: Path) -> None:
    assert draw(format="json", out=str(tmp_path))[0] == 0
    [made] = tmp_path.iterdir()
    assert made.name.endswith("-En.json")


def test_a_draft_from_the_shell_leaves_nothing_in_the_database(draw: Draw) -> None:
    before = Draft.objects.count()
    assert draw()[0] == 0
    assert Draft.objects.count() == before


def test_a_language_without_a_translation_is_drawn_and_says_what_is_missing(
    draw: Draw, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "draft.json"
    assert draw(language="fr", format="json", out=str(out))[0] == 0
    assert json.loads(out.read_bytes())["language"] == "fr"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"language": "xx"}, "no language “xx”"),
        ({"format": "pdf2"}, "no format “pdf2”"),
        ({"strategy": "no-such"}, "no strategy “no-such”"),
        ({"year": "20x1"}, "“20x1” is not a year"),
        ({"year": "1999"}, "no report on 1999"),
        ({"year": "99999999999999999999"}, "99999999999999999999"),
        ({"report": "other"}, "called “other”"),
        ({"out": "/no/such/folder/draft.docx"}, "/no/such/folder/draft.docx"),
        ({"format": "all", "out": "/dev/null"}, "Cannot write /dev/null/"),
    ],
)
def test_a_mistake_is_one_clear_line_and_exit_code_2(
    draw: Draw, wrong: dict[str, str], words: str
) -> None:
    code, printed = draw(**wrong)
    assert code == 2
    assert words in printed
    assert len(printed.strip().splitlines()) == 1


def test_a_text_that_cannot_be_read_is_one_clear_line(draw: Draw) -> None:
    report = make_report(outline=outline("{{projects.total"))
    code, printed = draw(strategy=report.strategy.slug)
    assert code == 2
    assert "introduction/one" in printed
    assert len(printed.strip().splitlines()) == 1


def test_a_sign_that_no_typeface_has_is_one_clear_line(draw: Draw, tmp_path: Path) -> None:
    report = make_report(outline=outline("Known as \ue000 \x07."))
    out = tmp_path / "draft.pdf"
    call_command(
        "draft_report",
        report.strategy.slug,
        "2021",
        report=report.slug,
        format="pdf",
        out=str(out),
        stderr=(printed := StringIO()),
    )
    told = printed.getvalue().splitlines()
    assert out.exists()
    assert [line.partition(",")[0] for line in told] == [
        "In paragraph 1 (English) stands U+0007 (a control character)",
        "In paragraph 1 (English) stands U+E000 (a private character)",
    ]


def test_of_several_reports_one_must_be_named(draw: Draw) -> None:
    report = make_report()
    make_report(strategy=report.strategy)
    code, printed = draw(strategy=report.strategy.slug)
    assert (code, "--report" in printed) == (2, True)
    assert draw(strategy=report.strategy.slug, report=report.slug)[0] == 0


def test_an_interrupted_write_leaves_no_half_file(draw: Draw, tmp_path: Path) -> None:
    out = tmp_path / "draft.docx"
    assert draw(out=str(out))[0] == 0
    assert zipfile.is_zipfile(out)


# --- load_demo ----------------------------------------------------------------------------------


def counts() -> dict[str, int]:
    """Rows by table, history and the notes of writes aside."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {"core", "outcomes", "portfolio", "risks", "reports"}
        and not hasattr(model, "pgh_tracked_model")
        and model is not DataChange
    }


def test_loading_the_demonstration_twice_changes_nothing() -> None:
    before = counts()
    call_command("load_demo", stdout=StringIO())
    assert counts() == before
    assert Project.objects.in_work_plan(2021).count() == 119
    assert Project.objects.in_work_plan(2020).count() == 105


def test_loading_again_writes_no_history_where_nothing_changed() -> None:
    events = Project.events.rel.related_model.objects  # type: ignore[attr-defined]
    before = events.count()
    call_command("load_demo", stdout=StringIO())
    assert events.count() == before


def test_loading_again_brings_back_what_was_changed_and_leaves_own_work() -> None:
    Project.objects.filter(code="P-06").update(name="Renamed")
    updates = StatusUpdate.objects.count()
    call_command("load_demo", stdout=StringIO())
    assert Project.objects.get(code="P-06").name == "Teams client replaces Skype for Business"
    assert StatusUpdate.objects.count() == updates


def test_a_start_leaves_a_portfolio_that_is_there_alone() -> None:
    Project.objects.filter(code="P-06").update(name="Renamed")
    call_command("load_demo", if_empty=True, stdout=StringIO())
    assert Project.objects.get(code="P-06").name == "Renamed"


def test_the_demonstration_carries_its_flag_its_day_and_nobodys_password() -> None:
    from core.models import User

    found = Installation.objects.get()
    assert found.is_demonstration
    assert str(found.fixed_date) == "2022-01-17"
    assert not [user for user in User.objects.all() if user.has_usable_password()]


def test_the_74_placeholders_are_marked_illustrative() -> None:
    placeholders = Project.objects.filter(code__startswith="S-")
    assert placeholders.count() == 74
    assert not placeholders.exclude(illustrative__contains=["all"]).exists()
    named = Project.objects.filter(code__startswith="P-")
    assert named.count() == 45
    assert not named.filter(illustrative__contains=["all"]).exists()
