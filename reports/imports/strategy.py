"""A strategy file as a whole: the framework, money, risks and the template of its reports."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.imports.difference import AffectedRows
from core.imports.fields import Choice, ListOf, words_of
from core.imports.nodes import Node, Scalar, Table
from core.imports.problems import FileCheck
from core.imports.records import Record, Row
from core.imports.yaml_tree import read_yaml_tree
from core.languages import LANGUAGES
from outcomes.strategy.imports import check_framework, framework_affected_rows, framework_fields
from portfolio.deliverables.imports import check_links, link_affected_rows, link_fields
from portfolio.money.imports import funding_affected_rows, funding_fields
from reports.models import Origin, Profile, ReportTemplate, Requirement
from reports.outline.schema import SectionField, block_key_field, settle_outline
from reports.outline.text_field import Uses
from risks.imports.file import check_framework_risks, framework_risk_affected_rows, risk_fields


@dataclass
class StrategyFile:
    """A checked strategy file."""

    row: Row | None = None
    uses: Uses = field(default_factory=Uses)


def strategy_file(content: bytes, reading: FileCheck) -> StrategyFile:
    """Check a strategy file; every mistake goes to `reading`."""
    file = StrategyFile()
    tree = read_yaml_tree(content, reading)
    if tree is None:
        return file
    _settle_languages(tree, reading)
    file.row = _record(file.uses).read(tree, "", reading)
    return file


def _record(uses: Uses) -> Record:
    report = Record(
        {
            "profile": Choice(words_of(Profile), _("profile"), default=Profile.INFORMATION.value),
            "languages": ListOf(Choice(LANGUAGES, _("language"))),
            "requires": ListOf(Choice(words_of(Requirement), _("requirement"))),
            "required_figures": ListOf(block_key_field()),
            "required_tables": ListOf(block_key_field()),
            "outline": ListOf(SectionField(uses), required=True),
        },
        _check_report,
    )
    fields = {
        **framework_fields(risk_fields(), link_fields()),
        **funding_fields(),
        **risk_fields(),
        "report": report,
    }
    return Record(fields, check_framework, check_framework_risks, check_links)


def _check_report(row: Row) -> None:
    settle_outline(row["outline"] or [], Origin.TEMPLATE.value)


def _settle_languages(tree: Node, reading: FileCheck) -> None:
    """The languages the file says it is in decide what its texts may and must be in."""
    if not isinstance(tree, Table):
        return
    original = _word(tree, "original_language")
    if original in LANGUAGES:
        reading.original = original


def _word(tree: Table, key: str) -> str:
    entry = tree.entries.get(key)
    return entry.node.text.strip() if entry and isinstance(entry.node, Scalar) else ""


def strategy_affected_rows(file: StrategyFile) -> list[AffectedRows]:
    """The rows that a strategy file speaks of."""
    assert file.row is not None
    slug: Any = file.row["slug"]
    templates = ReportTemplate.objects.filter(strategy__slug=slug)
    return [
        *framework_affected_rows(file.row),
        link_affected_rows(file.row),
        *funding_affected_rows(file.row),
        *framework_risk_affected_rows(file.row),
        AffectedRows(templates, ("strategy__slug",), named=False),
    ]
