"""How far the job of a new draft is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.jobs.kinds import job_kinds
from core.jobs.services import job_silence
from core.models import Job, User
from core.models.job import JobState
from reports.models import Report


@dataclass(frozen=True)
class JobView:
    """What `reports/drafts/_job.html` shows; to try again is offered to whoever may."""

    url: str
    state: str
    label: str
    message: str
    done: int
    total: int
    percent: int
    error: str
    can_retry: bool
    retry_url: str
    finished_url: str
    finished_message: str


def job_view(report: Report, job: Job, user: User) -> JobView:
    """A job that makes a draft of `report`, as `user` sees it."""
    done = job.state == JobState.DONE
    return JobView(
        url=reverse("reports:report-job", args=[report.slug, job.pk]),
        state=job.state,
        label=str(job_kinds[job.kind].label),
        message=job_silence(job) or job.message,
        done=job.done_steps,
        total=job.total_steps,
        percent=job.percent,
        error=job.error,
        can_retry=user.access.to(Action.REGENERATE_REPORT).everywhere,
        retry_url=reverse("reports:report-regenerate", args=[report.slug]),
        finished_url=reverse("reports:report-detail", args=[report.slug]),
        finished_message=_("Draft %(number)s is ready.") % {"number": job.result.get("draft")}
        if done
        else "",
    )
