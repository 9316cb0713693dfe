"""What the commands share that load a file about one strategy."""

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any, ClassVar

from core.imports.command import LoadCommand
from core.imports.problems import did_you_mean, quoted
from outcomes.models import Strategy


class StrategyLoadCommand(LoadCommand):
    """Reads one file about a strategy; `of_a_year` and `is_sheet` say what else must be named."""

    of_a_year: ClassVar[bool] = False
    is_sheet: ClassVar[bool] = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose file it is, of which year, and which sheet where a workbook has several."""
        super().add_arguments(parser)
        parser.add_argument("--strategy", required=True, help="slug of the strategy")
        if self.of_a_year:
            parser.add_argument("--year", required=True, type=int, help="year it is about")
        if self.is_sheet:
            parser.add_argument("--sheet", default="", help="name of the sheet, if several")

    def about(self, options: Mapping[str, Any]) -> dict[str, object]:
        """The strategy, and the year and the sheet where they are asked for."""
        strategy = self._strategy(options["strategy"])
        if self.of_a_year and strategy.year_number(options["year"]) is None:
            years = f"{strategy.starts_on.year}–{strategy.ends_on.year}"
            wrong = f"The strategy {strategy.slug} runs {years}; {options['year']} is none of its"
            self.refuse_use(f"{wrong} years.")
        asked = [name for name in ("year", "sheet") if name in options]
        return {"strategy": strategy, **{name: options[name] for name in asked}}

    def _strategy(self, slug: str) -> Strategy:
        found: Strategy | None = Strategy.objects.filter(slug=slug).first()
        if found is None:
            known = did_you_mean(slug, list(Strategy.objects.values_list("slug", flat=True)))
            self.refuse_use(f"There is no strategy {quoted(slug)}. {known}".strip())
        return found
