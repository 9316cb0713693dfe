"""Live numbers of the portfolio."""

from portfolio.numbers import delivery, money, projects, work_plan
from portfolio.numbers.population import population

__all__ = ["population", "register"]


def register() -> None:
    """Declare the numbers of this app."""
    for room in (projects, delivery, money, work_plan):
        room.register()
