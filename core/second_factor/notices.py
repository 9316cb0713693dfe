"""Mails about one's own account: whoever did it, its person is told, in their language."""

import uuid
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.jobs.kinds import PASSING, JobKind, Progress, job_kinds
from core.jobs.services import job_enqueue
from core.models import Job, User

KIND = "core.security_mail"
# What is told: event → sentence. `what` is the name of a factor, a device, or a number.
SENTENCES: dict[str, str | Promise] = {
    "added": gettext_lazy("This was added to sign in with: %(what)s."),
    "removed": gettext_lazy("This was removed and no longer signs you in: %(what)s."),
    "reset": gettext_lazy(
        "An administrator has removed everything you sign in with besides your password. Set it "
        "up again when you next sign in."
    ),
    "codes_made": gettext_lazy("New recovery codes were made; the old ones no longer work."),
    "code_used": gettext_lazy("A recovery code was used to sign in. Codes left: %(what)s."),
    "session_ended": gettext_lazy("A session of yours was ended: %(what)s."),
    "sessions_ended": gettext_lazy("All your other sessions were ended."),
    "password_set": gettext_lazy("Your password was changed. All your other sessions have ended."),
    "step_failed": gettext_lazy(
        "Somebody signed in with your password, and then typed several wrong codes. Where: "
        "%(what)s. If it was not you, change your password now."
    ),
}


def person_tell(*, user: User, event: str, what: str = "") -> None:
    """Mail `user` that this has happened. Call it inside the transaction of its cause."""
    if not user.email:
        return
    params = {"user": user.pk, "event": event, "what": what, "at": timezone.now().isoformat()}
    key = uuid.uuid4().hex
    job_enqueue(kind=KIND, key=key, params=params, user=None, language=user.language)


def notice_send(job: Job, progress: Progress) -> None:
    """Send the mail that `job` asks for; one who has left meanwhile is told nothing."""
    user = User.objects.filter(pk=job.params["user"]).exclude(email="").first()
    if user is not None:
        at = datetime.fromisoformat(job.params["at"])
        subject, text = notice(user, job.params["event"], job.params["what"], at)
        send_mail(subject, text, None, [user.email])
    with progress.completing():
        pass


def notice(user: User, event: str, what: str, at: datetime) -> tuple[str, str]:
    """Subject and text, in the person's language and by their clock."""
    with translation.override(user.language), timezone.override(user.time_zone):
        values = {
            "name": user.full_name,
            "sentence": str(SENTENCES[event]) % {"what": what},
            "when": date_format(timezone.localtime(at), "DATETIME_FORMAT"),
        }
        text = _(
            "%(name)s,\n\n%(sentence)s\n\nWhen: %(when)s\n\n"
            "If this was not you, change your password and tell your administrator.\n"
        )
        return _("Outturn: a change to how you sign in"), text % values


def register() -> None:
    """Declare the kind of job."""
    job_kinds.register(
        JobKind(
            key=KIND,
            label=gettext_lazy("Mail about an account"),
            run=notice_send,
            retry_on=(*PASSING, SMTPException, OSError),
        )
    )
