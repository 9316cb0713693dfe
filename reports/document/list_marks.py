"""What a line of a list begins with: bullets, "1.", "1)", "(1)", "a)", "(a)", "i)" and "(i)"."""

import re
from dataclasses import dataclass

BULLETS = "-*•"
ORDERED = ("1.", "1)", "(1)", "a)", "(a)", "i)", "(i)")
_BULLET = re.compile(rf"[{BULLETS}][ \t]+\S")
_TYPED = re.compile(r"(\(?)(\d{1,3}|[a-z]{1,8})([.)])[ \t]+\S")
_ROMAN = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(number: int) -> str:
    """4 is "iv", in small letters as lists have it."""
    found = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        found += sign * count
    return found


def point_letter(place: int) -> str:
    """The letter of a point, from place 0: a, b … z, aa, bb …, as Word counts them on."""
    letter = chr(ord("a") + place % 26)
    return letter * (place // 26 + 1)


def point_mark(mark: str, place: int) -> str:
    """What stands before the point at `place`, from 0, of a list whose first is `mark`: "(b)"."""
    counted = {"1": str(place + 1), "a": point_letter(place), "i": roman(place + 1)}
    return "".join(counted.get(sign, sign) for sign in mark)


@dataclass(frozen=True)
class LineMark:
    """How a line of a list begins: how far from the edge, with what, and the words behind it."""

    indent: int
    typed: str
    words: str

    @property
    def is_bullet(self) -> bool:
        """Whether it counts nothing."""
        return self.typed in BULLETS

    @property
    def begins(self) -> bool:
        """Whether a list can begin here."""
        return self.is_bullet or self.typed in ORDERED

    def goes_on(self, mark: str, place: int) -> bool:
        """Whether it is the point at `place` of a list that began with `mark`."""
        return self.is_bullet if not mark else point_mark(mark, place) == self.typed

    def is_like(self, mark: str) -> bool:
        """Whether it looks like a point of such a list, at whatever place."""
        return self.is_bullet if not mark else _shape(self.typed) == _shape(mark)


def _shape(typed: str) -> tuple[str, str, bool]:
    """Before and behind what is counted, and whether that is a figure."""
    return typed[0] * (typed[0] == "("), typed[-1], any(sign.isdigit() for sign in typed)


def line_mark(line: str) -> LineMark | None:
    """The mark of a line; None where it begins with words."""
    bare = line.lstrip(" \t")
    indent = len(line[: len(line) - len(bare)].expandtabs(4))
    if _BULLET.match(bare):
        return LineMark(indent, bare[0], bare[1:].strip())
    found = _TYPED.match(bare)
    if found is None:
        return None
    opening, counted, closing = found.groups()
    if (opening and closing != ")") or (closing == "." and not counted.isdigit()):
        return None
    return LineMark(indent, opening + counted + closing, bare[found.end() - 1 :].strip())


_ESCAPES = re.compile(r"\\(?=[-+•(|:])|(?<=[0-9a-z])\\(?=[.)])")


def without_escape(line: str) -> str:
    r"""The line without the backslash that makes words of a mark: `\- 23`, `1\. Januar`, `\(a)`."""
    bare = line.lstrip(" \t")
    head = bare.split(maxsplit=1)[0] if bare else ""
    found = _ESCAPES.search(head)
    if found is None or len(head) > 12:
        return bare.strip()
    candidate = bare[: found.start()] + bare[found.end() :]
    is_mark = line_mark(candidate) is not None or candidate.startswith(("+", "|", ":::"))
    return (candidate if is_mark else bare).strip()
