"""What is looked at before an update is submitted."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from outcomes.models.thresholds import usual_thresholds
from portfolio.rules.update_checks import CHECKS, DueMilestone, UpdateFacts, findings

AT = date(2022, 1, 17)
GOOD = UpdateFacts(
    at=AT,
    stage="in_progress",
    states={"overall": "g", "schedule": "g", "budget": "", "scope": ""},
    per_cent=50,
    last_per_cent=40,
    forecast=date(2022, 6, 30),
    finish=date(2022, 6, 30),
    achieved="Tests were run.",
    silent_days=20,
)
RED = {"overall": "r", "schedule": "g"}


def keys(facts: UpdateFacts) -> list[str]:
    return [each.check.key for each in findings(facts, CHECKS)]


def test_a_good_update_has_no_findings() -> None:
    assert keys(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"states": {}}, ["overall"]),
        ({"states": {"overall": "a"}}, ["reason"]),
        ({"states": {"overall": "g", "budget": "r"}, "mitigations": 1}, ["reason"]),
        ({"states": RED, "reason": "Late"}, ["red_without_mitigation"]),
        ({"states": RED, "reason": "Late", "mitigations": 1}, []),
        ({"stage": "completed", "is_signed_off": True}, ["completed_below_100"]),
        ({"stage": "completed", "per_cent": 100}, ["completed_without_sign_off"]),
        ({"stage": "completed", "per_cent": None, "is_signed_off": True}, []),
        ({"forecast": date(2022, 1, 16)}, ["finish_passed"]),
        ({"forecast": AT}, []),
        ({"forecast": None, "finish": date(2022, 1, 16)}, ["finish_passed"]),
        ({"forecast": None, "finish": None}, []),
        ({"stage": "running", "forecast": date(2022, 1, 16)}, []),
        ({"per_cent": 39}, ["per_cent_falls"]),
        ({"per_cent": 40}, []),
        ({"per_cent": None}, []),
        ({"earlier": ["Tests were run. "]}, ["same_text"]),
        ({"earlier": ["Tests were run again."]}, []),
        ({"achieved": "", "earlier": [""]}, []),
        ({"gaps": ["users"]}, ["parts"]),
        ({"milestones": [DueMilestone("Go-live", date(2022, 7, 1))]}, ["milestone_after_finish"]),
        ({"milestones": [DueMilestone("Go-live", date(2022, 6, 30))]}, []),
    ],
)
def test_each_check_finds_what_it_is_for(changes: dict[str, object], found: list[str]) -> None:
    facts = replace(GOOD, **changes)  # type: ignore[arg-type]
    assert keys(facts) == found


def test_a_confirmation_is_not_asked_for_words_of_its_own() -> None:
    facts = replace(GOOD, is_confirmation=True, states={"overall": "r"}, per_cent=30, mitigations=1)
    assert keys(facts) == []


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (59, []),
        (60, ["silent"]),
        (200, ["silent_long", "silent"]),
        (None, ["silent_long", "silent"]),
    ],
)
def test_silence_is_told_where_somebody_confirms_for_another(
    days: int | None, found: list[str]
) -> None:
    facts = replace(GOOD, is_confirmation=True, is_on_behalf=True, silent_days=days)
    assert keys(facts) == found
    assert keys(replace(facts, is_on_behalf=False)) == []
    assert keys(replace(facts, stage="completed", per_cent=100, is_signed_off=True)) == []


def test_the_days_of_silence_are_settings(settings: Any) -> None:
    settings.SILENT_DAYS, settings.SILENT_LONG_DAYS = 10, 15
    limits = usual_thresholds()
    facts = replace(GOOD, is_confirmation=True, is_on_behalf=True, silent_days=12, limits=limits)
    assert keys(facts) == ["silent"]


def test_a_finding_is_the_same_only_while_it_is_about_the_same() -> None:
    def mark(facts: UpdateFacts) -> str:
        return findings(facts, CHECKS)[0].finding.fingerprint

    fell = replace(GOOD, per_cent=30)
    assert mark(fell) == mark(replace(fell, achieved="Other words"))
    assert mark(fell) != mark(replace(fell, per_cent=20))


def test_every_check_says_what_it_is() -> None:
    assert len({check.key for check in CHECKS}) == len(CHECKS)
    assert all(str(check.title) and str(check.explanation) for check in CHECKS)
