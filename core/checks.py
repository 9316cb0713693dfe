"""System checks: combinations of settings that would go wrong later."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security)
def check_settings(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """Refuse a production start that is not safe; warn of what is weak."""
    found: list[CheckMessage] = []
    if settings.PRODUCTION and not settings.SECRET_KEY:
        found.append(
            Error(
                "A production start needs a secret key.",
                hint="Set SECRET_KEY, or SECRET_KEY_FILE to a file that holds it.",
                id="core.E001",
            )
        )
    if settings.PRODUCTION and settings.EMBEDDED:
        found.append(
            Error(
                "The embedded servers are for trials on one machine, not for production.",
                hint="Set DATABASE_URL and REDIS_URL to servers that you run and back up.",
                id="core.E002",
            )
        )
    if settings.JOB_LEASE_SECONDS <= settings.JOB_REAP_SECONDS:
        found.append(
            Warning(
                "The lease of a job is not longer than the pause of the reaper.",
                hint="Set OUTTURN_JOB_LEASE_SECONDS above OUTTURN_JOB_REAP_SECONDS.",
                id="core.W001",
            )
        )
    return found
