"""How long a walk is: a few steps in the quick run, more in the other, all by `python -m tests.walks`."""

import os
import random
from dataclasses import dataclass

# Set by `python -m tests.walks`.
ALL, SEED = "OUTTURN_WALK_ALL", "OUTTURN_WALK_SEED"


@dataclass(frozen=True)
class Length:
    """Steps of a walk: in the quick run, in the slow one, and in all."""

    short: int
    long: int
    whole: int

    @property
    def asked(self) -> int:
        """Of the long walk, as this run wants it."""
        return self.whole if os.environ.get(ALL) else self.long


FORMS = Length(15, 250, 2000)
ADDRESSES = Length(25, 350, 3000)
FILES = Length(15, 400, 5000)
SHEETS = Length(40, 300, 20_000)


def chance_of(walk: str, step: int = 0) -> random.Random:
    """What decides about one step; steps do not depend on one another, so that one can be asked alone."""
    return random.Random(f"{os.environ.get(SEED, '10')} {walk} {step}")
