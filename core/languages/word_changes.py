"""Which words of a text were taken out or added: a pure function of the two texts."""

import enum
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple


class Mark(enum.StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Words(NamedTuple):
    """Words that follow each other."""

    mark: Mark
    text: str


def word_changes(old: str, new: str) -> list[Words]:
    """The new text with what was taken out of the old one, in reading order.

    A text that keeps next to nothing of the old one stands as a whole behind it: pieces of two
    texts that share only small words would be unreadable.
    """
    old, new = old.strip(), new.strip()
    before, after = _words(old), _words(new)
    # What occurs all the time is no place to hold on to: that keeps long texts quick as well.
    matcher = SequenceMatcher(None, before, after)
    if matcher.ratio() < LEAST_ALIKE:
        return list(_whole(old, new))
    found: list[Words] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            found.append(Words(Mark.SAME, " ".join(after[c:d])))
            continue
        found += _whole(" ".join(before[a:b]), " ".join(after[c:d]))
    return found


LEAST_ALIKE = 0.3


def _words(text: str) -> list[str]:
    """The words; line ends belong to the word before them, so that they stay where they were."""
    return [word.rstrip(" \t") for word in re.findall(r"\S+\s*", text)]


def _whole(old: str, new: str) -> Iterator[Words]:
    if old:
        yield Words(Mark.GONE, old)
    if new:
        yield Words(Mark.NEW, new)
