"""The demonstrations that come along: what each is, and loading it through everybody's loaders."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings

from core.imports.difference import Difference
from core.imports.problems import FileCheck
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

FOLDER = Path(settings.BASE_DIR) / "demo"
# Of a strategy that stands already, in this order; a demonstration has those it needs.
ABOUT_STRATEGY: tuple[tuple[str, Callable[..., Difference]], ...] = (
    ("measurements.yaml", measurements_import),
    ("updates.csv", updates_import),
    ("milestones.csv", milestones_import),
    ("costs.csv", costs_import),
    ("decisions.yaml", decisions_import),
    ("risks.yaml", risks_import),
)


@dataclass(frozen=True)
class Demonstration:
    """A folder of `demo/`, named as the strategy in it.

    `day` is the day on which its data stand; None where they are plans alone. `work_plans` names the
    sheet of each year, `year` is the reported one. `editor` asks for the first draft.
    """

    strategy: str
    day: date | None
    work_plans: tuple[tuple[int, str], ...]
    year: int
    report: str
    editor: str


@dataclass
class Loaded:
    """What loading a demonstration did: rows added or changed, and what its files were told."""

    changed: int = 0
    notices: list[str] = field(default_factory=list)


IT = Demonstration(
    strategy="it-2018-21",
    day=date(2022, 1, 17),
    work_plans=((2020, "work_plan_2020.csv"), (2021, "projects.csv")),
    year=2021,
    report="progress-2021",
    editor="editor",
)
PEOPLE = Demonstration(
    strategy="people-2022-25",
    day=date(2024, 1, 22),
    work_plans=((2023, "projects.csv"), (2024, "work_plan_2024.csv")),
    year=2023,
    report="people-progress-2023",
    editor="hr-editor",
)
LEARNING = Demonstration(
    strategy="learning-2026-29",
    day=None,
    work_plans=((2026, "projects.csv"),),
    year=2026,
    report="learning-strategy",
    editor="learning-editor",
)
# The first is what a first start loads.
DEMONSTRATIONS = {one.strategy: one for one in (IT, PEOPLE, LEARNING)}


def demonstration_load(demonstration: Demonstration) -> Loaded:
    """Every file, in the order in which one names what another brings, and a first draft.

    Raises `FileRefused`. The caller holds the transaction.
    """
    _stand_on(demonstration.day)
    loading = _Loading(FOLDER / demonstration.strategy)
    loading.take("people.yaml", people_import)
    loading.take("strategy.yaml", strategy_import)
    strategy = Strategy.objects.get(slug=demonstration.strategy)
    for year, name in demonstration.work_plans:
        loading.take(name, projects_import, strategy=strategy, year=year)
    loading.take("remarks.yaml", remarks_import, strategy=strategy, year=demonstration.year)
    for name, importer in ABOUT_STRATEGY:
        loading.take(name, importer, strategy=strategy)
    loading.take("report.yaml", report_import, folder=loading.folder)
    _ask_for_a_draft(demonstration)
    return loading.done


def _stand_on(day: date | None) -> None:
    """A demonstration stands on one day, of several the latest; a house's own data on theirs."""
    stands = Installation.objects.filter(is_demonstration=True).first()
    if stands is None and Strategy.objects.exists():
        return
    days = [one for one in (day, stands and stands.fixed_date) if one]
    Installation.objects.update_or_create(
        id=1, defaults={"fixed_date": max(days, default=None), "is_demonstration": True}
    )


@dataclass
class _Loading:
    """The files of a folder, those that are there, and what they have done."""

    folder: Path
    done: Loaded = field(default_factory=Loaded)

    def take(self, name: str, importer: Callable[..., Difference], **about: object) -> None:
        path = self.folder / name
        if not path.exists():
            return
        reading = FileCheck(name)
        difference = importer(path.read_bytes(), reading, **about)
        self.done.changed += len(difference.added) + len(difference.changed)
        self.done.notices += reading.notices


def _ask_for_a_draft(demonstration: Demonstration) -> None:
    report = Report.objects.get(slug=demonstration.report)
    if not report.drafts.exists():
        editor = User.objects.get(username=demonstration.editor)
        report_regenerate_request(report=report, user=editor)
