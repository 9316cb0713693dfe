"""The file on pages: taken along, sent back, looked at, taken, by whoever writes that edition."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from core.access import Role
from core.models import RoleAssignment, WaitingSheet
from reports.drafts.services import report_paper
from reports.models import Report
from reports.writing.services import paragraph_text_save
from tests.factories import make_report, make_user
from tests.reports.editions.test_side_by_side import paper
from tests.reports.editions.xliff.test_damaged import dropped
from tests.reports.editions.xliff.translator import edited, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return paper(
        make_report(editions=("en", "de", "fr"), summary="", title="T"),
        {"en": "All {{projects.total}} began.", "de": "Alle {{projects.total}} begannen."},
        {"en": "Then it ended."},
    )


@pytest.fixture
def client() -> Client:
    person = make_user(language="en")
    RoleAssignment.objects.create(user=person, role=Role.TRANSLATOR, language="de")
    found = Client()
    found.force_login(person)
    return found


def send(client: Client, report: Report, content: bytes, name: str = "paper.xlf") -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    address = f"{report.get_absolute_url()}editions/de/xliff/send/"
    answer: HttpResponse = client.post(address, {"file": file})  # type: ignore[assignment]
    return answer


def test_a_translator_takes_the_file_changes_words_and_brings_it_back(
    client: Client, report: Report
) -> None:
    base = f"{report.get_absolute_url()}editions/de/"
    file = client.get(f"{base}xliff/")
    assert file["Content-Type"] == "application/xliff+xml"
    assert f"{report.slug}-de.xlf" in file["Content-Disposition"]
    content = translated(file.content)
    check = send(client, report, content)["Location"]
    shown = client.get(check)
    page = shown.content.decode()
    assert "Paragraph 1" in page and "<ins>" in page and "Then It Ended." in page
    digest = shown.context["preview"].digest
    assert client.post(check, {"digest": "other"}).status_code == 422
    assert report_paper(report).sections[0].paragraphs[1].every.get("de") is None
    taken = client.post(check, {"digest": digest}, follow=True)
    assert taken.redirect_chain[-1][0] == base and "texts were taken" in taken.content.decode()
    assert report_paper(report).sections[0].paragraphs[1].every["de"] == "Then It Ended."
    assert not WaitingSheet.objects.exists()
    # The same file once more says what stands there.
    again = client.get(send(client, report, content)["Location"]).content.decode()
    assert "Nothing to change" in again


def test_good_texts_are_taken_while_a_damaged_one_is_listed(client: Client, report: Report) -> None:
    file = client.get(f"{report.get_absolute_url()}editions/de/xliff/").content
    content = edited(translated(file), "para/intro/1#1", dropped)
    check = send(client, report, content)["Location"]
    shown = client.get(check)
    assert "the placeholder n1 (0) is missing" in shown.content.decode()
    digest = shown.context["preview"].digest
    assert client.post(check, {"digest": digest}).status_code == 422
    assert client.post(check, {"digest": digest, "good": "on"}).status_code == 302
    first, second = report_paper(report).sections[0].paragraphs
    assert first.every["de"].startswith("Alle") and second.every["de"] == "Then It Ended."


@pytest.mark.parametrize("name", ["paper.xlsx", "paper.xml", "paper"])
def test_only_xliff_of_a_sound_size_is_taken(client: Client, report: Report, name: str) -> None:
    assert send(client, report, b"x", name).status_code == 422
    assert send(client, report, b"x" * (10 * 1024 * 1024 + 1)).status_code in (413, 422)
    assert not WaitingSheet.objects.exists()


def test_no_other_edition_and_nobody_elses_file_is_reached(client: Client, report: Report) -> None:
    base = f"{report.get_absolute_url()}editions/"
    for code in ("fr", "en"):
        assert client.get(f"{base}{code}/xliff/").status_code == 404
        assert client.get(f"{base}{code}/xliff/send/").status_code == 404
    check = send(client, report, b"<x/>")["Location"]
    editor, reader = Client(), Client()
    editor.force_login(make_user(Role.REPORT_EDITOR))
    reader.force_login(make_user(Role.AUDITOR))
    assert client.get(check).status_code == 200
    assert editor.get(check).status_code == 404
    assert reader.get(f"{base}de/xliff/").status_code == 404


def test_a_paper_that_cannot_be_read_makes_no_file(client: Client, report: Report) -> None:
    paper(report, {"en": "{{broken"})
    answer = client.get(f"{report.get_absolute_url()}editions/de/xliff/")
    assert answer.status_code == 409 and "not closed" in answer.content.decode()


def test_what_a_file_changes_reads_as_the_paper_prints_it(client: Client, report: Report) -> None:
    base = f"{report.get_absolute_url()}editions/de/"
    file = client.get(f"{base}xliff/").content
    changed = file.replace(b"begannen", b"starteten")
    assert changed != file
    page = client.get(send(client, report, changed)["Location"]).content.decode()
    assert "Alle 0 " in page and "starteten." in page and "{{" not in page
    # A translation that somebody has changed, and an original that has moved, read so too.
    save = partial(paragraph_text_save, report=report, key="intro/1")
    save(language="en", text="All {{projects.total}} rose.", base="All {{projects.total}} began.")
    german = "Alle {{projects.total}} begannen."
    save(language="de", text=german.replace("begannen", "liefen"), base=german)
    page = client.get(send(client, report, changed)["Location"]).content.decode()
    assert "Alle 0 begannen." in page and "All 0 " in page and "{{" not in page
    assert "1 to choose" in page


def test_a_damaged_text_goes_by_the_name_that_the_page_has_for_it(
    client: Client, report: Report
) -> None:
    file = client.get(f"{report.get_absolute_url()}editions/de/xliff/").content
    damaged = edited(file, "para/intro/1#1", dropped)
    damaged = damaged.replace(b'resname="Paragraph 1"', b'resname="Absatz 1"')
    page = client.get(send(client, report, damaged)["Location"]).content.decode()
    assert "Paragraph 1 (para/intro/1#1)" in page and "Absatz 1" not in page


def test_a_file_of_another_paper_counts_nothing(client: Client, report: Report) -> None:
    file = client.get(f"{report.get_absolute_url()}editions/de/xliff/").content
    other = file.replace(b'target-language="de"', b'target-language="fr"')
    page = client.get(send(client, report, other)["Location"]).content.decode()
    assert "target-language" in page and "are the same" not in page
