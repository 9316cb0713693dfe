"""One edition: composing, writing, and the job that does all of it."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import count

from bench.limits import COMPOSE, DOCUMENTS, DRAFT, SMALL, WORD_EDITION
from bench.measure import Act, Measure
from bench.verdict import Ratio, Result
from bench.yardstick import measured
from core.jobs import job_run
from reports import services, tree
from reports.compose import Composition
from reports.models import Report

DAY = date(2022, 1, 17)


def measures() -> Iterator[Measure]:
    """With the demonstration's projects: a paper on 10,000 is no longer than one on 119."""
    report = Report.objects.select_related("strategy").get(slug="progress-2021")

    def compose() -> Composition:
        return services.report_compose(report, ["en"], draft=1, made_on=DAY)

    document = compose().documents["en"]
    papers = _new_papers(document)

    def write(format_: str) -> None:
        services.render(next(papers) if format_ == "pdf" else document, format_)

    def word() -> None:
        services.render(compose().documents["en"], "docx")

    def draft() -> None:
        assert job_run(services.report_regenerate_request(report=report, user=None).pk)

    yield _measure("compose one edition from the database", compose, COMPOSE)
    for format_, most in DOCUMENTS.items():
        yield _measure(f"write one {format_}", partial(write, format_), most)
    yield _measure("one Word edition, data to bytes", word, WORD_EDITION)
    yield _measure("a draft: four editions in five formats", draft, DRAFT, times=3)


def _measure(name: str, act: Act, most: float, times: int = 7) -> Measure:
    return Measure(name, SMALL, partial(_result, name, act, most, times))


def _result(name: str, act: Act, most: float, times: int) -> Result:
    (taken,), yardstick = measured(act, times=times)
    return Result(name, "drafting", (Ratio(taken.work, yardstick, most, "yardsticks"),), str(taken))


def _new_papers(document: tree.Document) -> Iterator[tree.Document]:
    """`document` in other words each time: Typst remembers what it has set before."""
    plain = json.dumps(tree.to_json(document))
    for number in count():
        yield tree.from_json(json.loads(plain.replace(" the ", f" the {number} ")))
