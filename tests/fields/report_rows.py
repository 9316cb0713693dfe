"""Reports and their templates, filled twice."""

from datetime import UTC, date, datetime

from django.urls import reverse

from reports.models import Report, ReportTemplate, WordTemplate
from tests.factories import make_strategy, outline
from tests.fields.filled import Filled, own, own_workbook, person, strategy, texts
from tests.reports.word_templates.docx_templates import make_word_template

REPORTS = (
    Filled(
        Report,
        lambda: {"slug": "old-report", "since": 2011, "year": 2019, "profile": "information",
                 "agenda_item": 11, "symbol": "GB.1/OLD", "session_number": 331,
                 "section_code": "OLDC", "dated": date(2020, 1, 2), "original_language": "en",
                 "file_tag": "OLDT", "related_documents": ["GB.2/OLD"], "cover_alone": False,
                 "word_budget": 8500, "final_reason": "Old reason.",
                 "cut_off": date(2019, 12, 30), "rounding": "nearest", "in_words": "ten",
                 "own_figures": [_figure("old-figure")], "own_tables": [_table("old-table")],
                 "word_template": _look("Old look"), **_words("Old")},
        lambda: {"slug": "newer-report", "since": 2012, "year": 2020, "profile": "decision",
                 "agenda_item": 12, "symbol": "GB.1/NEW", "session_number": 332,
                 "section_code": "NEWC", "dated": date(2021, 2, 3), "original_language": "de",
                 "file_tag": "NEWT", "related_documents": ["GB.2/NEW", "GB.3/NEW"],
                 "cover_alone": True, "word_budget": 3300, "final_reason": "Newer reason.",
                 "cut_off": date(2020, 12, 29), "rounding": "cut", "in_words": "nine",
                 "own_figures": [_figure("newer-figure")], "own_tables": [_table("newer-table")],
                 "word_template": _look("Newer look"), **_words("Newer")},
        lambda row: reverse("reports:report-facts", args=[row.slug]),
        own_workbook, given=lambda: {"strategy": strategy()},
    ),
    Filled(
        ReportTemplate,
        lambda: {"profile": "information", "languages": ["fr"], "requires": ["words"],
                 "required_figures": ["old-figure"], "required_tables": ["old-table"],
                 "outline": outline("Old opening"),
                 "word_template": _look("Old look")},
        lambda: {"profile": "decision", "languages": ["de"], "requires": ["gate"],
                 "required_figures": ["newer-figure"], "required_tables": ["newer-table"],
                 "outline": outline("Newer opening"),
                 "word_template": _look("Newer look")},
        own, own_workbook, given=lambda: {"strategy": make_strategy()},
    ),
    Filled(
        WordTemplate,
        lambda: {"name": "Old look", "strategy": strategy(), "is_withdrawn": False,
                 **_file("old.docx", 5, "pmo", 1)},
        lambda: {"name": "Newer look", "strategy": make_strategy(title="Another strategy"),
                 "is_withdrawn": True, **_file("newer.docx", 7, "editor", 2)},
        own, own_workbook,
    ),
)  # fmt: skip


def _look(name: str) -> WordTemplate:
    """A Word template of that name, made once."""
    return WordTemplate.objects.filter(name=name).first() or make_word_template(name=name)


def _figure(key: str) -> dict[str, object]:
    """A figure that a report declares, told by its key and its caption."""
    bar = {"number": "projects.by_category"}
    return {"key": key, "of": [bar], "caption": {"en": f"Caption of {key}"}}


def _table(key: str) -> dict[str, object]:
    """A table that a report declares."""
    return {"key": key, "of": "indicators", "caption": {"en": f"Caption of {key}"}}


def _words(prefix: str) -> dict[str, str]:
    """Every text of a report's first page, told apart by its field."""
    names = Report._meta.get_field("i18n").fields
    return texts(**{name: f"{prefix} {name}" for name in names})


def _file(name: str, size: int, who: str, day: int) -> dict[str, object]:
    return {
        "file_name": name,
        "sha256": name.ljust(64, "x"),
        "size": size * 1024,
        "uploaded_by": person(who),
        "uploaded_at": datetime(2022, 1, day, 12, tzinfo=UTC),
    }
