"""What changed in the environment since a part of the program last started.

Values of variables that are known to hold no secret are recorded as they are. Of everything else
there is a fingerprint: made by scrypt, with a salt that stays with the variable, so that equal values
of two parts look equal and a value that comes back is known again; eight digits, slowly made, are
no help in guessing a password.
"""

import hashlib
import logging
import secrets
import threading
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, connection, transaction

from core.models import StartSetting
from core.models.start_setting import Part
from runtime import environment

# Whose values hold no secret: whatever is not named here, is masked.
PLAIN = frozenset(
    {
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
        "DEBUG",
        "DEFAULT_FROM_EMAIL",
        "EMAIL_HOST",
        "EMAIL_PORT",
        "EMAIL_USE_TLS",
        "OUTTURN_ACCESS_LOG",
        "OUTTURN_ADMINS",
        "OUTTURN_ASSESS_WITHIN_DAYS",
        "OUTTURN_BACKUP_WARN_DAYS",
        "OUTTURN_CELERY_LOG_LEVEL",
        "OUTTURN_DATABASE_ROLE",
        "OUTTURN_DATA_DIR",
        "OUTTURN_DOCUMENT_MEGABYTES",
        "OUTTURN_EMBEDDED",
        "OUTTURN_FILES_DIR",
        "OUTTURN_INVOLVED_DAYS",
        "OUTTURN_JOB_LEASE_SECONDS",
        "OUTTURN_JOB_REAP_SECONDS",
        "OUTTURN_LOG_FORMAT",
        "OUTTURN_LOG_LEVEL",
        "OUTTURN_MFA_ROLES",
        "OUTTURN_PRODUCTION",
        "OUTTURN_ROWS_AT_ONCE",
        "OUTTURN_S3_BUCKET",
        "OUTTURN_S3_ENDPOINT",
        "OUTTURN_S3_PREFIX",
        "OUTTURN_S3_REGION",
        "OUTTURN_SILENT_DAYS",
        "OUTTURN_SLIP_DAYS",
        "OUTTURN_STATIC_DIR",
        "OUTTURN_STUCK_UPDATES",
        "OUTTURN_TIME_ZONE",
        "OUTTURN_TRUSTED_PROXIES",
        "OUTTURN_WEB_BIND",
        "OUTTURN_WEB_GRACE",
        "OUTTURN_WEB_PROCESSES",
        "OUTTURN_WEB_THREADS",
        "PORT",
        "SERVER_EMAIL",
    }
)
# What `up` gives the parts it starts: nobody has set these.
_GATE = frozenset({"OUTTURN_WEB_GATE"})
_EMBEDDED = frozenset({"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "OUTTURN_WEB_BIND"})
DIGITS = 8
logger = logging.getLogger(__name__)


def start_settings_record(part: Part) -> int:
    """Bring the rows of `part` to what its environment says; how many changed.

    Processes that start at once wait for one another; the first writes.
    """
    given = _given()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE core_startsetting IN SHARE ROW EXCLUSIVE MODE")
        rows = list(StartSetting.objects.all())
        known = {row.name: row for row in rows if row.part == part}
        salts = {row.name: row.salt for row in rows if row.salt}
        changed = 0
        for name, value in given.items():
            row = known.pop(name, None) or StartSetting(part=part, name=name)
            before = (row.pk, row.value, row.is_secret)
            row.is_secret = name not in PLAIN
            row.salt = salts.get(name) or (secrets.token_hex(16) if row.is_secret else "")
            row.value = masked(name, value, row.salt) if row.is_secret else value
            if before != (row.pk, row.value, row.is_secret):
                row.save()
                changed += 1
        for row in known.values():
            row.delete()
    return changed + len(known)


def masked(name: str, value: str, salt: str) -> str:
    """What a secret looks like in the history: the same for the same value, and no way back.

    Of an address the machine and the path are told besides, never who signs in there.
    """
    made = hashlib.scrypt(value.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1)
    mark = f"•••• {made.hex()[:DIGITS]}"
    if not name.endswith("_URL"):
        return mark
    parts = urlsplit(value)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path} {mark}"


def record_start(part: Part) -> None:
    """Record the settings of this start beside it, with a connection of the moment.

    Nothing waits for it, and a database that is away keeps no part from starting.
    """
    threading.Thread(target=_record, args=(part,), name="settings of this start").start()


def _record(part: Part) -> None:
    try:
        start_settings_record(part)
    except Error as error:
        logger.warning("The settings of this start could not be recorded: %s", error)
    finally:
        connection.close()


def _given() -> dict[str, str]:
    """Every variable that the program reads and that is set, with its value."""
    own = _GATE | (_EMBEDDED if settings.EMBEDDED else frozenset())
    values = {name: environment.text(name) for name in environment.names_read() - own}
    return {name: value for name, value in sorted(values.items()) if value}
