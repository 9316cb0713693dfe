"""For servers that speak ASGI; Outturn itself is served by gunicorn."""

import os

import django

from config.starting import GUNICORN_GIVES_UP, refuse_wrong_settings
from core.requests.handler import AsyncHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django.setup(set_prefix=False)
application = AsyncHandler()

# Under `up` the settings have been checked before (config.prepare).
if "OUTTURN_WEB_GATE" not in os.environ:
    refuse_wrong_settings(GUNICORN_GIVES_UP)
