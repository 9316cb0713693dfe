"""What was taken out of a paper stands beside it, and says so where its words are still read."""

import pytest
from django.test import Client
from django.urls import reverse

from core.access import Role
from reports.models import Report
from reports.writing.services import paragraph_join, paragraph_remove, paragraph_text_save
from tests.factories import make_report, make_user

pytestmark = pytest.mark.django_db
WORDS = ("One.", "Two.", "Three.")


@pytest.fixture
def report() -> Report:
    every = [{"key": f"s/{n}", "text": {"en": text}} for n, text in enumerate(WORDS, 1)]
    return make_report(outline=[{"key": "s", "heading": {"en": "S"}, "paragraphs": every}])


def taken_out(report: Report) -> str:
    """The part of the workshop that lists it."""
    client = Client()
    client.force_login(make_user(Role.REPORT_EDITOR))
    page = client.get(reverse("reports:workshop", args=[report.slug])).content.decode()
    return " ".join(page.partition('id="removed-title"')[2].partition("</section>")[0].split())


def test_what_was_taken_out_can_be_put_back(report: Report) -> None:
    paragraph_remove(report=report, key="s/2")
    assert "Two." in taken_out(report)
    assert 'data-step="restore" data-key="s/2"' in taken_out(report)


def test_what_was_joined_is_not_offered_again_while_its_words_stand(report: Report) -> None:
    paragraph_join(report=report, key="s/3")
    shown = taken_out(report)
    assert "Joined: its words stand in paragraph 2." in shown
    assert "data-step" not in shown
    paragraph_text_save(report=report, key="s/2", language="en", text="Two.", base="Two. Three.")
    assert 'data-step="restore" data-key="s/3"' in taken_out(report)
