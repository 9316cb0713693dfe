"""Texts that a spreadsheet would run as a formula, blunted on their way out and whole on their way in.

A cell that begins with =, +, -, @, a tab or a carriage return is run (OWASP: CSV injection). Where a
file is read with another separator than its own, cells begin inside of a text: after a semicolon, a
tab, a bar or a line end, behind blanks and quotation marks. An apostrophe goes before each such sign.
"""

import re

_BEGINS = r"(^|[;|\t\r\n])([ \u00a0\"]*)"
_SHARP = re.compile(_BEGINS + r"(?='*[=+\-@])")
_BLUNTED = re.compile(_BEGINS + r"'(?='*[=+\-@])")


def blunted(text: str) -> str:
    """The text as a spreadsheet may read it, with whatever separator."""
    text = _SHARP.sub(r"\1\2'", text)
    return f"'{text}" if text.startswith(("\t", "\r")) else text


def sharpened(text: str) -> str:
    """What `blunted` was given, blanks around it left out."""
    return _BLUNTED.sub(r"\1\2", text)
