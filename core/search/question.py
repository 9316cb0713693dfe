"""The question as somebody typed it: its words, and how often a word is written otherwise."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from core.languages.folding import fold, spellings

MOST_WORDS = 12
# The words of a row's texts, among them codes such as "GB.344" and "P-14".
WORD = re.compile(
    r"[^\s!\"'()*,.:;?\[\]{}…“”„«»‘’]{1,60}(?:[.'’][^\s!\"'()*,.:;?\[\]{}…“”„«»‘’]{1,60})?"
)
AROUND = "!\"'()*,.:;?[]{}…"  # what may stand around a word that is asked for
SHORTEST_MISTAKE = 4  # letters: of shorter words too many differ by one
LIKENESS = 0.78  # of a word and what it may have been meant to be, from 0 to 1


def words_asked(text: str) -> list[str]:
    """The words typed, as the database reads them (`core_search_query`)."""
    bare = (word.strip(AROUND) for word in text.replace("\0", "").split()[:MOST_WORDS])
    return [word for word in bare if re.search(r"[^!-/:-@\[-`{-~]", fold(word))]


def pieces(word: str) -> list[str]:
    """Parts of a mistyped word: with one mistake in it, one of them is as it should be."""
    folded = fold(word)
    middle = len(folded) // 2
    halves = {folded[:middle], folded[middle:], folded[1:middle], folded[middle:-1]}
    return sorted(each for each in halves if len(each) > 1)


def closest(word: str, texts: Iterator[str]) -> str:
    """The word in `texts` that `word` was most likely meant to be; empty where none is like it."""
    wanted = spellings(word)
    best, found = LIKENESS, ""
    for each in dict.fromkeys(other for text in texts for other in WORD.findall(text)):
        likeness = max(_likeness(one, fold(each)) for one in wanted)
        if likeness > best and fold(each) not in wanted:
            best, found = likeness, each
    return found


def _likeness(one: str, other: str) -> float:
    if abs(len(one) - len(other)) > 2:
        return 0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > LIKENESS else 0


def replaced(text: str, corrections: Sequence[tuple[str, str]]) -> str:
    """The question with words corrected."""
    for wrong, right in corrections:
        text = text.replace(wrong, right)
    return text
