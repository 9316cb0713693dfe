"""`manage.py draft_report`: one file of one edition, from the shell."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from core.jobs import JobError
from core.languages import LANGUAGES
from core.time import working_date
from outcomes.models import Strategy
from reports.models import Report
from reports.services import render, report_compose
from reports.word_templates.services import worn_by
from reports.writers import WRITERS


class Command(BaseCommand):
    """Composes a report from today's data and writes one file; nothing is stored."""

    help = "Write a draft of a report: draft_report it-2018-21 2021 --language en --out draft.docx"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Choices are checked by `handle`, so that every mistake is one clear line."""
        parser.add_argument("strategy", help="slug of the strategy, such as it-2018-21")
        parser.add_argument("year", help="the reported year")
        parser.add_argument("--report", help="slug of the report, where a year has several")
        parser.add_argument("--language", default="en", help=f"one of {', '.join(LANGUAGES)}")
        parser.add_argument("--format", default="docx", help=f"one of {', '.join(WRITERS)}")
        parser.add_argument("--out", required=True, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or say in one line what is wrong and end with code 2."""
        language, format_ = options["language"], options["format"]
        if language not in LANGUAGES:
            _refuse(f"There is no language “{language}”. Choose one of {', '.join(LANGUAGES)}.")
        if format_ not in WRITERS:
            _refuse(f"There is no format “{format_}”. Choose one of {', '.join(WRITERS)}.")
        report = _report(options["strategy"], options["year"], options["report"])
        latest = report.drafts.values_list("number", flat=True).first() or 0
        try:
            composition = report_compose(
                report, [language], draft=latest + 1, made_on=working_date()
            )
            worn = worn_by(report)
            file = render(composition.documents[language], format_, worn)
        except JobError as error:
            _refuse(str(error))
        out = Path(options["out"])
        try:
            out.write_bytes(file.content)
        except OSError as error:
            _refuse(f"Cannot write {out}: {error.strerror}.")
        missing = composition.missing[language]
        if missing:
            self.stderr.write(f"{missing} texts have no translation; the original stands there.")
        self.stdout.write(f"{out}: {file.name}, {len(file.content):,} bytes")


def _report(slug: str, year: str, wanted: str | None) -> Report:
    """The one report that is meant."""
    if not Strategy.objects.filter(slug=slug).exists():
        known = ", ".join(Strategy.objects.values_list("slug", flat=True)) or "none yet"
        _refuse(f"There is no strategy “{slug}”. Known: {known}.")
    if not year.isdigit():
        _refuse(f"“{year}” is not a year.")
    reports = Report.objects.select_related("strategy").filter(strategy__slug=slug, year=year)
    if wanted:
        reports = reports.filter(slug=wanted)
    found = list(reports)
    if not found:
        which = f" called “{wanted}”" if wanted else ""
        _refuse(f"{slug} has no report on {year}{which}.")
    if len(found) > 1:
        names = ", ".join(report.slug for report in found)
        _refuse(f"{slug} has several reports on {year}: choose one with --report ({names}).")
    return found[0]


def _refuse(message: str) -> NoReturn:
    sys.stderr.write(f"draft_report: {message}\n")
    raise SystemExit(2)
