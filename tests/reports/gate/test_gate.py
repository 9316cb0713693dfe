"""Numbers at the gate: what is printed while something waits, is held, or is set by hand."""

from datetime import date
from typing import Any

import pytest

from core.access import Role
from core.models import User
from portfolio.models import Project
from reports.drafts import services as drafts
from reports.gate import services
from reports.gate.services import GateMoved, OwnOverride, seen_mark
from reports.gate.state import behind, waiting
from reports.models import AcceptedNumber, NumberOverride, Report
from tests.factories import (
    make_project,
    make_report,
    make_strategy,
    make_update,
    make_user,
    outline,
    regenerate,
    words_of,
)

pytestmark = pytest.mark.django_db
ONE = "introduction/one"
MAJOR = "projects.new_or_major"
TOTAL = "projects.total"


def begun(**changes: Any) -> Report:
    """A report with a draft that says two of two."""
    strategy = make_strategy()
    for _ in range(2):
        make_project(strategy=strategy, category="new_service")
    text = "Of {{projects.total}} projects {{projects.new_or_major form=count_share}} were new."
    report = make_report(strategy=strategy, outline=outline(text), **changes)
    regenerate(report)
    return report


def recategorize(report: Report) -> Project:
    """One project is no new one any more."""
    project = Project.objects.filter(strategy=report.strategy)[0]
    project.category = "upgrade"
    project.save()
    return project


def said(report: Report) -> str:
    """What the latest draft says."""
    return words_of(report.drafts.order_by("-number")[0])[ONE]


def signatures(report: Report) -> list[str]:
    return [one.signature for one in waiting(report)]


def accept(report: Report, user: User, signature: str = "") -> int:
    wait = [one for one in waiting(report) if signature in ("", one.signature)]
    return services.numbers_accept(
        report=report, user=user, seen=seen_mark(wait), signature=signature
    )


BEFORE = "Of two projects two (100 per cent) were new."
AFTER = "Of two projects one (50 per cent) were new."


def test_the_first_draft_accepts_all() -> None:
    report = begun()
    assert said(report) == BEFORE
    rows = AcceptedNumber.objects.filter(report=report)
    assert {(row.signature, row.value, row.of) for row in rows} == {
        (MAJOR, "2", "2"),
        (TOTAL, "2", ""),
    }
    assert signatures(report) == []
    assert behind(report) == 0


def test_what_moved_waits_and_is_let_in() -> None:
    report, user = begun(), make_user(Role.PMO)
    recategorize(report)
    (one,) = waiting(report)
    assert (one.signature, one.accepted.exact, one.now.exact) == (MAJOR, "2/2", "1/2")
    assert behind(report) == 1
    assert accept(report, user) == 1
    assert signatures(report) == []
    # The draft in hand still says the old: it counts as behind until the next one.
    assert behind(report) == 1
    regenerate(report, make_user())
    assert said(report) == AFTER
    assert behind(report) == 0
    row = AcceptedNumber.objects.get(report=report, signature=MAJOR)
    assert (row.value, row.accepted_by) == ("1", user)


def test_a_draft_by_who_may_accept_lets_in_and_by_others_keeps() -> None:
    report = begun()
    recategorize(report)
    make_project(strategy=report.strategy, category="upgrade")
    kept = regenerate(report, make_user())
    assert said(report) == BEFORE
    # What is kept stays with the rows that it was made with, so that the page can say why it moved.
    assert len(kept.numbers[TOTAL]["rows"]) == 2
    assert signatures(report) == [MAJOR, TOTAL]
    regenerate(report, make_user(Role.PMO))
    assert said(report) == "Of three projects one (33 per cent) were new."
    assert signatures(report) == []


def test_one_is_let_in_and_the_others_wait() -> None:
    report = begun()
    recategorize(report)
    make_project(strategy=report.strategy, category="upgrade")
    assert accept(report, make_user(Role.PMO), TOTAL) == 1
    assert signatures(report) == [MAJOR]
    regenerate(report, make_user())
    assert said(report) == "Of three projects two (100 per cent) were new."


def test_the_night_lets_nothing_in_but_follows_texts() -> None:
    report = begun()
    recategorize(report)
    assert drafts.reports_refresh() == 0
    text = "{{projects.new_or_major form=figure}} of {{projects.total form=figure}}."
    Report.objects.filter(pk=report.pk).update(outline=outline(text))
    assert drafts.reports_refresh() == 1
    report.refresh_from_db()
    regenerate(report, make_user())
    assert said(report) == "Two of 2."


def test_what_was_seen_is_what_is_let_in() -> None:
    report, user = begun(), make_user(Role.PMO)
    recategorize(report)
    seen = seen_mark(waiting(report))
    make_project(strategy=report.strategy, category="new_service")
    with pytest.raises(GateMoved):
        services.numbers_accept(report=report, user=user, seen=seen)
    with pytest.raises(GateMoved):
        services.numbers_accept(report=report, user=user, seen="", signature="projects.late")
    assert signatures(report) == [MAJOR, TOTAL]


def test_a_held_number_stays_until_it_is_released() -> None:
    report, user = begun(), make_user(Role.PMO)
    recategorize(report)
    services.number_hold(report=report, user=user, signature=MAJOR, reason="A mistake.")
    with pytest.raises(GateMoved):
        accept(report, user)
    regenerate(report, user)
    assert said(report) == BEFORE
    assert [one.held for one in waiting(report)] == [True]
    row = AcceptedNumber.objects.get(report=report, signature=MAJOR)
    assert (row.hold_reason, row.held_by) == ("A mistake.", user)
    services.number_release(report=report, signature=MAJOR)
    assert [one.held for one in waiting(report)] == [False]
    regenerate(report, user)
    assert said(report) == AFTER


def test_a_held_number_can_be_let_in_by_name() -> None:
    report, user = begun(), make_user(Role.PMO)
    services.number_hold(report=report, user=user, signature=MAJOR, reason="Wait.")
    recategorize(report)
    assert accept(report, user, MAJOR) == 1
    assert not AcceptedNumber.objects.get(report=report, signature=MAJOR).hold_reason


def set_by_hand(report: Report, value: str = "7") -> NumberOverride:
    asker = make_user(Role.PMO)
    services.override_ask(
        report=report, user=asker, signature=MAJOR, value=value, reason="As counted by hand."
    )
    return NumberOverride.objects.get(report=report, signature=MAJOR)


def test_a_number_set_by_hand_needs_a_second_person() -> None:
    report = begun()
    override = set_by_hand(report)
    regenerate(report)
    assert said(report) == BEFORE
    with pytest.raises(OwnOverride):
        services.override_confirm(override=override, user=override.asked_by)
    override.refresh_from_db()
    assert override.confirmed_by is None
    services.override_confirm(override=override, user=make_user(Role.MANAGER))
    regenerate(report)
    assert said(report) == "Of two projects seven (350 per cent) were new."
    assert signatures(report) == []
    assert behind(report) == 0


def test_a_number_set_by_hand_ends_when_its_source_moves() -> None:
    report = begun()
    services.override_confirm(override=set_by_hand(report), user=make_user(Role.MANAGER))
    regenerate(report, make_user())
    recategorize(report)
    (one,) = waiting(report)
    assert (one.accepted.exact, one.now.exact) == ("2/2", "1/2")
    # Nobody's draft goes back to what was accepted before.
    regenerate(report, make_user())
    assert said(report) == BEFORE
    regenerate(report)
    assert said(report) == AFTER


def test_what_was_proposed_of_other_data_is_not_confirmed() -> None:
    report = begun()
    override = set_by_hand(report)
    recategorize(report)
    with pytest.raises(GateMoved):
        services.override_confirm(override=override, user=make_user(Role.MANAGER))


def test_a_number_that_is_used_no_more_is_forgotten() -> None:
    report = begun()
    Report.objects.filter(pk=report.pk).update(outline=outline("{{projects.total}} projects."))
    report.refresh_from_db()
    regenerate(report)
    rows = AcceptedNumber.objects.filter(report=report)
    assert [row.signature for row in rows] == [TOTAL]


def test_a_draft_from_before_the_gate_accepted_what_it_printed() -> None:
    report = begun()
    AcceptedNumber.objects.filter(report=report).delete()
    recategorize(report)
    assert signatures(report) == [MAJOR]
    regenerate(report, make_user())
    assert said(report) == BEFORE


def test_an_update_after_the_cut_off_moves_nothing() -> None:
    strategy = make_strategy()
    late, early = make_project(strategy=strategy), make_project(strategy=strategy)
    report = make_report(
        strategy=strategy,
        outline=outline("{{projects.total}}: [[fig:projects-by-rag]].", figure="projects-by-rag"),
    )
    regenerate(report)
    red = {"overall": "r", "reason": "It is late."}
    after = make_update(late, reported_on=date(2022, 1, 10), **red)
    assert waiting(report) == []
    assert behind(report) == 0
    make_update(early, round=after.round, reported_on=date(2021, 12, 10), **red)
    assert signatures(report) == ["fig/projects-by-rag"]


def test_a_locked_report_waits_for_nothing() -> None:
    report = begun()
    recategorize(report)
    report.known_at = report.drafts.get().made_at
    report.save()
    assert waiting(report) == []
    assert behind(report) == 0


def test_a_figure_waits_as_its_numbers_do() -> None:
    strategy = make_strategy()
    make_project(strategy=strategy, category="new_service")
    report = make_report(
        strategy=strategy,
        outline=outline("See [[fig:projects-by-category]].", figure="projects-by-category"),
    )
    first = regenerate(report)
    recategorize(report)
    assert signatures(report) == ["fig/projects-by-category"]
    kept = regenerate(report, make_user())
    assert figure(first) == figure(kept)
    let_in = regenerate(report, make_user(Role.PMO))
    assert figure(let_in) != figure(kept)
    assert waiting(report) == []


def figure(draft: object) -> object:
    tree = draft.editions.get(language="en").tree  # type: ignore[attr-defined]
    return next(block["data"]["points"] for block in tree["blocks"] if block["type"] == "figure")
