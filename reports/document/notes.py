"""What the author of a draft must know and no reader will see, as plain facts.

Pages put them into the words and the language of who reads them (`reports.drafts.notes_page`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

import msgspec


class AuthorNote(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Base of every note; `kind` in the JSON tells which."""

    @property
    def target(self) -> str:
        """The id of the block that the note leads to; empty for the paper as a whole."""
        return ""


class SilentSection(AuthorNote, frozen=True, tag="silent"):
    """A section left out, since nothing is reported under it."""

    heading: str


class MissingDecision(AuthorNote, frozen=True, tag="no_decision"):
    """A decision paper without a draft decision."""


class MissingTexts(AuthorNote, frozen=True, tag="missing"):
    """So many texts of an edition are not translated."""

    language: str
    count: int


class NumbersDiffer(AuthorNote, frozen=True, tag="numbers_differ"):
    """A translation whose live numbers are not the original's, which is shown instead: by signature.

    Of a paragraph by its key; without one of the summary on the first page.
    """

    language: str
    paragraph: str = ""
    lacking: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        """The paragraph."""
        return f"para/{self.paragraph}" if self.paragraph else ""


class OriginalChanged(AuthorNote, frozen=True, tag="original_changed"):
    """The original of a translation has changed since; the translation stands."""

    paragraph: str
    language: str

    @property
    def target(self) -> str:
        """The paragraph."""
        return f"para/{self.paragraph}"


class SourceChanged(AuthorNote, frozen=True, tag="source_changed"):
    """The source of a paragraph that a person has edited says something else now."""

    paragraph: str
    language: str

    @property
    def target(self) -> str:
        """The paragraph."""
        return f"para/{self.paragraph}"


class SourceGone(AuthorNote, frozen=True, tag="source_gone"):
    """No source calls for a paragraph any more, but a person has edited it."""

    paragraph: str

    @property
    def target(self) -> str:
        """The paragraph."""
        return f"para/{self.paragraph}"


class ChangedProject(msgspec.Struct, frozen=True, kw_only=True):
    """A project by its code, and the fields of it that were changed, by their names."""

    code: str
    fields: tuple[str, ...]


class ProjectsChanged(AuthorNote, frozen=True, tag="projects_changed"):
    """Projects that are called otherwise, or stand elsewhere, than on the day of the data."""

    day: date
    projects: tuple[ChangedProject, ...]


class UncomputedNumber(AuthorNote, frozen=True, tag="number"):
    """A live number that cannot be computed, and why."""

    signature: str
    message: str


class NumberWithoutData(AuthorNote, frozen=True, tag="no_data"):
    """A live number of which nothing is known, so that the paper prints "[no data]"."""

    signature: str


class NumberOutsideStrategy(AuthorNote, frozen=True, tag="other_year"):
    """A live number for a year that the strategy does not cover."""

    signature: str
    year: int


class UnknownFigure(AuthorNote, frozen=True, tag="figure"):
    """The outline names a figure that nobody has declared."""

    key: str


class UnknownTable(AuthorNote, frozen=True, tag="table"):
    """The outline names a table that nobody has declared."""

    key: str


class UndrawnFigure(AuthorNote, frozen=True, tag="undrawn_figure", order=True):
    """A figure that the report declares cannot be drawn, and why."""

    key: str
    message: str


class UndrawnTable(AuthorNote, frozen=True, tag="undrawn_table", order=True):
    """A table that the report declares cannot be made, and why."""

    key: str
    message: str


class BarsLeftOut(AuthorNote, frozen=True, tag="bars_left_out", order=True):
    """A figure that the report declares lacks bars, since their numbers have no data."""

    key: str


class OutsideStrategy(AuthorNote, frozen=True, tag="outside_strategy", order=True):
    """A figure or table that the report declares is on a year that its strategy does not cover."""

    key: str
    year: int


class IllustrativeNumbers(AuthorNote, frozen=True, tag="illustrative"):
    """Some numbers rest on an invented split."""


class BrokenReference(AuthorNote, frozen=True, tag="reference", order=True):
    """A cross reference that leads nowhere; `block` is "fig", "para", "table" or "app"."""

    block: str
    key: str


class UnreviewedWords(AuthorNote, frozen=True, tag="unreviewed"):
    """Words and rules of a language that the paper uses and nobody has reviewed, by name."""

    language: str
    names: tuple[str, ...]


class _Signs(AuthorNote, frozen=True):
    """Signs by their code points, in the block `target` of the editions in `languages`."""

    languages: tuple[str, ...]
    codes: tuple[int, ...]
    target: str


class IllegalSigns(_Signs, frozen=True, tag="illegal"):
    """Control characters that no file can hold; they were left out."""


class MissingGlyphs(_Signs, frozen=True, tag="squares"):
    """Signs that no typeface of the PDF has; it shows squares."""


DrawingNote = UndrawnFigure | UndrawnTable | BarsLeftOut | OutsideStrategy
DraftNote = (
    SilentSection
    | MissingDecision
    | MissingTexts
    | NumbersDiffer
    | OriginalChanged
    | SourceChanged
    | SourceGone
    | ProjectsChanged
    | UncomputedNumber
    | NumberWithoutData
    | NumberOutsideStrategy
    | UnknownFigure
    | UnknownTable
    | DrawingNote
    | IllustrativeNumbers
    | BrokenReference
    | UnreviewedWords
    | IllegalSigns
    | MissingGlyphs
)


def notes_to_json(notes: Iterable[DraftNote]) -> list[dict[str, object]]:
    """Notes as plain values, ready for a JSON column."""
    plain: list[dict[str, object]] = msgspec.to_builtins(list(notes))
    return plain


def notes_from_json(plain: Iterable[Mapping[str, object]]) -> list[DraftNote]:
    """Notes back from plain values, also from those of a draft made before they had facts."""
    return [
        msgspec.convert(_unpacked(one) if "text" in one else one, cast(type[DraftNote], DraftNote))
        for one in plain
    ]


def _unpacked(old: Mapping[str, object]) -> dict[str, object]:
    """A note as it was once stored: `{"kind", "text", "target"}`, with its facts in the text.

    Drafts are never changed, so such rows stay; nothing writes them any more.
    """
    kind, text = str(old["kind"]), str(old["text"])
    head, _sep, tail = text.rpartition(":")
    facts: dict[str, object] = {}
    match kind:
        case "silent":
            facts = {"heading": text}
        case "missing":
            facts = {"language": head, "count": int(tail)}
        case "source_changed":
            facts = {"paragraph": head, "language": tail}
        case "source_gone":
            facts = {"paragraph": text}
        case "number":
            signature, _sep, message = text.partition(": ")
            facts = {"signature": signature, "message": message}
        case "figure" | "table":
            facts = {"key": text}
        case "reference":
            block, _sep, key = text.partition(":")
            facts = {"block": block, "key": key}
        case "unreviewed":
            facts = {"language": head, "names": tail.split()}
        case "illegal" | "squares":
            codes = [int(code.removeprefix("U+"), 16) for code in tail.split()]
            facts = {"languages": head.split(), "codes": codes, "target": old["target"]}
    return {"kind": kind, **facts}
