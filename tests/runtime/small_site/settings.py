"""As config.settings where the runtime is concerned, without Outturn's apps."""

from pathlib import Path

import dj_database_url

from runtime import environment as env

DATA_DIR = Path(env.text("OUTTURN_DATA_DIR", "/nonexistent"))
SECRET_KEY = "tests"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
INSTALLED_APPS = ["config.apps.ConfigApp", "tests.runtime.small_site"]
ROOT_URLCONF = "tests.runtime.small_site.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
_role = env.text("OUTTURN_DATABASE_ROLE", "application")
_url = env.text("DATABASE_OWNER_URL") if _role == "owner" else env.text("DATABASE_URL")
DATABASES = {
    "default": dict(
        dj_database_url.parse(
            _url or "postgresql://localhost/none", conn_max_age=60, conn_health_checks=True
        )
    )
}
CELERY_BROKER_URL = env.text("REDIS_URL")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "tests.runtime.small_site.tasks.note", "schedule": 1.0, "args": ["beat"]}
}
LOGGING = {
    "version": 1,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
