"""For servers that speak ASGI; Outturn itself is served by gunicorn."""

import os

from django.core.asgi import get_asgi_application

from config.starting import GUNICORN_GIVES_UP, refuse_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_asgi_application()

# Under `up` the settings have been checked before (config.prepare).
if "OUTTURN_WEB_GATE" not in os.environ:
    refuse_wrong_settings(GUNICORN_GIVES_UP)
