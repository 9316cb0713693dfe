"""`manage.py first_administrator`: the address where the first person of an empty house begins."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.sign_in.first_person import first_path


class Command(BaseCommand):
    """Whoever has the machine may begin; once there is somebody, nobody may any more."""

    help = "Write the address where the first administrator is made; good for a day, and once."

    def add_arguments(self, parser: CommandParser) -> None:
        """At a start it says nothing where there is somebody."""
        parser.add_argument(
            "--if-empty", action="store_true", help="say nothing where there is somebody already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """0 with the path, 1 when there is somebody."""
        if path := first_path():
            self.stdout.write(f"Nobody can sign in yet. The first administrator begins at {path}")
        elif not options["if_empty"]:
            raise CommandError(
                "There are people already; an administrator gives passwords by links on their pages."
            )
