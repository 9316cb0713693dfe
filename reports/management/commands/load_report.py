"""`manage.py load_report FILE.yaml`: a report with its texts; docs/formats/report.md."""

from core.imports.command import LoadCommand
from reports.imports.write import report_import


class Command(LoadCommand):
    """Brings a report to what its file says."""

    help = "Load a report from a YAML file (docs/formats/report.md). Safe to repeat."
    importer = staticmethod(report_import)
    reads_beside = True
