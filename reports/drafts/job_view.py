"""How far the job of a new draft is."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.jobs.page import JobView
from core.models import Job, User
from core.models.job import JobState
from reports.models import Report


def job_view(report: Report, job: Job, user: User) -> JobView:
    """How far a new draft of `report` is; to try again is offered to whoever may."""
    may = user.access.may(Action.REGENERATE_REPORT)
    return JobView.of(
        job,
        url=reverse("reports:report-job", args=[report.slug, job.pk]),
        retry_url=reverse("reports:report-regenerate", args=[report.slug]) if may else "",
        finished_url=reverse("reports:report-detail", args=[report.slug]),
        finished_message=_("Draft %(number)s is ready.") % {"number": job.result.get("draft")}
        if job.state == JobState.DONE
        else "",
    )
