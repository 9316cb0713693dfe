"""`manage.py xliff_export REPORT LANGUAGE --out FILE`: an edition for a translator's program."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from core.jobs.kinds import JobError
from reports.drafts.services import report_paper
from reports.editions.xliff.command import edition_meant, refuse
from reports.editions.xliff.write import xliff


class Command(BaseCommand):
    """Writes one edition as XLIFF 1.2; nothing is stored."""

    help = "Write an edition as XLIFF 1.2: xliff_export progress-2021 de --out progress-de.xlf"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Report, language, and where the file goes."""
        parser.add_argument("report", help="short name of the report")
        parser.add_argument("language", help="the language of the translation")
        parser.add_argument("--out", required=True, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or say in one line what is wrong."""
        report, path = edition_meant(options["report"], options["language"]), Path(options["out"])
        try:
            content = xliff(report, report_paper(report), options["language"])
            path.write_bytes(content)
        except OSError as error:
            refuse(f"Cannot write {path}: {error.strerror}.")
        except (JobError, ValueError) as error:
            refuse(str(error))
        self.stdout.write(f"{path}: {len(content):,} bytes")
