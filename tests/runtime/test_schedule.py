"""Beat's schedule when the clock is set back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import Celery

from config.schedule import Scheduler


class Noting(Scheduler):
    """Notes what it would send."""

    producer: Any = None  # it would connect

    def __init__(self, *arguments: Any, **more: Any) -> None:
        self.sent: list[str] = []
        super().__init__(*arguments, **more)

    def apply_async(self, entry: Any, *_arguments: Any, **_more: Any) -> None:
        """Send nothing."""
        self.sent.append(entry.name)


@pytest.fixture
def scheduler(tmp_path: Path) -> Noting:
    app = Celery("tests", set_as_current=False)
    app.conf.beat_schedule = {"tick": {"task": "tests.tick", "schedule": 10}}
    return Noting(app, schedule_filename=str(tmp_path / "schedule"))


def test_what_was_last_sent_in_the_future_does_not_wait_for_it(scheduler: Noting) -> None:
    scheduler.tick()
    entry = scheduler.schedule["tick"]
    entry.last_run_at = entry.default_now() + timedelta(hours=1)
    scheduler._heap = None
    assert scheduler.tick() <= 10


def test_what_was_sent_just_now_is_not_sent_again(scheduler: Noting) -> None:
    entry = scheduler.schedule["tick"]
    before = entry.last_run_at
    for _ in range(3):
        assert 9 < scheduler.tick() <= 10
    assert scheduler.schedule["tick"].last_run_at == before
    assert scheduler.sent == []


def test_what_is_due_is_sent(scheduler: Noting) -> None:
    entry = scheduler.schedule["tick"]
    entry.last_run_at = entry.default_now() - timedelta(seconds=11)
    scheduler.tick()
    assert scheduler.sent == ["tick"]
