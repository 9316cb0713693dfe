import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tests.runtime.small_site.models import Note


class Command(BaseCommand):
    """Ends in the way it is told to."""

    def add_arguments(self, parser: CommandParser) -> None:
        """How to leave."""
        parser.add_argument("--error", type=int)
        parser.add_argument("--exit", type=int)
        parser.add_argument("--stay", type=float, default=0)
        parser.add_argument("--ask-again", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count the notes, so that there must be a database, and leave."""
        self.stdout.write(f"notes {Note.objects.count()}")
        self.stdout.flush()
        time.sleep(options["stay"])
        if options["ask_again"]:
            Note.objects.count()
        if options["error"]:
            raise CommandError("as told", returncode=options["error"])
        if options["exit"]:
            sys.exit(options["exit"])
