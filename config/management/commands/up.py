"""What `manage.py help up` shows; manage.py itself takes the short way to runtime.up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from runtime import up
from runtime.trouble import WRONG_USE


class Command(BaseCommand):
    """Starts everything and keeps it running."""

    help = "Start the servers, web, worker and beat, and keep them running until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The options of runtime.up."""
        up.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Not reached by way of manage.py, which goes before Django is imported."""
        raise CommandError("Start it as `manage.py up`.", returncode=WRONG_USE)
