"""How much work something is."""

import gc
import time
from collections.abc import Callable


def least_work(act: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of this process that `act` takes, the least of several runs.

    A machine shared with other tests only ever makes work longer. The exact limits stand in
    `bench`, which runs alone; a test notices what has become several times slower.
    """
    taken = []
    for _ in range(times):
        gc.collect()  # the waste of earlier tests is not this one's work
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return min(taken)
