"""What every process of the program does before it begins to work."""

import gc

from django.apps import apps

# With this code a worker tells gunicorn not to try again.
GUNICORN_GIVES_UP = 3
WRONG_USE = 2


def refuse_wrong_settings(code: int = WRONG_USE) -> None:
    """End the process, with words, when the settings hold an error; the apps must be loaded."""
    if apps.is_installed("core"):
        from core.operations import checks

        checks.refuse_wrong_settings(code)


def record_settings(part: str) -> None:
    """Tell the history with which settings a part begins: "web", "worker" or "beat"."""
    if apps.is_installed("core"):
        from core.models.start_setting import Part
        from core.rights.changes.environment import record_start

        record_start(Part(part))


def rest_collector() -> None:
    """Take what has been loaded for good out of the sight of Python's garbage collector.

    Some 400,000 objects of Django and our modules live as long as the process. Walking over them
    every few requests made one page in five take a tenth of a second longer. Call it when the
    program is loaded, before the first request or job.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
