"""No-break spaces where the house style of Governing Body papers wants them.

A rule only turns an ordinary space into a no-break one; it never inserts or removes a sign (French
quotation marks, which are nothing without their spaces, are the one exception). So it may run any
number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.languages.digits import NARROW_NO_BREAK, NO_BREAK


@dataclass(frozen=True)
class Rule:
    """One replacement."""

    pattern: re.Pattern[str]
    replacement: str

    def apply(self, text: str) -> str:
        """Return ``text`` with the rule applied everywhere."""
        return self.pattern.sub(self.replacement, text)

    @property
    def for_scripts(self) -> tuple[str, str]:
        """Pattern and replacement as browsers read them, which know fewer escapes and letters."""
        pattern = re.sub(r"\\([ #&~-])", r"\1", self.pattern.pattern)
        letters = pattern.replace(r"[\w.]", r"[\p{L}\p{N}_.]").replace(r"\w", r"[\p{L}\p{N}_]")
        return letters, re.sub(r"\\(\d)", r"$\1", self.replacement)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def after_number(*units: str) -> Rule:
    """Hold a unit to the figure before it: "10 per cent", "US$4.5 million"."""
    return Rule(re.compile(rf"(?<=\d) (?=(?:{_any_of(units)})(?!\w))"), NO_BREAK)


def before_number(*words: str) -> Rule:
    """Hold a word to the figure behind it: "para. 57", "No. 190"."""
    return Rule(re.compile(rf"(?<!\w)({_any_of(words)}) (?=\d)"), rf"\1{NO_BREAK}")


# "GB.344/PFA/INF/2" has no space; "GB.331/PFA/5 (Rev.1)" must not lose its suffix at a line's end.
# A symbol has few parts: without a bound, each of its parts might be read to the end of the text.
SYMBOL_SUFFIX = Rule(
    re.compile(r"(\bGB\.\d{1,6}(?:/[\w.]{1,40}){1,10}) (?=\((?:Rev|Add|Corr))"), rf"\1{NO_BREAK}"
)

# Only spaces that somebody typed: "10:30", "https://" and "Date: 9 février" stay as they are.
FRENCH_PUNCTUATION = (
    Rule(re.compile(r"(?<=\S) (?=[;!?](?:\s|$))"), NARROW_NO_BREAK),
    Rule(re.compile(r"(?<=\S) (?=:(?:\s|$))"), NO_BREAK),
    Rule(re.compile(r"«(?: |(?=[^\s\u00a0\u202f]))"), f"«{NO_BREAK}"),
    Rule(re.compile(r"(?:(?<=[^\s\u00a0\u202f«]) |(?<=[^\s\u00a0\u202f«]))(?=»)"), NO_BREAK),
)
