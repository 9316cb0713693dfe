"""Stages, states and dimensions of a status: lists of the program's that strategies name."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from core.imports.fields import folded
from outcomes.models import FixedWords, fixed_words
from portfolio.choices import (
    DIMENSION_NAMES,
    DIMENSION_WORDS,
    DIMENSIONS,
    STAGE_WORDS,
    STATE_WORDS,
    Rag,
    Stage,
)
from portfolio.rounds import sheet_columns
from portfolio.status import imports


def _other_headings() -> Collection[str]:
    """What heads the other columns of sheets of updates, as files compare it."""
    return {
        folded(name)
        for layout in (imports.LAYOUT, sheet_columns.LAYOUT)
        for field in (*layout.labels, *layout.told)
        for name in layout.headers_known(field)
        if field not in DIMENSIONS
    }


def register() -> None:
    """Declare them."""
    fixed_words.register(
        FixedWords(STAGE_WORDS, "stages", _("Stages"), lambda: dict(Stage.choices)),
        FixedWords(STATE_WORDS, "states", _("States of a project"), lambda: dict(Rag.choices)),
        FixedWords(
            DIMENSION_WORDS,
            "dimensions",
            _("What a status is given for"),
            lambda: DIMENSION_NAMES,
            # How the project stands overall is asked everywhere.
            optional=frozenset(DIMENSIONS) - {"overall"},
            taken=_other_headings,
        ),
    )
