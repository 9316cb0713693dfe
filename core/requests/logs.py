"""Log lines carry the ids of the request, the job and the person that caused them.

Two forms: a readable line, and one JSON object a line for machines (OUTTURN_LOG_FORMAT). Both hide
the values of secret settings, wherever they come from (a driver likes to quote a whole address).
"""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

NOTHING = "-"
request_id: ContextVar[str] = ContextVar("request_id", default=NOTHING)
job_id: ContextVar[int | None] = ContextVar("job_id", default=None)
user_id: ContextVar[int | None] = ContextVar("user_id", default=None)

FORMATS = {"line": "core.requests.logs.LineFormatter", "json": "core.requests.logs.JsonFormatter"}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_PASSWORD_IN_ADDRESS = re.compile(r"(://[^/\s:@]*:)[^/\s@]+@")
# Filled by the settings: each value is replaced by stars.
secrets: set[str] = set()


def redact(text: str) -> str:
    """`text` without passwords in addresses and without the values of secret settings."""
    text = _PASSWORD_IN_ADDRESS.sub(r"\1***@", text)
    for secret in secrets:
        text = text.replace(secret, "***")
    return text


def forget_request(**_: object) -> None:
    """After a request's last line, which Django itself writes when all middleware is through."""
    request_id.set(NOTHING)
    user_id.set(None)


class ContextFilter(logging.Filter):
    """Adds `request_id`, `job_id` and `user_id` to every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        record.request_id = request_id.get()
        record.job_id = job_id.get()
        record.user_id = user_id.get()
        return True


class LineFormatter(logging.Formatter):
    """For eyes: time, level, logger, [request and job], message."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, with the traceback below it."""
        request = getattr(record, "request_id", NOTHING)
        job = getattr(record, "job_id", None)
        record.cause = f"{request} job {job}" if job else request
        return redact(super().format(record))


class JsonFormatter(logging.Formatter):
    """For machines: one object a line, with the fields docs/operation.md lists."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        at = datetime.fromtimestamp(record.created, UTC)
        known = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
            "request_id": getattr(record, "request_id", NOTHING),
            "job_id": getattr(record, "job_id", None),
            "user_id": getattr(record, "user_id", None),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            known["exception"] = redact("".join(traceback.format_exception(*record.exc_info)))
        kept = {name: value for name, value in known.items() if value not in (None, NOTHING)}
        return json.dumps(kept, ensure_ascii=False, default=str)


def configuration(form: str, level: str, *, access: bool, celery_level: str) -> dict[str, object]:
    """What `logging.config.dictConfig` takes, for web server, worker, beat and commands alike."""
    line = {"format": "%(asctime)s %(levelname)s %(name)s [%(cause)s] %(message)s"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"context": {"()": "core.requests.logs.ContextFilter"}},
        "formatters": {
            "chosen": {"()": FORMATS.get(form, FORMATS["line"]), **_fitting(form, line)}
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "chosen",
                "filters": ["context"],
            },
            "mail": {"class": "core.operations.error_mail.MailHandler", "filters": ["context"]},
        },
        "root": {"handlers": ["console", "mail"], "level": level},
        "loggers": {
            # Celery tells of every tick; the job rows tell what matters.
            "celery": {"level": celery_level},
            # The line of the request's end says 404 already.
            "django.request": {"level": "ERROR"},
            "outturn.access": {"level": "INFO" if access else "WARNING"},
        },
    }


def for_gunicorn(form: str) -> dict[str, object]:
    """The same form for what the web server says by itself, before and beside the program."""
    found = configuration(form, "INFO", access=True, celery_level="WARNING")
    found["handlers"] = {"console": found["handlers"]["console"]}  # type: ignore[index]
    found["root"] = {"handlers": ["console"], "level": "INFO"}
    spoken = {"level": "WARNING", "handlers": [], "propagate": True}
    found["loggers"] = {"gunicorn.error": spoken, "gunicorn.access": spoken}
    return found


def _fitting(form: str, line: dict[str, str]) -> dict[str, str]:
    return {} if form == "json" else line
