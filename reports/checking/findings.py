"""What the checker says: findings, each with its place, its words and perhaps a repair."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is: a wrong paper, probably a wrong paper, not the house's style."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Repair:
    """A change of one paragraph's markup that is safe: the text as it reads, and as it would read."""

    old: str
    new: str


@dataclass(frozen=True)
class Found:
    """What a rule has found.

    `target` is the id of a block ("para/KEY", "section/KEY", "cover/summary"; empty for the paper as a
    whole); `words` are those it is about, `text` the sentence that holds them with its numbers as what
    they mean: a waiver ends when it reads otherwise. `values` fills `message`.
    """

    target: str
    language: str
    words: str
    message: str
    text: str = ""
    repair: Repair | None = None


@dataclass(frozen=True)
class Location:
    """Where a block stands: its place in the order of the paper; of a paragraph its number."""

    order: int = 0
    number: int = 0
    appendix: bool = False


NOWHERE = Location()


@dataclass(frozen=True)
class Finding:
    """A finding of a rule, at a location of the paper.

    The `fingerprint` is the same in every run and in every language of the interface, as long as rule,
    place, words and sentence are.
    """

    rule: str
    severity: Severity
    target: str
    language: str
    words: str
    message: str
    text: str
    repair: Repair | None
    location: Location
    fingerprint: str

    @property
    def paragraph(self) -> str:
        """The key of the paragraph that it is about; empty for anything else."""
        return self.target.removeprefix("para/") if self.target.startswith("para/") else ""


def findings(
    rule: str, severity: Severity, found: Iterable[Found], locations: Mapping[str, Location]
) -> Iterator[Finding]:
    """What a rule has found, told apart: of two alike in one sentence the second has its own print."""
    seen: dict[str, int] = {}
    for one in found:
        name = _print(rule, one.target, one.language, one.words, one.text)
        seen[name] = seen.get(name, 0) + 1
        finding = Finding(
            rule=rule,
            severity=severity,
            target=one.target,
            language=one.language,
            words=one.words,
            message=one.message,
            text=one.text,
            repair=one.repair,
            location=locations.get(one.target, NOWHERE),
            fingerprint=name,
        )
        if seen[name] > 1:
            finding = replace(finding, fingerprint=_print(name, str(seen[name])))
        yield finding


def _print(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]
