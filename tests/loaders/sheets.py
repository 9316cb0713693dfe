"""Sheets as spreadsheet programs save them, for the tests of every loader that reads one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db.models import Model

from portfolio.models import Cost, Milestone, Project, StatusUpdate
from tests.loaders.running import Ended, run

SLUG = "it-2018-21"


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: its header, a good row, and how a row is found again once it is loaded.

    `text` and `day` are the columns that hold words (“Größe, Höhe; Maß”) and, if there is one, a
    day (3 May 2021); `bad` are rows with one mistake each and the words that tell it.
    """

    command: str
    model: type[Model]
    header: tuple[str, ...]
    row: tuple[Any, ...]
    text: str
    day: str
    stored: Callable[[], Any]
    bad: tuple[tuple[tuple[Any, ...], str, str], ...]
    year: bool = False

    def load(self, path: Path, *options: object) -> Ended:
        """Run its command on a file."""
        of_year: tuple[object, ...] = ("--year", 2021) if self.year else ()
        return run(self.command, path, "--strategy", SLUG, *of_year, *options)

    def rows(self) -> int:
        """How many rows there are of what it brings."""
        return int(self.model._default_manager.count())


TEXT = "Größe, Höhe; Maß"
DAY = date(2021, 5, 3)

SHEETS = (
    Sheet(
        "load_projects",
        Project,
        ("code", "name", "output", "lead_unit", "baseline_start"),
        ("X-1", TEXT, "1.1", "TMS", DAY),
        "name",
        "baseline_start",
        lambda: Project.objects.get(strategy__slug=SLUG, code="X-1"),
        (
            (("X-2", "Two", "9.9", "TMS", DAY), "C", "there is no output “9.9”"),
            (("X-3", "Three", "1.1", "TSM", DAY), "D", "Did you mean “TMS”?"),
            (("X-4", "Four", "1.1", "TMS", "3.5.2021"), "E", "as in 2021-05-03"),
            (("X-1", "Twin", "1.1", "TMS", DAY), "A", "stands here twice"),
        ),
        year=True,
    ),
    Sheet(
        "load_updates",
        StatusUpdate,
        ("project", "period", "overall", "achieved", "reported_on"),
        ("S-001", "2020-05", "g", TEXT, DAY),
        "achieved",
        "reported_on",
        lambda: StatusUpdate.objects.get(project__code="S-001", round__period=date(2020, 5, 1)),
        (
            (("S-999", "2020-06", "g", "Two", DAY), "A", "there is no project “S-999”"),
            (("S-001", "2020-06", "a", "Three", DAY), "", "say why a dimension is amber or red"),
            (("S-001", "June", "g", "Four", DAY), "B", "“June” is not a day"),
            (("S-001", "2020-05", "g", "Twin", DAY), "A", "stands here twice"),
        ),
    ),
    Sheet(
        "load_milestones",
        Milestone,
        ("project", "title", "kind", "baseline_on"),
        ("S-001", TEXT, "live", DAY),
        "title",
        "baseline_on",
        lambda: Milestone.objects.get(project__code="S-001", title=TEXT),
        (
            (("S-999", "Two", "live", DAY), "A", "there is no project “S-999”"),
            (("S-001", "Three", "alive", DAY), "C", "Did you mean “Live”?"),
            (("S-001", "Four", "live", None), "", "give a planned or forecast day"),
            (("S-001", TEXT, "live", DAY), "A", "stands here twice"),
        ),
    ),
    Sheet(
        "load_costs",
        Cost,
        ("project", "year", "kind", "amount", "note"),
        ("S-001", 2021, "spent", "12.5", TEXT),
        "note",
        "",
        lambda: Cost.objects.get(project__code="S-001", note=TEXT),
        (
            (("S-999", 2021, "spent", "1", "Two"), "A", "there is no project “S-999”"),
            (("S-001", 2021, "spend", "1", "Three"), "C", "Did you mean “Spent”?"),
            (("S-001", 2021, "spent", "2.637", "Four"), "D", "may be 2637 or 2.637"),
            (("S-001", 2021, "spent", "1", TEXT), "A", "stands here twice"),
        ),
    ),
)


def csv_file(
    folder: Path, rows: Sequence[Sequence[Any]], *, sign: str = ",", encoding: str = "utf-8"
) -> Path:
    """Rows as CSV; cells that hold a separator stand in quotation marks."""
    path = folder / "sheet.csv"
    lines = [sign.join(_cell(value) for value in row) for row in rows]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f'"{text}"' if set(text) & set(",;\t") else text


def workbook(
    folder: Path,
    rows: Sequence[Sequence[Any]],
    *,
    old_calendar: bool = False,
    then: Callable[[Any], object] | None = None,
) -> Path:
    """Rows as an Excel workbook; `then` does something more to its sheet."""
    path = folder / "sheet.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": old_calendar, "default_date_format": "d.m.yy"})
    sheet = book.add_worksheet("Plan")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, datetime(value.year, value.month, value.day))
            elif value is not None:
                sheet.write(number, column, value)
    if then:
        then(sheet)
    book.close()
    return path
