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
