"""Numbers over projects leave what their parameters say, and their lists show the same."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from core.models import User
from core.numbers.registry import NumberContext, NumberError, number_value
from core.numbers.syntax import parse_token
from portfolio.models import Milestone, Project
from portfolio.projects.narrowing import NARROWINGS
from tests.factories import CUT_OFF
from tests.lists import result_count

pytestmark = pytest.mark.django_db
CONTEXT = NumberContext(strategy="it-2018-21", year=2021, at=CUT_OFF)
# What each is asked for, and the same of the work plan's rows.
ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "outcome": ("1,2", {"output__outcome__number__in": ["1", "2"]}),
    "output": ("1.1", {"output__number": "1.1"}),
    "driver": ("information-security", {"driver__slug": "information-security"}),
    "unit": ("TMS,AMS", {"lead_unit__code__in": ["TMS", "AMS"]}),
    "kind": ("project,pilot", {"kind__in": ["project", "pilot"]}),
    "category": ("new_service", {"category": "new_service"}),
    "size": ("large", {"size": "large"}),
    "stage": ("completed", {"stage": "completed"}),
}


def counted(signature: str) -> int:
    return int(number_value(parse_token(signature), CONTEXT).value or 0)


def test_every_narrowing_is_tried() -> None:
    assert ASKED.keys() == NARROWINGS.keys()


@pytest.mark.parametrize("name", ASKED)
def test_a_number_leaves_what_is_asked_for(name: str) -> None:
    asked, same = ASKED[name]
    plan = Project.objects.of_strategy("it-2018-21").in_work_plan(2021, CUT_OFF)
    expected = plan.with_stage(CUT_OFF).filter(**same).count()
    signature = f"projects.total {name}={asked}"
    assert 0 < counted(signature) == expected < 119
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    address = urlencode(
        {"strategy": "it-2018-21", "year": 2021, "at": CUT_OFF.isoformat(), "number": signature}
    )
    assert result_count(client, f"/projects/?{address}") == expected


def test_several_narrow_together_and_the_whole_of_a_share_too() -> None:
    both = number_value(parse_token("projects.completed kind=project outcome=1"), CONTEXT)
    assert both.of == counted("projects.total kind=project outcome=1")
    assert both.value == counted("projects.total kind=project outcome=1 stage=completed")


def test_rows_of_projects_are_narrowed_by_their_projects() -> None:
    due = number_value(parse_token("milestones.due unit=AMS"), CONTEXT)
    whole = number_value(parse_token("milestones.due"), CONTEXT)
    assert whole.rows is not None and due.rows is not None
    units = Milestone.objects.filter(pk__in=whole.rows.values("pk"), project__lead_unit__code="AMS")
    assert due.value == units.count()


@pytest.mark.parametrize(
    ("signature", "told"),
    [
        ("projects.total unit=TSM", "There is no unit “TSM”. Did you mean “TMS”?"),
        ("projects.total kind=project,piilot", "There is no kind “piilot”. Did you mean “pilot”?"),
        ("projects.total colour=red", "does not know colour"),
        ("work_plan.new unit=TMS", "does not know unit"),
    ],
)
def test_what_is_not_known_is_refused_in_words(signature: str, told: str) -> None:
    with pytest.raises(NumberError, match=told.replace("?", r"\?")):
        counted(signature)
