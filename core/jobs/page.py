"""What a page shows of a job."""

from dataclasses import dataclass
from typing import Self

from core.jobs.kinds import job_kinds
from core.jobs.services import job_silence
from core.models import Job


@dataclass(frozen=True)
class JobView:
    """A job as `core/jobs/_job.html` draws it; without `retry_url` nobody is offered to try again."""

    url: str
    state: str
    label: str
    message: str
    done: int
    total: int
    percent: int
    error: str
    retry_url: str
    finished_url: str
    finished_message: str

    @classmethod
    def of(
        cls, job: Job, *, url: str, retry_url: str, finished_url: str, finished_message: str
    ) -> Self:
        """`url` brings the fragment anew while the job runs, `finished_url` what it has made."""
        return cls(
            url=url,
            state=job.state,
            label=str(job_kinds[job.kind].label),
            message=job_silence(job) or job.message,
            done=job.done_steps,
            total=job.total_steps,
            percent=job.percent,
            error=job.error,
            retry_url=retry_url,
            finished_url=finished_url,
            finished_message=finished_message,
        )
