"""System checks: combinations of settings that would go wrong later.

`manage.py check` lists them; web server, worker, beat and `up` refuse to start with an error among them.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.access import Role
from core.operations.private_files import check_private_files
from core.requests import logs
from core.requests.limits import MOST_MEGABYTES

SHORTEST_SECRET, SHORTEST_TOKEN = 32, 16
# The longest that a rule may wait, ten years, and how many updates of each project an index serves.
MOST_DAYS, MOST_UPDATES = 3650, 12
WRONG_USE = 2


@register(Tags.security)
def check_settings(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """Refuse a production start that is not safe; warn of what is weak."""
    return [
        *(_production() if settings.PRODUCTION else ()),
        *_words(),
        *_second_factor(),
        *_mail(),
        *_metrics(),
        *_jobs(),
        *_thresholds(),
    ]


def _production() -> Iterator[CheckMessage]:
    yield from _secret_key()
    if settings.EMBEDDED:
        yield Error(
            "The embedded servers are for trials on one machine, not for production.",
            hint="Set DATABASE_URL and REDIS_URL to servers that you run and back up.",
            id="core.E002",
        )
    for name in ("DATABASE_URL", "REDIS_URL"):
        if not settings.GIVEN[name]:
            yield Error(
                f"A production start needs {name}.",
                hint=f"Set {name}, or {name}_FILE to a file that holds it.",
                id="core.E003",
            )
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "ALLOWED_HOSTS lets every name in: links in mails could be made to lead elsewhere.",
            hint="Name the hosts people type, separated by commas.",
            id="core.E004",
        )
    elif not settings.GIVEN["ALLOWED_HOSTS"]:
        yield Warning(
            "Nobody but this machine can reach the program: ALLOWED_HOSTS names no other host.",
            hint="Set ALLOWED_HOSTS to the name people type.",
            id="core.W004",
        )
    if not settings.CSRF_TRUSTED_ORIGINS:
        yield Warning(
            "CSRF_TRUSTED_ORIGINS is empty: a proxy that changes the host makes every form fail.",
            hint="Set it to what people's browsers show, such as https://outturn.example.org.",
            id="core.W005",
        )
    if settings.TRUSTED_PROXIES < 1:
        yield Warning(
            "OUTTURN_TRUSTED_PROXIES is 0: everybody behind a proxy seems to be one address.",
            hint="Set it to the number of your proxies in front, 1 for one.",
            id="core.W006",
        )


def _secret_key() -> Iterator[CheckMessage]:
    if not settings.HAS_SECRET_KEY:
        yield Error(
            "A production start needs a secret key.",
            hint="Set SECRET_KEY, or SECRET_KEY_FILE to a file that holds it.",
            id="core.E001",
        )
    elif len(settings.SECRET_KEY) < SHORTEST_SECRET or len(set(settings.SECRET_KEY)) < 8:
        yield Error(
            f"The secret key can be guessed: it needs {SHORTEST_SECRET} characters or more.",
            hint="Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'",
            id="core.E005",
        )


def _words() -> Iterator[CheckMessage]:
    """Settings that are one of several words."""
    for name, good, known in (
        ("OUTTURN_LOG_FORMAT", settings.LOG_FORMAT in logs.FORMATS, ", ".join(logs.FORMATS)),
        ("OUTTURN_LOG_LEVEL", settings.LOG_LEVEL in logs.LEVELS, ", ".join(logs.LEVELS)),
        (
            "OUTTURN_TIME_ZONE",
            settings.KNOWN_TIME_ZONE,
            "Europe/Zurich, America/New_York and so on",
        ),
    ):
        if not good:
            yield Error(
                f"{name} says “{settings.GIVEN[name]}”, which means nothing here.",
                hint=f"Known: {known}.",
                id="core.E006",
            )


def _second_factor() -> Iterator[CheckMessage]:
    if unknown := sorted(set(settings.MFA_ROLES) - set(Role.values)):
        yield Error(
            f"OUTTURN_MFA_ROLES names “{unknown[0]}”, which is no role.",
            hint=f"Known: {', '.join(Role.values)}.",
            id="core.E017",
        )


def _mail() -> Iterator[CheckMessage]:
    if bool(settings.EMAIL_HOST_USER) != bool(settings.EMAIL_HOST_PASSWORD):
        yield Error(
            "The mail server has one half of its sign-in only.",
            hint="Set both EMAIL_HOST_USER and EMAIL_HOST_PASSWORD (or …_FILE), or neither.",
            id="core.E007",
        )
    if (settings.EMAIL_HOST_USER or settings.ERROR_MAIL_TO) and not settings.EMAIL_HOST:
        yield Error(
            "Mails are wanted (EMAIL_HOST_USER or OUTTURN_ADMINS is set), but no server sends them.",
            hint="Set EMAIL_HOST, or neither of the others.",
            id="core.E008",
        )
    for address in settings.ERROR_MAIL_TO:
        try:
            validate_email(address)
        except ValidationError:
            yield Error(
                f"OUTTURN_ADMINS: “{address}” is no mail address.",
                hint="Write bare addresses, separated by commas: ops@example.org,it@example.org.",
                id="core.E009",
            )


def _metrics() -> Iterator[CheckMessage]:
    token = settings.METRICS_TOKEN
    if token and len(token) < SHORTEST_TOKEN:
        yield Error(
            f"METRICS_TOKEN can be guessed: it needs {SHORTEST_TOKEN} characters or more.",
            hint="Make one with: python -c 'import secrets; print(secrets.token_urlsafe(24))'",
            id="core.E013",
        )
    if settings.PRODUCTION and not token:
        yield Warning(
            "Without METRICS_TOKEN nobody behind a proxy can read /metrics.",
            hint="Set METRICS_TOKEN, and the same token in Prometheus.",
            id="core.W007",
        )


def _jobs() -> Iterator[CheckMessage]:
    if min(settings.JOB_LEASE_SECONDS, settings.JOB_REAP_SECONDS) < 1:
        yield Error(
            "The lease of a job and the pause of the reaper must be a second or more.",
            hint="Set OUTTURN_JOB_LEASE_SECONDS and OUTTURN_JOB_REAP_SECONDS, or neither.",
            id="core.E014",
        )
    if settings.JOB_LEASE_SECONDS <= settings.JOB_REAP_SECONDS:
        yield Warning(
            "The lease of a job is not longer than the pause of the reaper.",
            hint="Set OUTTURN_JOB_LEASE_SECONDS above OUTTURN_JOB_REAP_SECONDS.",
            id="core.W001",
        )


def _thresholds() -> Iterator[CheckMessage]:
    """Numbers from which on something needs attention, or is too much: outside them no rule works."""
    for name, least, most, meaning in (
        ("SLIP_DAYS", 1, MOST_DAYS, "days after the plan beyond which a project is slipping"),
        ("SLIP_RED_DAYS", 1, MOST_DAYS, "days after the plan beyond which the data say red"),
        ("SILENT_DAYS", 1, MOST_DAYS, "days without an update that make a project silent"),
        ("SILENT_LONG_DAYS", 1, MOST_DAYS, "days after which nobody confirms for somebody else"),
        ("STUCK_UPDATES", 2, MOST_UPDATES, "updates without movement that make a project stuck"),
        ("ASSESS_WITHIN_DAYS", 1, MOST_DAYS, "days that an assessment of a risk holds"),
        ("DOCUMENT_MEGABYTES", 1, MOST_MEGABYTES - 1, "megabytes that a document may have"),
        ("INVOLVED_DAYS", 1, MOST_DAYS, "days that a hand in a row keeps from deciding of it"),
    ):
        value = getattr(settings, name)
        if not least <= value <= most:
            yield Error(
                f"OUTTURN_{name} is {value}; it must be a whole number from {least} to {most}.",
                hint=f"It counts the {meaning}. Leave it out for the usual number.",
                id="core.E016",
            )


@register(Tags.files)
def check_file_folder(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """The folder of stored files, where it is one, must take files."""
    if settings.S3["bucket_name"]:
        return []
    folder = Path(settings.FILES_DIR)
    there = next(step for step in (folder, *folder.parents) if step.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"Files cannot be stored: {there} is closed to this user, or no folder.",
            hint="Give it to the user the program runs as, or name another: OUTTURN_FILES_DIR.",
            id="core.E015",
        )
    ]


@register(Tags.files)
def check_file_store(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """Refuse half a configuration of the file store, which would fail at the first file."""
    given, found = settings.S3, list[CheckMessage]()
    if not given["bucket_name"] and any(given.values()):
        found.append(
            Error(
                "The file store on S3-compatible storage has no bucket.",
                hint="Set OUTTURN_S3_BUCKET, or none of the OUTTURN_S3_ variables for a folder.",
                id="core.E010",
            )
        )
    if bool(given["access_key"]) != bool(given["secret_key"]):
        found.append(
            Error(
                "The file store has one half of its key only.",
                hint="Set both OUTTURN_S3_ACCESS_KEY and OUTTURN_S3_SECRET_KEY (or …_FILE), "
                "or neither where the machine itself has the right.",
                id="core.E011",
            )
        )
    endpoint = str(given["endpoint_url"] or "https://")
    if not endpoint.startswith(("https://", "http://")):
        found.append(
            Error(
                f"OUTTURN_S3_ENDPOINT is no address: {endpoint}",
                hint="Begin it with https:// and name the host, such as https://files.example.org.",
                id="core.E012",
            )
        )
    elif settings.PRODUCTION and not endpoint.startswith("https://"):
        found.append(
            Warning(
                "Files travel to the file store without encryption.",
                hint="Use https:// in OUTTURN_S3_ENDPOINT, or a network that is yours alone.",
                id="core.W010",
            )
        )
    return found


ALL: tuple[Callable[[Sequence[Any] | None], list[CheckMessage]], ...] = (
    check_settings,
    check_file_folder,
    check_file_store,
    check_private_files,
)


def findings() -> list[CheckMessage]:
    """What is wrong with the settings, worst first."""
    found = [message for check in ALL for message in check(None)]
    return sorted(found, key=lambda message: (-message.level, str(message.id)))


def refuse_wrong_settings(code: int = WRONG_USE) -> None:
    """End the process when there is an error among them: better no start than a bad one."""
    errors = [message for message in findings() if message.is_serious()]
    for message in errors:
        sys.stderr.write(f"outturn: {message.msg} {message.hint} ({message.id})\n")
    if errors:
        raise SystemExit(code)
