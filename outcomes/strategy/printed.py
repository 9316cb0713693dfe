"""What a paper on a strategy calls its projects and risks: in the strategy's own words."""

from core.numbers.registry import NumberContext
from outcomes.models import LEVELS, Strategy


def printed_name(context: NumberContext, level: str) -> str:
    """ "IT projects", where the strategy calls them so in the active language; read once a run."""
    key = ("strategy in words", context.strategy)
    if key not in context.memo:
        rows = Strategy.objects.filter(slug=context.strategy).only("level_names")
        context.memo[key] = rows.first()
    strategy: Strategy | None = context.memo[key]
    return strategy.printed_name(level) if strategy else str(LEVELS[level])
