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
    names something ("Figure 1", "No. 190"); `units` stand behind figures that are measures; `times` are units of
    time. `totals` head a row or column of sums. `scales` multiply.
    `of_two` finds "72 of 119" (groups a and b are left to the caller: it is what stands between).
    `completed` is a claim that something is finished, `not_yet` what makes it none, `parts` what is
    finished of a whole. `population` maps a noun to the word it is a form of. `framework` maps a level to
    its nouns in the plural. `whole` says that a count is of all of them ("the three outcomes").
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
