"""`manage.py load_measurements FILE.yaml --strategy SLUG`; docs/formats/measurements.md."""

from outcomes.imports.command import StrategyLoadCommand
from outcomes.imports.measurements import measurements_import


class Command(StrategyLoadCommand):
    """Brings measured values of indicators to what a file says."""

    help = "Load measured values from a YAML file (docs/formats/measurements.md). Safe to repeat."
    importer = staticmethod(measurements_import)
