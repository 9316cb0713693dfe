"""The outline of a report in a file: sections, and the paragraphs under them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any, cast

from django.utils.translation import gettext as _

from core.figures.annexes import annexes
from core.figures.registry import figures
from core.imports.fields import Choice, Field, Flag, ListOf, Mistake, Text, Texts
from core.imports.nodes import Node, Scalar, Table
from core.imports.numeric_fields import Whole
from core.imports.problems import FileCheck, Problem, did_you_mean, quoted
from core.imports.records import Record, Row, one_of
from reports.document.markup import read_heading
from reports.document.spans import MarkupError
from reports.document.translations import numbers_apart
from reports.models import Origin
from reports.models.keys import KEY
from reports.models.outline import OutlineParagraph, OutlineSection
from reports.outline.text_field import MarkupText, Uses

PARTS = ("outcome", "output", "driver")
ORIGINS = (Origin.TEMPLATE.value, Origin.WRITTEN.value)
PLACEHOLDERS = ("number", "title")
MOST_LEVELS = 4
# No paper is longer; a budget beyond it is a mistake.
MOST_WORDS = 1_000_000


def key_field(*, required: bool = False) -> Text:
    """The key of a section or paragraph, by which it is found again."""
    asks = _("a key is letters, figures, points, hyphens and strokes, as in introduction/total.")
    return Text(120, pattern=KEY, asks=asks, required=required)


def block_key_field() -> Text:
    """The key of a figure or table, whether the program, a strategy or a report alone declares it."""
    asks = _("a key is letters, figures, points, hyphens and strokes, as in projects-by-outcome.")
    return Text(60, pattern=KEY, asks=asks, required=True)


def paragraph_record(uses: Uses) -> Record:
    """A paragraph with its texts; what it uses goes to `uses`."""
    return Record(
        {
            "key": key_field(),
            "text": Texts(inner=MarkupText(uses), fallback=False, required=True),
            "figure": Text(60),
            "origin": Choice(ORIGINS, _("origin")),
        },
        lambda row: _check_figure(row, uses),
        _tell_other_numbers,
    )


def _check_figure(row: Row, uses: Uses) -> None:
    key = row["figure"]
    if key and key not in figures and key not in uses.own_figures:
        known = did_you_mean(key, [*(one.key for one in figures), *uses.own_figures])
        message = _("there is no figure %(key)s. %(known)s")
        row.problem("figure", message % {"key": quoted(key), "known": known})


def _tell_other_numbers(row: Row) -> None:
    """Every language of a paragraph holds the same live numbers, however often it needs them.

    It is told, and refuses nothing: an original is written before its translations. Until they agree
    the paper shows the original.
    """
    for code, apart in numbers_apart(row["text"] or {}, row.reading.original).items():
        for number in apart.lacking:
            message = _("the live number %(number)s of the original is missing here.")
            _tell(row, code, message, number)
        for number in apart.extra:
            message = _("the live number %(number)s does not stand in the original.")
            _tell(row, code, message, number)


def _tell(row: Row, code: str, message: str, number: str) -> None:
    node = row.node("text")
    entry = node.entries.get(code) if isinstance(node, Table) else None
    place = entry.location if entry else row.location_of("text")
    number, shown = quoted(f"{{{{{number}}}}}"), _("The original is shown there.")
    told = f"{message % {'number': number}} {shown}"
    row.reading.notice(str(Problem(place, f"{row.path_of('text')}.{code}", told)))


class TableKey(Text):
    """The key of a generated table, or of one that the file declares."""

    def __init__(self, uses: Uses) -> None:
        super().__init__(60)
        self.uses = uses

    def value(self, scalar: Scalar) -> str:
        """The key, if there is such a table."""
        key = super().value(scalar)
        own = self.uses.own_tables
        if key not in annexes and key not in own:
            known = did_you_mean(key, [*(one.key for one in annexes), *own])
            message = _("there is no table %(key)s. %(known)s")
            raise Mistake(message % {"key": quoted(key), "known": known})
        return key


class Heading(Field[dict[str, str]]):
    """A heading per language; a repeated one may hold {number} and {title}."""

    def __init__(self) -> None:
        super().__init__(required=True, default={})
        self.texts = Texts(300, fallback=False)

    def read(self, node: Node, path: str, reading: FileCheck) -> dict[str, str] | None:
        """The headings, if their placeholders are known."""
        found = self.texts.read(node, path, reading)
        for text in (found or {}).values():
            if not _holds_placeholders_alone(text) or "{{" in text:
                message = _("%(text)s holds braces that are neither {number} nor {title}.")
                reading.problem(node.location, path, message % {"text": quoted(text)})
                continue
            try:
                read_heading(text)
            except MarkupError as error:
                reading.problem(node.location, path, str(error))
        return found


def _holds_placeholders_alone(text: str) -> bool:
    """No format, no attribute: {title:>99999999} would be as many blanks."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return False
    return all(
        name is None or (name in PLACEHOLDERS and not form and not conversion)
        for _words, name, form, conversion in parts
    )


class SectionField(Field[Row]):
    """A section: fixed (with a key), or repeated for each part of the framework."""

    def __init__(self, uses: Uses, level: int = 1) -> None:
        super().__init__()
        fields: dict[str, Field[Any]] = {
            "key": key_field(),
            "each": Choice(PARTS, _("part of the framework")),
            "heading": Heading(),
            "opening": Flag(),
            "projects": Flag(),
            "paragraphs": ListOf(paragraph_record(uses)),
            "tables": ListOf(TableKey(uses)),
            "words": Whole(1, MOST_WORDS),
        }
        if level == 1:
            fields |= {"appendix": Flag(), "landscape": Flag(), "decision": Flag()}
        if level < MOST_LEVELS:
            fields["sections"] = ListOf(SectionField(uses, level + 1))
        self.record = Record(fields, one_of("key", "each"), _check_section)

    def read(self, node: Node, path: str, reading: FileCheck) -> Row | None:
        """The section with those below it."""
        return self.record.read(node, path, reading)


def _check_section(row: Row) -> None:
    if not row["each"]:
        for name in ("opening", "projects"):
            if row[name]:
                row.problem(name, _("only a repeated section (each: …) takes this."))
        _check_part(row)
        return
    for name in ("tables", "appendix", "landscape", "decision"):
        if row.get(name):
            row.problem(name, _("only a section with a key takes this."))
    if row.gives("paragraphs"):
        message = _("a repeated section has no paragraphs of its own; put them under “written” at the "
                    "end of the file.")  # fmt: skip
        row.problem("paragraphs", message)
    if row["opening"] and row["each"] != "outcome":
        row.problem("opening", _("only an outcome has an opening paragraph."))
    if row["projects"] and row["each"] == "outcome":
        row.problem("projects", _("projects stand under outputs and drivers, not under outcomes."))


def _check_part(row: Row) -> None:
    """A section is one thing: text, the draft decision, or an appendix."""
    if row.get("appendix") and row.get("decision"):
        row.problem("decision", _("the draft decision stands in the paper, not in an appendix."))
    if row.get("landscape") and not row.get("appendix"):
        row.problem("landscape", _("only an appendix can lie on its side; add “appendix: true”."))


def settle_outline(rows: Sequence[Row], origin: str, groups: Sequence[Row] = ()) -> None:
    """Give every paragraph a key and an origin; a key is a natural key and stands once.

    `groups` are written paragraphs by the key of their section.
    """
    _check_repeated(rows, "", {})
    sections: dict[str, Row] = {}
    paragraphs: dict[str, Row] = {}
    tables: dict[str, Row] = {}
    decisions = [section for section in rows if section.get("decision")]
    for section in decisions[1:]:
        section.problem(
            "decision", _("a paper has one draft decision; another section has it already.")
        )
    for section in all_sections(rows):
        _once(section, section["key"], sections)
        for table in section["tables"] or []:
            _once_in(section, "tables", table, tables)
        for index, one in enumerate(section["paragraphs"] or [], 1):
            one["key"] = one["key"] or f"{section['key']}/{index}"
            one["origin"] = one["origin"] or origin
            _once(one, one["key"], paragraphs)
    for group in groups:
        for index, one in enumerate(group["paragraphs"] or [], 1):
            one["key"] = one["key"] or f"{group['under']}/written/{index}"
            _once(one, one["key"], paragraphs)


def stands_below(each: str, above: str) -> bool:
    """Whether a section repeated for `each` ("": one with a key) can stand below one repeated for
    `above`.

    Only what differs from one part to the next can: an outcome has outputs of its own. Anything else
    would stand there several times with one key, and a key is of one section.
    """
    return not above or (each, above) == ("output", "outcome")


def _check_repeated(rows: Sequence[Row], above: str, seen: dict[str, Row]) -> None:
    """No section and no part of the framework stands in a paper twice."""
    for row in rows:
        each: str = row["each"] or ""
        if not stands_below(each, above):
            message = _("below “each: %(above)s” this would stand several times with the same words; "
                        "only “each: output” fits below “each: outcome”. Put it beside.")  # fmt: skip
            row.problem("each" if each else "key", message % {"above": above})
        elif each in seen:
            message = _("“each: %(each)s” stands in the outline already, at %(place)s.")
            place = seen[each].location_of("each")
            row.problem("each", message % {"each": each, "place": place})
        if each:
            seen.setdefault(each, row)
        _check_repeated(row.get("sections") or [], each or above, seen)


def _once(row: Row, key: str | None, seen: dict[str, Row]) -> None:
    if key:
        _once_in(row, "key", key, seen)


def _once_in(row: Row, name: str, key: str, seen: dict[str, Row]) -> None:
    if key in seen:
        message = _("the key %(key)s stands here twice, first at %(place)s.")
        first = seen[key].location_of(name)
        row.problem(name, message % {"key": quoted(key), "place": first})
    seen.setdefault(key, row)


def all_sections(rows: Sequence[Row] | None) -> Iterator[Row]:
    """Every section, those below others too, in order."""
    for row in rows or []:
        yield row
        yield from all_sections(row.get("sections"))


def plain_outline(rows: Sequence[Row]) -> list[OutlineSection]:
    """The outline as it is stored (see `reports.outline`), without what the author wrote."""
    return [_plain_section(row) for row in rows]


def _plain_section(row: Row) -> OutlineSection:
    names = (
        *("key", "each", "heading", "opening", "projects", "tables", "words"),
        *("appendix", "landscape", "decision"),
    )
    plain = cast(OutlineSection, {name: row[name] for name in names if row.get(name)})
    template = [one for one in row["paragraphs"] if one["origin"] == Origin.TEMPLATE]
    if template:
        plain["paragraphs"] = [_plain_paragraph(one) for one in template]
    if row.get("sections"):
        plain["sections"] = plain_outline(row["sections"])
    return plain


def _plain_paragraph(row: Row) -> OutlineParagraph:
    names = ("key", "text", "figure")
    return cast(OutlineParagraph, {name: row[name] for name in names if row[name]})


# Behind whatever stands in a repeated section already.
LAST = 1000


@dataclass(frozen=True)
class Written:
    """A paragraph the author wrote: under which section, where in it, and the group that says so."""

    section: str
    position: int
    row: Row
    group: Row


def written_paragraphs(sections: Sequence[Row], groups: Sequence[Row]) -> list[Written]:
    """Every written paragraph of a file with its place."""
    found = [
        Written(section["key"], position, one, section)
        for section in all_sections(sections)
        for position, one in enumerate(section["paragraphs"])
        if one["origin"] == Origin.WRITTEN
    ]
    for group in groups:
        for position, one in enumerate(group["paragraphs"], LAST):
            found.append(Written(group["under"], position, one, group))
    return found
