"""What loading changes: shown beforehand, written once, exactly what was edited, nothing deleted."""

from pathlib import Path

import pytest
from django.conf import settings

from core.history.tracking import event_models
from core.languages.translated import text_in
from outcomes.models import Driver, Strategy
from portfolio.models import Project, StageChange, WorkPlanEntry
from reports.models import Origin, Paragraph, ParagraphText, Report
from tests.loaders.running import FILES, loaded, run

DEMO = Path(settings.BASE_DIR) / "demo" / "it-2018-21"
pytestmark = pytest.mark.django_db


def events() -> int:
    """How many changes the history holds, of whatever."""
    return sum(model._default_manager.count() for model in event_models())


def edited(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    """A copy of a file of the demonstration with some changes."""
    text = (DEMO / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_demonstration_loads_again_without_a_single_change() -> None:
    before = events()
    plan = ("--strategy", "it-2018-21", "--year", 2021)
    for printed in (
        loaded("load_people", DEMO / "people.yaml"),
        loaded("load_strategy", DEMO / "strategy.yaml"),
        loaded("load_projects", DEMO / "projects.csv", *plan),
        loaded("load_remarks", DEMO / "remarks.yaml", *plan),
        loaded("load_updates", DEMO / "updates.csv", *plan[:2]),
        loaded("load_milestones", DEMO / "milestones.csv", *plan[:2]),
        loaded("load_costs", DEMO / "costs.csv", *plan[:2]),
        loaded("load_decisions", DEMO / "decisions.yaml", *plan[:2]),
        loaded("load_measurements", DEMO / "measurements.yaml", *plan[:2]),
        loaded("load_risks", DEMO / "risks.yaml", *plan[:2]),
        loaded("load_report", DEMO / "report.yaml"),
    ):
        assert printed.splitlines()[-1].startswith("0 added, 0 changed, 0 removed"), printed
        assert "No longer" not in printed
    assert events() == before


def test_a_trial_shows_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    path = edited(
        tmp_path, "strategy.yaml",
        ("symbol: GB.331/PFA/5", "symbol: GB.331/PFA/5(Rev.1)"),
        ("de: Lenkung im IT-Bereich", "de: IT-Governance"),
    )  # fmt: skip
    before = events()
    printed = loaded("load_strategy", path, "--dry-run")
    assert printed.splitlines() == [
        "Changed (2):",
        "  strategy it-2018-21",
        "    symbol: GB.331/PFA/5 → GB.331/PFA/5(Rev.1)",
        "  cross-cutting driver it-governance",
        "    title_de: Lenkung im IT-Bereich → IT-Governance",
        printed.splitlines()[-2],
        "This was a trial: nothing was written.",
    ]
    assert events() == before
    assert Strategy.objects.get(slug="it-2018-21").symbol == "GB.331/PFA/5"


def test_an_edit_changes_exactly_that(tmp_path: Path) -> None:
    path = edited(tmp_path, "projects.csv", ("IRIS upgrade", "IRIS renewal"))
    before = events()
    printed = loaded("load_projects", path, "--strategy", "it-2018-21", "--year", 2021)
    assert "    name: IRIS upgrade → IRIS renewal" in printed
    assert "0 added, 1 changed, 0 removed" in printed
    assert events() == before + 1
    assert Project.objects.get(strategy__slug="it-2018-21", code="P-15").name == "IRIS renewal"


def test_a_text_that_the_file_loses_is_lost_and_shown(tmp_path: Path) -> None:
    path = edited(tmp_path, "strategy.yaml", (", de: Lenkung im IT-Bereich", ""))
    printed = loaded("load_strategy", path)
    assert "    title_de: Lenkung im IT-Bereich → –" in printed
    driver = Driver.objects.get(strategy__slug="it-2018-21", slug="it-governance")
    assert not text_in(driver, "title", "de")


def test_what_the_file_no_longer_holds_is_listed_and_pruned_only_where_nothing_is_lost(
    tmp_path: Path,
) -> None:
    lines = (DEMO / "strategy.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "slug: it-governance" not in line]
    path = tmp_path / "strategy.yaml"
    path.write_text("".join(kept) + _driver("new-one", "New one"), encoding="utf-8")
    loaded("load_strategy", path)
    path.write_text("".join(kept), encoding="utf-8")
    printed = loaded("load_strategy", path)
    assert "No longer in the file (2):" in printed
    assert "  cross-cutting driver it-governance" in printed
    assert "--prune removes them where it is safe" in printed
    assert Driver.objects.filter(slug__in=["it-governance", "new-one"]).count() == 2
    printed = loaded("load_strategy", path, "--prune", "--dry-run")
    assert "Removed (1):\n  cross-cutting driver new-one" in printed
    assert Driver.objects.filter(slug="new-one").exists()
    printed = loaded("load_strategy", path, "--prune")
    assert "cross-cutting driver it-governance stays: still belong to it: " in printed
    assert "projects" in printed
    assert list(Driver.objects.filter(slug__in=["it-governance", "new-one"])) == [
        Driver.objects.get(slug="it-governance")
    ]


def _driver(slug: str, title: str) -> str:
    return f"  - {{slug: {slug}, title: {{en: {title}}}}}\n"


def test_a_project_leaves_a_work_plan_only_when_asked_and_is_never_deleted(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    header = "code,name,output,lead_unit\n"
    path.write_text(f"{header}X-1,One,1.1,TMS\nX-2,Two,1.1,TMS\n")
    plan = ("--strategy", "it-2018-21", "--year", 2019)
    loaded("load_projects", path, *plan)
    path.write_text(f"{header}X-1,One,1.1,TMS\n")
    assert "  work-plan entry X-2 2019" in loaded("load_projects", path, *plan)
    assert WorkPlanEntry.objects.filter(project__code="X-2", year=2019).exists()
    loaded("load_projects", path, *plan, "--prune")
    assert not WorkPlanEntry.objects.filter(project__code="X-2", year=2019).exists()
    assert Project.objects.filter(code="X-2").exists()


def test_a_stage_that_moves_to_another_day_is_told(tmp_path: Path) -> None:
    path = edited(tmp_path, "projects.csv", ("in_progress@2021-06-14", "in_progress@2021-06-21"))
    plan = ("--strategy", "it-2018-21", "--year", 2021)
    printed = loaded("load_projects", path, *plan)
    assert "Added (1):\n  stage P-17 2021-06-21" in printed
    assert "No longer in the file (1):\n  stage P-17 2021-06-14" in printed
    assert "Removed (1):\n  stage P-17 2021-06-14" in loaded(
        "load_projects", path, *plan, "--prune"
    )


def test_where_a_project_stands_now_says_nothing_of_its_way(tmp_path: Path) -> None:
    path = tmp_path / "now.csv"
    path.write_text(
        "code,name,output,lead_unit,stage\nP-17,Mission Reporting,1.3,AMS,in_progress\n"
    )
    plan = ("--strategy", "it-2018-21", "--year", 2021)
    way = list(StageChange.objects.filter(project__code="P-17").values_list("stage", "on"))
    assert len(way) > 1
    printed = loaded("load_projects", path, *plan, "--prune")
    assert "stage P-17" not in printed
    assert list(StageChange.objects.filter(project__code="P-17").values_list("stage", "on")) == way
    path.write_text(
        "code,name,output,lead_unit,stage,stage_since\n"
        "P-17,Mission Reporting,1.3,AMS,on_hold,2021-12-20\n"
    )
    assert "stage P-17 2021-12-20" in loaded("load_projects", path, *plan, "--dry-run")


# --- Reports ------------------------------------------------------------------------------------


def test_a_persons_words_stay_when_the_file_is_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "earlier.yaml"
    text = (FILES / "earlier.yaml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    loaded("load_report", path)
    row = ParagraphText.objects.get(paragraph__key="history/1", language="en")
    row.text = "A person has improved this."
    row.save()
    path.write_text(text.replace("Work began", "The work began"), encoding="utf-8")
    loaded("load_report", path, "--prune")
    row.refresh_from_db()
    assert row.text == "A person has improved this."
    other = ParagraphText.objects.get(paragraph__key="history/2", language="en")
    path.write_text(text.replace("It continues", "It goes on"), encoding="utf-8")
    printed = loaded("load_report", path)
    assert "0 added, 1 changed" in printed
    other.refresh_from_db()
    assert other.text == "It goes on in 2021."


def test_only_untouched_paragraphs_of_a_file_are_pruned(tmp_path: Path) -> None:
    path = tmp_path / "earlier.yaml"
    text = (FILES / "earlier.yaml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    loaded("load_report", path)
    section = Report.objects.get(slug="earlier").sections.get(key="history")
    own = Paragraph.objects.create(section=section, key="mine", position=9, origin=Origin.WRITTEN)
    ParagraphText.objects.create(paragraph=own, language="en", text="Written in the program.")
    path.write_text(text[: text.index("      - text: It continues")], encoding="utf-8")
    printed = loaded("load_report", path)
    assert "paragraph history history/2" in printed and "mine" not in printed
    loaded("load_report", path, "--prune")
    assert set(section.paragraphs.values_list("key", flat=True)) == {"history/1", "mine"}


def test_a_locked_report_and_another_strategys_report_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "earlier.yaml"
    text = (FILES / "earlier.yaml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    loaded("load_report", path)
    Report.objects.filter(slug="earlier").update(known_at="2022-02-01T00:00:00Z")
    assert "this report is locked" in run("load_report", path).err
