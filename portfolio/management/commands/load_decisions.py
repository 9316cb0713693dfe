"""`manage.py load_decisions FILE.yaml --strategy SLUG`; docs/formats/decisions.md."""

from outcomes.strategy.load_command import StrategyLoadCommand
from portfolio.decisions.imports import decisions_import


class Command(StrategyLoadCommand):
    """Brings decisions to what a file says."""

    help = "Load decisions from a YAML file (docs/formats/decisions.md). Safe to repeat."
    importer = staticmethod(decisions_import)
