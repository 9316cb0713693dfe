"""Beat's schedule, for clocks that are set back.

Celery counts from the moment at which a task was last sent. With a moment that lies in the future it
would send nothing until the clock has caught up, and with no reaper a dead worker's job would wait as
long.
"""

from typing import Any

from celery.beat import PersistentScheduler

from runtime.health import sign_of_life


class Scheduler(PersistentScheduler):
    """Celery's own, in which nothing was last sent in the future."""

    def tick(self, *arguments: Any, **more: Any) -> Any:
        """Send what is due; the seconds until something is due again."""
        self.forget_the_future()
        pause = super().tick(*arguments, **more)
        sign_of_life("beat")
        return pause

    def forget_the_future(self) -> None:
        """Let what was last sent after now count as sent now."""
        for entry in self.schedule.values():
            if entry.last_run_at and entry.last_run_at > (now := entry.default_now()):
                entry.last_run_at = now
                self._heap = None  # it is ordered by moments that hold no more
