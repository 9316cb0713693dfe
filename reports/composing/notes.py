"""What the author of a draft must know and no reader will see, as plain keys.

Pages put them into the reader's language (`reports.drafts.report_page`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.figures.annexes import annexes
from core.figures.registry import figures
from core.registry import UnknownKey
from reports.composing.computed_numbers import ComputedNumbers
from reports.composing.edition_tree import EditionComposer
from reports.composing.merge import Paper
from reports.composing.numbering import Numbering, decision_key
from reports.models import Profile, Report


@dataclass(frozen=True)
class AuthorNote:
    """Something the author must know; never printed. `kind` groups, `text` is for people."""

    kind: str
    text: str
    target: str = ""


def author_notes(
    report: Report,
    current: Paper,
    desk: ComputedNumbers,
    editions: Mapping[str, EditionComposer],
    numbering: Numbering,
) -> list[AuthorNote]:
    """Every note of a draft, the gravest kinds last."""
    return [
        *_of_the_text(report, current, editions),
        *_of_the_numbers(desk, numbering),
        *_of_the_words(editions),
    ]


def _of_the_text(
    report: Report, current: Paper, editions: Mapping[str, EditionComposer]
) -> Iterator[AuthorNote]:
    original = report.original_language
    for section in current.silent:
        yield AuthorNote("silent", section.headings.get(original) or section.key)
    if report.profile == Profile.DECISION and not decision_key(current):
        yield AuthorNote("no_decision", "")
    for code, edition in editions.items():
        if edition.missing:
            yield AuthorNote("missing", f"{code}:{edition.missing}")
    for key, language in current.edited:
        yield AuthorNote("source_changed", f"{key}:{language}", f"para/{key}")
    for key in current.orphaned:
        yield AuthorNote("source_gone", key, f"para/{key}")


def _of_the_numbers(desk: ComputedNumbers, numbering: Numbering) -> Iterator[AuthorNote]:
    for problem in desk.problems.values():
        yield AuthorNote("number", f"{problem.signature}: {problem.message}")
    yield from _unknown("figure", numbering.figures, figures)
    yield from _unknown("table", numbering.tables, annexes)
    if any(value.illustrative for value in desk.values.values()):
        yield AuthorNote("illustrative", "")


def _unknown(kind: str, keys: Iterable[str], known: object) -> Iterator[AuthorNote]:
    for key in keys:
        if key not in known:  # type: ignore[operator]
            yield AuthorNote(kind, str(UnknownKey(key)))


def _of_the_words(editions: Mapping[str, EditionComposer]) -> Iterator[AuthorNote]:
    """Broken references, and words of a language that nobody has reviewed."""
    references = {r for edition in editions.values() for r in edition.inliner.broken}
    for reference in sorted(references):
        yield AuthorNote("reference", reference)
    for code, edition in editions.items():
        if edition.unreviewed:
            yield AuthorNote("unreviewed", f"{code}:{' '.join(sorted(edition.unreviewed))}")
