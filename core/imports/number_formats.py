"""What a cell of a spreadsheet shows of the number in it: its format decides, and may say another one.

A format such as `#,##0.00;[Red]-#,##0.00` has up to four sections: for numbers above, below and at
zero, and for texts. What cannot be told for certain is None, and whoever reads the cell refuses it.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

GENERAL = "General"
LONGEST = 255  # signs of a format that Excel takes
UNKNOWN = "\0"  # a format that another country's Excel has a number for, or that no Excel takes
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);("$"#,##0.00)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)", 41: '#,##0_);(#,##0);"-"_);@_)', 42: '#,##0_);(#,##0);"-"_);@_)',
    43: '#,##0.00_);(#,##0.00);"-"??_);@_)', 44: '#,##0.00_);(#,##0.00);"-"??_);@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
# Excel's own figures; what comes after is how computers keep fractions.
EXACT_FIGURES = 15
_GENERAL_WIDTH = 11
_PIECES = re.compile(
    r'"(?P<quoted>[^"]{0,255})"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]{0,255})\]|_.|\*.'
    r"|(?P<general>General)|(?P<digits>[.,]{0,255}[0#?][0#?.,]*)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_SECTION = re.compile(r'(?:"[^"]{0,255}"|\\.|\[[^\]]{0,255}\]|_.|\*.|[^;"\\\[_*])*', re.DOTALL)
_BRACKET = re.compile(r"\[([^\]]{0,255})\]")
_CONDITION = re.compile(r"[<>=]")
# Signs of money may stand beside a figure, which says the same number with them.
_MONEY = re.compile(r"[\s\u00a0\u202f]|[A-Z]{3}|[$€£¥₹]|Fr\.")
_SAYS = re.compile(r"(?P<sign>-?)(?P<whole>0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)?(?P<rest>\.\d+)?%?")
_SCIENTIFIC = re.compile(r"-?\d(?:\.\d+)?E[+-]\d+")


def sections(code: str) -> list[str]:
    """The sections of a format."""
    found, at = [], 0
    while at <= len(code):
        match = _SECTION.match(code, at)
        assert match is not None  # it matches nothing, too
        found.append(match.group())
        at = match.end() + 1
    return found


def shown_number(number: Decimal, code: str) -> str | None:
    """A number as a cell of that format shows it; "" when it is hidden, None when unknown."""
    every = sections(code)
    brackets = _BRACKET.findall(code)
    if code == UNKNOWN or any(map(_CONDITION.match, brackets)):
        return None
    if len(every) >= 3 and number == 0:
        return _rendered(number, every[2])
    if number < 0 and len(every) >= 2:
        return _rendered(-number, every[1])
    shown = _rendered(abs(number), every[0])
    # A number that is rounded to zero has no sign.
    return f"-{shown}" if number < 0 and shown and re.search("[1-9]", shown) else shown


def times_shown(code: str) -> int:
    """How many times itself a number is shown: 100 times for per cents."""
    return int(100 ** _bare(sections(code)[0]).count("%"))


def shown_text(text: str, code: str) -> str | None:
    """A text as a cell of that format shows it."""
    every = sections(code)
    section = every[3] if len(every) > 3 else every[-1] if "@" in _bare(every[-1]) else "@"
    told = []
    for piece in _PIECES.finditer(section):
        kind, value = piece.lastgroup, piece.group(piece.lastgroup or 0)
        if kind in {"quoted", "escaped"}:
            told.append(value)
        elif kind == "other":
            told.append(text if value == "@" else value)
        elif kind in {"digits", "general"}:
            return None
    return "".join(told)


def _bare(section: str) -> str:
    """A section without what is only shown as it stands."""
    return re.sub(r'"[^"]{0,255}"|\\.|_.|\*.', "", section, flags=re.DOTALL)


def _rendered(number: Decimal, section: str) -> str | None:
    pieces = list(_PIECES.finditer(section))
    bare = _bare(_BRACKET.sub("", section))
    digits = [one["digits"] for one in pieces if one["digits"]]
    if re.search(r"[0#?][.,]{0,255}E[+-]", bare, re.IGNORECASE):
        return _scientific(number, bare)
    is_fraction_or_several = "/" in bare or len(digits) > 1
    if is_fraction_or_several or (digits and re.search("general", bare, re.IGNORECASE)):
        return None
    scale = 100 ** bare.count("%")
    told = []
    for piece in pieces:
        kind, value = piece.lastgroup, piece.group(piece.lastgroup or 0)
        if kind == "digits":
            told.append(_figures(number * scale, value))
        elif kind == "general":
            told.append(_general(number * scale))
        elif kind == "bracket":
            told.append(value[1:].split("-")[0] if value.startswith("$") else "")
        elif kind == "other" and value == "@":
            told.append(_general(number))
        elif kind == "other" and value.isalpha():
            return None
        elif kind in {"quoted", "escaped", "other"}:
            told.append(value)
    return "".join(told)


def _figures(number: Decimal, places: str) -> str:
    """A number in the places that a format gives it, as in `#,##0.00`."""
    bare = places.rstrip(",")
    number = number / Decimal(1000) ** (len(places) - len(bare))
    whole, _point, fraction = bare.partition(".")
    fraction = fraction.replace(",", "").replace(".", "")
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    figures, _point, decimals = f"{rounded:f}".partition(".")
    figures = figures.lstrip("0").rjust(len(re.sub("[^0]", "", whole)), "0")
    if "," in whole and figures:
        figures = f"{int(figures):,}" if len(figures) > 3 and figures[0] != "0" else figures
    # Places of # are only there where something stands in them.
    kept = len(fraction.rstrip("#?"))
    while len(decimals) > kept and decimals.endswith("0"):
        decimals = decimals[:-1]
    return f"{figures}.{decimals}" if "." in bare else figures


def _general(number: Decimal) -> str:
    """A number as a cell without a format shows it: in eleven signs."""
    plain = f"{number.normalize():f}"
    if len(plain.lstrip("-")) <= _GENERAL_WIDTH:
        return plain
    whole = len(plain.lstrip("-").partition(".")[0])
    if whole > _GENERAL_WIDTH or abs(number) < Decimal("0.0001"):
        return _exponent(number, 5)
    places = max(0, _GENERAL_WIDTH - 1 - whole)
    return f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize():f}"


def _exponent(number: Decimal, places: int) -> str:
    mantissa, _e, power = f"{number:.{places}E}".partition("E")
    return f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}E{int(power):+03d}"


def _scientific(number: Decimal, bare: str) -> str | None:
    found = re.search(r"([0#?]{1,255})(?:\.([0#?]{0,255}))?E[+-]0", bare, re.IGNORECASE)
    if found is None or len(found[1]) != 1:
        return None
    return _exponent(number, len(found[2] or ""))


def says(shown: str, number: Decimal) -> bool:
    """Whether what a cell shows is read as that very number (per cents, as their figure)."""
    text = shown.strip()
    if text.startswith("(") and text.rstrip(") ").lstrip("( ") and text.endswith(")"):
        text = f"-{text[1:-1].strip()}"
    text = _MONEY.sub("", text).replace("\u2212", "-")
    if text == "-" and number == 0:  # as accountants write it
        return True
    if _SCIENTIFIC.fullmatch(text):
        return Decimal(text) == number
    found = _SAYS.fullmatch(text)
    if found is None or not (found["whole"] or found["rest"]):
        return False
    return Decimal(re.sub("[,%]", "", text)) == number


class ShownParts(NamedTuple):
    """Which parts of a day a format shows."""

    year: bool
    month: bool
    day: bool


def shown_parts(code: str) -> ShownParts | None:
    """The parts of a day that a cell of that format shows; None when it counts years otherwise."""
    if any(_other_calendar(one) for one in _BRACKET.findall(code)):
        return None
    bare = _bare(_BRACKET.sub("", sections(code)[0])).casefold()
    bare = re.sub(r"am/pm|a/p", "", bare)
    if re.search("[bge]", bare):  # years of emperors and of Buddha
        return None
    bare = re.sub(r"h{1,9}[^a-z]{0,40}m+|m{1,9}[^a-z]{0,40}s+", "", bare)
    tokens: Sequence[str] = [one.group() for one in re.finditer(r"y+|m+|d+", bare)]
    return ShownParts(
        any(one[0] == "y" for one in tokens),
        any(one[0] == "m" and len(one) <= 4 for one in tokens),
        any(one[0] == "d" and len(one) <= 2 for one in tokens),
    )


def _other_calendar(bracket: str) -> bool:
    """Whether a locale such as $-D07041E brings a calendar or figures of its own."""
    found = re.fullmatch(r"\$[^-]*-([0-9A-Fa-f]+)", bracket)
    return bool(found) and len(found[1]) > 4 and int(found[1][:-4], 16) & 0xFF not in {0, 1}  # type: ignore[index]
