"""`manage.py load_risks FILE.yaml --strategy SLUG`: a risk register; docs/formats/risks.md."""

from argparse import ArgumentParser
from typing import Any

from core.imports.command import LoadCommand
from core.imports.difference import Difference
from core.imports.problems import Reading, did_you_mean, quoted
from outcomes.models import Strategy
from risks.imports import risks_import


class Command(LoadCommand):
    """Brings risks, their dated rows and issues to what a file says."""

    help = "Load a risk register from a YAML file (docs/formats/risks.md). Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose register it is."""
        super().add_arguments(parser)
        parser.add_argument("--strategy", required=True, help="slug of the strategy")

    def load(self, content: bytes, reading: Reading, options: dict[str, Any]) -> Difference:
        """Check and write."""
        slug = options["strategy"]
        strategy = Strategy.objects.filter(slug=slug).first()
        if strategy is None:
            known = did_you_mean(slug, list(Strategy.objects.values_list("slug", flat=True)))
            self.refuse_use(f"There is no strategy {quoted(slug)}. {known}".strip())
        return risks_import(
            content,
            reading,
            strategy=strategy,
            dry_run=options["dry_run"],
            prune=options["prune"],
        )
