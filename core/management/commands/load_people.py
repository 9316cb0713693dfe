"""`manage.py load_people FILE.yaml`: units, people and roles; docs/formats/people.md."""

from typing import Any

from core.imports.command import LoadCommand
from core.imports.difference import Difference
from core.imports.people import people_import
from core.imports.problems import Reading


class Command(LoadCommand):
    """Brings units, people and their roles to what a file says."""

    help = "Load units and people from a YAML file (docs/formats/people.md). Safe to repeat."

    def load(self, content: bytes, reading: Reading, options: dict[str, Any]) -> Difference:
        """Check and write."""
        return people_import(content, reading, dry_run=options["dry_run"], prune=options["prune"])
