"""A locked report is made from what was known when it was locked."""

from django.utils import timezone

from reports.drafts import services
from reports.models import Report
from tests.factories import make_project, make_report, regenerate, words_of

ONE = "introduction/one"


def test_a_locked_report_is_made_from_what_was_known_then(committed: None) -> None:
    report = make_report()
    make_project(strategy=report.strategy)
    locked_at = timezone.now()
    make_project(strategy=report.strategy)
    assert words_of(regenerate(report))[ONE] == "There were two projects."
    Report.objects.filter(pk=report.pk).update(known_at=locked_at)
    report.refresh_from_db()
    assert words_of(regenerate(report))[ONE] == "There were one projects."
    assert services.reports_refresh() == 0


def test_a_correction_of_the_past_reaches_an_open_report_and_no_locked_one(
    as_application: None,
) -> None:
    """With the rights a worker has."""
    report = make_report()
    project = make_project(strategy=report.strategy, category="new_service")
    Report.objects.filter(pk=report.pk).update(known_at=timezone.now())
    report.refresh_from_db()
    before = regenerate(report)
    project.delete()
    assert regenerate(report).fingerprint == before.fingerprint
    Report.objects.filter(pk=report.pk).update(known_at=None)
    report.refresh_from_db()
    assert words_of(regenerate(report))[ONE] == "There were 0 projects."
