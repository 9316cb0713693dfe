"""`manage.py xliff_import REPORT LANGUAGE FILE`: a translator's file, checked and taken."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand

from core.jobs.kinds import JobError
from reports.drafts.services import report_paper
from reports.editions.xliff.bring_back import preview, take
from reports.editions.xliff.command import edition_meant, refuse

WRONG_FILE = 1


class Command(BaseCommand):
    """Takes the good texts of a file; ends with code 1 when some are damaged or somebody was faster."""

    help = "Take a translator's XLIFF 1.2 file: xliff_import progress-2021 de progress-de.xlf"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Report, language, file, and what becomes of texts that changed meanwhile."""
        parser.add_argument("report", help="short name of the report")
        parser.add_argument("language", help="the language of the translation")
        parser.add_argument("file", help="the file to read")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, write nothing"
        )
        parser.add_argument(
            "--overtaken",
            action="store_true",
            help="take what changed since the file was made, too; a translation of an older original "
            "stays marked as behind",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, say what is wrong, take the rest."""
        report, path = edition_meant(options["report"], options["language"]), Path(options["file"])
        language: str = options["language"]
        try:
            content = path.read_bytes()
            found = preview(report, report_paper(report), language, path.name, content)
        except OSError as error:
            refuse(f"Cannot read {path}: {error.strerror}.")
        except JobError as error:
            refuse(str(error))
        for problem in found.problems:
            self.stderr.write(str(problem))
        for notice in found.notices:
            self.stderr.write(notice)
        left = [] if options["overtaken"] else found.overtaken
        for one in left:
            self.stderr.write(f"{one.label}: changed since the file was made; left as it is.")
        chosen = [*found.free, *(found.overtaken if options["overtaken"] else [])]
        refused = {}
        if not options["dry_run"]:
            with pghistory.context(file=path.name):
                refused = take(report, language, chosen)
        for key, why in refused.items():
            self.stderr.write(f"{key}: {why}")
        verb = "would be taken" if options["dry_run"] else "taken"
        self.stdout.write(f"{len(chosen) - len(refused)} texts {verb}, {found.same} the same.")
        if found.problems or left or refused:
            raise SystemExit(WRONG_FILE)
