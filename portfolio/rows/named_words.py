"""Stages, states and dimensions of a status, as strategies may name them (decision 061)."""

from django.utils.functional import lazy

from outcomes.models import all_terms
from portfolio.choices import DIMENSION_WORDS, DIMENSIONS, STAGE_WORDS, STATE_WORDS


def stage_name(strategy: int, stage: str) -> str:
    """What a strategy calls a stage; nothing for none."""
    return all_terms().name(strategy, STAGE_WORDS, stage)


def state_name(strategy: int, state: str) -> str:
    """What it calls a state; nothing for none."""
    return all_terms().name(strategy, STATE_WORDS, state)


def own_state_names(strategy: int) -> dict[str, str]:
    """What it calls states itself, by state."""
    return {each.key: each.name for each in all_terms().of(strategy, STATE_WORDS) if each.is_own}


def dimension_name(strategy: int, dimension: str) -> str:
    """What it calls what a status is given for."""
    return all_terms().name(strategy, DIMENSION_WORDS, dimension)


def dimension_headings(strategy: int) -> dict[str, tuple[str, ...]]:
    """The names of dimensions in every language, as columns of sheets may be headed."""
    terms = all_terms()
    return {name: terms.term(strategy, DIMENSION_WORDS, name).names for name in DIMENSIONS}


def dimensions_asked(strategy: int) -> tuple[str, ...]:
    """What its projects give a status for, in the program's order."""
    left_out = dimensions_left_out(strategy)
    return tuple(name for name in DIMENSIONS if name not in left_out)


def dimensions_left_out(strategy: int) -> frozenset[str]:
    """What it does without: asked nowhere, kept where rows have it."""
    return all_terms().left_out(strategy, DIMENSION_WORDS)


def _dimension_everywhere(dimension: str) -> str:
    return dict(all_terms().everywhere(DIMENSION_WORDS))[dimension]


# What strategies call a dimension, for lists that may hold rows of several.
dimension_everywhere = lazy(_dimension_everywhere, str)
