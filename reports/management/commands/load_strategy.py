"""`manage.py load_strategy FILE.yaml`: a strategy with its framework; docs/formats/strategy.md."""

from core.imports.command import LoadCommand
from reports.imports.write import strategy_import


class Command(LoadCommand):
    """Brings a strategy to what its file says."""

    help = "Load a strategy from a YAML file (docs/formats/strategy.md). Safe to repeat."
    importer = staticmethod(strategy_import)
