"""`manage.py load_projects FILE.csv|xlsx --strategy SLUG --year YYYY`; docs/formats/projects.md."""

from outcomes.strategy.load_command import StrategyLoadCommand
from reports.imports.write import projects_import


class Command(StrategyLoadCommand):
    """Brings projects and their place in a year's work plan to what a sheet says."""

    help = "Load a work plan from a CSV or Excel file (docs/formats/projects.md). Safe to repeat."
    importer = staticmethod(projects_import)
    of_a_year = True
    is_sheet = True
