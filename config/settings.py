"""The one settings file. Every value has a working default; the environment overrides it.

`DATABASE_URL` and `REDIS_URL` name servers somebody else runs. Without them `manage.py`
brings up the embedded ones and fills the two variables in before this file is read.
"""

from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
import pghistory
from celery.schedules import crontab
from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

from core.requests import logs
from runtime import environment as env
from runtime.paths import package_folder

# Lets `ModelForm[Project]` and the like, which the types need, be written at run time too.
django_stubs_ext.monkeypatch()

VERSION = "0.1.0"  # the same as in pyproject.toml; a test holds them together
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("OUTTURN_DATA_DIR") or BASE_DIR / "var").resolve()

# --- What kind of start is this -------------------------------------------------------------
# Embedded servers mean a demonstration or a single machine's trial, reached over loopback.
EMBEDDED = env.flag("OUTTURN_EMBEDDED")
PRODUCTION = env.flag("OUTTURN_PRODUCTION")
DEBUG = env.flag("DEBUG") and not PRODUCTION

# As the environment says it, for the checks of what goes together.
GIVEN = {
    name: env.text(name)
    for name in (
        "DATABASE_URL",
        "REDIS_URL",
        "ALLOWED_HOSTS",
        "OUTTURN_LOG_FORMAT",
        "OUTTURN_LOG_LEVEL",
        "OUTTURN_TIME_ZONE",
    )
}
SECRET_KEY = env.text("SECRET_KEY")
HAS_SECRET_KEY = bool(SECRET_KEY)
if not SECRET_KEY and not PRODUCTION:
    # Good enough for loopback; core.E001 refuses a production start without one.
    SECRET_KEY = "not-a-secret-only-for-embedded-servers-on-this-machine"
# Earlier keys still read what they encrypted: secrets of authenticator apps (core.second_factor).
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
# How many proxies of ours stand in front: so many addresses of X-Forwarded-For are to be believed.
TRUSTED_PROXIES = env.number("OUTTURN_TRUSTED_PROXIES", 1 if PRODUCTION else 0)

# --- Apps -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config.apps.ConfigApp",
    "reports.apps.ReportsConfig",
    "risks.apps.RisksConfig",
    "portfolio.apps.PortfolioConfig",
    "outcomes.apps.OutcomesConfig",
    "core.apps.CoreConfig",
    "modeltrans",
    "pgtrigger",
    "pghistory",
    "django_htmx",
    "django_filters",
    "django_tables2",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "core.requests.middleware.RequestIdMiddleware",
    "core.requests.input_check.InputCheckMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.requests.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "core.requests.uploads.UploadLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.requests.middleware.PersonMiddleware",
    "core.requests.days.TypedDaysMiddleware",
    "core.sign_in.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.requests.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
AUTH_USER_MODEL = "core.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "core.pages.shell.shell",
                "core.pages.looking_back.day_words",
            ],
            "string_if_invalid": "",
        },
    }
]

# --- Data -----------------------------------------------------------------------------------
# Two roles: the owner makes tables (migrate), the application role only works in them, so that
# no bug and no administrator's session can change or empty the history (core.history.rights).
DATABASE_ROLE = env.text("OUTTURN_DATABASE_ROLE", "application")
_owner_url = env.text("DATABASE_OWNER_URL")
_database_url = env.text("DATABASE_URL", "postgresql://outturn@localhost/outturn")
if DATABASE_ROLE == "owner" and _owner_url:
    _database_url = _owner_url
DATABASES: dict[str, Any] = {
    "default": dict(dj_database_url.parse(_database_url, conn_max_age=60, conn_health_checks=True))
}
# Just-in-time compilation pays for analytics, not for pages of a few milliseconds.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DATABASE_APPLICATION_USER = dj_database_url.parse(
    env.text("DATABASE_URL", "postgresql://outturn@localhost/outturn")
).get("USER", "outturn")

REDIS_URL = env.text("REDIS_URL", "redis://localhost:6379/0")

# --- Files: a folder, which several machines may share, or a bucket of S3-compatible storage -----
FILES_DIR = Path(env.text("OUTTURN_FILES_DIR") or DATA_DIR / "files").resolve()
S3 = {
    "bucket_name": env.text("OUTTURN_S3_BUCKET"),
    "endpoint_url": env.text("OUTTURN_S3_ENDPOINT") or None,
    "region_name": env.text("OUTTURN_S3_REGION") or None,
    "location": env.text("OUTTURN_S3_PREFIX"),
    "access_key": env.text("OUTTURN_S3_ACCESS_KEY") or None,
    "secret_key": env.text("OUTTURN_S3_SECRET_KEY") or None,
}
_folder = {
    "BACKEND": "core.files.store.FolderStore",
    "OPTIONS": {"location": str(FILES_DIR)},
}
_bucket = {
    "BACKEND": "core.files.bucket.BucketStore",
    # Only the store that gave S3 its name has a host name for each bucket.
    "OPTIONS": {**S3, "path_style": bool(S3["endpoint_url"])},
}
STORAGES: dict[str, Any] = {
    "default": _bucket if S3["bucket_name"] else _folder,
    "staticfiles": {
        "BACKEND": "config.static_files.StaticFiles"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Static files: ours, and the third parties' straight out of their packages ---------------
STATIC_URL = "/static/"
# Without collected files (any start but production) whitenoise asks the finders.
STATIC_ROOT = (
    Path(env.text("OUTTURN_STATIC_DIR") or DATA_DIR / "static").resolve() if PRODUCTION else None
)
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/plotly", package_folder("plotly") / "package_data"),
    (
        "vendor/editor",
        package_folder("django_prose_editor") / "static" / "django_prose_editor",
    ),
    ("vendor/inter", package_folder("fontpkg_inter") / "files"),
    ("vendor/noto-serif", package_folder("fontpkg_noto_serif") / "files"),
]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG

# --- Languages and time ---------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German")), ("fr", _("French")), ("es", _("Spanish"))]
# Languages of the interface; those whose words nobody has reviewed: docs/translations.md.
INTERFACE_LANGUAGES = ["en", "de", "fr", "es"]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["core.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE, KNOWN_TIME_ZONE = env.time_zone("OUTTURN_TIME_ZONE", "Europe/Zurich")
MODELTRANS_AVAILABLE_LANGUAGES = ["de", "fr", "es"]
MODELTRANS_FALLBACK = {"default": ("en",)}

# --- Sign-in --------------------------------------------------------------------------------
LOGIN_URL = "core:sign-in"
LOGIN_REDIRECT_URL = "core:home"
LOGOUT_REDIRECT_URL = "core:sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "core.sign_in.passwords.NamesValidator"},
]
# Roles whose holders sign in with a second factor, or set one up before anything else.
MFA_ROLES = env.words("OUTTURN_MFA_ROLES")
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 3  # how long a link to set a password is good for

# --- Mail: links to set a password, what happens to one's account, and reminders. Without a server
# the link is shown to who asked for it, and the rest is written to the program's output. ---
EMAIL_HOST = env.text("EMAIL_HOST")
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "outturn@localhost")
# Where people reach this installation: mails and calendars lead there, written outside any request.
SITE_ADDRESS = (
    env.text("OUTTURN_SITE_ADDRESS")
    or (f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION and ALLOWED_HOSTS else "http://localhost:8000")
).rstrip("/")
REMIND_HOUR = env.number("OUTTURN_REMIND_HOUR", 7)

SESSION_ENGINE = "core.sign_in.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
# Asked from inside, by machines that know nothing of the proxy's TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
# What anybody could write is believed only where a proxy of ours writes it anew.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES > 0 else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}

FILTERS_EMPTY_CHOICE_LABEL = _("All")

# --- Words of portfolio and risks: from where on something needs attention --------------------
# One number for every page, draft and paper: the same for web servers and workers.
SLIP_DAYS = env.number("OUTTURN_SLIP_DAYS", 30)
SLIP_RED_DAYS = env.number("OUTTURN_SLIP_RED_DAYS", 90)
SILENT_DAYS = env.number("OUTTURN_SILENT_DAYS", 60)
SILENT_LONG_DAYS = env.number("OUTTURN_SILENT_LONG_DAYS", 200)
STUCK_UPDATES = env.number("OUTTURN_STUCK_UPDATES", 3)
ASSESS_WITHIN_DAYS = env.number("OUTTURN_ASSESS_WITHIN_DAYS", 100)
# For so many days it keeps somebody from deciding of a row that they had a hand in it.
INVOLVED_DAYS = env.number("OUTTURN_INVOLVED_DAYS", 90)

# --- Pages ----------------------------------------------------------------------------------
DJANGO_TABLES2_TEMPLATE = "core/pages/_table.html"
FORM_RENDERER = "core.forms.row_form.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Documents ------------------------------------------------------------------------------
# The largest that is taken, in megabytes; no request at all is larger than what
# `core.requests.uploads` lets in.
DOCUMENT_MEGABYTES = env.number("OUTTURN_DOCUMENT_MEGABYTES", 20)

# --- Jobs -----------------------------------------------------------------------------------
# A job is a row; Celery only wakes it. Leases are short, so a dead worker is noticed in seconds.
JOB_LEASE_SECONDS = env.number("OUTTURN_JOB_LEASE_SECONDS", 20)
JOB_REAP_SECONDS = env.number("OUTTURN_JOB_REAP_SECONDS", 10)
# A list with more rows becomes a file by a job: it would keep a request for longer than a few seconds.
ROWS_AT_ONCE = env.number("OUTTURN_ROWS_AT_ONCE", 20_000)
CELERY_BROKER_URL = REDIS_URL
# Waking a worker must never hold up a click: one quick try, then the reaper's turn.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for as long as it takes
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A process that has drawn four editions keeps 200 MB: after such a job a fresh one takes its place.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 150_000  # KB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
# The last resort for a task that is no job; a job's own alarm (core.jobs.watchdog) rings much earlier.
CELERY_TASK_TIME_LIMIT = 3600
CELERY_BEAT_SCHEDULER = "config.schedule:Scheduler"
CELERY_BEAT_SCHEDULE = {
    # A tick that nobody took in time is worth nothing: a later one does the same. The clocks of
    # sender and taker may differ by some seconds, though.
    "reap-jobs": {
        "task": "core.reap_jobs",
        "schedule": JOB_REAP_SECONDS,
        "options": {"expires": JOB_REAP_SECONDS * 6},
    },
    "fold-data-changes": {
        "task": "core.fold_data_changes",
        "schedule": crontab(minute=45),
        "options": {"expires": 3600},
    },
    "forget-long-files": {
        "task": "core.forget_long_files",
        "schedule": crontab(minute=40),
        "options": {"expires": 3000},
    },
    "forget-waiting-sheets": {
        "task": "core.forget_waiting_sheets",
        "schedule": crontab(minute=50),
        "options": {"expires": 3000},
    },
    "forget-sessions": {
        "task": "core.forget_sessions",
        "schedule": crontab(minute=35),
        "options": {"expires": 3000},
    },
    "remind-of-review": {
        "task": "core.remind_of_review",
        "schedule": crontab(day_of_week="mon", hour=6, minute=30),
        "options": {"expires": 86_400},
    },
    # By the organization's clock; a worker that was away at that hour still takes it later that day.
    "remind": {
        "task": "core.remind",
        "schedule": crontab(hour=REMIND_HOUR % 24, minute=5),
        "options": {"expires": 36_000},
    },
    "forget-submissions": {
        "task": "core.forget_submissions",
        "schedule": crontab(hour=1, minute=10),
        "options": {"expires": 3600},
    },
    "open-rounds": {
        "task": "portfolio.open_rounds",
        "schedule": crontab(hour=0, minute=15),
        "options": {"expires": 3600},
    },
    "refresh-reports": {
        "task": "reports.refresh",
        "schedule": crontab(hour=2, minute=30),
        "options": {"expires": 3600},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# --- Watching: logs, metrics, mails about errors (docs/operation.md) ---------------------------
LOG_FORMAT = env.text("OUTTURN_LOG_FORMAT", "line")
LOG_LEVEL = env.text("OUTTURN_LOG_LEVEL", "INFO").upper()
LOGGING = logs.configuration(
    LOG_FORMAT,
    LOG_LEVEL if LOG_LEVEL in logs.LEVELS else "INFO",
    access=env.flag("OUTTURN_ACCESS_LOG", True),
    celery_level=env.text("OUTTURN_CELERY_LOG_LEVEL", "WARNING"),
)
METRICS_TOKEN = env.text("METRICS_TOKEN")
# Unexpected errors are mailed to these addresses; none without a mail server.
ERROR_MAIL_TO = env.words("OUTTURN_ADMINS")
SERVER_EMAIL = env.text("SERVER_EMAIL") or DEFAULT_FROM_EMAIL
BACKUP_WARN_DAYS = env.number("OUTTURN_BACKUP_WARN_DAYS", 2)
logs.secrets.update(
    value
    for value in (
        SECRET_KEY,
        *SECRET_KEY_FALLBACKS,
        METRICS_TOKEN,
        EMAIL_HOST_PASSWORD,
        str(S3["secret_key"] or ""),
    )
    if len(value) > 7
)

# --- History --------------------------------------------------------------------------------
# Who and where are written into each event row itself, so that no row is ever updated.
PGHISTORY_APPEND_ONLY = True
# Reading pages write nothing, so their queries need not carry who asks.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="events")
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True
