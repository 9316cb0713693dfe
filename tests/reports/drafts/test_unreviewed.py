"""A draft names the words and rules of its languages that nobody has reviewed."""

from datetime import date

import pytest

from core.languages import LANGUAGES, profile
from core.languages.recording import recording
from reports.document.notes import UnreviewedWords
from reports.drafts.services import report_compose
from reports.drafts.unreviewed import RULES, unreviewed_words
from reports.models import Report


def test_what_one_rule_uses_within_another_is_recorded() -> None:
    french, used = recording(profile("fr"))
    assert french.session_line(344, "Genève", "mars 2022") == "344ᵉ session, Genève, mars 2022"
    assert used == {"ordinal"}


def test_what_is_reviewed_is_not_recorded() -> None:
    english, used = recording(profile("en"))
    assert english.appendix(2) == "Appendix\u00a0II"
    assert not used
    german, used = recording(profile("de"))
    assert german.phrase("introduction") == "Einleitung"
    assert not used
    assert german.phrase("appendix") == "Anhang"
    assert used == {"appendix"}


def test_the_profile_itself_stays_as_it_was() -> None:
    recording(profile("es"))
    assert type(profile("es")).__name__ == "Spanish"
    assert isinstance(profile("es").labels, type(profile("en").labels))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unreviewed_rule_has_a_name_for_people(language: str) -> None:
    words = profile(language)
    assert {name for name in words.unreviewed if name not in words.labels} <= RULES.keys()


def test_words_stand_in_quotation_marks_and_fields_as_dots() -> None:
    said = unreviewed_words("de", ["in_main_text", "file_suffix", "appendix"])
    assert said == "“Anhang”, “… des Haupttextes”, the language in file names"


@pytest.mark.django_db
def test_a_draft_lists_them_by_language() -> None:
    report = Report.objects.select_related("strategy").get(slug="progress-2021")
    composed = report_compose(report, LANGUAGES, draft=1, made_on=date(2022, 1, 17))
    notes = {n.language: n.names for n in composed.notes if isinstance(n, UnreviewedWords)}
    assert notes.keys() == {"de", "fr", "es"}
    assert {"summary", "author_unit", "appendix"} <= set(notes["fr"])
    assert "purpose" not in notes["fr"]
