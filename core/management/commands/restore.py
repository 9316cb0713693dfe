"""`manage.py restore FILE`: put a backup back, into this data folder or these servers."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.operations.backup.manifest import BackupError
from core.operations.backup.progress import Progress
from core.operations.backup.restoring import backup_restore


class Command(BaseCommand):
    """Checks everything first, then replaces database and files, or leaves all as it was."""

    help = "Put database and files back from a backup. Stop the program first."

    def add_arguments(self, parser: CommandParser) -> None:
        """From where, and whether data may be replaced."""
        parser.add_argument("file", metavar="FILE", help="a file that `manage.py backup` made")
        parser.add_argument(
            "--force", action="store_true", help="replace the data that are here now"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """0 when all is back, 1 when something was in the way; then nothing has changed."""
        path = Path(options["file"]).resolve()
        progress = Progress(sys.stderr)
        try:
            found = backup_restore(path=path, force=options["force"], progress=progress)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored {len(found.tables)} tables with {found.rows:,} rows and "
            f"{len(found.files):,} files, as they were on {found.made_at}."
        )
