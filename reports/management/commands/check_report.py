"""`manage.py check_report`: what the checker finds in a report, from the shell."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from core.languages import LANGUAGES
from reports.checking.findings import Finding, Severity
from reports.checking.places import place_name
from reports.checking.services import checked
from reports.management.asked import BadCall, report_named, report_of_year
from reports.models import Report

FORMATS = ("text", "json")


class Command(BaseCommand):
    """Checks a report as it stands now; nothing is stored."""

    help = "Check a report: check_report it-2018-21 2021 (or its short name) --language de"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Choices are checked by `handle`, so that every mistake is one clear line."""
        parser.add_argument("report", help="slug of the report, or of a strategy with a year")
        parser.add_argument("year", nargs="?", help="the reported year, behind a strategy")
        parser.add_argument(
            "--report", dest="wanted", help="slug of the report, where a year has several"
        )
        parser.add_argument(
            "--language", default="all", help=f"one of {', '.join(LANGUAGES)}, or all"
        )
        parser.add_argument("--format", default="text", help=f"of {', '.join(FORMATS)}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write a line for each open finding; end with 1 if one is an error, with 2 for a bad call."""
        language = _one_of("language", options["language"], (*LANGUAGES, "all"))
        format_ = _one_of("format", options["format"], FORMATS)
        try:
            report = _report(options["report"], options["year"], options["wanted"])
        except BadCall as error:
            _refuse(str(error))
        found = checked(report)
        told = [one for one in found.open if language in ("all", one.language)]
        if format_ == "json":
            self.stdout.write(json.dumps([_plain(one) for one in told], ensure_ascii=False))
        else:
            for one in told:
                self.stdout.write(_line(one))
            waived = len(found.findings) - len(found.open)
            self.stderr.write(_sum(told) + (f" Waived: {waived}." if waived else ""))
        if any(one.severity is Severity.ERROR for one in told):
            raise SystemExit(1)


def _report(name: str, year: str | None, wanted: str | None) -> Report:
    return report_named(name) if year is None else report_of_year(name, year, wanted)


def _line(finding: Finding) -> str:
    """ "error wrong-percentage, English, paragraph 3: “72 … (63 per cent)”. What is wrong." """
    words = f" “{' '.join(finding.words.split())}”" if finding.words else ""
    place = f"{finding.language}, {place_name(finding)}"
    return f"{finding.severity} {finding.rule}, {place}:{words} {finding.message}"


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "language": finding.language,
        "target": finding.target,
        "number": finding.location.number or None,
        "words": finding.words,
        "message": finding.message,
        "can_be_mended": finding.repair is not None,
        "fingerprint": finding.fingerprint,
    }


def _sum(found: Sequence[Finding]) -> str:
    counts = [
        f"{severity}s: {sum(one.severity is severity for one in found)}" for severity in Severity
    ]
    return f"Findings: {len(found)} ({', '.join(counts)})."


def _one_of(what: str, given: str, known: Sequence[str]) -> str:
    if given not in known:
        _refuse(f"There is no {what} “{given}”. Choose one of {', '.join(known)}.")
    return given


def _refuse(message: str) -> NoReturn:
    sys.stderr.write(f"check_report: {message}\n")
    raise SystemExit(2)
