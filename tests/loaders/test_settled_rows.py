"""What is settled stays: no file changes an accepted update or a verified value."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.models import User
from outcomes.models import Measurement
from portfolio.models import Commitment, Milestone, StatusUpdate
from tests.loaders.running import Ended, run
from tests.loaders.sheets import SLUG, csv_file

pytestmark = pytest.mark.django_db
HEADER = (
    "project",
    "period",
    "reported_on",
    "state",
    "author",
    "accepted_by",
    "overall",
    "achieved",
)


def updates(folder: Path, *rows: tuple[str, ...]) -> Ended:
    return run("load_updates", csv_file(folder, [HEADER, *rows]), "--strategy", SLUG)


def row(**changes: str) -> tuple[str, ...]:
    """An update of S-001 for May 2020, as it would stand in a sheet."""
    values = {
        "project": "S-001", "period": "2020-05", "reported_on": "2020-06-02", "state": "submitted",
        "author": "pm-tms", "accepted_by": "", "overall": "g", "achieved": "Begun.",
    }  # fmt: skip
    return tuple({**values, **changes}[name] for name in HEADER)


def update() -> StatusUpdate:
    return StatusUpdate.objects.get(project__code="S-001", round__period=date(2020, 5, 1))


def test_a_round_is_made_and_a_submitted_update_follows_the_file(tmp_path: Path) -> None:
    assert updates(tmp_path, row()).code == 0
    assert (update().round.opens_on, update().round.closes_on) == (
        date(2020, 5, 31),
        date(2020, 6, 21),
    )
    printed = updates(tmp_path, row(achieved="Begun well.")).out
    assert "achieved: Begun. → Begun well." in printed and update().achieved == "Begun well."


def test_an_accepted_update_that_a_file_would_change_is_a_mistake_at_its_cell(
    tmp_path: Path,
) -> None:
    assert updates(tmp_path, row(state="accepted", accepted_by="pmo")).code == 0
    ended = updates(tmp_path, row(state="accepted", accepted_by="pmo", achieved="Much more."))
    assert ended.mistakes == [
        "sheet.csv, line 2, cell H2: achieved: this update was accepted and never changes; it says "
        "“Begun.”. Report what is new in a later round."
    ]
    assert update().achieved == "Begun."


def test_an_update_accepted_since_the_file_was_written_is_no_mistake(tmp_path: Path) -> None:
    assert updates(tmp_path, row()).code == 0
    StatusUpdate.objects.filter(pk=update().pk).update(
        state="accepted", accepted_by=User.objects.get(username="pmo")
    )
    assert "0 added, 0 changed, 0 removed" in updates(tmp_path, row()).out
    assert update().state == "accepted"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"state": "accepted"}, "names who accepted it"),
        ({"accepted_by": "pmo"}, "names who accepted it"),
        ({"state": "accepted", "accepted_by": "pm-tms"}, "nobody accepts their own"),
        ({"overall": ""}, "say how the project stands overall"),
        ({"overall": "red"}, "say why a dimension is amber or red"),
        ({"reported_on": "2020-04-30"}, "lies before the month reported, 2020-05"),
        ({"reported_on": "2022-01-18"}, "this day has not come yet"),
        ({"period": "2020-05-02"}, "write it as in 2020-05"),
        ({"author": "pm-tsm"}, "Did you mean “pm-tms”?"),
    ],
)  # fmt: skip
def test_what_the_database_would_refuse_is_told_at_its_cell(
    tmp_path: Path, changes: dict[str, str], told: str
) -> None:
    before = StatusUpdate.objects.count()
    ended = updates(tmp_path, row(**changes))
    assert ended.code == 1 and len(ended.mistakes) == 1
    assert told in ended.err and "line 2" in ended.err
    assert StatusUpdate.objects.count() == before


def test_a_confirmation_says_nothing_of_its_own(tmp_path: Path) -> None:
    header = ("project", "period", "reported_on", "kind", "author", "achieved")
    confirmation = ("S-001", "2020-05", "2020-06-02", "confirmation", "pm-tms", "Something")
    ended = run("load_updates", csv_file(tmp_path, [header, confirmation]), "--strategy", SLUG)
    assert ended.mistakes == [
        "sheet.csv, line 2, cell F2: achieved: a confirmation of “no change” says nothing of its own."
    ]
    silent = (*confirmation[:-1], "")
    assert run("load_updates", csv_file(tmp_path, [header, silent]), "--strategy", SLUG).code == 0
    assert update().kind == "confirmation"


# --- Measured values -----------------------------------------------------------------------------

MEASURED = """\
indicators:
  - number: "1.1"
    measurements:
      - from: 2020-01-01
        to: 2021-12-31
        measured_on: 2022-01-12
        value: {value}
        evidence: Staff survey 2021, question 14, table 3 (illustrative)
        entered_by: pmo
        verified_by: cio
        verified_on: 2022-01-14
        illustrative: true
"""


def measured(folder: Path, value: str) -> Ended:
    path = folder / "measurements.yaml"
    path.write_text(MEASURED.replace("{value}", value), encoding="utf-8")
    return run("load_measurements", path, "--strategy", SLUG)


def stored_value() -> Measurement:
    return Measurement.objects.get(indicator__number="1.1", period_start=date(2020, 1, 1))


def test_a_verified_value_that_a_file_would_change_is_a_mistake(tmp_path: Path) -> None:
    ended = measured(tmp_path, "1463")
    assert ended.mistakes == [
        "measurements.yaml, line 7: indicators[1].measurements[1].value: the stored value 1462 was "
        "verified and stays; correct it on the indicator's page."
    ]
    assert stored_value().value == Decimal(1462)
    assert "0 added, 0 changed, 0 removed" in measured(tmp_path, "1462").out


def test_a_value_that_waits_for_verification_follows_the_file(tmp_path: Path) -> None:
    Measurement.objects.filter(pk=stored_value().pk).update(verified_by=None, verified_on=None)
    assert "value: 1462" in measured(tmp_path, "1463").out
    assert stored_value().value == Decimal(1463)


# --- Promises and milestones ----------------------------------------------------------------------


def test_a_promise_answered_meanwhile_keeps_its_answer(tmp_path: Path) -> None:
    promise = Commitment.objects.get(project__code="P-10", key="feedback")
    Commitment.objects.filter(pk=promise.pk).update(
        state="kept", answered_on=date(2022, 1, 10), answer="All of it."
    )
    path = tmp_path / "remarks.yaml"
    path.write_text(
        "remarks:\n  - project: P-10\n    commitments:\n"
        "      - {key: feedback, what: Feedback gathered, due: 2022-Q2}\n",
        encoding="utf-8",
    )
    assert run("load_remarks", path, "--strategy", SLUG, "--year", 2021).code == 0
    promise.refresh_from_db()
    assert (promise.what, promise.due_until) == ("Feedback gathered", date(2022, 6, 30))
    assert (promise.state, promise.answer) == ("kept", "All of it.")


def test_a_milestone_that_the_sheet_no_longer_holds_is_listed_and_goes_only_when_asked(
    tmp_path: Path,
) -> None:
    path = csv_file(tmp_path, [("project", "title", "planned for"), ("P-06", "New", "2021-06-01")])
    of = Milestone.objects.filter(project__code="P-06", project__strategy__slug=SLUG)
    printed = run("load_milestones", path, "--strategy", SLUG).out
    assert "No longer in the file (2):" in printed and of.count() == 3
    assert "Removed (2):" in run("load_milestones", path, "--strategy", SLUG, "--prune").out
    assert of.get().title == "New"
