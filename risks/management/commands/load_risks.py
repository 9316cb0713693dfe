"""`manage.py load_risks FILE.yaml --strategy SLUG`: a risk register; docs/formats/risks.md."""

from outcomes.strategy.load_command import StrategyLoadCommand
from risks.imports.file import risks_import


class Command(StrategyLoadCommand):
    """Brings risks, their dated rows and issues to what a file says."""

    help = "Load a risk register from a YAML file (docs/formats/risks.md). Safe to repeat."
    importer = staticmethod(risks_import)
