"""Signs that no typeface of ours has: found before the paper is set, and shown as a square.

Typst is the one that knows what its typefaces have, so it is asked. Asked about each sign alone it
may still refuse one beside another (a mark above a letter of another script), and very rarely it
breaks; so the paper is set again with more squares until it stands. The same paper has the same
squares in every process.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Final

from reports.writers.pdf.inline import Plain
from reports.writers.pdf.typefaces import FAMILIES
from reports.writers.pdf.typesetter import Broken, Refused, typeset

SQUARE: Final = "\u25a1"
# What every paper has and Arimo too, so nobody need ask.
USUAL: Final = "\t\n\u0020-\u007e\u00a0-\u017f\u2009-\u201e\u2022\u2026\u202f\u2212\u25a1\ufeff"
# What is left when Typst breaks: scripts it sets without fail, and the signs among them.
SAFE: Final = (
    "\u0000-\u02ff\u0370-\u0482\u048a-\u058f\u10a0-\u10ff\u1e00-\u200a\u2010-\u2027\u202f-\u2060"
    "\u2070-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u3098\u309b-\ua48f\uac00-\ud7a3\uf900-\ufaff"
    "\uff00-\uffef"
)
_RARE, _UNSAFE = re.compile(f"[^{USUAL}]"), re.compile(f"[^{SAFE}]")
# A mark of byte order says nothing inside a text, and PDF/UA forbids it.
_SILENT: Final = {ord("\ufeff"): None}
# Facts about the file and words to be heard: no typeface shows them.
_FACTS: Final = ("title", "author", "subject", "keywords")
_HEARD: Final = "alt"


def typeset_shown(
    plain: Plain, dated: date, set_: Callable[[Plain, date], bytes] = typeset
) -> tuple[bytes, frozenset[str]]:
    """The PDF of `plain`, and the signs that are squares in it.

    Raises `Refused` for what has nothing to do with signs.
    """
    signs = unshown(_found(_RARE, plain))
    while True:
        try:
            return set_(_shown(plain, signs), dated), signs
        except Refused as refusal:
            more = frozenset(sign for sign in refusal.signs if _RARE.match(sign)) - signs
            if not more and (refusal.signs or isinstance(refusal, Broken)):
                more = _found(_UNSAFE, plain) - signs
            if not more:
                raise
            signs |= more


@lru_cache(maxsize=32)
def unshown(signs: frozenset[str]) -> frozenset[str]:
    """Which of `signs` no typeface has; a private sign is something else in each that has it."""
    private = {sign for sign in signs if unicodedata.category(sign) == "Co"}
    asked = signs - private
    if not asked:
        return signs
    content: dict[str, object] = {"families": FAMILIES, "signs": sorted(asked)}
    try:
        typeset(content, date.min, "probe.typ")
    except Refused as refusal:
        return (refusal.signs & asked) | private
    return frozenset(private)


def _found(wanted: re.Pattern[str], plain: Plain) -> frozenset[str]:
    texts = _texts(_printed(plain))
    return frozenset(sign for text in texts for sign in wanted.findall(text))


def _printed(plain: Plain) -> Plain:
    return {key: value for key, value in plain.items() if key not in _FACTS}


def _texts(value: Any) -> Iterator[str]:
    """Every text that is printed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            if key != _HEARD:
                yield from _texts(below)
    elif isinstance(value, list | tuple):
        for below in value:
            yield from _texts(below)


def _shown(plain: Plain, signs: Iterable[str]) -> Plain:
    """`plain` with squares for `signs`."""
    table = {**_SILENT, **{ord(sign): SQUARE for sign in signs}}
    facts = {key: plain[key] for key in _FACTS}
    shown: Plain = _translated(_printed(plain), table)
    return shown | facts


def _translated(value: Any, table: dict[int, str | None]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {
            key: below if key == _HEARD else _translated(below, table)
            for key, below in value.items()
        }
    if isinstance(value, list | tuple):
        return [_translated(below, table) for below in value]
    return value
