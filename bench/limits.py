"""What each kind of measure may take: one number a line, to be lowered as the program gets faster.

Where they come from and where they shall go: docs/decisions/026-measures-are-ratios.md.
"""

from dataclasses import dataclass

SMALL, LARGE, HUGE = 119, 10_000, 100_000


@dataclass(frozen=True)
class Limit:
    """The most a page may take: in yardsticks, and in times its own queries run bare."""

    yardsticks: float
    bare: float


@dataclass(frozen=True)
class Kind:
    """Pages of one kind: limits with the demonstration's projects and with 10,000."""

    name: str
    small: Limit
    large: Limit
    times: int = 7

    def limit(self, projects: int) -> Limit:
        """The limit with so many projects; ten times 10,000 may take ten times as long."""
        if projects <= SMALL:
            return self.small
        return Limit(self.large.yardsticks * max(1, projects / LARGE), self.large.bare)


LIST = Kind(
    "list",
    small=Limit(yardsticks=100, bare=100),
    large=Limit(yardsticks=100, bare=100),
)
ONE = Kind(
    "one",
    small=Limit(yardsticks=100, bare=100),
    large=Limit(yardsticks=100, bare=100),
)
DASHBOARD = Kind(
    "dashboard",
    small=Limit(yardsticks=100, bare=100),
    large=Limit(yardsticks=100, bare=100),
)
REPORT = Kind(
    "report",
    small=Limit(yardsticks=100, bare=100),
    large=Limit(yardsticks=100, bare=100),
)
PANEL_OR_SEARCH = Kind(
    "number, search",
    small=Limit(yardsticks=100, bare=100),
    large=Limit(yardsticks=100, bare=100),
)
EXPORT = Kind(
    "export",
    small=Limit(yardsticks=1000, bare=100),
    large=Limit(yardsticks=1000, bare=100),
    times=3,
)
LONG_EXPORT = Kind(
    "export",
    small=Limit(yardsticks=1000, bare=100),
    large=Limit(yardsticks=10000, bare=100),
    times=3,
)

# In yardsticks.
COMPOSE = 1000
WORD_EDITION = 1000
DOCUMENTS = {
    "docx": 1000,
    "html": 1000,
    "txt": 1000,
    "json": 1000,
    "pdf": 1000,
}
DRAFT = 10000
NUMBER_NOW = 1000
NUMBER_THEN = 1000
BULK = Limit(yardsticks=10000, bare=2)

# In multiples of a Python process that has imported Django and nothing else.
MEMORY = 100
BEAT_MEMORY = 100
COMMAND = 100
