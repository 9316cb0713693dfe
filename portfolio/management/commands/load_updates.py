"""`manage.py load_updates FILE.csv|xlsx --strategy SLUG`; docs/formats/updates.md."""

from outcomes.strategy.load_command import StrategyLoadCommand
from portfolio.status.imports import updates_import


class Command(StrategyLoadCommand):
    """Brings status updates to what a sheet says."""

    help = "Load status updates from a CSV or Excel file (docs/formats/updates.md). Safe to repeat."
    importer = staticmethod(updates_import)
    is_sheet = True
