"""The panel of a live number: rows one sees, other uses, what it was, and setting it by hand."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.access import Role
from core.models import RoleAssignment
from reports.models import Report
from tests.factories import (
    make_project,
    make_report,
    make_strategy,
    make_unit,
    make_user,
    outline,
    regenerate,
)
from tests.reports.gate.test_gate_pages import run_jobs, signed_in

pytestmark = pytest.mark.django_db
TOTAL = "projects.total"
UID = "introduction/one#1"


def begun(count: int = 3) -> Report:
    strategy = make_strategy()
    for _ in range(count):
        make_project(strategy=strategy, category="new_service")
    report = make_report(strategy=strategy, outline=outline("Of {{projects.total}} projects."))
    regenerate(report)
    return report


def panel(client: Client, report: Report, query: str = "") -> str:
    address = reverse("reports:number-detail", args=[report.slug, "en", UID]) + query
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_rows_behind_a_number_are_counted_as_far_as_one_sees_them() -> None:
    report, unit = begun(), make_unit()
    assert "3 of 3 rows visible to you" in panel(signed_in(Role.PMO), report)
    chief = make_user()
    RoleAssignment.objects.create(user=chief, role=Role.MANAGER, unit=unit)
    make_project(strategy=report.strategy, lead_unit=unit)
    client = Client()
    client.force_login(chief)
    assert "1 of 4 rows visible to you" in panel(client, report)
    assert "0 of 4 rows visible to you" in panel(signed_in(Role.CLEARER), report)


def test_other_reports_with_the_same_number_are_told() -> None:
    report = begun()
    other = make_report(strategy=report.strategy, title="Another paper")
    make_report(strategy=report.strategy, title="Without it", outline=outline("No number."))
    regenerate(other)
    shown = panel(signed_in(Role.PMO), report)
    assert f'<a href="{other.get_absolute_url()}">Another paper</a>' in shown
    assert "Without it" not in shown


def test_history_tells_what_it_was_and_who_let_it_in() -> None:
    report = begun()
    pmo = make_user(Role.PMO, full_name="Ana Lets-in")
    make_project(strategy=report.strategy, category="new_service")
    regenerate(report, make_user(Role.AUDITOR))
    regenerate(report, pmo)
    client = Client()
    client.force_login(pmo)
    shown = re.sub(r"\s+", " ", panel(client, report))
    history = shown[shown.index("What it was before") :]
    # The second draft printed what was accepted: it is no step.
    for words in ("<b>3</b> printed in draft 1", "<b>4</b> printed in draft 3", "4 rows"):
        assert words in history
    assert "draft 2" not in history
    assert history.count("accepted") == 2 and "Ana Lets-in" in history
    # Whoever does not see histories reads values and no names.
    clearer = re.sub(r"\s+", " ", panel(signed_in(Role.CLEARER), report))
    assert "<b>3</b> printed in draft 1" in clearer and "Ana Lets-in" not in clearer


def test_a_number_is_proposed_by_hand_in_its_panel_and_confirmed_there_by_another() -> None:
    report = begun()
    pmo, manager = signed_in(Role.PMO), signed_in(Role.MANAGER)
    assert "gate/override/" not in panel(signed_in(Role.REPORT_EDITOR), report)
    shown = panel(pmo, report)
    form = re.search(r'<form method="post" action="([^"]+gate/override/)"', shown)
    assert form is not None and f'name="number" value="{TOTAL}"' in shown
    sent = {"number": TOTAL, "amount": "7", "reason": "Counted on paper.", "language": "en"}
    pmo.post(form[1], sent)
    shown = panel(pmo, report)
    assert (
        "Counted on paper." in shown
        and ">Propose</button>" not in shown
        and "/confirm/" not in shown
    )
    confirm = re.search(r'action="([^"]+/confirm/)"', panel(manager, report))
    assert confirm is not None
    place = {"place": "para/introduction/one", "language": "en"}
    assert "/workshop/" in manager.post(confirm[1], place)["Location"]
    run_jobs()
    shown = panel(manager, report)
    assert "Confirmed by Ana Manager." in shown
    assert "proposed by hand" in shown and "confirmed by hand" in shown


def test_a_number_written_since_the_draft_has_its_panel_too() -> None:
    report = begun()
    text = outline("Some {{projects.new_or_major}} of {{projects.total}} projects.")
    Report.objects.filter(pk=report.pk).update(outline=text)
    shown = panel(signed_in(Role.PMO), report, "?place=para/introduction/one")
    assert "projects.new_or_major" in shown
    # What no draft prints is not set by hand.
    assert "gate/override/" not in shown


def test_the_panel_asks_no_more_for_more_drafts_and_reports() -> None:
    report, pmo = begun(), signed_in(Role.PMO)

    def asked() -> int:
        make_project(strategy=report.strategy)
        regenerate(report)
        panel(pmo, report)
        make_project(strategy=report.strategy)
        with CaptureQueriesContext(connection) as captured:
            panel(pmo, report)
        return len(captured)

    before = asked()
    regenerate(make_report(strategy=report.strategy))
    assert asked() <= before
