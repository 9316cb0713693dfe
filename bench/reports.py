"""One edition: composing, writing, and all of it."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import count

from bench.measure import Result, median
from core.jobs.services import job_run
from reports.composing.compose import Composition
from reports.document import tree
from reports.drafts import services
from reports.models import Report

DAY = date(2022, 1, 17)


def measure() -> Iterator[Result]:
    """Limits: a Word edition under 0.3 s, a PDF under 0.5 s, a whole draft (20 files) under 3 s."""
    report = Report.objects.select_related("strategy").get(slug="progress-2021")

    def compose() -> Composition:
        return services.report_compose(report, ["en"], draft=1, made_on=DAY)

    document = compose().documents["en"]

    def word() -> None:
        services.render(compose().documents["en"], "docx")

    yield Result("compose one edition from the database", median(compose), 0.2)
    for format_ in ("docx", "html", "txt", "json"):
        taken = median(lambda format_=format_: services.render(document, format_))  # type: ignore[misc]
        yield Result(f"write one {format_}", taken, 0.3)
    papers = _new_papers(document)
    yield Result("write one pdf", median(lambda: services.render(next(papers), "pdf")), 0.5)
    yield Result("one Word edition, data to bytes", median(word), 0.3, f"{_size(document):,} bytes")

    def draft() -> None:
        job = services.report_regenerate_request(report=report, user=None)
        assert job_run(job.pk)

    yield Result("a draft: four editions in five formats", median(draft, 3), 3.0)


def _new_papers(document: tree.Document) -> Iterator[tree.Document]:
    """`document` in other words each time: Typst remembers what it has set before."""
    plain = json.dumps(tree.to_json(document))
    for number in count():
        yield tree.from_json(json.loads(plain.replace(" the ", f" the {number} ")))


def _size(document: tree.Document) -> int:
    return len(services.render(document, "docx").content)
