"""What people write: checked, and read for the people it names."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# They turn the direction of what follows: a reader would see other words than were written.
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def check_signs(text: str) -> None:
    """A form's validator: no sign that nobody sees, but line breaks and tabs."""
    for sign in text:
        if sign in "\n\r\t":
            continue
        if unicodedata.category(sign) in {"Cc", "Cs"} or sign in _TURNING:
            raise ValidationError(
                _("The text holds a control sign (%(sign)s), which nobody can see. Take it out."),
                params={"sign": f"U+{ord(sign):04X}"},
            )


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `is_name` where it mentions somebody."""

    text: str
    is_name: bool


def mentions_in(text: str, names: Mapping[int, str]) -> list[int]:
    """The people of `names` (by key: what each is called) whose "@Name" stands in the text."""
    found = {piece.text for piece in pieces_of(text, names.values()) if piece.is_name}
    return sorted(pk for pk, name in names.items() if f"@{name}" in found)


def pieces_of(text: str, names: Iterable[str]) -> list[Piece]:
    """A text in pieces, cut at each "@Name"; the longest name that fits is meant."""
    longest_first = sorted({f"@{name}" for name in names}, key=len, reverse=True)
    pieces: list[Piece] = []
    start = place = 0
    while (place := text.find("@", place)) >= 0:
        name = next((n for n in longest_first if text.startswith(n, place)), "")
        follows = text[place + len(name) : place + len(name) + 1]
        if not name or follows.isalnum():
            place += 1
            continue
        pieces += [Piece(text[start:place], is_name=False), Piece(name, is_name=True)]
        start = place = place + len(name)
    return [piece for piece in (*pieces, Piece(text[start:], is_name=False)) if piece.text]
