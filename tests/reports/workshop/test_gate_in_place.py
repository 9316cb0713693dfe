"""Numbers at the gate where they are written: old and new at their place, accepted, held, gone."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from core.access import Role
from reports.gate.services import seen_mark
from reports.gate.state import waiting
from reports.models import AcceptedNumber, Report
from reports.writing.services import paragraph_text_save
from tests.factories import (
    make_project,
    make_report,
    make_strategy,
    make_update,
    outline,
    regenerate,
)
from tests.reports.gate.test_gate_pages import (
    MAJOR,
    begun,
    recategorize,
    run_jobs,
    signed_in,
    words_file,
)

pytestmark = pytest.mark.django_db


def workshop(client: Client, report: Report) -> str:
    return client.get(reverse("reports:workshop", args=[report.slug])).content.decode()


def beside(client: Client, report: Report, key: str) -> str:
    address = reverse("reports:piece-detail", args=[report.slug, "en", f"para/{key}"])
    return client.get(address).content.decode()


def test_recategorizing_shows_old_and_new_at_their_places_until_it_is_accepted() -> None:
    report, pmo = begun(), signed_in(Role.PMO)
    shown = workshop(pmo, report)
    assert "live stale" not in shown and "has moved" not in shown

    project = recategorize(report)
    shown = workshop(pmo, report)
    outline_, paper = shown.split('id="paper"')
    # The two paragraphs and figure 2, each with old and new; the paper says what a new draft would.
    assert len(re.findall(r'class="live stale"', paper)) == 2
    assert re.search(r"<s>four</s>.{0,60}<ins>three</ins>", paper)
    assert re.search(r"<s>100\u00a0per cent</s>.{0,60}<ins>75\u00a0per cent</ins>", paper)
    assert re.search(r'class="figure-moved"><li>[^<]+<s>4</s>.*?<ins>3</ins>', paper)
    assert paper.count("1 number has moved") == 3 and "▲ 3" in outline_

    # The change that caused it stands beside the paragraph, with what can be done about it.
    about = beside(pmo, report, "introduction/one")
    assert project.code in about and "is no longer counted" in about
    assert "gate/accept/" in about and "gate/hold/" in about
    assert "Accept all 2 numbers of the paper" in about
    assert "Figure\u00a02" in beside(pmo, report, "introduction/three")
    assert "gate/accept/" not in beside(signed_in(Role.CLEARER), report, "introduction/one")
    assert words_file(pmo, report)[0].endswith("_2-waiting.txt")

    seen = re.search(r'name="seen" value="([^"]*;[^"]*)"', about)
    assert seen is not None
    sent = {"seen": seen[1], "language": "en", "place": "para/introduction/one"}
    answer = pmo.post(f"{report.get_absolute_url()}gate/accept/", sent)
    assert answer["Location"].endswith("/workshop/?language=en#paper-para/introduction/one")
    run_jobs()
    shown = workshop(pmo, report)
    assert "live stale" not in shown and "figure-moved" not in shown and "has moved" not in shown
    assert "waiting" not in words_file(pmo, report)[0]


def test_the_list_of_reports_tells_old_and_new() -> None:
    report, pmo = begun(), signed_in(Role.PMO)
    recategorize(report)
    shown = pmo.get(f"/reports/{report.slug}/gate/waiting/").content.decode()
    assert "<del>4 / 4</del> <ins>3 / 4</ins>" in shown and "Figure\u00a02" in shown
    # It takes its own place, not that of the list around it.
    row = pmo.get("/reports/").content.decode()
    assert re.search(r'gate/waiting/"[^>]*hx-target="this"', row)


def test_one_is_accepted_and_another_held_from_there() -> None:
    report, pmo = begun(), signed_in(Role.PMO)
    recategorize(report)
    held = {"number": MAJOR, "reason": "Wrong category.", "place": "para/introduction/one"}
    pmo.post(f"{report.get_absolute_url()}gate/hold/", held)
    about = beside(pmo, report, "introduction/one")
    assert "Wrong category." in about and "gate/release/" in about
    assert "Accept 1 number of the paper" in about
    line = re.search(r'name="number" value="fig/projects-by-category">\s*<input[^>]*value="([^"]+)"',
                     beside(pmo, report, "introduction/three"))  # fmt: skip
    assert line is not None
    sent = {"number": "fig/projects-by-category", "seen": line[1]}
    pmo.post(f"{report.get_absolute_url()}gate/accept/", sent)
    assert [one.signature for one in waiting(report)] == [MAJOR]
    assert "live stale" in workshop(pmo, report)
    assert "figure-moved" not in workshop(pmo, report)


def test_a_number_written_since_the_draft_stands_beside_what_was_let_in() -> None:
    report, pmo = begun(), signed_in(Role.PMO)
    recategorize(report)
    text = "Now {{projects.new_or_major form=figure}} of {{projects.total form=figure}} were new."
    base = "First {{projects.new_or_major}} were new."
    paragraph_text_save(report=report, key="introduction/one", language="en", text=text, base=base)
    assert re.search(r"<s>4</s>.{0,60}<ins>3</ins>", workshop(pmo, report))


def test_what_is_set_by_hand_is_marked_and_does_not_wait() -> None:
    report, pmo, manager = begun(), signed_in(Role.PMO), signed_in(Role.MANAGER)
    address = f"{report.get_absolute_url()}gate/override/"
    pmo.post(address, {"number": MAJOR, "amount": "7", "reason": "Counted on paper."})
    row = report.number_overrides.get()
    manager.post(f"{address}{row.pk}/confirm/")
    shown = workshop(pmo, report)
    assert 'class="live by-hand"' in shown and "live stale" not in shown


def test_rows_of_a_generated_table_tell_old_and_new() -> None:
    strategy = make_strategy()
    project = make_project(strategy=strategy, category="new_service")
    section = {**outline("Of them {{projects.new_or_major}}.")[0]}
    annex = {
        "key": "annex",
        "heading": {"en": "Annex"},
        "appendix": True,
        "tables": ["projects"],
        "paragraphs": [{"key": "annex/one", "text": {"en": "All of them."}}],
    }
    report, pmo = make_report(strategy=strategy, outline=[section, annex]), signed_in(Role.PMO)
    regenerate(report)
    assert "figure-moved" not in workshop(pmo, report)
    project.category = "upgrade"
    project.save()
    shown = workshop(pmo, report)
    assert re.search(rf"figure-moved.><li>{project.code} <s>", shown)
    # All that waits is let in together with them, so that annex and text agree.
    seen = seen_mark(waiting(report))
    pmo.post(f"{report.get_absolute_url()}gate/accept/", {"seen": seen})
    run_jobs()
    assert "figure-moved" not in workshop(pmo, report)


def test_an_update_after_the_cut_off_makes_nothing_stale_in_the_workshop() -> None:
    strategy = make_strategy()
    late, early = make_project(strategy=strategy), make_project(strategy=strategy)
    text = outline("{{projects.total}}: [[fig:projects-by-rag]].", figure="projects-by-rag")
    report, pmo = make_report(strategy=strategy, outline=text), signed_in(Role.PMO)
    regenerate(report)
    red = {"overall": "r", "reason": "It is late."}
    after = make_update(late, reported_on=date(2022, 1, 10), **red)
    shown = workshop(pmo, report)
    assert "live stale" not in shown and "figure-moved" not in shown and "has moved" not in shown
    make_update(early, round=after.round, reported_on=date(2021, 12, 10), **red)
    assert "figure-moved" in workshop(pmo, report)


def test_a_locked_report_shows_nothing_that_moved() -> None:
    report, pmo = begun(), signed_in(Role.PMO)
    report.known_at = report.drafts.get().made_at
    report.save()
    recategorize(report)
    assert "live stale" not in workshop(pmo, report)
    assert AcceptedNumber.objects.filter(report=report).exists()
