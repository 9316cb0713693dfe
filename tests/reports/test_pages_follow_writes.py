"""After each kind of write every page and number is what a fresh process would make of the data.

What is kept (decision 029) is made of many parts; one that follows its tables badly shows as a page
that differs from one that was made with nothing kept.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client

from core.kept import forget_kept
from core.models import RoleAssignment, Unit, User
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from outcomes.models import Driver, Outcome, Strategy, Target, Term
from portfolio.models import (
    Cost,
    Milestone,
    Project,
    Quantity,
    Remark,
    StageChange,
    StatusUpdate,
    WorkPlanEntry,
)
from reports.models import ParagraphText, Report
from risks.models import Assessment, Risk

pytestmark = pytest.mark.django_db
WHOLE = "/dashboard/?strategy=it-2018-21&year=2021&at=2022-01-17"
BEFORE = "/dashboard/?strategy=it-2018-21&year=2021&at=2021-06-30"
NUMBER = "/reports/progress-2021/en/numbers/summary%233/"
PAGES = (
    *(("cio", WHOLE), ("focal", WHOLE), ("pm-tms", WHOLE), ("cio", BEFORE)),
    *(("editor", "/reports/progress-2021/"), ("editor", NUMBER)),
    *(("pmo", "/rounds/it-2018-21/2021-12/"), ("pm-tms", "/my-work/"), ("focal", "/projects/")),
)


# What every page has anew: tokens of its forms.
OF_ITS_OWN = re.compile(
    r'name="(?:csrfmiddlewaretoken|submission)" value="[\w-]+"|"(?:X-CSRFToken|token)": "\w+"'
)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What one test kept, another must not find."""
    forget_kept()
    yield
    forget_kept()


def _project() -> Project:
    return Project.objects.get(code="P-45")


def _under_a_driver() -> Any:
    first = Project.objects.filter(driver__isnull=False).order_by("pk").values("pk")[:1]
    return Project.objects.filter(pk__in=first)


WRITES: dict[str, Callable[[], object]] = {
    "nothing changed": lambda: Project.objects.filter(code="P-45").update(code=F("code")),
    "a project's name": lambda: Project.objects.filter(code="P-45").update(name="Renamed"),
    "a project's category": lambda: Project.objects.filter(code="P-45").update(category=""),
    "a project's manager": lambda: Project.objects.filter(code="P-45").update(
        manager=User.objects.get(username="pm-ams")
    ),
    "a project's finish": lambda: Project.objects.filter(code="P-45").update(
        forecast_finish=date(2020, 1, 1)
    ),
    "a project moved": lambda: _under_a_driver().update(driver=Driver.objects.order_by("-pk")[0]),
    "a stage": lambda: StageChange.objects.filter(project=_project()).update(stage="completed"),
    "a work plan": lambda: WorkPlanEntry.objects.filter(project=_project()).delete(),
    "a status": lambda: StatusUpdate.objects.filter(state="submitted").delete(),
    "a quantity": lambda: Quantity.objects.update(value=F("value") + 1),
    "a text of a project": lambda: Remark.objects.update(text="Something else was done."),
    "a milestone": lambda: Milestone.objects.filter(project=_project()).delete(),
    "money": lambda: Cost.objects.update(amount=F("amount") + Decimal(1)),
    "a risk": lambda: Risk.objects.order_by("pk")[:1].get().delete(),
    "an assessment": lambda: Assessment.objects.update(residual_likelihood=1),
    "a target": lambda: Target.objects.all().delete(),
    "what counts as new": lambda: Term.objects.filter(vocabulary="category").update(counts=True),
    "an outcome's title": lambda: Outcome.objects.update(title="Another title"),
    "from when on silent": lambda: Strategy.objects.filter(slug="it-2018-21").update(silent_days=1),
    "what projects are called": lambda: Strategy.objects.filter(slug="it-2018-21").update(
        level_names={"projects": {"en": "undertakings"}}
    ),
    "a text of the paper": lambda: ParagraphText.objects.filter(language="en").update(
        text="Of {{projects.total}} projects."
    ),
    "a report's day": lambda: Report.objects.filter(slug="progress-2021").update(
        cut_off=date(2021, 6, 30)
    ),
    "a unit's place": lambda: Unit.objects.filter(code="AMS").update(
        parent=Unit.objects.get(code="RAMS")
    ),
    "a role": lambda: RoleAssignment.objects.filter(user__username="focal").update(
        unit=Unit.objects.get(code="AMS")
    ),
    "a person's name": lambda: User.objects.filter(username="pm-tms").update(full_name="Renamed"),
}


NOWHERE = {"nothing changed", "a milestone", "money"}  # on these pages


def signed_in() -> dict[str, Client]:
    clients = {user: Client() for user, _address in PAGES}
    for user, client in clients.items():
        client.force_login(User.objects.get(username=user))
    return clients


def shown(clients: dict[str, Client]) -> list[str]:
    pages = []
    for user, address in PAGES:
        response = clients[user].get(address, headers={"Accept-Language": "en"})
        page = f"{address} {user} {response.status_code} {response.content.decode()}"
        pages.append(OF_ITS_OWN.sub("", page))
    return pages


@pytest.mark.parametrize("write", WRITES)
def test_every_page_is_what_a_fresh_process_would_show(write: str) -> None:
    clients = signed_in()
    before = shown(clients)
    WRITES[write]()
    kept = shown(clients)
    forget_kept()
    for one, other in zip(kept, shown(clients), strict=True):
        assert one == other
    assert (kept != before) == (write not in NOWHERE)


@pytest.mark.parametrize("write", ["a project's category", "a status", "a role"])
def test_what_is_rolled_back_shows_nowhere(write: str) -> None:
    """Half of what is kept then was made of data that never were."""
    clients = signed_in()
    before = shown(clients)
    with transaction.atomic():
        WRITES[write]()
        assert shown(clients) != before
        transaction.set_rollback(True)
    for one, other in zip(shown(clients), before, strict=True):
        assert one == other


def values(context: NumberContext, signatures: list[str]) -> list[object]:
    found: list[object] = []
    for signature in signatures:
        value = number_value(parse_token(signature), context)
        rows = sorted(value.rows.values_list("pk", flat=True)) if value.rows is not None else None
        found.append(
            (signature, str(value.unit), value.amount, value.parts, value.illustrative, rows)
        )
    return found


@pytest.mark.parametrize("write", WRITES)
def test_every_number_is_what_a_fresh_process_would_compute(write: str) -> None:
    report = Report.objects.get(slug="progress-2021")
    signatures = sorted(report.drafts.order_by("-number")[0].numbers)
    signatures += [f"{key} against=2021-06-30" for key in ("projects.total", "projects.late")]

    def contexts() -> list[NumberContext]:
        plain = report.number_context
        seen = [User.objects.get(username=name) for name in ("focal", "pm-tms")]
        return [
            plain,
            *(NumberContext(plain.strategy, 2021, plain.at, seen_by=who) for who in seen),
        ]

    of_projects = [each for each in signatures if each.startswith("projects.")]

    def all_values() -> list[object]:
        whole, *gated = contexts()
        return [values(whole, signatures), *(values(each, of_projects) for each in gated)]

    all_values()
    WRITES[write]()
    kept = all_values()
    forget_kept()
    assert kept == all_values()
