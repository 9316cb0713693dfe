"""`manage.py load_measurements FILE.yaml --strategy SLUG`; docs/formats/measurements.md."""

from outcomes.measurements.imports import measurements_import
from outcomes.strategy.load_command import StrategyLoadCommand


class Command(StrategyLoadCommand):
    """Brings measured values of indicators to what a file says."""

    help = "Load measured values from a YAML file (docs/formats/measurements.md). Safe to repeat."
    importer = staticmethod(measurements_import)
