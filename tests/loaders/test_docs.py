"""The formats are documented: every example in docs/formats loads as it stands, in order."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from reports.models import Origin, Paragraph
from tests.loaders.running import drafted, loaded, run

FORMATS = Path(settings.BASE_DIR) / "docs" / "formats"
EXAMPLE = re.compile(r"<!-- load: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
ORDER = (
    *("people.md", "strategy.md", "projects.md", "remarks.md", "updates.md", "milestones.md"),
    *("costs.md", "decisions.md", "measurements.md", "report.md", "risks.md"),
)
# No files to load: what the program gives, and a Word template.
OTHERS = ("document.md", "word-template.md")
ALONE = {"people", "strategy", "report"}
YEARLY = {"projects", "remarks"}


def examples(folder: Path) -> list[Path]:
    """Every example of the documents as a file, in the order of loading."""
    found = []
    for name in ORDER:
        for file, content in EXAMPLE.findall((FORMATS / name).read_text(encoding="utf-8")):
            (folder / file).write_text(content, encoding="utf-8")
            found.append(folder / file)
    return found


def arguments(path: Path) -> list[object]:
    """The command line that loads an example."""
    kind = "report" if path.stem == "earlier" else path.stem
    of = [] if kind in ALONE else ["--strategy", "people-2021-24"]
    year: list[object] = ["--year", 2021] if kind in YEARLY else []
    return [f"load_{kind}", path, *of, *year]


@pytest.fixture
def files(tmp_path: Path, db: None) -> list[Path]:
    found = examples(tmp_path)
    written = [Path(name).stem for name in ORDER]
    written.insert(written.index("report") + 1, "earlier")
    assert [path.stem for path in found] == written
    return found


def test_every_loader_has_its_document() -> None:
    commands = {name for name in get_commands() if name.startswith("load_")} - {"load_demo"}
    assert commands == {f"load_{Path(name).stem}" for name in ORDER}
    described = {path.name for path in FORMATS.glob("*.md")}
    assert described == {"README.md", *ORDER, *OTHERS}


def test_every_example_loads_and_loads_again_without_a_change(files: list[Path]) -> None:
    for path in files:
        command, *rest = arguments(path)
        assert " added" in loaded(str(command), *rest)
    for path in files:
        command, *rest = arguments(path)
        printed = loaded(str(command), *rest)
        assert printed.splitlines()[-1].startswith("0 added, 0 changed, 0 removed"), (path, printed)
        assert "No longer" not in printed


def test_the_example_yields_a_draft_with_its_lessons_and_its_decision(
    files: list[Path], tmp_path: Path
) -> None:
    for path in files:
        command, *rest = arguments(path)
        loaded(str(command), *rest)
    text = drafted(tmp_path, "people-2021-24", 2021, "people-progress-2021")
    assert "The work plan for the year comprised four projects" in text
    assert "1.1. Focus area: Skills for the future" in text
    assert "Goal 1" in text and "Goal 1:" not in text  # untitled: no colon is left behind
    assert "Goal 2" in text
    assert "Mobility" not in text  # in force only from 2022
    assert "Lessons learned" in text and "Learning plans need time of managers." in text
    assert "Of all projects, two (50 per cent) were new or major." in text
    assert "Draft decision" in text and "takes note of the progress made" in text
    assert "# Workforce data" not in text  # nothing was reported there


def test_an_earlier_paper_is_written_from_end_to_end(files: list[Path], tmp_path: Path) -> None:
    for path in files:
        command, *rest = arguments(path)
        loaded(str(command), *rest)
    rows = Paragraph.objects.filter(section__report__slug="people-baseline-2021")
    assert set(rows.values_list("key", "origin")) == {
        ("introduction/1", Origin.WRITTEN),
        ("results/learning/1", Origin.WRITTEN),
        ("results/learning/2", Origin.WRITTEN),
    }
    text = drafted(tmp_path, "people-2021-24", 2021, "people-baseline-2021")
    assert "3,381 staff members" in text and "(see paragraph 1)" in text
    assert "access in the field" in text


def test_wrong_use_ends_with_2(files: list[Path]) -> None:
    assert run("load_strategy", "nowhere.yaml").code == 2
    sheet = files[2]
    unknown = run("load_projects", sheet, "--strategy", "it-2018-22", "--year", 2021)
    assert unknown.code == 2 and "Did you mean “it-2018-21”?" in unknown.err
    late = run("load_projects", sheet, "--strategy", "it-2018-21", "--year", 2031)
    assert late.code == 2 and "2018–2021" in late.err
