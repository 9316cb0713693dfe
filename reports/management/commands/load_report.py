"""`manage.py load_report FILE.yaml`: a report with its texts; docs/formats/report.md."""

from typing import Any

from core.imports.command import LoadCommand
from core.imports.difference import Difference
from core.imports.problems import Reading
from reports.imports.write import report_import


class Command(LoadCommand):
    """Brings a report to what its file says."""

    help = "Load a report from a YAML file (docs/formats/report.md). Safe to repeat."

    def load(self, content: bytes, reading: Reading, options: dict[str, Any]) -> Difference:
        """Check and write."""
        return report_import(content, reading, dry_run=options["dry_run"], prune=options["prune"])
