"""Sheets of projects: what only they have; what all sheets have stands in `test_every_sheet`."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.pages.spreadsheets import CSV, to_bytes
from outcomes.models import Strategy
from portfolio.models import Milestone, Project, StageChange
from portfolio.projects.imports.states import STATES, kind_by_name
from tests.loaders.running import Ended, loaded, run
from tests.loaders.sheets import SLUG, workbook

HEADER = ("code", "name", "output", "lead_unit")
pytestmark = pytest.mark.django_db


def load(path: Path, *options: object, year: int = 2021) -> Ended:
    return run("load_projects", path, "--strategy", SLUG, "--year", year, *options)


def plan(folder: Path, text: str) -> Path:
    path = folder / "plan.csv"
    path.write_text(text, encoding="utf-8")
    return path


def project(code: str) -> Any:
    return Project.objects.get(strategy__slug=SLUG, code=code)


# --- What is right ------------------------------------------------------------------------------


def test_line_ends_in_quoted_cells_and_headers_in_german_in_any_order(tmp_path: Path) -> None:
    text = (
        "Federführende Einheit;Kennung;Zu erbringende Leistung;Name (de);Name;Text für den Bericht;"
        "Beginn\n"
        'tms;X-1;1.1;Zwei;Two;"First\n\nparagraph";2021-02-01\n'
        "TMS;X-2;9.9;;Three;;\n"
    )
    ended = load(plan(tmp_path, text))
    assert ended.mistakes == [
        "plan.csv, line 5, cell C3: output: there is no output “9.9”. Known: 1.1, 1.2, 1.3, 2.1, "
        "2.2, 2.3, 2.4, 3.1, 3.2, 3.3, 3.4."
    ]
    assert load(plan(tmp_path, text.replace("9.9", "1.2"))).code == 0
    found = project("X-1")
    assert found.name_de == "Zwei" and found.baseline_start == date(2021, 2, 1)
    assert found.remarks.get(year=2021).text == "First\n\nparagraph"
    assert not project("X-2").remarks.exists()


@pytest.mark.parametrize("old_calendar", [False, True])
def test_dates_of_both_calendars_and_numbers_that_are_texts(
    tmp_path: Path, old_calendar: bool
) -> None:
    rows = [(*HEADER, "planned start"), ("X-1", 365, 1.1, "TMS", date(2021, 5, 3))]
    assert load(workbook(tmp_path, rows, old_calendar=old_calendar)).code == 0
    found = project("X-1")
    assert found.baseline_start == date(2021, 5, 3)
    assert (found.name, found.place.number) == ("365", "1.1")


def test_what_looks_like_a_formula_stays_a_text_and_our_own_exports_come_back(
    tmp_path: Path,
) -> None:
    rows = [HEADER, ("X-1", "=HYPERLINK(1)", "1.1", "TMS"), ("X-2", "+41 22", "1.1", "TMS")]
    path = tmp_path / "plan.csv"
    path.write_bytes(to_bytes(rows, CSV, ""))
    assert b"'=HYPERLINK" in path.read_bytes()
    assert load(path).code == 0
    assert [project(code).name for code in ("X-1", "X-2")] == ["=HYPERLINK(1)", "+41 22"]


def test_a_column_that_is_left_out_stays_and_an_empty_cell_empties(tmp_path: Path) -> None:
    before = project("P-15")
    assert before.business_owner and before.manager and before.name_de
    text = "code,name,output,lead_unit,manager\nP-15,IRIS upgrade,1.3,AMS,\n"
    load(plan(tmp_path, text))
    after = project("P-15")
    assert after.manager is None
    assert (after.business_owner, after.name_de) == (before.business_owner, before.name_de)
    assert after.baseline_finish == before.baseline_finish


# --- What is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Project,,Place,\ncode,name,output,lead_unit\nX-1,One,1.1,TMS\n", "two header rows (1 and 2)"),
        ("code,name,output,lead_unit\nKennung,Name,Zu erbringende Leistung,Einheit\n", "two header"),
        ("a,b,c\nX-1,One,1.1\n", "this is no header"),
        ("code,name,output,led_unit\nX-1,One,1.1,TMS\n", "Did you mean “lead_unit”?"),
        ("code,name,output,lead_unit,Code\nX-1,One,1.1,TMS,X\n", "stands here twice"),
        ("name,output,lead_unit\nOne,1.1,TMS\n", "the column “code” is missing"),
        ("code,name,output,lead_unit\nX-1,One, two,1.1,TMS\n", "is a sign that separates cells"),
        ('code,name,output,lead_unit\nX-1,"One,1.1,TMS\nX-2,Two,1.1,TMS\n', "line 2: this row cannot"),
        ("code,name,output,lead_unit\n", "there is no row under the header"),
        ("", "the file is empty"),
        ("code,name,output,lead_unit,stage\nX-1,One,1.1,TMS,completed\n", "needs its day"),
        ("code,name,output,lead_unit,stage\nP-15,One,1.1,TMS,on_hold\n", "fill stage_since"),
        ("code,name,output,lead_unit,state\nX-1,One,1.1,TMS,in progres\n", "Did you mean “in_progress”"),
        ("code,name,output,lead_unit,state,stage\nX-1,A,1.1,TMS,pilot,on_hold\n", "contradicts"),
        ("code,name,output,lead_unit,joined_on\nX-1,A,1.1,TMS,2022-01-01\n", "after the end of 2021"),
        ("code,name,output,lead_unit,merged_into\nX-1,A,1.1,TMS,P-66\n", "there is no project “P-66”"),
        ("code,name,output,lead_unit,remark_en\nX-1,A,1.1,TMS,{{projects.totl}}\n", "projects.total"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_says_what_would_be_right(
    tmp_path: Path, text: str, part: str
) -> None:
    before = Project.objects.count()
    ended = load(plan(tmp_path, text))
    assert ended.code == 1
    assert any(part in line for line in ended.mistakes), ended.err
    assert Project.objects.count() == before


def test_a_content_of_another_kind_than_the_name_is_refused(tmp_path: Path) -> None:
    rows = [HEADER, ("X-1", "One", "1.1", "TMS")]
    content = workbook(tmp_path, rows).read_bytes()
    for name, given, part in (
        ("plan.csv", content, "its content is not"),
        ("plan.xlsx", b"code,name\n", "its content is not"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel file or one with a password"),
        ("plan.ods", content, "only .csv and .xlsx"),
        ("plan.xlsx", content[:500], "damaged"),
        ("plan.csv", b"code\0name\n", "no text file"),
    ):
        path = tmp_path / name
        path.write_bytes(given)
        ended = load(path)
        assert ended.code == 1 and part in ended.err, (name, ended.err)


def test_bombs_are_refused(tmp_path: Path) -> None:
    content = workbook(tmp_path, [HEADER, ("X-1", "One", "1.1", "TMS")]).read_bytes()

    def rebuilt(part: str, change: Any) -> Path:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
            for info in old.infolist():
                data = old.read(info)
                new.writestr(info.filename, change(data) if info.filename == part else data)
        path = tmp_path / "bomb.xlsx"
        path.write_bytes(out.getvalue())
        return path

    large = rebuilt("docProps/core.xml", lambda data: data + b" " * 120_000_000)
    assert large.stat().st_size < 1_000_000
    assert "too large when unpacked" in load(large).err
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    bad = rebuilt(
        "xl/worksheets/sheet1.xml", lambda data: data.replace(b"<worksheet", entity + b"<worksheet")
    )
    assert "damaged" in load(bad).err


def test_an_output_that_excel_has_made_a_number_of_is_refused_where_it_has_a_twin(
    tmp_path: Path,
) -> None:
    outcome = Strategy.objects.get(slug=SLUG).outcomes.first()
    outcome.outputs.create(number="1.10", position=9, title="Ten")
    rows = [HEADER, ("X-1", "One", 1.1, "TMS"), ("X-2", "Two", "1.10", "TMS")]
    ended = load(workbook(tmp_path, rows))
    assert len(ended.mistakes) == 1
    assert "cell C2" in ended.mistakes[0] and "Format the cell as text" in ended.mistakes[0]


# --- The words of the 2021 list -----------------------------------------------------------------


def test_the_words_of_the_list_of_2021_mean_what_the_domain_says(tmp_path: Path) -> None:
    rows = ["code,name,output,lead_unit,state,stage_since"]
    rows += [f"X-{n},Thing,1.1,TMS,{word},2021-03-01" for n, word in enumerate(STATES)]
    rows.append("X-90,Webinars on law,1.1,TMS,operational,2021-03-01")
    rows.append("X-91,UN networks,1.1,TMS,Operational,2021-03-01")
    ended = load(plan(tmp_path, "\n".join(rows)))
    assert ended.code == 0, ended.err
    found = {
        word: (project(f"X-{n}").kind, project(f"X-{n}").stages.get().stage)
        for n, word in enumerate(STATES)
    }
    assert found == {
        "proposed": ("project", "proposed"),
        "approved": ("project", "approved"),
        "on_hold": ("project", "on_hold"),
        "cancelled": ("project", "cancelled"),
        "initiated": ("project", "in_progress"),
        "in_progress": ("project", "in_progress"),
        "partly_live": ("project", "in_progress"),
        "pilot": ("pilot", "in_progress"),
        "completed": ("project", "completed"),
        "completed_enhancing": ("project", "completed"),
        "operational": ("service", "running"),
        "funded": ("funding", "approved"),
    }
    assert project("X-90").kind == "training" and project("X-91").kind == "partnership"
    code = f"X-{list(STATES).index('partly_live')}"
    reached = Milestone.objects.get(project__code=code, project__strategy__slug=SLUG)
    assert (reached.kind, reached.reached_on) == ("live_in_part", date(2021, 3, 1))
    follow_up = StageChange.objects.get(
        project__strategy__slug=SLUG, project__code=f"X-{list(STATES).index('completed_enhancing')}"
    )
    assert "Follow-up" in follow_up.note


def test_names_tell_training_and_partnership_as_in_the_demonstration() -> None:
    for row in Project.objects.filter(
        strategy__slug=SLUG, kind__in=["service", "training", "partnership"]
    ).exclude(illustrative__contains=["all"]):
        assert kind_by_name(row.name) == row.kind, row.name


def test_amounts_are_never_guessed() -> None:
    from core.imports.fields import Mistake
    from core.imports.nodes import Scalar
    from core.imports.numeric_fields import Amount
    from core.imports.problems import Location

    def read(text: str, native: Any = None) -> Decimal:
        return Amount().value(Scalar(Location("f"), text, native))

    assert [read(t) for t in ("2637", "2637.5", "-3", "−3", "2.6370", "0.5")] == [
        Decimal(t) for t in ("2637", "2637.5", "-3", "-3", "2.637", "0.5")
    ]
    assert read("2.637", Decimal("2.637")) == Decimal("2.637")  # Excel has a number there
    for text, meant in (
        ("2.637", "2637"), ("2,637", "2637"), ("2,637,000.5", "2637000.5"), ("2’637’000", "2637000"),
        ("4,5", "4.5"), ("1e3", "2637.5"), ("NaN", "2637.5"), ("12 per cent", "2637.5"),
    ):  # fmt: skip
        with pytest.raises(Mistake, match=meant):
            read(text)
    for text in ("1.23456", "12345678901234567890"):
        with pytest.raises(Mistake):
            read(text)


def test_another_year_is_carried_over(tmp_path: Path) -> None:
    path = plan(tmp_path, "code,name,output,lead_unit\nX-1,One,1.1,TMS\n")
    loaded("load_projects", path, "--strategy", SLUG, "--year", 2020)
    loaded("load_projects", path, "--strategy", SLUG, "--year", 2021)
    entry = project("X-1").work_plans.get(year=2021)
    assert entry.carried_over_from == project("X-1").work_plans.get(year=2020)
