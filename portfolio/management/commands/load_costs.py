"""`manage.py load_costs FILE.csv|xlsx --strategy SLUG`; docs/formats/costs.md."""

from outcomes.strategy.load_command import StrategyLoadCommand
from portfolio.money.imports import costs_import


class Command(StrategyLoadCommand):
    """Brings costs to what a sheet says."""

    help = (
        "Load money of projects from a CSV or Excel file (docs/formats/costs.md). Safe to repeat."
    )
    importer = staticmethod(costs_import)
    is_sheet = True
