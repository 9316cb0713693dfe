"""`manage.py load_demo`: the demonstration portfolio, safe to repeat."""

import csv
import io
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from core.loading import people_load
from core.models import Installation, User
from core.yaml_files import read_yaml
from outcomes.loading import strategy_load
from outcomes.models import Strategy
from portfolio.loading import projects_load, remarks_load, status_load
from reports.loading import report_load
from reports.services import report_regenerate_request

FOLDER = Path(settings.BASE_DIR) / "demo" / "it-2018-21"
WORKING_DATE = date(2022, 1, 17)
YEAR = 2021


class Command(BaseCommand):
    """Brings the demonstration portfolio to what its files say."""

    help = "Load the demonstration portfolio (IT Strategy 2018–21). Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One switch, for the start of an installation."""
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there is a strategy already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in one transaction: all of it or nothing."""
        if options["if_empty"] and Strategy.objects.exists():
            return
        with transaction.atomic():
            Installation.objects.update_or_create(
                id=1, defaults={"fixed_date": WORKING_DATE, "is_demonstration": True}
            )
            people_load(read_yaml(FOLDER / "people.yaml"))
            strategy = strategy_load(read_yaml(FOLDER / "strategy.yaml"))
            projects = projects_load(strategy, YEAR, _csv("projects.csv"))
            remarks = remarks_load(strategy, YEAR, read_yaml(FOLDER / "remarks.yaml"))
            updates = status_load(strategy, _csv("status_updates.csv"))
            report = report_load(strategy, read_yaml(FOLDER / "report.yaml"))
            if not report.drafts.exists():
                editor = User.objects.get(username="editor")
                report_regenerate_request(report=report, user=editor)
        self.stdout.write(
            f"Demonstration loaded: {projects} projects, {remarks} texts for the report, "
            f"{updates} new status updates."
        )


def _csv(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((FOLDER / name).read_text(encoding="utf-8"))))
