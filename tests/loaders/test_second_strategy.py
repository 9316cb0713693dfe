"""A second strategy, written by hand from the documents alone, loads and yields a draft."""

from decimal import Decimal
from pathlib import Path

import pytest

from outcomes.models import Driver, Indicator, Outcome, Strategy
from portfolio.models import FundingLine
from reports.models import Report
from risks.models import Risk
from tests.loaders.running import FILES, drafted, loaded, run

SECOND = FILES / "second"
SLUG = "buildings-2020-23"
STEPS: tuple[tuple[str, ...], ...] = (
    ("load_people", "people.yaml"),
    ("load_strategy", "strategy.yaml"),
    ("load_projects", "plan.csv", "--strategy", SLUG, "--year", "2021"),
    ("load_report", "report.yaml"),
)


@pytest.fixture
def second(db: None) -> Strategy:
    for command, name, *options in STEPS:
        loaded(command, SECOND / name, *options)
    found: Strategy = Strategy.objects.get(slug=SLUG)
    return found


def test_it_stands_beside_the_first(second: Strategy) -> None:
    assert second.year_number(2021) == 2  # 2021 is a year of both
    assert str(second.level_name("output")) == "Workstream"
    assert [str(one) for one in Outcome.objects.of_strategy(SLUG)] == ["A", "B"]
    assert not Driver.objects.of_strategy(SLUG).exists()
    indicator = Indicator.objects.get(strategy=second)
    assert indicator.baseline_value == Decimal("212.5")
    assert FundingLine.objects.get(strategy=second).currency == "CHF"
    assert str(Risk.objects.get(strategy=second).outcome) == "A"


def test_every_step_can_be_repeated_without_a_change(second: Strategy) -> None:
    for command, name, *options in STEPS:
        said = loaded(command, SECOND / name, *options, "--dry-run")
        assert "0 added, 0 changed, 0 removed" in said, said
        assert "No longer" not in said


def test_it_yields_a_draft_of_a_decision_paper(second: Strategy, tmp_path: Path) -> None:
    text = drafted(tmp_path, SLUG, 2021, "buildings-2021")
    for part in (
        "In 2021 the work plan held three projects, see Figure 1.",
        "Objective A called for buildings that are safe.",
        "A.1. Fire safety",
        "The fire doors were replaced.",
        "Of all projects, one was completed.",
        "Objective B called for less energy.",
        "Lessons learned",
        "plan early;",
        "as paragraph 1 shows",
        "Draft decision",
        "The Governing Body takes note of the report.",
    ):
        assert part in text, (part, text)
    assert "Objective A:" not in text and "Heating" not in text
    order = [text.index(w) for w in ("Introduction", "Objective A", "Lessons learned", "Draft dec")]
    assert order == sorted(order)


def test_a_draft_does_not_eat_what_was_written(second: Strategy, tmp_path: Path) -> None:
    from core.jobs import job_run
    from reports.services import report_regenerate_request

    report = Report.objects.get(slug="buildings-2021")
    job_run(report_regenerate_request(report=report, user=None).pk)
    said = loaded("load_report", SECOND / "report.yaml")
    assert "0 added, 0 changed, 0 removed" in said, said
    assert "takes note of the report" in drafted(tmp_path, SLUG, 2021, "buildings-2021")


def test_a_written_paragraph_under_a_section_that_is_not_there(
    second: Strategy, tmp_path: Path
) -> None:
    path = tmp_path / "report.yaml"
    text = (SECOND / "report.yaml").read_text(encoding="utf-8")
    group = "written:\n  - under: output/A.9\n    paragraphs:\n      - text: One.\n"
    path.write_text(text + group, encoding="utf-8")
    ended = run("load_report", path)
    line = text.count("\n") + 2
    assert ended.mistakes == [
        f"report.yaml, line {line}: written[1].under: this report has no section “output/A.9”. "
        "Did you mean “output/A.2”?"
    ]
