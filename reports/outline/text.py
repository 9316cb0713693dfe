"""An outline read back from YAML, with every mistake and its line."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.imports.fields import ListOf
from core.imports.nodes import Listing
from core.imports.problems import FileCheck
from core.imports.records import Row
from core.imports.yaml_tree import read_yaml_tree
from reports.models import Origin
from reports.models.outline import OutlineSection
from reports.outline.schema import SectionField, all_sections, plain_outline, settle_outline
from reports.outline.text_field import Uses


def read_outline(text: str, original: str) -> list[OutlineSection]:
    """The outline in `text`, checked as `load_strategy` checks it.

    `original` is the language that every text must be in. Raises `FileRefused` with every mistake.
    """
    reading = FileCheck(_("outline"), original=original)
    tree = read_yaml_tree(text.encode(), reading)
    rows: list[Row] = []
    if tree is not None and not isinstance(tree, Listing):
        reading.problem(tree.location, "", _("an outline is a list: begin each section with “- ”."))
    elif tree is not None:
        rows = ListOf(SectionField(Uses())).read(tree, "outline", reading) or []
        settle_outline(rows, Origin.TEMPLATE.value)
        _refuse_written(rows)
    reading.refuse_if_wrong()
    return plain_outline(rows)


def _refuse_written(rows: Sequence[Row]) -> None:
    """A template's words belong to every report; what one author writes stands in that report."""
    for section in all_sections(rows):
        for paragraph in section["paragraphs"] or []:
            if paragraph["origin"] == Origin.WRITTEN:
                paragraph.problem(
                    "origin", _("a template holds no written paragraphs; leave “origin” out.")
                )
