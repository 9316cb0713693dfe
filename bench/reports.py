"""One edition: composing, writing, and all of it."""

from collections.abc import Iterator
from datetime import date

from bench.measure import Result, median
from core.jobs import job_run
from reports import services, tree
from reports.compose import Composition
from reports.models import Report

DAY = date(2022, 1, 17)


def measure() -> Iterator[Result]:
    """Limits: a Word edition under 0.3 s, a whole draft (two editions, six files) under 2 s."""
    report = Report.objects.select_related("strategy").get(slug="progress-2021")

    def compose() -> Composition:
        return services.report_compose(report, ["en"], draft=1, made_on=DAY)

    document = compose().documents["en"]

    def word() -> None:
        services.render(compose().documents["en"], "docx")

    yield Result("compose one edition from the database", median(compose), 0.2)
    for format_ in ("docx", "html", "json"):
        taken = median(lambda format_=format_: services.render(document, format_))  # type: ignore[misc]
        yield Result(f"write one {format_}", taken, 0.3)
    yield Result("one Word edition, data to bytes", median(word), 0.3, f"{_size(document):,} bytes")

    def draft() -> None:
        job = services.report_regenerate_request(report=report, user=None)
        assert job_run(job.pk)

    yield Result("a draft: two editions in three formats", median(draft, 3), 2.0)


def _size(document: tree.Document) -> int:
    return len(services.render(document, "docx").content)
