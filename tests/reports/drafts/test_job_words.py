"""What the page says of a job while nobody works on it."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from core.access import Role
from core.models import Job
from core.models.job import JobState
from reports.drafts.job_view import job_view
from reports.drafts.services import report_regenerate_request
from tests.access.people import user
from tests.factories import make_report, make_user

pytestmark = pytest.mark.django_db


def words(**changes: object) -> str:
    """The line under the job's name, for a job with these changes."""
    report = make_report()
    editor = user("editor")
    job = report_regenerate_request(report=report, user=editor)
    Job.objects.filter(pk=job.pk).update(**changes)
    return str(job_view(report, Job.objects.get(pk=job.pk), editor).message)


def running(seconds_left: int) -> dict[str, object]:
    return {
        "state": JobState.RUNNING,
        "message": "Writing",
        "lease": uuid.uuid4(),
        "lease_until": timezone.now() + timedelta(seconds=seconds_left),
    }


def test_a_job_at_work_says_what_it_does() -> None:
    assert words(**running(10)) == "Writing"


def test_a_job_whose_worker_is_gone_says_so() -> None:
    assert "another one takes over" in words(**running(-1))


def test_a_job_that_nobody_takes_says_that_nothing_is_lost() -> None:
    assert words() == ""
    long_ago = timezone.now() - timedelta(minutes=2)
    assert "nothing is lost" in words(created_at=long_ago)
    assert "nothing is lost" in words(created_at=long_ago, run_after=long_ago)


def test_a_job_in_its_pause_keeps_its_reason() -> None:
    again = timezone.now() + timedelta(seconds=20)
    long_ago = timezone.now() - timedelta(minutes=2)
    assert words(created_at=long_ago, run_after=again, message="Away.") == "Away."


@pytest.mark.parametrize(("role", "may"), [(Role.REPORT_EDITOR, True), (Role.AUDITOR, False)])
def test_to_try_again_is_offered_to_whoever_may(role: Role, may: bool) -> None:
    report = make_report()
    job = report_regenerate_request(report=report, user=user("editor"))
    assert bool(job_view(report, job, make_user(role)).retry_url) is may
