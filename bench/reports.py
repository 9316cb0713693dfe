"""One edition: composing, writing, and the job that does all of it."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from itertools import count

from bench.limits import COMPOSE, DOCUMENTS, DRAFT, SMALL, WORD_EDITION
from bench.measure import Act, Measure
from bench.verdict import Ratio, Result
from bench.yardstick import measured
from core.jobs.services import job_run
from reports.document import tree
from reports.drafts import services
from reports.models import Report

KIND = "drafting"
DAY = date(2022, 1, 17)


def measures() -> Iterator[Measure]:
    """With the demonstration's projects: a paper on 10,000 is no longer than one on 119."""
    yield _measure("compose one edition from the database", _compose, COMPOSE)
    for format_, most in DOCUMENTS.items():
        yield _measure(f"write one {format_}", partial(_write, format_), most)
    yield _measure("one Word edition, data to bytes", _word, WORD_EDITION)
    yield _measure("a draft: four editions in five formats", _draft, DRAFT, times=3)


@cache
def _report() -> Report:
    return Report.objects.select_related("strategy").get(slug="progress-2021")


def _compose() -> tree.Document:
    made = services.report_compose(_report(), ["en"], draft=1, made_on=DAY)
    return made.documents["en"]


_document = cache(_compose)


@cache
def _papers() -> Iterator[tree.Document]:
    """`_document` in other words each time: Typst remembers what it has set before."""
    plain = json.dumps(tree.to_json(_document()))
    return (
        tree.from_json(json.loads(plain.replace(" the ", f" the {number} "))) for number in count()
    )


def _write(format_: str) -> None:
    services.render(next(_papers()) if format_ == "pdf" else _document(), format_)


def _word() -> None:
    services.render(_compose(), "docx")


def _draft() -> None:
    assert job_run(services.report_regenerate_request(report=_report(), user=None).pk)


def _measure(name: str, act: Act, most: float, times: int = 7) -> Measure:
    return Measure(name, SMALL, partial(_result, name, act, most, times))


def _result(name: str, act: Act, most: float, times: int) -> Result:
    (taken,), yardstick = measured(act, times=times)
    return Result(name, KIND, (Ratio(taken.work, yardstick, most, "yardsticks"),), str(taken))
