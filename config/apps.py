"""The app that holds the processes' commands and makes our Celery application the current one."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    """Has no models; only what needs every other app."""

    name = "config"

    def ready(self) -> None:
        """A task called from a web request must go through our broker, not Celery's default."""
        from config import celery  # noqa: F401
