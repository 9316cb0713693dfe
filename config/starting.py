"""What every process of the program does before it begins to work."""

from django.apps import apps

# With this code a worker tells gunicorn not to try again.
GUNICORN_GIVES_UP = 3
WRONG_USE = 2


def refuse_wrong_settings(code: int = WRONG_USE) -> None:
    """End the process, with words, when the settings hold an error; the apps must be loaded."""
    if apps.is_installed("core"):
        from core import checks

        checks.refuse_wrong_settings(code)
