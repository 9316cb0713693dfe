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
        printed = loaded(command, SECOND / name, *options, "--dry-run")
        assert "0 added, 0 changed, 0 removed" in printed, printed
        assert "No longer" not in printed


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
        "Third item on the agenda",
        "is invited to take note of it (see the draft decision in paragraph 7).",
        "Relevant strategic objective: None.",
        "Main relevant outcome: Outcome C: Effective support services",
        "Financial implications: None beyond the approved budget, see paragraph 1.",
        "Follow-up action required: None.",
        "The decision is in paragraph 7, its costs are in paragraph 1 of Appendix I and all projects in "
        "Appendix II.",
        "# Draft decision 7. The Governing Body: (a) takes note of the report; (b) requests the "
        "Director-General to plan the heating works; and (c) invites the staff to comment.[2]",
        "Appendix I How costs are counted 1. Costs are counted as in paragraph 1 of the main text.[1]",
        "2. They follow paragraph 1. [1] In Swiss francs.",
        "Appendix II The projects Table 1. Projects of the 2021 work plan",
        "A.1. Fire safety",
        "3 projects. Stage and status as of 31 December 2021",
        "B.1 Energy per square metre 212.5 2021 −5 per cent – No data",
        "No risk of the register was open.",
    ):
        assert part in text, part
    assert "Objective A:" not in text and "## B.1. Heating" not in text
    words = ("# Introduction", "# Objective A", "# Lessons learned", "# Draft decision")
    order = [text.index(w) for w in words]
    assert order == sorted(order)


def test_a_draft_does_not_eat_what_was_written(second: Strategy, tmp_path: Path) -> None:
    from core.jobs.services import job_run
    from reports.drafts.services import report_regenerate_request

    report = Report.objects.get(slug="buildings-2021")
    job_run(report_regenerate_request(report=report, user=None).pk)
    printed = loaded("load_report", SECOND / "report.yaml")
    assert "0 added, 0 changed, 0 removed" in printed, printed
    assert "takes note of the report; (b)" in drafted(tmp_path, SLUG, 2021, "buildings-2021")


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
