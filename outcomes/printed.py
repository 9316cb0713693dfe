"""What a paper on a strategy calls its projects and risks: in the strategy's own words."""

from collections.abc import Mapping

from core.languages.translated import text_of
from core.numbers.registry import NumberContext
from outcomes.models import LEVELS, Driver, Strategy, all_terms
from outcomes.models.own_fields import OwnFieldWords, OwnSubject, all_own_fields
from outcomes.models.term_words import TermWords


def printed_name(context: NumberContext, level: str) -> str:
    """ "IT projects", where the strategy calls them so in the active language; read once a run."""
    strategy = _strategy(context)
    return strategy.printed_name(level) if strategy else str(LEVELS[level])


def terms_in(context: NumberContext, vocabulary: str) -> list[TermWords]:
    """The words of the strategy's list, in its order."""
    strategy = _strategy(context)
    return all_terms().of(strategy.pk, vocabulary) if strategy else []


def own_fields_in(context: NumberContext, subject: OwnSubject) -> list[OwnFieldWords]:
    """The fields that the strategy has added to such rows, in its order."""
    strategy = _strategy(context)
    return all_own_fields().of(strategy.pk, subject) if strategy else []


def _strategy(context: NumberContext) -> Strategy | None:

    def read() -> Strategy | None:
        return Strategy.objects.filter(slug=context.strategy).only("level_names").first()

    return context.once("strategy in words", read)


def narrowed_caption(caption: str, context: NumberContext, params: Mapping[str, str]) -> str:
    """ "Indicators, Outcome 1": what a table that shows some rows alone says of them.

    By what else a table can be narrowed has no words of its own: then the report gives the caption.
    """
    levels = [level for level in ("outcome", "output") if level in params]
    told = [f"{printed_name(context, level)} {_listed(params[level])}" for level in levels]
    if "driver" in params:
        told.append(_titles_of_drivers(context, params["driver"]))
    if "unit" in params:
        told.append(_listed(params["unit"]))
    return ", ".join([caption, *told])


def _listed(values: str) -> str:
    return ", ".join(value.strip() for value in values.split(","))


def _titles_of_drivers(context: NumberContext, slugs: str) -> str:
    wanted = [slug.strip() for slug in slugs.split(",")]
    rows = Driver.objects.of_strategy(context.strategy).filter(slug__in=wanted)
    return ", ".join(text_of(driver, "title") for driver in rows)
