"""`manage.py load_milestones FILE.csv|xlsx --strategy SLUG`; docs/formats/milestones.md."""

from outcomes.strategy.load_command import StrategyLoadCommand
from portfolio.milestones.imports import milestones_import


class Command(StrategyLoadCommand):
    """Brings milestones to what a sheet says."""

    help = "Load milestones from a CSV or Excel file (docs/formats/milestones.md). Safe to repeat."
    importer = staticmethod(milestones_import)
    is_sheet = True
