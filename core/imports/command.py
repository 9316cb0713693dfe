"""What the loading commands share: their options, their output and how they end.

They end with 0 when all is well, 1 when the file has mistakes (every one on standard error, nothing
written), 2 when the command itself was used wrongly.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.imports.difference import Difference, RowChange
from core.imports.problems import FileCheck, FileRefused, Problem

WRONG_FILE, WRONG_USE = 1, 2
MOST_LINES = 60


class LoadCommand(BaseCommand):
    """Reads one file; a subclass names the importer of its kind of file."""

    importer: ClassVar[Callable[..., Difference]]
    # Whether the file names others that lie beside it.
    reads_beside: ClassVar[bool] = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and the two options all have."""
        parser.add_argument("file", metavar="FILE", help="the file to read")
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would change and write nothing"
        )
        parser.add_argument(
            "--prune",
            action="store_true",
            help="remove rows that the file no longer holds, where nothing else belongs to them",
        )

    def about(self, options: dict[str, Any]) -> dict[str, Any]:
        """What the importer is told besides the file, such as whose strategy it is about."""
        return {}

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, load, and say what changed."""
        path = Path(options["file"])
        try:
            content = path.read_bytes()
        except OSError as error:
            self.refuse_use(f"Cannot read {path}: {error.strerror}.")
        reading = FileCheck(path.name)
        told = {name: options[name] for name in ("dry_run", "prune")}
        if self.reads_beside:
            told["folder"] = path.parent
        try:
            with pghistory.context(file=path.name):
                difference = self.importer(content, reading, **told, **self.about(options))
        except FileRefused as refused:
            self._tell_mistakes(refused.problems, path.name)
        for notice in reading.notices:
            self.stderr.write(notice)
        for line in summary(difference, dry_run=options["dry_run"], pruned=options["prune"]):
            self.stdout.write(line)

    def refuse_use(self, message: str) -> NoReturn:
        """End with code 2."""
        raise CommandError(message, returncode=WRONG_USE)

    def _tell_mistakes(self, problems: tuple[Problem, ...], name: str) -> NoReturn:
        for problem in problems:
            self.stderr.write(str(problem))
        count = len(problems)
        told = ngettext(
            "%(count)d mistake in %(file)s; nothing was written.",
            "%(count)d mistakes in %(file)s; nothing was written.",
            count,
        )
        self.stderr.write(told % {"count": count, "file": name})
        raise SystemExit(WRONG_FILE)


def summary(difference: Difference, *, dry_run: bool, pruned: bool) -> list[str]:
    """The difference in lines: what is added, changed field by field, removed, no longer there."""
    lines = []
    lines += _listed(_("Added"), difference.added)
    lines += _listed(_("Changed"), difference.changed)
    lines += _listed(_("Removed"), difference.removed)
    lines += _listed(_("No longer in the file"), difference.gone)
    for what, reason in difference.kept.items():
        lines.append("  " + _("%(what)s stays: %(reason)s.") % {"what": what, "reason": reason})
    if difference.gone and not pruned:
        lines.append("  " + _("They stay as they are; --prune removes them where it is safe."))
    counts = {
        "added": len(difference.added),
        "changed": len(difference.changed),
        "removed": len(difference.removed),
        "unchanged": difference.unchanged,
    }
    told = _("%(added)d added, %(changed)d changed, %(removed)d removed, %(unchanged)d unchanged.")
    lines.append(told % counts)
    if dry_run:
        lines.append(_("This was a trial: nothing was written."))
    return lines


def _listed(title: str, changes: list[RowChange]) -> list[str]:
    if not changes:
        return []
    lines = [f"{title} ({len(changes)}):"]
    for change in changes[:MOST_LINES]:
        lines.append(f"  {change.kind} {change.key}")
        lines += [f"    {one.name}: {one.old} → {one.new}" for one in change.fields]
    if len(changes) > MOST_LINES:
        more = len(changes) - MOST_LINES
        lines.append("  " + _("and %(count)d more") % {"count": more})
    return lines
