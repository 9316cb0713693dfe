"""What is kept of a picture that somebody brings: its dots, and nothing else."""

import pytest

from reports.pictures.encoding import MOST_SIDE, PictureRefused, encode_picture
from tests.reports.pictures.files import JPEG, dots, png, turned

RED, BLUE = (200, 0, 0), (0, 0, 200)


def near(dot: bytes, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 60 for one, other in zip(dot, colour, strict=False))


def kinds(content: bytes) -> set[bytes]:
    found, at = set(), 8
    while at < len(content):
        found.add(content[at + 4 : at + 8])
        at += 12 + int.from_bytes(content[at : at + 4], "big")
    return found


def test_a_png_is_drawn_anew_and_says_nothing_of_who_made_it() -> None:
    given = png(40, 20)
    made = encode_picture(given)
    assert (made.width, made.height) == (40, 20)
    assert b"Jane Doe" in given
    assert kinds(made.content) == {b"IHDR", b"IDAT", b"IEND"}
    width, height, rows = dots(made.content)
    assert (width, height) == (40, 20)
    assert rows[7][:4] == bytes((0, 90, 160, 255))
    assert encode_picture(given) == made


def test_a_jpeg_becomes_a_png_of_the_same_look() -> None:
    made = encode_picture(JPEG)
    width, height, rows = dots(made.content)
    assert (width, height) == (made.width, made.height) == (64, 32)
    assert near(rows[10][4 * 5 :], RED)
    assert near(rows[10][4 * 60 :], BLUE)


@pytest.mark.parametrize(
    ("orientation", "size", "first"),
    [(1, (64, 32), RED), (3, (64, 32), BLUE), (6, (32, 64), RED), (8, (32, 64), BLUE)],
)
def test_a_photograph_stands_as_its_camera_says_and_keeps_no_place(
    orientation: int, size: tuple[int, int], first: tuple[int, int, int]
) -> None:
    given = turned(JPEG, orientation)
    made = encode_picture(given)
    assert (made.width, made.height) == size
    assert near(dots(made.content)[2][3][4 * 3 :], first)
    assert b"GPS" in given
    assert b"GPS" not in made.content


def test_a_large_picture_is_made_smaller_in_its_shape() -> None:
    made = encode_picture(png(2100, 700))
    assert (made.width, made.height) == (MOST_SIDE, round(MOST_SIDE / 3))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NAMED_PNG = b"\x89PNG\r\n\x1a\n<script>alert(1)</script>" + bytes(40)
HUGE = png(16, 16).replace(b"IHDR" + (16).to_bytes(4, "big"), b"IHDR" + (60_000).to_bytes(4, "big"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SVG, "PNG or JPEG"),
        (b"GIF89a" + bytes(50), "PNG or JPEG"),
        (b"", "PNG or JPEG"),
        (b"%PDF-1.7", "PNG or JPEG"),
        (NAMED_PNG, "damaged"),
        (png(40, 20)[:60], "damaged"),
        (JPEG[:300], "damaged"),
        (JPEG[:600] + SVG, "damaged"),
        (png(8, 8), "too few"),
        (HUGE.replace(b"\0\0\x00\x10\x08", b"\0\0\xea\x60\x08"), "40 million"),
        (png(20, 20) + bytes(20_000_000), "20 megabytes"),
    ],
)
def test_what_is_no_picture_is_refused_with_words(content: bytes, words: str) -> None:
    with pytest.raises(PictureRefused, match=words):
        encode_picture(content)


def test_what_stands_behind_a_picture_is_gone() -> None:
    made = encode_picture(png(40, 20) + SVG)
    assert b"script" not in made.content
