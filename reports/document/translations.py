"""Whether a paragraph's translations say what its original says: its live numbers, its latest words.

A translation is never refused for being behind: an original is written before its translations. One
whose live numbers are others is left out of the paper, which shows the original there; one whose
original has changed stays, and both are told to the author.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.document.markup_check import signatures
from reports.models import ParagraphText


@dataclass(frozen=True)
class NumbersApart:
    """How the live numbers of a translation differ from the original's, as signatures."""

    lacking: tuple[str, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """The texts of a paragraph that are printed, by language, and what is wrong with its translations.

    `apart` is of translations that are left out; `behind` has the original as it read when a
    translation was made that nobody has touched since.
    """

    texts: Mapping[str, str]
    apart: Mapping[str, NumbersApart] = field(default_factory=dict)
    behind: Mapping[str, str] = field(default_factory=dict)


def compared(
    texts: Mapping[str, str], stored: Mapping[str, ParagraphText], original: str
) -> Compared:
    """Compare what a paragraph says in each language with its original.

    `stored` are its rows of the last draft, which know what original each was made from. Where the
    original is missing there is nothing to compare with.
    """
    if not texts.get(original):
        return Compared(texts)
    apart = numbers_apart(texts, original)
    behind = {
        language: row.translated_from
        for language, row in stored.items()
        if language in texts
        and language != original
        and row.translated_from not in ("", texts[original])
        and row.text == texts[language]
    }
    return Compared(
        {code: text for code, text in texts.items() if code not in apart}, apart, behind
    )


def followed(
    before: Mapping[str, str],
    after: Mapping[str, str],
    made_from: Mapping[str, str],
    original: str,
) -> dict[str, str]:
    """Which translations of a text are behind once it reads as `after`: what the original said then.

    `made_from` are those that were behind `before`. A translation that changes is made from the original
    as it stands then; one that stays was level with the original that stood until now.
    """
    now = after.get(original, "")
    found = {}
    for language, text in after.items():
        if language == original or not text or not now or text != before.get(language, ""):
            continue
        then = made_from.get(language) or before.get(original, "")
        if then not in ("", now):
            found[language] = then
    return found


def numbers_apart(texts: Mapping[str, str], original: str) -> dict[str, NumbersApart]:
    """The languages whose live numbers are not those of the original, however often it needs them."""
    if not texts.get(original):
        return {}
    expected = signatures(texts[original])
    found = {code: signatures(text) for code, text in texts.items() if text and code != original}
    return {
        code: NumbersApart(tuple(sorted(expected - own)), tuple(sorted(own - expected)))
        for code, own in found.items()
        if own != expected
    }
