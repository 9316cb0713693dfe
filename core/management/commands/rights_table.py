"""`manage.py rights_table`: writes docs/rights.md anew."""

from typing import Any

from django.core.management.base import BaseCommand

from core.rights.table import DOCUMENT, rights_text


class Command(BaseCommand):
    """Brings the table of rights in the docs to what the rules say."""

    help = "Write docs/rights.md from the rules in core/access.py."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        DOCUMENT.write_text(rights_text(), encoding="utf-8")
        self.stdout.write(f"{DOCUMENT.relative_to(DOCUMENT.parent.parent)} is up to date.")
