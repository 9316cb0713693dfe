"""Loading a strategy's framework, by natural keys."""

from collections.abc import Mapping
from typing import Any

from core.translated import set_texts
from outcomes.models import Driver, Outcome, Output, Strategy


def strategy_load(data: Mapping[str, Any]) -> Strategy:
    """Bring a strategy with its outcomes, outputs and drivers to what `data` says."""
    slug = data["slug"]
    strategy = Strategy.objects.filter(slug=slug).first() or Strategy(slug=slug)
    strategy.symbol = data.get("symbol", "")
    strategy.starts_on, strategy.ends_on = data["period"]["from"], data["period"]["to"]
    strategy.original_language = data.get("original_language", "en")
    strategy.level_names = data.get("level_names", {})
    set_texts(strategy, "title", data["title"])
    set_texts(strategy, "short_title", data["short_title"])
    strategy.save()
    for position, row in enumerate(data.get("outcomes", [])):
        _load_outcome(strategy, position, row)
    for position, row in enumerate(data.get("drivers", [])):
        driver, _ = Driver.objects.get_or_create(
            strategy=strategy, slug=row["slug"], defaults={"position": position}
        )
        driver.position = position
        driver.in_force_from = row["in_force"]["from"]
        driver.in_force_until = row["in_force"]["to"]
        set_texts(driver, "title", row["title"])
        driver.save()
    return strategy


def _load_outcome(strategy: Strategy, position: int, row: Mapping[str, Any]) -> None:
    outcome, _ = Outcome.objects.get_or_create(
        strategy=strategy, number=row["number"], defaults={"position": position}
    )
    outcome.position = position
    set_texts(outcome, "title", row.get("title", {}))
    set_texts(outcome, "opening", {k: v.strip() for k, v in row.get("opening", {}).items()})
    outcome.save()
    for index, below in enumerate(row.get("outputs", [])):
        output, _ = Output.objects.get_or_create(
            outcome=outcome, number=below["number"], defaults={"position": index, "title": "-"}
        )
        output.position = index
        set_texts(output, "title", below["title"])
        output.save()
