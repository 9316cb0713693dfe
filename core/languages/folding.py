"""How a text is compared with a word that somebody looks for: small letters, no accents, plain signs.

The database folds by a function of its own, `core_search_fold` (migration 0015); `fold` is the same in
Python, for marking what was found. Decision 053.
"""

import re
import unicodedata
from typing import Any

from django.db.models import CharField, F, Q, TextField, Transform
from django.db.models.lookups import Contains

from core.languages.sorting import ALIKE, CAPITALS, LETTERS, MARKS, SMALL

# Nobody sees these, and nobody types them.
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Letters as they are typed without a key of their own; dashes and quotation marks likewise.
SIGNS = (
    f"{LETTERS[0]}\u2010\u2011\u2012\u2013\u2014\u2212“”„‟«»‹›‘’‚‛",
    f"""{LETTERS[1]}------""\"""\"''''''""",
)
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}

_FIRST = str.maketrans(
    CAPITALS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ", SMALL + "abcdefghijklmnopqrstuvwxyz", UNSEEN
)
_LAST = str.maketrans(*SIGNS)


def fold(text: str) -> str:
    """`text` without what decides nothing when a word is looked for."""
    found = re.sub(f"[{MARKS}]", "", unicodedata.normalize("NFKD", text)).translate(_FIRST)
    for one, two in ALIKE.items():
        found = found.replace(one, two)
    return found.translate(_LAST)


def spelled_out(text: str) -> str:
    """`text` with "ue" for "ü" and the like, as German is written where the key is missing."""
    found = unicodedata.normalize("NFC", text)
    for one, two in UMLAUTS.items():
        found = found.replace(one, two)
    return found


def spellings(word: str) -> list[str]:
    """The folded forms in which a word is looked for: "verschlusselung", "verschluesselung"."""
    return list(dict.fromkeys((fold(word), fold(spelled_out(word)))))


@CharField.register_lookup
@TextField.register_lookup
class Folded(Transform):
    """The same in SQL: `code__folded="p-14"`."""

    lookup_name = "folded"
    function = "public.core_search_fold"
    output_field = TextField()


class SpelledOut(Transform):
    """The folded text with "ue" for "ü"; NULL where it has no such letter."""

    function = "public.core_search_spelled_out"
    output_field = TextField()


def contains(place: Any, word: str) -> Q:
    """The condition that `word` occurs in a text of few rows, which no index holds.

    `place` is the name of a field, also of a related row, or an expression.
    """
    expression = F(place) if isinstance(place, str) else place
    found = Q(Contains(SpelledOut(expression), fold(word)))
    for form in spellings(word):
        found |= Q(Contains(Folded(expression), form))
    return found
