"""`manage.py load_strategy FILE.yaml`: a strategy with its framework; docs/formats/strategy.md."""

from typing import Any

from core.imports.command import LoadCommand
from core.imports.difference import Difference
from core.imports.problems import Reading
from reports.imports.write import strategy_import


class Command(LoadCommand):
    """Brings a strategy to what its file says."""

    help = "Load a strategy from a YAML file (docs/formats/strategy.md). Safe to repeat."

    def load(self, content: bytes, reading: Reading, options: dict[str, Any]) -> Difference:
        """Check and write."""
        return strategy_import(content, reading, dry_run=options["dry_run"], prune=options["prune"])
