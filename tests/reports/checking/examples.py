"""The examples of `docs/checker.md`, read: of each rule what is found and what is left alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tests.structure.sources import ROOT

PAGE = ROOT / "docs" / "checker.md"
_SECTION = re.compile(r"^### `([a-z-]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"```(found|left)\n(.*?)```", re.DOTALL)


class Example(NamedTuple):
    """A line of the page, and whether the rule finds something in it."""

    rule: str
    line: str
    found: bool


@dataclass(frozen=True)
class Section:
    """What the page says of a rule."""

    rule: str
    text: str


def sections() -> list[Section]:
    """The sections of the page, in order."""
    return [Section(*hit.groups()) for hit in _SECTION.finditer(PAGE.read_text(encoding="utf-8"))]


def examples() -> Iterator[Example]:
    """Every example that is a text."""
    for section in sections():
        for kind, body in _FENCE.findall(section.text):
            for line in body.strip().splitlines():
                yield Example(section.rule, line, kind == "found")


def texts_in(line: str) -> dict[str, dict[str, str]]:
    """ "en: One. ¶ Two. || de: Eins." as paragraphs by language and key.

    "@P-1" begins one of that project, ⏎ is a line's end.
    """
    found: dict[str, dict[str, str]] = {}
    for edition in line.split(" || "):
        code, _colon, text = edition.partition(": ")
        for place, paragraph in enumerate(text.split(" ¶ "), 1):
            key = f"one/{place}"
            if named := re.match(r"@(\S+) ", paragraph):
                key, paragraph = f"project/{named[1]}/{place}", paragraph[named.end() :]
            found.setdefault(code, {})[key] = paragraph.replace("⏎", "\n")
    return found
