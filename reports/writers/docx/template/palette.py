"""Our colours, exchanged for the house's: one accent and its tints."""

from collections.abc import Mapping

from reports.writers.docx import look
from reports.writers.docx.template.matching import Style, StyleSheet, attribute
from reports.writers.docx.xml import Element, qualified

# The code on the cover stands in white on the accent (WCAG 2.2 AA).
LEAST_CONTRAST = 4.5
_TINTS = {look.QUIET: 0.5, look.TINT: 0.92}
_COLOURED = 24


def palette(sheet: StyleSheet, theme: Element | None) -> Mapping[str, str]:
    """What to write for each colour of ours: the accent is heading 1's, else the theme's first."""
    accent = _accent(sheet, theme)
    ink = _colour(sheet, sheet.default("paragraph")) or "000000"
    if not accent:
        return {look.INK: ink}
    tints = {ours: _mixed(accent, share) for ours, share in _TINTS.items()}
    return {look.BLUE: accent, look.INK: ink, **tints}


def recolour(tree: Element, colours: Mapping[str, str]) -> None:
    """Exchange our colours wherever an attribute of `tree` is one."""
    for element in tree.iter():
        for name, value in element.attrib.items():
            if value in colours:
                element.set(name, colours[str(value)])


def _accent(sheet: StyleSheet, theme: Element | None) -> str:
    of_heading = _colour(sheet, sheet.named("heading 1"))
    for colour in (of_heading, _theme_accent(theme)):
        if colour and _spread(colour) >= _COLOURED:
            return _readable(colour)
    return ""


def _colour(sheet: StyleSheet, style: Style | None) -> str:
    """The colour of a style in six digits; Word writes it beside the name of a theme colour."""
    found = attribute(sheet.resolved(style, "rPr/color"))
    return found.upper() if _is_colour(found) else ""


def _theme_accent(theme: Element | None) -> str:
    if theme is None:
        return ""
    for accent in theme.iter(qualified("a:accent1")):
        for colour in accent:
            value = colour.get("val", "")
            return value.upper() if _is_colour(value) else ""
    return ""


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(sign in "0123456789abcdefABCDEF" for sign in text)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def _spread(colour: str) -> int:
    """How far from grey."""
    return max(_channels(colour)) - min(_channels(colour))


def _mixed(colour: str, white: float) -> str:
    """The colour with a share of white."""
    return "".join(f"{round(one + (255 - one) * white):02X}" for one in _channels(colour))


def _readable(colour: str) -> str:
    """The colour, darkened until white can be read on it."""
    for _step in range(20):
        if contrast_with_white(colour) >= LEAST_CONTRAST:
            break
        colour = "".join(f"{round(one * 0.9):02X}" for one in _channels(colour))
    return colour


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of WCAG between white and a colour of six digits."""
    shares = [one / 255 for one in _channels(colour)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    luminance = sum(f * one for f, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05)
