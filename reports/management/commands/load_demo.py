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

from core.imports.people import people_import
from core.imports.problems import Reading
from core.models import Installation, User
from core.yaml_files import read_yaml
from outcomes.loading import measurements_load
from outcomes.models import Strategy
from portfolio.loading import delivery_load, remarks_load, status_load
from reports.imports.write import projects_import, report_import, strategy_import
from reports.models import Report
from reports.services import report_regenerate_request
from risks.imports import risks_import

FOLDER = Path(settings.BASE_DIR) / "demo" / "it-2018-21"
STRATEGY = "it-2018-21"
REPORT = "progress-2021"
WORKING_DATE = date(2022, 1, 17)
YEAR = 2021


class Command(BaseCommand):
    """Brings the demonstration portfolio to what its files say, through the loaders of all files."""

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
            people_import(*_file("people.yaml"))
            strategy_import(*_file("strategy.yaml"))
            strategy = Strategy.objects.get(slug=STRATEGY)
            measurements_load(strategy, read_yaml(FOLDER / "indicators.yaml"))
            projects_import(*_file("work_plan_2020.csv"), strategy=strategy, year=YEAR - 1)
            projects_import(*_file("projects.csv"), strategy=strategy, year=YEAR)
            remarks = remarks_load(strategy, YEAR, read_yaml(FOLDER / "remarks.yaml"))
            updates = status_load(strategy, _csv("status_updates.csv"))
            delivery_load(
                strategy,
                YEAR,
                remarks=read_yaml(FOLDER / "remarks.yaml"),
                milestones=read_yaml(FOLDER / "milestones.yaml"),
                money=read_yaml(FOLDER / "money.yaml"),
                costs=_csv("money.csv"),
                decisions=read_yaml(FOLDER / "decisions.yaml"),
                made_in="GB.344/PFA/INF/2",
                illustrative=True,
            )
            risks_import(*_file("risks.yaml"), strategy=strategy)
            report_import(*_file("report.yaml"))
            report = Report.objects.get(slug=REPORT)
            if not report.drafts.exists():
                editor = User.objects.get(username="editor")
                report_regenerate_request(report=report, user=editor)
        projects = strategy.projects.in_work_plan(YEAR).count()
        self.stdout.write(
            f"Demonstration loaded: {projects} projects, {remarks} texts for the report, "
            f"{updates} new status updates."
        )


def _file(name: str) -> tuple[bytes, Reading]:
    return (FOLDER / name).read_bytes(), Reading(name)


def _csv(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((FOLDER / name).read_text(encoding="utf-8"))))
