"""The words of a language that the checker's rules know."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


def words(text: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(text.split())


def pattern(text: str) -> re.Pattern[str]:
    """A pattern whatever the letters' case; spaces of every kind are one."""
    return re.compile(text.replace(" ", r"\s+"), re.IGNORECASE)


@dataclass(frozen=True)
class Vocabulary:
    """What a rule must know of a language.

    `function_words` end a noun and may begin a sentence before a figure; `labels` are words whose figure
    names something ("Figure 1", "No. 190"); `units` stand behind figures that are measures, `times` are
    those of time; `scales` multiply. `totals` head a row or column of sums, `averages` one of no sums.
    `between_counts` stands between part and whole, `of_before` before a whole ("of the 119").
    `completed` is a claim that something is finished, `not_yet` what makes it none, `parts` what is
    finished of a whole. `population` maps a noun to the word it is a form of, `framework` a level to its
    nouns in the plural, `level_words` to those before a number ("outcome 2"); `whole_before` says that a
    count is of all of them ("the three outcomes"). `may_double` may stand twice in a row. A share is bare
    where `bare_share` follows it and `base_words` are nowhere near. `straight_double` are the quotation
    marks, as typed. Up to `in_words_up_to` numbers may stand in words; `noun_first`: before what
    describes it.
    """

    function_words: frozenset[str]
    labels: frozenset[str]
    per_cent: str
    per_cent_word: str
    points: str
    scales: Mapping[str, int]
    money: str
    units: frozenset[str]
    times: frozenset[str]
    totals: frozenset[str]
    averages: re.Pattern[str]
    between_counts: re.Pattern[str]
    of_before: re.Pattern[str]
    and_words: str
    completed: re.Pattern[str]
    not_yet: re.Pattern[str]
    parts: re.Pattern[str]
    population: Mapping[str, str]
    framework: Mapping[str, frozenset[str]]
    whole_before: re.Pattern[str]
    level_words: Mapping[str, frozenset[str]]
    may_double: frozenset[str]
    bare_share: re.Pattern[str]
    base_words: re.Pattern[str]
    straight_double: tuple[str, str]
    in_words_up_to: int
    noun_first: bool
