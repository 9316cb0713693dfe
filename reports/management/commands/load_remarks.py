"""`manage.py load_remarks FILE.yaml --strategy SLUG --year YYYY`; docs/formats/remarks.md."""

from outcomes.strategy.load_command import StrategyLoadCommand
from reports.imports.write import remarks_import


class Command(StrategyLoadCommand):
    """Brings texts, quantities and promises for a report to what a file says."""

    help = "Load texts for a report from a YAML file (docs/formats/remarks.md). Safe to repeat."
    importer = staticmethod(remarks_import)
    of_a_year = True
