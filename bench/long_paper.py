"""A paper of 300 paragraphs in four languages at work: its page, a text saved, the pieces after it."""

import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.limits import SMALL, TEXT_AND_PIECES, TEXT_SAVED, WORKSHOP
from bench.measure import Measure
from bench.verdict import Ratio, Result
from bench.yardstick import measured
from core.models import User
from reports.models import Edition, Report
from tests.reports.checking.clean_paper import LANGUAGES, paragraphs

KIND = "workshop"
PARAGRAPHS, OF_A_SECTION = 300, 10
SLUG, KEY = "long-paper", "part/5"
_numbers = count(1)


def measures() -> Iterator[Measure]:
    """With the demonstration's projects: how many there are is of no concern to whoever writes."""
    for name, act, most in (
        ("workshop of 300 paragraphs", _page, WORKSHOP),
        ("a text of 300 saved", _save, TEXT_SAVED),
        ("a text of 300 saved, and the paper asked for anew", _save_and_pieces, TEXT_AND_PIECES),
    ):
        yield Measure(name, SMALL, partial(_result, name, act, most))


@cache
def _client() -> Client:
    """The editor's browser, and the paper: the demonstration's report with other words."""
    report = Report.objects.get(slug="progress-2021")
    report.pk, report.slug = None, SLUG
    report.own_figures, report.own_tables = [], []
    every = [{"key": key, "text": texts} for key, texts in paragraphs(PARAGRAPHS)]
    report.outline = [
        {
            "key": f"part-{start}",
            "heading": dict.fromkeys(LANGUAGES, f"Part {start // OF_A_SECTION + 1}"),
            "paragraphs": every[start : start + OF_A_SECTION],
        }
        for start in range(0, PARAGRAPHS, OF_A_SECTION)
    ]
    report.save()
    Edition.objects.bulk_create(Edition(report=report, language=code) for code in LANGUAGES)
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username="editor"))
    return client


def _page(**headers: str) -> None:
    address = reverse("reports:workshop", args=[SLUG])
    response = _client().get(address, {"language": "en"}, headers=headers)
    assert response.status_code == 200 and response.content.count(b"data-target") > PARAGRAPHS


def _text() -> str:
    return reverse("reports:text-detail", args=[SLUG, "en", f"para/{KEY}"])


@cache
def _held() -> dict[str, Any]:
    """What the editor holds: the text as it was opened, with a word of its own at the end."""
    held: dict[str, Any] = _client().get(_text()).json()
    held["doc"]["content"][0]["content"].append({"type": "text", "text": ""})
    return held


def _save() -> None:
    """Another word at the end each time."""
    held = _held()
    held["doc"]["content"][0]["content"][-1]["text"] = f" Word {next(_numbers)}."
    sent = json.dumps({"doc": held["doc"], "base": held["base"]})
    response = _client().post(_text(), sent, "application/json")
    assert response.status_code == 200, response.content
    held["base"] = response.json()["base"]


def _save_and_pieces() -> None:
    _save()
    _page(hx_request="true")


def _result(name: str, act: Callable[[], None], most: float) -> Result:
    (taken,), yardstick = measured(act)
    return Result(name, KIND, (Ratio(taken.work, yardstick, most, "yardsticks"),), str(taken))
