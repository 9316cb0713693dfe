"""`manage.py draft_report`: files of its editions, from the shell."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from core.jobs.kinds import JobError
from core.languages import LANGUAGES
from core.time import working_date
from reports.composing.compose import Composition
from reports.composing.unprintable import locations_by_target
from reports.document.notes import DraftNote, IllegalSigns
from reports.drafts.notes_page import note_words
from reports.drafts.services import RenderedFile, missing_glyphs_noted, render, report_compose
from reports.management.asked import BadCall, report_of_year
from reports.word_templates.services import template_in_use
from reports.writers import WRITERS


class Command(BaseCommand):
    """Composes a report from today's data and writes files; nothing is stored."""

    help = "Write a draft of a report: draft_report it-2018-21 2021 --language en --out draft.docx"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Choices are checked by `handle`, so that every mistake is one clear line."""
        languages, formats = ", ".join(LANGUAGES), ", ".join(WRITERS)
        parser.add_argument("strategy", help="slug of the strategy, such as it-2018-21")
        parser.add_argument("year", help="the reported year")
        parser.add_argument("--report", help="slug of the report, where a year has several")
        parser.add_argument(
            "--language", default="en", help=f"of {languages}: one, several with commas, or all"
        )
        parser.add_argument(
            "--format", default="docx", help=f"of {formats}: one, several with commas, or all"
        )
        parser.add_argument(
            "--out",
            required=True,
            help="the file to write; for several files, or if it is one, a folder",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files, or say in one line what is wrong and end with code 2."""
        languages = _chosen("language", options["language"], LANGUAGES)
        formats = _chosen("format", options["format"], WRITERS)
        try:
            report = report_of_year(options["strategy"], options["year"], options["report"])
        except BadCall as error:
            _refuse(str(error))
        out = Path(options["out"])
        single = len(languages) == len(formats) == 1 and not out.is_dir()
        latest = report.drafts.values_list("number", flat=True).first() or 0
        try:
            composition = report_compose(
                report, languages, draft=latest + 1, made_on=working_date()
            )
            in_use = template_in_use(report)
            files = [
                render(composition.documents[language], format_, in_use)
                for language in languages
                for format_ in formats
            ]
        except JobError as error:
            _refuse(str(error))
        for file in files:
            path = out if single else out / file.name
            _write(path, file.content, folder=not single)
            name = f"{file.name}, " if single else ""
            self.stdout.write(f"{path}: {name}{len(file.content):,} bytes")
        for language, missing in composition.missing.items():
            if missing:
                which = f"{language}: " if len(languages) > 1 else ""
                self.stderr.write(
                    f"{which}{missing} texts have no translation; the original stands there."
                )
        self._tell_signs(composition, files)

    def _tell_signs(self, composition: Composition, files: Sequence[RenderedFile]) -> None:
        """Say which signs were left out or are squares, and where."""
        illegal = [note for note in composition.notes if isinstance(note, IllegalSigns)]
        document = next(iter(composition.documents.values()))
        places = locations_by_target(document)
        told: list[DraftNote] = [*illegal, *missing_glyphs_noted(composition, files)]
        for note in told:
            self.stderr.write(note_words(note, places))


def _chosen(what: str, given: str, known: Iterable[str]) -> list[str]:
    """The languages or formats that are meant, in the house's order."""
    choices = list(known)
    wanted = choices if given == "all" else [word.strip() for word in given.split(",")]
    for word in wanted:
        if word not in choices:
            _refuse(f"There is no {what} “{word}”. Choose one of {', '.join(choices)}, or all.")
    return [word for word in choices if word in wanted]


def _write(path: Path, content: bytes, *, folder: bool) -> None:
    try:
        if folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        _refuse(f"Cannot write {path}: {error.strerror}.")


def _refuse(message: str) -> NoReturn:
    sys.stderr.write(f"draft_report: {message}\n")
    raise SystemExit(2)
