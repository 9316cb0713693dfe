"""A report file: its schema, and which rows it speaks of."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from core.imports.difference import AffectedRows
from core.imports.fields import Choice, Day, Field, Flag, ListOf, Text, Texts, slug, words_of
from core.imports.nodes import Node, Scalar, Table
from core.imports.numeric_fields import Whole, year
from core.imports.problems import FileCheck
from core.imports.records import Record, Row
from core.imports.yaml_tree import read_yaml_tree
from core.languages import LANGUAGES
from outcomes.models import Strategy
from reports.document.markup_check import holds_blocks, holds_marks
from reports.imports.pictures import BroughtPictures, pictures_field
from reports.models import (
    IMPLICATIONS,
    Edition,
    InWords,
    Origin,
    Paragraph,
    ParagraphText,
    Profile,
    Report,
    ReportPicture,
    RoundingChoice,
)
from reports.outline.declared_fields import own_keys
from reports.outline.declared_schema import figure_record, table_record
from reports.outline.schema import (
    MOST_WORDS,
    ORIGINS,
    SectionField,
    Written,
    key_field,
    paragraph_record,
    settle_outline,
    written_paragraphs,
)
from reports.outline.text_field import MarkupText, Uses


@dataclass
class ReportFile:
    """A checked report file: its values, the author's own paragraphs, pictures, what its texts use."""

    row: Row | None = None
    strategy: Strategy | None = None
    written: list[Written] = field(default_factory=list)
    uses: Uses = field(default_factory=Uses)
    pictures: BroughtPictures = field(default_factory=lambda: BroughtPictures(None))


def report_record(strategies: Collection[str], uses: Uses) -> Record:
    """The schema of a report file."""
    under = key_field(required=True)
    group = Record({"under": under, "paragraphs": ListOf(paragraph_record(uses), required=True)})
    return Record(
        {
            "strategy": Choice(strategies, _("strategy"), required=True),
            "slug": slug(),
            "since": year(),
            "year": year(required=True),
            "profile": Choice(words_of(Profile), _("profile")),
            "title": Texts(300, required=True),
            "cover": _cover(uses),
            "cut_off": Day(required=True),
            "rounding": Choice(words_of(RoundingChoice), _("rounding"), default="nearest"),
            "in_words": Choice(words_of(InWords), _("numbers in words"), default="ten"),
            "editions": ListOf(Choice(LANGUAGES, _("language"))),
            "word_budget": Whole(1, MOST_WORDS),
            "figures": ListOf(figure_record(strategies), unique="key"),
            "tables": ListOf(table_record(strategies), unique="key"),
            "pictures": pictures_field(),
            "origin": Choice(ORIGINS, _("origin"), default=Origin.TEMPLATE.value),
            "sections": ListOf(SectionField(uses)),
            "written": ListOf(group, unique="under"),
        },
        _check_years,
    )


def _check_years(row: Row) -> None:
    if row["since"] and row["year"] and row["since"] >= row["year"]:
        row.problem(
            "since", _("the first year lies before the last one; leave it out for one year.")
        )


def _cover(uses: Uses) -> Record:
    session: dict[str, Field[Any]] = {
        "number": Whole(1, 10_000, required=True),
        "place": Texts(80, required=True),
        "dates": Texts(80, required=True),
    }
    return Record(
        {
            "session": Record(session, required=True),
            "symbol": Text(60, required=True),
            "section_code": Text(10),
            "section": Texts(120),
            "segment": Texts(120),
            "date": Day(required=True),
            "original_language": Choice(LANGUAGES, _("language"), default="en"),
            "author_unit": Texts(200),
            "related_documents": ListOf(Text(60)),
            "file_tag": Text(12),
            "summary": Texts(inner=MarkupText(uses)),
            "agenda_item": Whole(1, 999),
            "alone": Flag(),
            **{name: Texts(inner=MarkupText(uses, longest=300)) for name in IMPLICATIONS},
            "decision": Texts(inner=MarkupText(uses)),
            # Printed from the language profile; files may say it for their readers.
            "body": Texts(120),
        },
        _check_summary,
        _check_lines,
        required=True,
    )


def _check_summary(row: Row) -> None:
    """The box on the cover is one paragraph without points."""
    for code, text in (row["summary"] or {}).items():
        if holds_blocks(text):
            message = _("the box of the cover (%(code)s) holds no points; write one paragraph.")
            row.problem("summary", message % {"code": code})


def _check_lines(row: Row) -> None:
    """The lines of the box are plain words, which may refer to paragraphs."""
    for name in IMPLICATIONS:
        for text in (row[name] or {}).values():
            if holds_marks(text) or holds_blocks(text):
                message = _(
                    "this line holds neither live numbers, footnotes, links, points nor words in bold or "
                    "italics."
                )
                row.problem(name, message)


def report_file(content: bytes, reading: FileCheck, folder: Path | None = None) -> ReportFile:
    """Check a report file, whose pictures lie in `folder`; every mistake goes to `reading`."""
    file = ReportFile(pictures=BroughtPictures(folder))
    tree = read_yaml_tree(content, reading)
    if tree is None:
        return file
    reading.original = _original(tree) or reading.original
    file.uses.own_figures = frozenset(own_keys(tree, "figures"))
    file.uses.own_tables = frozenset(own_keys(tree, "tables"))
    file.uses.pictures = frozenset(own_keys(tree, "pictures")) | _stored_pictures(tree)
    strategies = {one.slug: one for one in Strategy.objects.all()}
    row = report_record(list(strategies), file.uses).read(tree, "", reading)
    if row is None:
        return file
    file.row, file.strategy = row, strategies.get(row["strategy"] or "")
    file.pictures.read(row["pictures"] or [])
    settle_outline(row["sections"] or [], row["origin"] or "", row["written"] or [])
    if not reading.problems:
        file.written = written_paragraphs(row["sections"], row["written"])
    _check_against_stored(row)
    return file


def _stored_pictures(tree: Node) -> frozenset[str]:
    """The pictures that the report has already, if it is there."""
    entry = tree.entries.get("slug") if isinstance(tree, Table) else None
    slug_ = entry.node.text.strip() if entry and isinstance(entry.node, Scalar) else ""
    rows = ReportPicture.objects.filter(report__slug=slug_)
    return frozenset(rows.values_list("key", flat=True))


def _original(tree: Node) -> str:
    """The original language, which decides what other fields must have; checked later."""
    cover = tree.entries.get("cover") if isinstance(tree, Table) else None
    inner = cover.node if cover else None
    entry = inner.entries.get("original_language") if isinstance(inner, Table) else None
    word = entry.node.text.strip() if entry and isinstance(entry.node, Scalar) else ""
    return word if word in LANGUAGES else ""


def _check_against_stored(row: Row) -> None:
    """A short name belongs to one strategy, and what is locked does not change."""
    report = Report.objects.select_related("strategy").filter(slug=row["slug"]).first()
    if report is None:
        return
    if row["strategy"] and report.strategy.slug != row["strategy"]:
        message = _("a report of this name belongs to the strategy %(slug)s; choose another name.")
        row.problem("slug", message % {"slug": report.strategy.slug})
    if not report.is_in_drafting:
        row.problem("slug", _("this report is locked; nothing of it can be loaded any more."))


def report_affected_rows(file: ReportFile) -> list[AffectedRows]:
    """The rows that a report file speaks of.

    Of written paragraphs only those that came from a file and that nobody has changed since:
    people's work is never listed as missing, and never pruned.
    """
    assert file.row is not None
    slug_ = file.row["slug"]
    edited = ParagraphText.objects.filter(paragraph=OuterRef("pk")).exclude(text=F("generated"))
    untouched = Paragraph.objects.filter(
        ~Exists(edited), section__report__slug=slug_, origin=Origin.WRITTEN
    )
    texts = ParagraphText.objects.filter(
        paragraph__section__report__slug=slug_, paragraph__origin=Origin.WRITTEN
    )
    return [
        AffectedRows(Report.objects.filter(slug=slug_), ("slug",), named=False),
        AffectedRows(
            Edition.objects.filter(report__slug=slug_),
            ("report__slug", "language"),
            frozenset((slug_, code) for code in file.row["editions"]),
        ),
        AffectedRows(
            ReportPicture.objects.filter(report__slug=slug_),
            ("key",),
            frozenset((key,) for key in file.pictures.made),
            named=False,
        ),
        AffectedRows(
            texts.filter(text=F("generated")),
            ("paragraph__section__key", "paragraph__key", "language"),
            frozenset(
                (one.section, one.row["key"], code)
                for one in file.written
                for code in one.row["text"]
            ),
        ),
        AffectedRows(
            untouched,
            ("section__key", "key"),
            frozenset((one.section, one.row["key"]) for one in file.written),
            (ParagraphText,),
        ),
    ]
