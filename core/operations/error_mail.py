"""Mails to the administrators when the program itself goes wrong: few, short, without secrets.

A logging handler: whatever is logged with a traceback, in web, worker or beat, is mailed. The same
error again within ten minutes is only counted, and there are no more than ten mails an hour from one
process. Sending happens beside the work that failed; when the mail server is away a line in the log
says so and nothing else happens.
"""

import logging
import socket
import threading
import time
import traceback
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMessage

from core.requests.logs import redact

SAME_AGAIN_AFTER = 600.0
MOST_AN_HOUR = 10
# Strangers who knock at the wrong door are no errors of the program.
NOT_OURS = ("django.security",)

logger = logging.getLogger(__name__)


@dataclass
class Throttle:
    """Which errors were mailed when, and how many were not."""

    sent: dict[str, float] = field(default_factory=dict)
    held_back: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def lets_through(self, kind: str, now: float) -> int | None:
        """How often this kind was held back since its last mail; None when it is held back now."""
        with self.lock:
            recent = [at for at in self.sent.values() if now - at < 3600]
            again = now - self.sent.get(kind, -SAME_AGAIN_AFTER) < SAME_AGAIN_AFTER
            if again or len(recent) >= MOST_AN_HOUR:
                self.held_back[kind] = self.held_back.get(kind, 0) + 1
                return None
            self.sent[kind] = now
            return self.held_back.pop(kind, 0)


class MailHandler(logging.Handler):
    """Mails records that carry a traceback, where a mail server and administrators are named."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.throttle = Throttle()

    def emit(self, record: logging.LogRecord) -> None:
        """Never raises, never waits."""
        if not record.exc_info or not settings.ERROR_MAIL_TO or not settings.EMAIL_HOST:
            return
        if record.name.startswith(NOT_OURS):
            return
        try:
            kind = _kind(record)
            held_back = self.throttle.lets_through(kind, time.monotonic())
            if held_back is not None:
                mail = _mail(record, held_back)
                threading.Thread(target=_send, args=(mail,), name="error mail").start()
        except Exception:
            self.handleError(record)


def _kind(record: logging.LogRecord) -> str:
    """Two errors are the same when the same class is raised in the same place."""
    assert record.exc_info
    kind, _, trace = record.exc_info
    frames = traceback.extract_tb(trace)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else record.name
    return f"{kind.__name__ if kind else ''} {place}"


def _mail(record: logging.LogRecord, held_back: int) -> EmailMessage:
    assert record.exc_info
    error = record.exc_info[1]
    facts = {
        "Time": time.strftime("%Y-%m-%d %H:%M:%S %z", time.localtime(record.created)),
        "Machine": socket.gethostname(),
        "Version": settings.VERSION,
        "Logger": record.name,
        "Request": getattr(record, "request_id", "-"),
        "Job": getattr(record, "job_id", None) or "-",
        "User": getattr(record, "user_id", None) or "-",
    }
    lines = [
        record.getMessage(),
        "",
        *(f"{name}: {value}" for name, value in facts.items()),
        *([f"The same {held_back} more times since the last mail."] if held_back else []),
        "",
        *traceback.format_exception(*record.exc_info),
        "Look for the request's or the job's number in the logs.",
    ]
    return EmailMessage(
        subject=redact(f"[Outturn] {type(error).__name__} in {record.name}")[:150],
        body=redact("\n".join(lines)),
        from_email=settings.SERVER_EMAIL,
        to=settings.ERROR_MAIL_TO,
    )


def _send(mail: EmailMessage) -> None:
    try:
        mail.send()
    except Exception as failure:
        # Whatever a mail server says: the work that failed must not fail twice.
        logger.warning("The mail about an error could not be sent: %s", failure)
