"""Every form that adds something, sent twice: one row, and the second is led to it."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages

from core.models import Submission
from reports.models import ReportTemplate
from reports.outline.entries import entries
from tests.access.creating import CREATING, once_more, opened
from tests.access.test_every_address import Line

pytestmark = pytest.mark.django_db
# Written with every request, or by it.
BESIDE = {"Session", "DataChange", "Context", "Submission", "SignInAttempt"}


def rows() -> dict[str, int]:
    """How many rows each table of ours holds, events aside; and outlines, whose entries have no table."""
    held = {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model.__name__ not in BESIDE and not model._meta.label.endswith("Event")
    }
    outlines = ReportTemplate.objects.values_list("outline", flat=True)
    return held | {"entries of outlines": sum(len(entries(each)) for each in outlines)}


def words(response: Any) -> list[str]:
    """The messages of an answer."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_every_creating_form_is_among_them() -> None:
    names = {line.name for line in CREATING}
    assert len(names) >= 20


@pytest.mark.parametrize("line", CREATING, ids=str)
def test_a_form_sent_twice_is_saved_once(line: Line) -> None:
    client, sent = opened(line)
    before = rows()
    first = client.post(line.url, sent)
    assert first.status_code == 302, first.context["form"].errors
    after = rows()
    assert after != before, "nothing was added"
    second = client.post(line.url, once_more(sent))
    assert second.status_code == 302
    assert rows() == after
    assert Submission.objects.filter(key=sent["submission"][0]).count() == 1
    assert second["Location"] == first["Location"] or "sign" in line.name
