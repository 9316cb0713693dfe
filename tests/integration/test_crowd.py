"""Many people fill in one round at once (`python -m bench.crowd` does it with forty, for a minute)."""

from bench.crowd import Crowd
from bench.faults.site import Demonstrations


def test_browsers_that_save_at_once_lose_nothing(demonstrations: Demonstrations) -> None:
    with demonstrations.running() as up:
        crowd = Crowd(up, browsers=12, seconds=6).run()
        assert crowd.errors == []
        assert crowd.findings() == []
    assert crowd.taken and crowd.refused, "saves did meet"
