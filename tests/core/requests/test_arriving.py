"""A request as it arrives: what is decided about it does not hang on the pieces it comes in."""

import pytest

from config.arriving import HEAD_TOO_LARGE, MOST_HEAD, Arriving

END = b"\r\n\r\n"


@pytest.mark.parametrize("piece", [1000, 60_000, 10**6])
@pytest.mark.parametrize(("head", "refused"), [(MOST_HEAD, 0), (MOST_HEAD + 1, HEAD_TOO_LARGE)])
def test_too_long_a_head_is_refused_in_whatever_pieces(head: int, refused: int, piece: int) -> None:
    line = b"GET / HTTP/1.1\r\nX: "
    sent = line + b"a" * (head - len(line)) + END
    arriving = Arriving(deadline=0, most_body=10)
    for start in range(0, len(sent), piece):
        if not arriving.refused:
            arriving.add(sent[start : start + piece])
    assert (arriving.refused, arriving.is_whole) == (refused, not refused)
    arriving.forget()
