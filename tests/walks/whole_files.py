"""Sound files of every kind that the program reads, for a walk to spoil."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter
from django.conf import settings

from tests.loaders.test_docs import arguments, examples
from tests.reports.word_templates.docx_templates import (
    as_dotx,
    german_template,
    letter_template,
    png,
    wide_template,
)

DEMONSTRATION = Path(settings.BASE_DIR) / "demo" / "it-2018-21"
STRATEGY = "it-2018-21"
YEARLY = {"projects": 2021, "remarks": 2021}
ALONE = ("people", "strategy", "report")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class LoadedFile:
    """A file that a command loads, and the rest of its command line."""

    command: str
    name: str
    content: bytes
    options: tuple[object, ...] = ()


def loaded_files(folder: Path) -> list[LoadedFile]:
    """Those of the documents and of the demonstration, sheets as workbooks too."""
    found = [*_documented(folder), *_of_the_demonstration()]
    sheets = [one for one in found if one.name.endswith(".csv")]
    return [*found, *(_as_workbook(one) for one in sheets)]


def _documented(folder: Path) -> Iterator[LoadedFile]:
    for path in examples(folder):
        command, _path, *options = arguments(path)
        yield LoadedFile(str(command), path.name, path.read_bytes(), tuple(options))


def _of_the_demonstration() -> Iterator[LoadedFile]:
    for path in sorted(DEMONSTRATION.glob("*.*")):
        if path.suffix == ".md":
            continue
        kind = "projects" if path.stem.startswith("work_plan") else path.stem
        options: tuple[object, ...] = () if kind in ALONE else ("--strategy", STRATEGY)
        if kind in YEARLY:
            options += ("--year", 2020 if path.stem.startswith("work_plan") else YEARLY[kind])
        content = path.read_bytes()
        if path.suffix == ".csv":  # the head of a long sheet breaks like the whole of it
            content = b"".join(content.splitlines(keepends=True)[:25])
        yield LoadedFile(f"load_{kind}", path.name, content, options)


def _as_workbook(sheet: LoadedFile) -> LoadedFile:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "d.m.yy"}) as book:
        page = book.add_worksheet("Plan")
        for number, row in enumerate(csv.reader(io.StringIO(sheet.content.decode()))):
            for column, value in enumerate(row):
                _write(page, number, column, value)
    name = f"{sheet.name.rpartition('.')[0]}.xlsx"
    return LoadedFile(sheet.command, name, out.getvalue(), sheet.options)


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: str) -> None:
    try:
        page.write_datetime(row, column, date.fromisoformat(value))
    except ValueError:
        if value.replace(".", "", 1).isdecimal() and not value.startswith("0"):
            page.write_number(row, column, float(value))
        else:
            page.write_string(row, column, value)


def word_files() -> tuple[bytes, ...]:
    """Sound Word templates."""
    return letter_template(), german_template(), wide_template(), as_dotx(letter_template())


def evidence_files() -> dict[str, bytes]:
    """A sound file of each kind that proves a measured value, by its ending."""
    workbook = _as_workbook(LoadedFile("", "a.csv", b"a,b\n1,2\n")).content
    return {
        "pdf": PDF,
        "png": png(),
        "jpg": b"\xff\xd8\xff\xe0" + bytes(range(200)),
        "xlsx": workbook,
        "docx": wide_template(),
        "csv": b"a,b\n1,2\n",
        "txt": b"What was measured.\n",
    }
