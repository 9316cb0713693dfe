"""Small risks for tests: `make_risk(code="R-1")` is all a test needs to say."""

from datetime import date
from itertools import count
from typing import Any

from risks.models import Assessment, Issue, Mitigation, Risk
from tests.factories import make_strategy

IDENTIFIED = date(2021, 1, 1)
TODAY = date(2022, 1, 17)
_next = count(501)


def make_risk(**changes: Any) -> Risk:
    """An open risk of the register."""
    values: dict[str, object] = {
        "code": f"R-{next(_next)}",
        "event": "Something may happen",
        "identified_on": IDENTIFIED,
    }
    if "strategy" not in changes:
        values["strategy"] = make_strategy()
    return Risk.objects.create(**{**values, **changes})


def make_assessment(risk: Risk, residual: tuple[int, int] = (2, 3), **changes: Any) -> Assessment:
    """An assessment at the end of 2021; inherent is 5 × 5."""
    values = {
        "risk": risk,
        "on": date(2021, 12, 31),
        "inherent_likelihood": 5,
        "inherent_impact": 5,
        "residual_likelihood": residual[0],
        "residual_impact": residual[1],
    }
    return Assessment.objects.create(**{**values, **changes})


def make_mitigation(risk: Risk, **changes: Any) -> Mitigation:
    """A measure without a day."""
    return Mitigation.objects.create(**{"risk": risk, "what": f"Measure {next(_next)}", **changes})


def make_issue(**changes: Any) -> Issue:
    """An open issue of a risk, unless a risk or a project is given."""
    if not {"risk", "project"} & set(changes):
        changes["risk"] = make_risk()
    about = changes.get("risk") or changes["project"]
    values = {
        "strategy": about.strategy,
        "code": f"I-{next(_next)}",
        "title": "Something has happened",
        "raised_on": date(2021, 12, 1),
    }
    return Issue.objects.create(**{**values, **changes})
