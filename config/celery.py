"""The Celery application: workers and beat start from it, the web server sends through it."""

import os

from celery import Celery
from celery.signals import heartbeat_sent

from config.runtime.health import sign_of_life

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("outturn")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@heartbeat_sent.connect
def worker_is_well(**_: object) -> None:
    """Every two seconds while a worker and its broker speak."""
    sign_of_life("worker")
