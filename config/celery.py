"""The Celery application: workers and beat start from it, the web server sends through it."""

import logging.config
import os

from celery import Celery
from celery.signals import beat_init, heartbeat_sent, setup_logging, worker_init, worker_ready
from django.apps import apps

from config.starting import record_settings, refuse_wrong_settings, rest_collector
from runtime.health import sign_of_life
from runtime.paths import PRIVATE_UMASK

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("outturn")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Celery looks into apps alone; these rooms are inside one.
ROOMS = ("core.jobs", "core.pages", "core.second_factor", "core.rights", "reports.drafts")
app.autodiscover_tasks(
    lambda: [room for room in ROOMS if apps.is_installed(room.partition(".")[0])]
)


@heartbeat_sent.connect
def worker_is_well(**_: object) -> None:
    """Every two seconds while a worker and its broker speak."""
    sign_of_life("worker")


@setup_logging.connect
def use_our_logging(**_: object) -> None:
    """Worker and beat write lines as the web server does, and Celery sets up none of its own."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@worker_init.connect
@beat_init.connect
def before_work(**_: object) -> None:
    """No worker and no beat with settings that would go wrong later, or with files for everybody."""
    os.umask(PRIVATE_UMASK)
    refuse_wrong_settings()
    rest_collector()


@worker_ready.connect
def worker_has_begun(**_: object) -> None:
    """With which settings, the history is told."""
    record_settings("worker")


@beat_init.connect
def beat_has_begun(**_: object) -> None:
    """The same of beat."""
    record_settings("beat")
