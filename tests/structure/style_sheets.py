"""Style sheets taken apart, for the tests that read them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Rule:
    """One rule: the at-rules it lies in, from outside, its selector, and what it declares."""

    within: tuple[str, ...]
    selector: str
    declarations: tuple[tuple[str, str], ...]

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers it lies in."""
        words = (each.split() for each in self.within)
        return tuple(name for kind, *names in words if kind == "@layer" for name in names)

    @property
    def prints(self) -> bool:
        """Whether it speaks of paper only."""
        return "@media print" in self.within


def rules(path: Path) -> list[Rule]:
    """Every rule of a file; descriptors of at-rules (`@font-face`, `@page`) are rules as well."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    # Nothing of a string is syntax.
    return list(_rules(re.sub(r'"[^"]*"', '""', text), ()))


def statements(path: Path) -> list[str]:
    """The at-rules of a file that end without a block, as they stand: `@layer base, pages`."""
    return re.findall(r"(?m)^(@[a-z-]+ [^{};]+);", path.read_text(encoding="utf-8"))


def _rules(text: str, within: tuple[str, ...]) -> Iterator[Rule]:
    at = 0
    while (opened := text.find("{", at)) >= 0:
        closed = _end(text, opened)
        head = " ".join(text[at:opened].rpartition(";")[2].split())
        body = text[opened + 1 : closed]
        if "{" in body:
            yield from _rules(body, (*within, head))
        else:
            yield Rule(within, head, tuple(_declarations(body)))
        at = closed + 1


def _end(text: str, opened: int) -> int:
    depth = 0
    for at in range(opened, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if not depth:
            return at
    raise ValueError(f"a block that begins with {text[opened : opened + 40]!r} does not end")


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    for line in body.split(";"):
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), " ".join(value.split())
