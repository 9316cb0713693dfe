"""An original is written before its translations: what is behind is told, and never printed wrong."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from core.access import Role
from reports.document.notes import NumbersDiffer, OriginalChanged, notes_from_json
from reports.models import Draft, ParagraphText, Report
from tests.factories import make_project, make_report, make_user, regenerate, words_of

pytestmark = pytest.mark.django_db
ONE = "introduction/one"
TOTAL, LATE = "projects.total", "projects.late"


def say(report: Report, **texts: str) -> Report:
    """Let the report's one paragraph say this in each language."""
    section = {
        "key": "introduction",
        "heading": {"en": "Introduction", "de": "Einleitung"},
        "paragraphs": [{"key": ONE, "text": texts}],
    }
    Report.objects.filter(pk=report.pk).update(outline=[section])
    report.refresh_from_db()
    return report


def two_languages(**texts: str) -> Report:
    return say(make_report(editions=("en", "de")), **texts)


def kinds(draft: Draft) -> list[object]:
    wanted = (NumbersDiffer, OriginalChanged)
    return [note for note in notes_from_json(draft.notes) if isinstance(note, wanted)]


def stored(report: Report, language: str) -> ParagraphText:
    return ParagraphText.objects.get(paragraph__section__report=report, language=language)


def test_a_translation_with_other_numbers_gives_way_to_the_original_and_is_told() -> None:
    report = two_languages(
        en=f"There were {{{{{TOTAL}}}}} projects.", de=f"{{{{{LATE}}}}} waren verspätet."
    )
    make_project(strategy=report.strategy)
    draft = regenerate(report)
    assert words_of(draft, "de") == {ONE: "There were one projects."}
    assert draft.editions.get(language="de").missing == 1
    assert kinds(draft) == [
        NumbersDiffer(language="de", paragraph=ONE, lacking=(TOTAL,), extra=(LATE,))
    ]
    say(report, en=f"There were {{{{{TOTAL}}}}} projects.", de=f"Es gab {{{{{TOTAL}}}}} Projekte.")
    draft = regenerate(report)
    assert words_of(draft, "de") == {ONE: "Es gab eins Projekte."} and kinds(draft) == []


def test_an_original_in_another_edition_keeps_its_own_words_for_numbers_and_references() -> None:
    report = two_languages(en=f"See [[para:{ONE}]]: {{{{{TOTAL}}}}} projects.")
    for _each in range(3):
        make_project(strategy=report.strategy)
    draft = regenerate(report)
    assert words_of(draft, "de") == words_of(draft, "en")
    assert words_of(draft, "de")[ONE].startswith("See paragraph 1: three")


def test_the_summary_of_the_cover_obeys_the_same_rule() -> None:
    report = two_languages(en="One.", de="Eins.")
    report.summary, report.summary_de = f"In all {{{{{TOTAL}}}}}.", "Insgesamt fünf."  # type: ignore[attr-defined]
    report.save()
    draft = regenerate(report)
    assert kinds(draft) == [NumbersDiffer(language="de", lacking=(TOTAL,))]
    assert draft.editions.get(language="de").missing == 1


def test_a_changed_original_marks_its_translation_until_that_is_touched() -> None:
    report = two_languages(en="The work began.", de="Die Arbeit begann.")
    assert kinds(regenerate(report)) == []
    assert stored(report, "de").translated_from == "The work began."
    assert stored(report, "en").translated_from == ""
    say(report, en="The work ended.", de="Die Arbeit begann.")
    behind = [OriginalChanged(language="de", paragraph=ONE)]
    assert kinds(regenerate(report)) == behind
    # Making drafts makes no translation new.
    assert kinds(regenerate(report)) == behind
    say(report, en="The work ended.", de="Die Arbeit endete.")
    assert kinds(regenerate(report)) == []
    assert stored(report, "de").translated_from == "The work ended."


def test_an_original_that_a_person_has_edited_counts_as_the_original() -> None:
    report = two_languages(en="The work began.", de="Die Arbeit begann.")
    regenerate(report)
    english = stored(report, "en")
    english.text = "The work has begun."
    english.save()
    assert kinds(regenerate(report)) == [OriginalChanged(language="de", paragraph=ONE)]


def page(report: Report, client: Client) -> str:
    return client.get(f"{report.get_absolute_url()}?language=de").content.decode()


def test_a_person_says_on_the_page_that_a_translation_is_still_right() -> None:
    report = two_languages(en="The work began.", de="Die Arbeit begann.")
    regenerate(report)
    say(report, en="The work has begun.", de="Die Arbeit begann.")
    client, reader = Client(), Client()
    client.force_login(make_user(Role.REPORT_EDITOR, language="en"))
    reader.force_login(make_user(Role.AUDITOR, language="en"))
    shown = page(report, client)
    assert "1 translation behind" in shown and "<ins>" in shown
    assert "Still right" not in page(report, reader)
    found = client.get(f"{report.get_absolute_url()}?language=de").context["edition"].behind[0]
    address = f"{report.get_absolute_url()}de/level/"
    sent = {"section": found.section, "paragraph": found.key, "original": found.original}
    assert reader.post(address, sent).status_code == 404
    # Somebody has changed the original meanwhile: what was seen is not what stands there.
    say(report, en="The work is done.", de="Die Arbeit begann.")
    answer = client.post(address, sent, follow=True).content.decode()
    assert "changed again" in answer and "1 translation behind" in answer
    say(report, en="The work has begun.", de="Die Arbeit begann.")
    for _twice in range(2):
        answer = client.post(address, sent, follow=True).content.decode()
        assert "still right" in answer and "1 translation behind" not in answer
    assert kinds(regenerate(report)) == []
    assert client.post(f"{report.get_absolute_url()}fr/level/", sent).status_code == 404


FILE = """\
strategy: it-2018-21
slug: two-languages
year: 2021
title: Two languages
cut_off: 2022-01-17
editions: [en, de]
cover:
  symbol: GB.344/PFA/9
  date: 2022-02-14
  section: Programme
  session: {number: 344, place: Geneva, dates: March 2022}
sections:
  - key: intro
    heading: Introduction
    paragraphs:
      - key: intro/late
        text:
          en: Of these, {{projects.late}} were late.
          de: Einige waren verspätet.
"""


def test_a_file_whose_translation_has_other_numbers_is_loaded_and_told(tmp_path: Path) -> None:
    path, told = tmp_path / "report.yaml", io.StringIO()
    path.write_text(FILE, encoding="utf-8")
    call_command("load_report", str(path), stdout=io.StringIO(), stderr=told)
    said = " ".join(told.getvalue().split())
    assert "line 19: sections[1].paragraphs[1].text.de" in said
    assert (
        "{{projects.late}}” of the original is missing here. The original is shown there." in said
    )
    draft = regenerate(Report.objects.get(slug="two-languages"))
    assert words_of(draft, "de")["intro/late"].startswith("Of these")
