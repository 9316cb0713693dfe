"""`manage.py load_demo`: the demonstration portfolio, safe to repeat."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.imports.difference import Difference
from core.imports.problems import FileCheck, FileRefused
from core.models import Installation, User
from core.people.imports import people_import
from outcomes.measurements.imports import measurements_import
from outcomes.models import Strategy
from portfolio.decisions.imports import decisions_import
from portfolio.milestones.imports import milestones_import
from portfolio.money.imports import costs_import
from portfolio.status.imports import updates_import
from reports.drafts.services import report_regenerate_request
from reports.imports.write import (
    projects_import,
    remarks_import,
    report_import,
    strategy_import,
)
from reports.models import Report
from risks.imports.file import risks_import

FOLDER = Path(settings.BASE_DIR) / "demo" / "it-2018-21"
STRATEGY = "it-2018-21"
REPORT = "progress-2021"
WORKING_DATE = date(2022, 1, 17)
YEAR = 2021
ABOUT_STRATEGY: tuple[tuple[str, Callable[..., Difference]], ...] = (
    ("measurements.yaml", measurements_import),
    ("updates.csv", updates_import),
    ("milestones.csv", milestones_import),
    ("costs.csv", costs_import),
    ("decisions.yaml", decisions_import),
    ("risks.yaml", risks_import),
)


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
        try:
            with transaction.atomic(), pghistory.context(file=FOLDER.name):
                changed = _load()
        except FileRefused as refused:
            raise CommandError("\n".join(map(str, refused.problems))) from None
        self.stdout.write(f"Demonstration loaded: {changed} rows added or changed.")


def _load() -> int:
    """Every file in the order in which one names what another brings; how many rows changed."""
    Installation.objects.update_or_create(
        id=1, defaults={"fixed_date": WORKING_DATE, "is_demonstration": True}
    )
    done = [people_import(*_file("people.yaml")), strategy_import(*_file("strategy.yaml"))]
    strategy = Strategy.objects.get(slug=STRATEGY)
    for year, name in ((YEAR - 1, "work_plan_2020.csv"), (YEAR, "projects.csv")):
        done.append(projects_import(*_file(name), strategy=strategy, year=year))
    done.append(remarks_import(*_file("remarks.yaml"), strategy=strategy, year=YEAR))
    done += [importer(*_file(name), strategy=strategy) for name, importer in ABOUT_STRATEGY]
    done.append(report_import(*_file("report.yaml")))
    report = Report.objects.get(slug=REPORT)
    if not report.drafts.exists():
        editor = User.objects.get(username="editor")
        report_regenerate_request(report=report, user=editor)
    return sum(len(one.added) + len(one.changed) for one in done)


def _file(name: str) -> tuple[bytes, FileCheck]:
    return (FOLDER / name).read_bytes(), FileCheck(name)
