"""What each kind of measure may take: one number a line, to be lowered as the program gets faster.

They began as the worst of each kind on one day and 15 per cent. The figures of that day, and the
goals: docs/decisions/026-measures-are-ratios.md.
"""

from dataclasses import dataclass

SMALL, MIDDLE, LARGE, HUGE = 119, 1_000, 10_000, 100_000


@dataclass(frozen=True)
class Limit:
    """The most a page may take: in yardsticks, and in multiples of its own queries run bare."""

    yardsticks: float
    bare: float


@dataclass(frozen=True)
class Kind:
    """Pages of one kind: limits with the demonstration's projects and with 10,000.

    Those that are measured with 1,000 have limits in the `middle`. `name` is that of its line in the
    summary; several kinds may share one. A page is measured `times`, after once to warm up.
    """

    name: str
    small: Limit
    large: Limit
    times: int = 7
    middle: Limit | None = None

    def limit(self, projects: int) -> Limit:
        """The limit with so many projects; ten times 10,000 may take ten times as long."""
        if projects <= SMALL:
            return self.small
        if self.middle is not None and projects <= MIDDLE:
            return self.middle
        return Limit(self.large.yardsticks * max(1, projects / LARGE), self.large.bare)


LIST = Kind(
    "list",
    small=Limit(
        yardsticks=9.2,  # goal: 6
        bare=12.8,
    ),
    large=Limit(
        yardsticks=35.6,
        bare=7.7,
    ),
)
# A hundred rows, twice those of the yardstick.
LONG_LIST = Kind(
    "list",
    small=Limit(
        yardsticks=7.8,
        bare=7.8,
    ),
    large=Limit(
        yardsticks=29.8,
        bare=9.3,
    ),
)
# Every text of 120,000 updates is read.
TEXTS = Kind(
    "list",
    small=Limit(
        yardsticks=6.6,
        bare=9.2,
    ),
    large=Limit(
        yardsticks=46.9,
        bare=2.0,
    ),
)
PROJECT = Kind(
    "detail",
    small=Limit(
        yardsticks=8,  # the goal
        bare=6.2,
    ),
    # Its own queries take a third of what they took when the limit was 5.1.
    large=Limit(
        yardsticks=8.7,
        bare=5.9,
    ),
)
DETAIL = Kind(
    "detail",
    small=Limit(
        yardsticks=9.3,
        bare=6.3,
    ),
    large=Limit(
        yardsticks=19.0,
        bare=3.7,
    ),
)
DASHBOARD = Kind(
    "dashboard",
    small=Limit(
        yardsticks=7.1,
        bare=10.7,
    ),
    large=Limit(
        yardsticks=7.9,
        bare=5.2,
    ),
)
DASHBOARD_ANEW = Kind(
    "dashboard",
    small=Limit(
        yardsticks=22.8,
        bare=3.8,
    ),
    large=Limit(
        yardsticks=36.7,
        bare=2.2,
    ),
)
TREE = Kind(
    "dashboard",
    small=Limit(
        yardsticks=13.3,
        bare=8.1,
    ),
    large=Limit(
        yardsticks=20.4,
        bare=4.6,
    ),
)
REPORT = Kind(
    "report",
    small=Limit(
        yardsticks=7.4,
        bare=8.6,
    ),
    large=Limit(
        yardsticks=8.3,
        bare=5.2,
    ),
)
REPORT_ANEW = Kind(
    "report",
    small=Limit(
        yardsticks=27.5,
        bare=5.8,
    ),
    large=Limit(
        yardsticks=35.6,
        bare=4.0,
    ),
)
NUMBER = Kind(
    "number, search",
    small=Limit(
        yardsticks=7.4,
        bare=7.9,
    ),
    large=Limit(
        yardsticks=22.0,
        bare=3.7,
    ),
)
NUMBER_ANEW = Kind(
    "number, search",
    small=Limit(
        yardsticks=21.2,
        bare=4.5,
    ),
    large=Limit(
        yardsticks=53.8,
        bare=3.2,
    ),
)
SEARCH = Kind(
    "number, search",
    small=Limit(
        yardsticks=13.7,  # goal: 8
        bare=2.7,
    ),
    large=Limit(
        yardsticks=32,
        bare=6.1,
    ),
)
# Up to 10,000 rows as a file.
EXPORT = Kind(
    "export",
    small=Limit(
        yardsticks=31.2,
        bare=10.9,
    ),
    large=Limit(
        yardsticks=662,
        bare=19.1,
    ),
    times=3,
)
# All 120,000 status updates as a file: weak, it should be a job.
LONG_EXPORT = Kind(
    "export",
    small=Limit(
        yardsticks=35.4,
        bare=6.3,
    ),
    large=Limit(
        yardsticks=3627,
        bare=6.4,
    ),
    times=3,
)

# A whole round in one table: 119 rows of thirteen cells, or as many as there are.
ROUND = Kind(
    "list",
    small=Limit(
        yardsticks=8,  # the goal
        bare=6,
    ),
    middle=Limit(
        yardsticks=20,  # the goal
        bare=6,
    ),
    large=Limit(
        yardsticks=310,
        bare=6,
    ),
)
# The rows that a long round brings behind its first ones: as many as a request asks for.
ROUND_PIECE = Kind(
    "list",
    small=Limit(
        yardsticks=8,
        bare=6,
    ),
    middle=Limit(
        yardsticks=12,
        bare=6,
    ),
    large=Limit(
        yardsticks=12,
        bare=6,
    ),
)
# The counts of the navigation are made anew: what waits for a person, of every kind.
ROUND_ANEW = Kind(
    "list",
    small=Limit(
        yardsticks=16.4,
        bare=3.2,
    ),
    large=Limit(
        yardsticks=500,
        bare=6.8,
    ),
)
# One cell of it, and what its row says afterwards.
CELL = Kind(
    "list",
    small=Limit(
        yardsticks=3.3,  # goal: 3
        bare=3.5,
    ),
    large=Limit(
        yardsticks=3.7,
        bare=3.5,
    ),
)

# In yardsticks.
# A paper of 300 paragraphs in four languages: its workshop, a text that is saved, and both with what the
# browser asks for afterwards while somebody types on.
WORKSHOP = 15  # the goal
TEXT_SAVED = 4  # the goal
TEXT_AND_PIECES = 33.5
COMPOSE = 37.0
WORD_EDITION = 55.0
DOCUMENTS = {
    "docx": 17.1,
    "html": 2.6,
    "txt": 2.0,
    "json": 1.0,
    "pdf": 50.8,
}
DRAFT = 288
NUMBER_NOW = 15.8
NUMBER_THEN = 240
# Ten thousand rows with history; `bare` is without.
INSERT = Limit(
    yardsticks=198,
    bare=3.9,
)
UPDATE = Limit(
    yardsticks=256,
    bare=1.5,
)

# In multiples of a Python that has imported Django and nothing else: its memory, its start.
MEMORY = 154
BEAT_MEMORY = 21.4
COMMAND = 54.2
