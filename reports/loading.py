"""Loading a report: cover, outline, editions."""

from collections.abc import Mapping
from typing import Any

from core.translated import set_texts
from outcomes.models import Strategy
from reports.models import Edition, Report


def report_load(strategy: Strategy, data: Mapping[str, Any]) -> Report:
    """Bring a report to what `data` says; its text follows when it is regenerated."""
    report = Report.objects.filter(slug=data["slug"]).first() or Report(slug=data["slug"])
    cover = data["cover"]
    report.strategy = strategy
    report.year = data["year"]
    report.profile = data["profile"]
    report.symbol = cover["symbol"]
    report.session_number = cover["session"]["number"]
    report.section_code = cover["section_code"]
    report.dated = cover["date"]
    report.original_language = cover["original_language"]
    report.file_tag = cover["file_tag"]
    report.related_documents = cover["related_documents"]
    report.cut_off = data["cut_off"]
    report.rounding = data["rounding"]
    report.outline = data["sections"]
    for field, texts in (
        ("title", data["title"]),
        ("summary", {code: text.strip() for code, text in cover["summary"].items()}),
        ("session_place", cover["session"]["place"]),
        ("session_dates", cover["session"]["dates"]),
        ("section", cover["section"]),
        ("segment", cover["segment"]),
        ("author_unit", cover["author_unit"]),
    ):
        set_texts(report, field, texts)
    report.save()
    for language in data["editions"]:
        Edition.objects.get_or_create(report=report, language=language)
    return report
