"""`manage.py load_projects FILE --strategy SLUG --year YYYY`; docs/formats/projects.md."""

from argparse import ArgumentParser
from typing import Any

from core.imports.command import LoadCommand
from core.imports.difference import Difference
from core.imports.problems import Reading, did_you_mean, quoted
from outcomes.models import Strategy
from reports.imports.write import projects_import


class Command(LoadCommand):
    """Brings projects and their place in a year's work plan to what a sheet says."""

    help = "Load a work plan from a CSV or Excel file (docs/formats/projects.md). Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For which work plan, and which sheet where a workbook has several."""
        super().add_arguments(parser)
        parser.add_argument("--strategy", required=True, help="slug of the strategy")
        parser.add_argument("--year", required=True, type=int, help="year of the work plan")
        parser.add_argument("--sheet", default="", help="name of the sheet, if there are several")

    def load(self, content: bytes, reading: Reading, options: dict[str, Any]) -> Difference:
        """Check and write."""
        return projects_import(
            content,
            reading,
            strategy=self._strategy(options["strategy"], options["year"]),
            year=options["year"],
            sheet=options["sheet"],
            dry_run=options["dry_run"],
            prune=options["prune"],
        )

    def _strategy(self, slug: str, year: int) -> Strategy:
        found: Strategy | None = Strategy.objects.filter(slug=slug).first()
        if found is None:
            known = did_you_mean(slug, list(Strategy.objects.values_list("slug", flat=True)))
            self.refuse_use(f"There is no strategy {quoted(slug)}. {known}".strip())
        if found.year_number(year) is None:
            years = f"{found.starts_on.year}–{found.ends_on.year}"
            self.refuse_use(f"The strategy {slug} runs {years}; {year} is none of its years.")
        return found
