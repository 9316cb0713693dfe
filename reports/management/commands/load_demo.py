"""`manage.py load_demo`: a demonstration, safe to repeat."""

from argparse import ArgumentParser
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.imports.problems import FileRefused
from outcomes.models import Strategy
from reports.imports.demonstrations import DEMONSTRATIONS, IT, demonstration_load


class Command(BaseCommand):
    """Brings a demonstration to what its files say, through the loaders of all files."""

    help = "Load a demonstration: its strategy, portfolio and paper. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one, and a switch for the start of an installation."""
        parser.add_argument(
            "name",
            nargs="?",
            default=IT.strategy,
            choices=tuple(DEMONSTRATIONS),
            help="which one; the IT Strategy 2018–21 if left out",
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there is a strategy already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in one transaction: all of it or nothing."""
        if options["if_empty"] and Strategy.objects.exists():
            return
        demonstration = DEMONSTRATIONS[options["name"]]
        try:
            with transaction.atomic(), pghistory.context(file=demonstration.strategy):
                loaded = demonstration_load(demonstration)
        except FileRefused as refused:
            raise CommandError("\n".join(map(str, refused.problems))) from None
        for notice in loaded.notices:
            self.stderr.write(notice)
        self.stdout.write(f"Demonstration loaded: {loaded.changed} rows added or changed.")
