"""From the bytes of a file to rows: check everything, write once, say what changed.

The commands call these, the demonstration calls these, and pages that take uploads will.
"""

from datetime import date
from pathlib import Path

from core.imports.difference import Difference, load
from core.imports.problems import FileCheck
from core.imports.records import read_yaml
from core.numbers.registry import NumberContext
from outcomes.models import Strategy
from outcomes.strategy.loading import strategy_load
from portfolio.deliverables.imports import links_load
from portfolio.money.imports import funding_lines_load
from portfolio.projects.imports.sheet import project_file
from portfolio.projects.imports.write import project_affected_rows, project_rows_load
from portfolio.texts.imports import remarks_affected_rows, remarks_load, remarks_record
from reports.composing.merge import paper
from reports.imports.checks import check_declared, check_numbers, check_uses
from reports.imports.loading import report_load, template_load
from reports.imports.pictures import pictures_load, tell_unused
from reports.imports.report import ReportFile, report_affected_rows, report_file
from reports.imports.strategy import strategy_affected_rows, strategy_file
from reports.outline.text_field import MarkupText, Uses
from risks.imports.file import framework_risks
from risks.imports.write import framework_risks_load


def strategy_import(
    content: bytes, reading: FileCheck, *, dry_run: bool = False, prune: bool = False
) -> Difference:
    """Load a strategy file. Raises `FileRefused` with every mistake; then nothing was written."""
    file = strategy_file(content, reading)

    def write() -> None:
        assert file.row is not None
        strategy = strategy_load(file.row)
        links_load(strategy, file.row)
        funding_lines_load(strategy, file.row["funding_lines"])
        framework_risks_load(strategy, framework_risks(file.row))
        template_load(strategy, file.row["report"])

    return load(
        reading=reading,
        affected=lambda: strategy_affected_rows(file),
        write=write,
        dry_run=dry_run,
        prune=prune,
    )


def projects_import(
    content: bytes,
    reading: FileCheck,
    *,
    strategy: Strategy,
    year: int,
    sheet: str = "",
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Load a sheet of projects into the work plan of `year`. Raises `FileRefused`."""
    remark = MarkupText(Uses(), many=True)
    file = project_file(content, reading, strategy, year, sheet=sheet, remark=remark)
    return load(
        reading=reading,
        affected=lambda: project_affected_rows(strategy, year, file),
        write=lambda: project_rows_load(strategy, year, file),
        dry_run=dry_run,
        prune=prune,
    )


def remarks_import(
    content: bytes,
    reading: FileCheck,
    *,
    strategy: Strategy,
    year: int,
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Load what projects say in the report on `year`. Raises `FileRefused`.

    Whether the live numbers of the texts can be computed is asked once their quantities stand.
    """
    reading.original = strategy.original_language
    uses = Uses()
    record = remarks_record(strategy, MarkupText(uses, many=True))
    data = read_yaml(content, record, reading)

    def write() -> None:
        remarks_load(strategy, year, data or {})
        at = date(year, 12, 31)
        check_numbers(uses, reading, NumberContext(strategy=strategy.slug, year=year, at=at))

    return load(
        reading=reading,
        affected=lambda: remarks_affected_rows(year, data or {}),
        write=write,
        dry_run=dry_run,
        prune=prune,
    )


def report_import(
    content: bytes,
    reading: FileCheck,
    *,
    folder: Path | None = None,
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Load a report file, whose pictures lie in `folder`. Raises `FileRefused` with every mistake; then
    nothing was written.

    Whether numbers can be computed and references lead somewhere is asked of the report as it
    would stand, in the same transaction.
    """
    file = report_file(content, reading, folder)
    return load(
        reading=reading,
        affected=lambda: report_affected_rows(file),
        write=lambda: _write_report(file, reading),
        dry_run=dry_run,
        prune=prune,
    )


def _write_report(file: ReportFile, reading: FileCheck) -> None:
    assert file.row is not None
    report = report_load(file, reading)
    pictures_load(report, file.row["pictures"], file.pictures)
    current = paper(report)
    paragraphs = [one for section in current.sections for one in section.paragraphs]
    texts = [text for one in paragraphs for text in one.every.values()]
    tell_unused(file.row["pictures"], texts, reading)
    check_uses(file.uses, reading, report.number_context, current)
    check_declared(file, reading, report, current)
