"""`manage.py backup FILE`: database and files, of one moment, in one file."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.models import Backup
from core.operations.backup.making import backup_make
from core.operations.backup.manifest import BackupError
from core.operations.backup.progress import Progress
from core.operations.backup.restoring import backup_verify

WRONG_USE = 2


class Command(BaseCommand):
    """Makes a backup while the program may run, or checks one that exists."""

    help = "Write the database and every stored file into FILE, or check one with --verify."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and what to do with what is there."""
        parser.add_argument(
            "file", metavar="FILE", help="a new file, or a folder to make one with the date in"
        )
        parser.add_argument("--verify", action="store_true", help="only check that FILE is whole")
        parser.add_argument("--force", action="store_true", help="replace FILE if it exists")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make or check; 0 when all is well, 1 when it failed, 2 for wrong use."""
        path = Path(options["file"]).resolve()
        progress = Progress(sys.stderr)
        try:
            if options["verify"]:
                self._verify(path, progress)
            else:
                self._make(path, progress, force=options["force"])
        except BackupError as error:
            raise CommandError(str(error)) from error

    def _verify(self, path: Path, progress: Progress) -> None:
        found = backup_verify(path=path, progress=progress)
        self.stdout.write(
            f"{path} is whole: made {found.made_at} by Outturn {found.version} on PostgreSQL "
            f"{found.server}; {len(found.tables)} tables, {found.rows:,} rows, "
            f"{len(found.files):,} files."
        )

    def _make(self, path: Path, progress: Progress, *, force: bool) -> None:
        if path.is_dir():
            path /= f"outturn-{datetime.now():%Y-%m-%d-%H%M%S}.zip"
        if path.exists() and not force:
            raise CommandError(
                f"{path} exists. Name another file, or a folder, or add --force to replace it.",
                returncode=WRONG_USE,
            )
        made = backup_make(path=path, progress=progress)
        if made.missing_files:
            self.stderr.write(self._missing(made))
        self.stdout.write(
            f"{path}: {made.size / 1e6:,.1f} MB, {made.rows:,} rows, {made.files:,} files, "
            f"{made.seconds} s\nsha256 {made.sha256}"
        )

    def _missing(self, made: Backup) -> str:
        return (
            f"{made.missing_files:,} files that the database speaks of are not in the storage, so "
            "they are not in the backup either; the manifest in it names them."
        )
