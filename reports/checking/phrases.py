"""What a number counts, and what stands before it: the words that tell two numbers to be of one thing."""

import re
from collections.abc import Sequence

from reports.checking.reading import Run
from reports.checking.vocabulary import vocabulary

_WORD = re.compile(r"[^\W\d_][\w’'‑-]*")
_NEXT = re.compile(r"[\s\u00a0\u202f]+(?=[^\W\d_])")


def phrase_after(run: Run, place: int, most: int = 3) -> tuple[str, ...]:
    """The noun that is counted, with what describes it: the words behind a number, in small letters."""
    functions = vocabulary(run.language).function_words
    found_words: list[str] = []
    while len(found_words) < most:
        gap = _NEXT.match(run.text, place)
        if gap is None:
            break
        hit = _WORD.match(run.text, gap.end())
        if hit is None or not run.is_typed(hit.start(), hit.end()):
            break
        word = hit[0]
        # "IT" is no "it".
        if word.casefold() in functions and not (word.isupper() and len(word) > 1):
            break
        found_words.append(word.casefold())
        place = hit.end()
        if run.language == "de" and word[0].isupper():
            break
    return tuple(found_words)


def alike(one: Sequence[str], other: Sequence[str], language: str) -> bool:
    """Whether two phrases count the same: equal, or one describes it further ("IT projects")."""
    if not one or not other:
        return False
    short, long = sorted((tuple(one), tuple(other)), key=len)
    begins, ends = long[: len(short)] == short, long[-len(short) :] == short
    if language == "en":
        # A plural that begins both: what follows in one of them is a verb.
        return ends or (begins and short[-1].endswith("s"))
    return begins if vocabulary(language).noun_first else ends


def words_before(run: Run, start: int) -> frozenset[str]:
    """The content words of the clause before a place, figures included, in small letters."""
    sentence = run.sentence_at(start)
    clause = re.split(r"[,;:()–—]", run.text[sentence.start : start])[-1]
    functions = vocabulary(run.language).function_words
    every = re.findall(r"[\w’'-]+", clause.casefold())
    return frozenset(word for word in every if word not in functions)
