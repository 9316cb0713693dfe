"""One text in a form without a script: saved, refused with words, and never on top of somebody else's."""

import pytest
from django.test import Client
from django.urls import reverse

from core.access import Role
from reports.models import ParagraphText, Report
from reports.writing.services import paragraph_text_save
from tests.factories import make_report, make_user, outline

pytestmark = pytest.mark.django_db
KEY = "introduction/one"


def form_of(report: Report, *roles: Role, language: str = "en") -> tuple[Client, str]:
    """Somebody signed in, and the address of the paragraph's form."""
    client = Client()
    client.force_login(make_user(*roles))
    return client, reverse("reports:text-form", args=[report.slug, language, f"para/{KEY}"])


def words(language: str = "en") -> str:
    """What the paragraph says as it is stored."""
    return ParagraphText.objects.get(paragraph__key=KEY, language=language).text


def test_a_text_is_saved_and_leads_back_to_its_paragraph() -> None:
    report = make_report(outline=outline("Source."))
    client, url = form_of(report, Role.REPORT_EDITOR)
    assert "Source." in client.get(url).content.decode()
    answer = client.post(url, {"text": "Mine.", "base": "Source."})
    assert answer.status_code == 302
    assert answer["Location"].endswith("#paper-para/introduction/one")
    assert words() == "Mine."


def test_whoever_was_slower_reads_what_stands_and_may_save_on_top_of_it() -> None:
    report = make_report(outline=outline("Source."))
    client, url = form_of(report, Role.REPORT_EDITOR)
    paragraph_text_save(report=report, key=KEY, language="en", text="Theirs.", base="Source.")
    stale = client.post(url, {"text": "Mine.", "base": "Source."})
    assert stale.status_code == 409
    page = stale.content.decode()
    assert "It reads now: “Theirs.”" in page and "Mine." in page
    assert words() == "Theirs."
    assert client.post(url, {"text": "Mine.", "base": "Theirs."}).status_code == 302
    assert words() == "Mine."


def test_what_a_paper_cannot_print_is_refused_at_the_field() -> None:
    report = make_report(outline=outline("Source."))
    client, url = form_of(report, Role.REPORT_EDITOR)
    answer = client.post(url, {"text": "Of {{projects.totl}}.", "base": "Source."})
    assert answer.status_code == 422
    assert "projects.total" in answer.content.decode()


def test_a_translator_neither_drops_nor_doubles_a_live_number() -> None:
    report = make_report(outline=outline("Of {{projects.total}}."), editions=("en", "de"))
    client, url = form_of(report, Role.TRANSLATOR, language="de")
    refused = client.post(url, {"text": "Von allen.", "base": ""})
    assert refused.status_code == 422
    assert client.post(url, {"text": "Von {{projects.total}}.", "base": ""}).status_code == 302
    assert words("de") == "Von {{projects.total}}."
