"""Tables of the results framework."""

from outcomes.models.deliverable import Deliverable
from outcomes.models.fixed_words import FixedWords, fixed_words
from outcomes.models.framework import (
    LEVELS,
    Driver,
    InForce,
    Outcome,
    Output,
    RoundsEvery,
    Strategy,
    ends_after_start,
)
from outcomes.models.indicator import Indicator, Target
from outcomes.models.measurement import Measurement
from outcomes.models.own_fields import OwnField, OwnKind, OwnSubject, OwnValues, all_own_fields
from outcomes.models.term_field import (
    FixedStep,
    FixedWord,
    TermField,
    choose_fixed,
    choose_terms,
    is_marked,
)
from outcomes.models.term_words import all_terms
from outcomes.models.terms import Term, Vocabulary

__all__ = [
    "LEVELS",
    "Deliverable",
    "Driver",
    "FixedStep",
    "FixedWord",
    "FixedWords",
    "InForce",
    "Indicator",
    "Measurement",
    "Outcome",
    "Output",
    "OwnField",
    "OwnKind",
    "OwnSubject",
    "OwnValues",
    "RoundsEvery",
    "Strategy",
    "Target",
    "Term",
    "TermField",
    "Vocabulary",
    "all_own_fields",
    "all_terms",
    "choose_fixed",
    "choose_terms",
    "ends_after_start",
    "fixed_words",
    "is_marked",
]
