"""Texts: who is mentioned in them, and which signs they may not hold."""

import pytest
from django.core.exceptions import ValidationError

from core.discussions.texts import Piece, check_signs, mentions_in, pieces_of

NAMES = {1: "Ann Lee", 2: "Ann Leeson", 3: "Zo\u00eb \u00d6z"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Ann Lee, when?", [1]),
        ("Ask @Ann Leeson", [2]),
        ("@Zo\u00eb \u00d6z and @Ann Lee.", [1, 3]),
        ("@Ann Leesons", []),
        ("mail ann@Ann", []),
        ("@ Ann Lee", []),
        ("", []),
    ],
)
def test_the_longest_name_that_fits_is_meant(text: str, found: list[int]) -> None:
    assert mentions_in(text, NAMES) == found


def test_pieces_are_the_text() -> None:
    text = "a @Ann Lee b @@Ann Leeson"
    pieces = pieces_of(text, NAMES.values())
    assert "".join(piece.text for piece in pieces) == text
    assert Piece("@Ann Lee", is_name=True) in pieces


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x85", "\u202e", "\u2066", "\ud800"])
def test_signs_that_nobody_sees_are_refused(sign: str) -> None:
    with pytest.raises(ValidationError, match="control sign"):
        check_signs(f"a{sign}b")


def test_lines_and_all_scripts_are_fine() -> None:
    check_signs("a\r\nb\t\u4e2d\u6587 \u200d \U0001f600 \u0627\u0644")
