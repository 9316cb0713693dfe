"""`manage.py load_people FILE.yaml`: units, people and roles; docs/formats/people.md."""

from core.imports.command import LoadCommand
from core.people.imports import people_import


class Command(LoadCommand):
    """Brings units, people and their roles to what a file says."""

    help = "Load units and people from a YAML file (docs/formats/people.md). Safe to repeat."
    importer = staticmethod(people_import)
