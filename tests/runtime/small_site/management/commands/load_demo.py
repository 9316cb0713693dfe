from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from tests.runtime.small_site.models import Note


class Command(BaseCommand):
    """One note, which says as whom it was written."""

    def add_arguments(self, parser: CommandParser) -> None:
        """As Outturn's own command."""
        parser.add_argument("--if-empty", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it unless there is one."""
        if not (options["if_empty"] and Note.objects.exists()):
            Note.objects.create(text=f"demo by {connection.settings_dict['USER']}")
