"""The job that reminds everybody: taken up by another worker where one has died."""

import logging
from datetime import date

from django.conf import settings
from django.core.mail import get_connection

from core.jobs.kinds import PASSING, JobKind, Progress, job_kinds, work_named
from core.jobs.services import job_enqueue
from core.models import Digest, Job
from core.models.reminders import MailState
from core.my_work.digests import digest_make, digest_send, reminded

logger = logging.getLogger(__name__)
KIND = "core.reminders"


def register() -> None:
    """Declare the kind of job."""
    job_kinds.register(
        JobKind(
            key=KIND,
            label="Reminders",
            run=work_named("core.my_work.jobs.run"),
            retry_on=(*PASSING, OSError),
        )
    )


def reminders_begin(*, on: date) -> Job:
    """Write down that everybody is to be reminded on the day; asked twice, it is one job."""
    return job_enqueue(
        kind=KIND,
        key=on.isoformat(),
        params={"on": on.isoformat()},
        user=None,
        language=settings.LANGUAGE_CODE,
    )


def run(job: Job, progress: Progress) -> None:
    """Make the digests of the day and send their mails; what is made and sent already stays so."""
    on = date.fromisoformat(job.params["on"])
    people = list(reminded(on))
    progress.plan(2 * len(people))
    for user in people:
        digest_make(user=user, on=on)
        progress.step("")
    sent = 0
    for digest in Digest.objects.filter(day=on, mail=MailState.WAITING).select_related("user"):
        connection = get_connection()
        try:
            sent += digest_send(digest=digest, connection=connection)
        finally:
            connection.close()
        progress.step("")
    unsure = Digest.objects.filter(day=on, mail=MailState.SENDING).count()
    if unsure:
        logger.warning("%s reminders of %s may or may not have been sent.", unsure, on)
    with progress.completing() as result:
        result.update(sent=sent, unsure=unsure)
