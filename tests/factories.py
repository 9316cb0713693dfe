"""Small rows for tests: `make_project(category="new_service")` is all a test needs to say.

Every maker fills in what the database asks for; names count up, so that nothing collides with the
demonstration.
"""

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from core.access import Role
from core.jobs.services import job_run
from core.models import RoleAssignment, Unit, User
from core.models.job import JobState
from outcomes.models import Outcome, Output, Strategy
from outcomes.terms.first import first_terms
from portfolio.models import (
    Project,
    Quantity,
    Remark,
    StageChange,
    StatusRound,
    StatusUpdate,
    WorkPlanEntry,
)
from reports.drafts import services
from reports.models import Draft, Edition, Report

YEAR = 2021
CUT_OFF = date(2021, 12, 31)
_next = count(1)


def make_unit(**changes: Any) -> Unit:
    """A unit of its own."""
    number = next(_next)
    return Unit.objects.create(**{"code": f"U{number}", "name": f"Unit {number}", **changes})


def make_user(*roles: Role, **changes: Any) -> User:
    """Somebody with these roles, each without a scope."""
    name = f"user{next(_next)}"
    user = User.objects.create_user(**{"username": name, "full_name": name.title(), **changes})
    for role in roles:
        RoleAssignment.objects.create(user=user, role=role)
    return user


def make_strategy(**changes: Any) -> Strategy:
    """A strategy for 2018–21 with one outcome and one output (`strategy.outcomes`)."""
    slug = f"strategy-{next(_next)}"
    values = {
        "slug": slug,
        "title": slug,
        "short_title": slug,
        "starts_on": date(2018, 1, 1),
        "ends_on": date(2021, 12, 31),
    }
    strategy = Strategy.objects.create(**{**values, **changes})
    first_terms(strategy)
    make_output(outcome=make_outcome(strategy=strategy))
    return strategy


def make_outcome(**changes: Any) -> Outcome:
    """An outcome numbered 1."""
    strategy = changes.pop("strategy", None) or make_strategy()
    values = {"strategy": strategy, "number": "1", "position": 1, "title": "First outcome"}
    found: Outcome = Outcome.objects.create(**{**values, **changes})
    return found


def make_output(**changes: Any) -> Output:
    """An output numbered 1.1."""
    outcome = changes.pop("outcome", None) or make_outcome()
    values = {"outcome": outcome, "number": "1.1", "position": 1, "title": "First output"}
    found: Output = Output.objects.create(**{**values, **changes})
    return found


def make_project(
    *,
    year: int | None = YEAR,
    joined_on: date = date(2021, 1, 1),
    left_on: date | None = None,
    stages: Mapping[date, str] | None = None,
    **changes: Any,
) -> Project:
    """A project in the work plan of `year` (None: in none), with its stages by their days."""
    strategy = changes.pop("strategy", None) or make_strategy()
    code = f"T-{next(_next)}"
    values: dict[str, object] = {"strategy": strategy, "code": code, "name": f"Project {code}"}
    if "driver" not in changes:
        values["output"] = Output.objects.filter(outcome__strategy=strategy).first()
    if "lead_unit" not in changes:
        values["lead_unit"] = make_unit()
    project = Project.objects.create(**{**values, **changes})
    for on, stage in (stages or {}).items():
        StageChange.objects.create(project=project, stage=stage, on=on)
    if year is not None:
        WorkPlanEntry.objects.create(
            project=project, year=year, joined_on=joined_on, left_on=left_on
        )
    return project


def make_quantity(project: Project, **changes: Any) -> Quantity:
    """A quantity of a project in the reported year."""
    values = {"project": project, "key": f"q{next(_next)}", "year": YEAR, "value": 1}
    return Quantity.objects.create(**{**values, **changes})


def make_remark(project: Project, text: str, **changes: Any) -> Remark:
    """What a project says in the report."""
    return Remark.objects.create(**{"project": project, "year": YEAR, "text": text, **changes})


def make_round(strategy: Strategy, **changes: Any) -> StatusRound:
    """The round for December 2021."""
    values = {
        "strategy": strategy,
        "period": date(2021, 12, 1),
        "opens_on": date(2021, 12, 31),
        "closes_on": date(2022, 1, 21),
    }
    return StatusRound.objects.create(**{**values, **changes})


def make_update(project: Project, **changes: Any) -> StatusUpdate:
    """A submitted green update."""
    round_ = changes.pop("round", None) or make_round(project.strategy)
    values = {
        "project": project,
        "round": round_,
        "state": "submitted",
        "overall": "g",
        "reported_on": round_.opens_on,
    }
    return StatusUpdate.objects.create(**{**values, **changes})


def outline(text: str, **paragraph: Any) -> list[dict[str, object]]:
    """An outline of one section with one paragraph, `text` in English."""
    return [
        {
            "key": "introduction",
            "heading": {"en": "Introduction", "de": "Einleitung"},
            "paragraphs": [{"key": "introduction/one", "text": {"en": text}, **paragraph}],
        }
    ]


def make_report(*, editions: tuple[str, ...] = ("en",), **changes: Any) -> Report:
    """A report on 2021 in these languages."""
    strategy = changes.pop("strategy", None) or make_strategy()
    values = {
        "strategy": strategy,
        "slug": f"report-{next(_next)}",
        "year": YEAR,
        "title": "Progress report",
        "symbol": "GB.1/TEST/1",
        "session_number": 344,
        "session_place": "Geneva",
        "session_dates": "March 2022",
        "dated": date(2022, 2, 14),
        "cut_off": CUT_OFF,
        "outline": outline("There were {{projects.total}} projects."),
    }
    report = Report.objects.create(**{**values, **changes})
    for language in editions:
        Edition.objects.create(report=report, language=language)
    return report


def regenerate(report: Report, user: User | None = None) -> Draft:
    """Ask for a new draft and make it here and now; in nobody's name it lets in what has moved."""
    lets_in = None if user else True
    job = services.report_regenerate_request(report=report, user=user, lets_in=lets_in)
    assert job_run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error
    return report.drafts.get(number=job.result["draft"])


def words_of(draft: Draft, language: str = "en") -> dict[str, str]:
    """The paragraphs of a draft by their keys, as printed but with plain spaces, footnotes aside."""
    from reports.document import tree

    document = tree.from_json(draft.editions.get(language=language).tree)
    return {
        block.id.removeprefix("para/"): tree.plain(block.children).replace("\u00a0", " ")
        for block in document.blocks
        if isinstance(block, tree.Paragraph)
    }
