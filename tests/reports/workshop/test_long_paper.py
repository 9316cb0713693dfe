"""A long paper is written like a short one: what a saved text asks the database does not grow with it."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.access import Role
from reports.models import ParagraphText, Report
from tests.factories import make_report, make_user

pytestmark = pytest.mark.django_db
KEY = "part/1"


def paper(count: int) -> Report:
    """A report of so many paragraphs in two languages."""
    every: list[dict[str, Any]] = [
        {"key": f"part/{place}", "text": {"en": f"Words {place}.", "de": f"Wörter {place}."}}
        for place in range(1, count + 1)
    ]
    section = {"key": "part", "heading": {"en": "Part"}, "paragraphs": every}
    return make_report(outline=[section], editions=("en", "de"))


def saved(client: Client, report: Report, word: str, base: str) -> list[str]:
    """The statements of one save of the first paragraph."""
    url = reverse("reports:text-detail", args=[report.slug, "en", f"para/{KEY}"])
    line = {"type": "paragraph", "content": [{"type": "text", "text": word}]}
    sent = json.dumps({"doc": {"type": "doc", "content": [line]}, "base": base})
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(url, sent, "application/json")
    assert answer.json() == {"base": word}
    return [one["sql"] for one in asked]


def counted(count: int) -> tuple[int, int]:
    """How many statements the first save of a paper takes, and the one after it."""
    report, client = paper(count), Client()
    client.force_login(make_user(Role.REPORT_EDITOR))
    first = len(saved(client, report, "First.", "Words 1."))
    second = len(saved(client, report, "Second.", "First."))
    texts = ParagraphText.objects.filter(paragraph__section__report=report)
    assert texts.count() == 2 * count, "all of the paper is stored with its first text"
    report.delete()
    return first, second


def test_a_save_asks_as_much_of_a_hundred_paragraphs_as_of_three() -> None:
    counted(2)  # what a process asks once
    assert counted(100) == counted(3)


def test_a_saved_text_reads_no_outline() -> None:
    report, client = paper(20), Client()
    client.force_login(make_user(Role.REPORT_EDITOR))
    saved(client, report, "First.", "Words 1.")
    asked = saved(client, report, "Second.", "First.")
    assert not [one for one in asked if "outline" in one]
