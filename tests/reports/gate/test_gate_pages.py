"""The gate as people meet it: old and new with the change that caused it, accepted, marked files."""

import re

import pytest
from django.test import Client

from core.access import Role
from core.jobs.services import job_run
from core.models import Job
from core.models.job import JobState
from portfolio.models import Project
from reports.gate.state import waiting
from reports.models import AcceptedNumber, NumberOverride, Report
from tests.factories import make_project, make_report, make_strategy, make_user, outline, regenerate

pytestmark = pytest.mark.django_db
MAJOR = "projects.new_or_major"
TEXTS = [
    {"key": "introduction/one", "text": {"en": "First {{projects.new_or_major}} were new."}},
    {
        "key": "introduction/two",
        "text": {
            "en": "Again {{projects.new_or_major form=per_cent}}; see [[fig:projects-by-rag]]."
        },
        "figure": "projects-by-rag",
    },
    {
        "key": "introduction/three",
        "text": {"en": "See [[fig:projects-by-category]]."},
        "figure": "projects-by-category",
    },
]


def begun() -> Report:
    """A report whose two paragraphs and second figure rest on categories."""
    strategy = make_strategy()
    for _ in range(4):
        make_project(strategy=strategy, category="new_service")
    section = {**outline("")[0], "paragraphs": TEXTS}
    report = make_report(strategy=strategy, outline=[section])
    regenerate(report)
    return report


def signed_in(*roles: Role) -> Client:
    client = Client()
    client.force_login(make_user(*roles, full_name=f"Ana {roles[0].label}"))
    return client


def page(client: Client, report: Report) -> str:
    return client.get(report.get_absolute_url()).content.decode()


def recategorize(report: Report) -> Project:
    project = Project.objects.filter(strategy=report.strategy)[0]
    project.category = "upgrade"
    project.save()
    return project


def run_jobs() -> None:
    for job in Job.objects.filter(state=JobState.QUEUED):
        assert job_run(job.pk)
        job.refresh_from_db()
        assert job.state == JobState.DONE, job.error


def words_file(client: Client, report: Report) -> tuple[str, str]:
    """Name and words of the text file of the latest draft."""
    number = report.drafts.order_by("-number")[0].number
    answer = client.get(f"{report.get_absolute_url()}drafts/{number}/en/txt/")
    name = re.search(r'filename="([^"]+)"', answer["Content-Disposition"])
    assert name is not None
    return name[1], b"".join(answer).decode()  # type: ignore[arg-type]


def test_recategorizing_a_project_shows_old_and_new_until_it_is_accepted() -> None:
    report, pmo = begun(), signed_in(Role.PMO)
    shown = page(pmo, report)
    assert "live stale" not in shown
    name, words = words_file(pmo, report)
    assert "waiting" not in name and "acceptance" not in words
    stored = report.drafts.get().editions.get().exports.get(format="txt").sha256

    project = recategorize(report)
    shown = page(pmo, report)
    # The two paragraphs and figure 2, each with old and new; figure 1 stands as it was.
    assert len(re.findall(r'class="live stale"', shown)) == 2
    assert "<s>four</s>" in shown and "<ins>three</ins>" in shown
    assert "<s>100\u00a0per cent</s>" in shown and "<ins>75\u00a0per cent</ins>" in shown
    assert shown.count('class="figure-moved"') == 1
    assert re.search(r'class="figure-moved"><li>[^<]+<s>4</s>.*?<ins>3</ins>', shown)
    # The change that caused it: which project, what, who.
    card = shown[shown.index('id="moved"') :]
    assert project.code in card and "is no longer counted" in card
    assert "Accept all 2 numbers" in card
    # The outline counts them, and the list of reports.
    assert "▲ 3" in shown
    assert "▲ 2" in pmo.get(f"{report.get_absolute_url()}gate/waiting/").content.decode()

    name, words = words_file(pmo, report)
    assert name.endswith("_2-waiting.txt")
    assert "2 numbers have moved since and wait for acceptance" in words
    assert "four" in words

    seen = re.search(r'name="seen" value="([^"]*;[^"]*)"', shown)
    assert seen is not None
    answer = pmo.post(f"{report.get_absolute_url()}gate/accept/", {"seen": seen[1]})
    assert answer.status_code == 302
    run_jobs()
    shown = page(pmo, report)
    assert "live stale" not in shown and "figure-moved" not in shown
    assert 'id="moved"' not in shown
    name, words = words_file(pmo, report)
    assert "waiting" not in name and "acceptance" not in words
    assert "three" in words
    # The file that was given away before is still what it was.
    first = report.drafts.get(number=1).editions.get().exports.get(format="txt")
    assert first.sha256 == stored


def test_what_was_shown_is_what_is_accepted() -> None:
    report, pmo = begun(), signed_in(Role.PMO)
    recategorize(report)
    answer = pmo.post(
        f"{report.get_absolute_url()}gate/accept/", {"seen": "something else"}, follow=True
    )
    assert "The data have moved again" in answer.content.decode()
    assert len(waiting(report)) == 2


def test_a_number_is_held_with_a_reason_and_released() -> None:
    report, editor = begun(), signed_in(Role.REPORT_EDITOR)
    recategorize(report)
    address = f"{report.get_absolute_url()}gate/"
    without = editor.post(f"{address}hold/", {"number": MAJOR}, follow=True)
    assert "Say why" in without.content.decode()
    editor.post(f"{address}hold/", {"number": MAJOR, "reason": "Wrong category."})
    shown = page(editor, report)
    assert "Wrong category." in shown and "Held by Ana Report editor" in shown
    assert "Accept 1 number" in shown  # the figure
    editor.post(f"{address}release/", {"number": MAJOR})
    assert "Wrong category." not in page(editor, report)
    assert not AcceptedNumber.objects.exclude(hold_reason="").exists()


def test_a_number_is_set_by_hand_by_two_people() -> None:
    report = begun()
    pmo, manager = signed_in(Role.PMO), signed_in(Role.MANAGER)
    address = f"{report.get_absolute_url()}gate/override/"
    bad = pmo.post(address, {"number": MAJOR, "amount": "many", "reason": "So."}, follow=True)
    assert "The amount is no number." in bad.content.decode()
    pmo.post(address, {"number": MAJOR, "amount": "7", "reason": "Counted on paper."})
    override = NumberOverride.objects.get()
    shown = page(pmo, report)
    assert "Counted on paper." in shown and "You set this number by hand" in shown
    assert pmo.post(f"{address}{override.pk}/confirm/").status_code == 403
    assert f"{override.pk}/confirm/" in page(manager, report)
    assert manager.post(f"{address}{override.pk}/confirm/").status_code == 302
    run_jobs()
    shown = page(pmo, report)
    assert 'class="live by-hand"' in shown and ">seven<" in shown
    assert "Confirmed by Ana Manager." in shown
    # It ends once the data say something else, and is told as long as it stands there.
    recategorize(report)
    shown = page(pmo, report)
    assert "Ended: the data have moved since." in shown
    assert "<s>seven</s>" in shown and "<ins>three</ins>" in shown
    pmo.post(f"{address}{override.pk}/end/")
    assert not NumberOverride.objects.exists()


def test_who_only_reads_sees_what_waits_and_no_buttons() -> None:
    report, clearer = begun(), signed_in(Role.CLEARER)
    recategorize(report)
    shown = page(clearer, report)
    assert 'id="moved"' in shown
    assert "gate/accept/" not in shown and "gate/hold/" not in shown
    for path in ("accept/", "hold/", "release/", "override/"):
        answer = clearer.post(f"{report.get_absolute_url()}gate/{path}", {"number": MAJOR})
        assert answer.status_code in (403, 404), path


def test_a_draft_by_a_button_lets_in_what_is_not_held() -> None:
    report, pmo = begun(), signed_in(Role.PMO)
    recategorize(report)
    pmo.post(f"{report.get_absolute_url()}gate/hold/", {"number": MAJOR, "reason": "Wait."})
    pmo.post(f"{report.get_absolute_url()}regenerate/")
    run_jobs()
    assert [one.signature for one in waiting(report)] == [MAJOR]
    shown = page(pmo, report)
    assert "live stale" in shown and "figure-moved" not in shown


def test_the_list_asks_for_each_report_in_drafting() -> None:
    report, pmo = begun(), signed_in(Role.PMO)
    shown = pmo.get("/reports/").content.decode()
    assert f'hx-get="/reports/{report.slug}/gate/waiting/"' in shown
    assert "waits" not in pmo.get(f"/reports/{report.slug}/gate/waiting/").content.decode()
