"""Headings and the first page know, as paragraphs do, that their original has changed since."""

from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.access import Role
from core.history.versions import version_of
from core.languages.translated import set_texts, text_in
from reports.composing.merge import paper
from reports.document.translations import followed
from reports.drafts.level import OriginalMoved, words_level
from reports.editions.side_by_side import Show, side_by_side
from reports.facts.services import report_facts_save
from reports.models import Report, TranslationBehind
from reports.workshop.edition import workshop_edition
from reports.writing.services import cover_text_save, heading_save
from tests.factories import make_report, make_user, outline

pytestmark = pytest.mark.django_db
HEADING, SUMMARY = "section/introduction", "cover/summary"
MARK = "original changed since"


def report() -> Report:
    """A paper in two languages; heading and summary stand in both."""
    made = make_report(outline=outline("Words."), editions=("en", "de"))
    for language, text in (("en", "Of all."), ("de", "Von allem.")):
        cover_text_save(report=made, field="summary", language=language, text=text, base="")
    made.refresh_from_db()
    return made


def reword(made: Report, target: str, language: str = "en", *, words: str = "") -> None:
    """Somebody changes the heading or the summary."""
    kind, _stroke, key = target.partition("/")
    current = paper(made)
    if kind == "cover":
        made.refresh_from_db()
        base = text_in(made, "summary", language)
        cover_text_save(report=made, field=key, language=language, text=words or "Anew.", base=base)
    else:
        base = current.sections[0].headings[language]
        heading_save(report=made, section=key, language=language, text=words or "Anew", base=base)
    made.refresh_from_db()


def behind(made: Report) -> dict[str, str]:
    """What of the German edition is behind, with what its original said then."""
    current = paper(made)
    found = {f"cover/{name}": texts for name, texts in current.behind.items()}
    found |= {f"section/{one.key}": one.behind for one in current.sections}
    return {target: texts["de"] for target, texts in found.items() if "de" in texts}


BOTH = pytest.mark.parametrize(
    ("target", "then"), [(HEADING, "Introduction"), (SUMMARY, "Of all.")]
)


@BOTH
def test_a_changed_original_is_marked_shown_and_brought_level(target: str, then: str) -> None:
    made = report()
    assert behind(made) == {}
    reword(made, target)
    assert behind(made) == {target: then}
    assert MARK in workshop_edition(made, "de").paper
    assert MARK not in workshop_edition(made, "en").paper
    client = Client()
    client.force_login(make_user(Role.REPORT_EDITOR, language="en"))
    (pair,) = side_by_side(made, make_user(Role.REPORT_EDITOR), "de", Show.BEHIND).pairs
    assert pair.id == target and "<ins>" in pair.changed
    text = client.get(reverse("reports:text-detail", args=[made.slug, "de", target])).json()
    assert "Anew" in text["changed"] and then.split()[-1] in text["changed"]
    level = reverse("reports:translation-level", args=[made.slug, "de"])
    sent = {"from": "editor", "target": target, "original": text["seen"]}
    assert client.post(level, sent | {"original": "other"}).status_code == 409
    assert client.post(level, sent).status_code == 204
    assert behind(made) == {} and MARK not in workshop_edition(made, "de").paper


@BOTH
def test_a_translation_that_is_written_anew_is_level(target: str, then: str) -> None:
    made = report()
    reword(made, target)
    reword(made, target, words="Once more")
    assert behind(made) == {target: then}, "as it was when it was translated"
    reword(made, target, "de", words="Neu")
    assert behind(made) == {} and not TranslationBehind.objects.exists()


@BOTH
def test_an_original_that_comes_back_leaves_nothing_behind(target: str, then: str) -> None:
    made = report()
    reword(made, target)
    reword(made, target, words=then)
    assert behind(made) == {}


def test_an_outline_that_changes_a_heading_leaves_its_translation_behind() -> None:
    made = report()
    heading_save(
        report=made, section="introduction", language="de", text="Eingang", base="Einleitung"
    )
    made.refresh_from_db()
    made.outline[0]["heading"]["en"] = "Beginning"
    made.save()
    assert behind(made) == {HEADING: "Introduction"}, "before any draft"
    heading_save(report=made, section="introduction", language="en", text="Start", base="Beginning")
    assert behind(made) == {HEADING: "Introduction"}, "and once it is stored"


def test_facts_that_are_saved_leave_translations_behind() -> None:
    made = report()
    made.summary = "Of nothing."
    report_facts_save(report=made, languages=[], version=version_of(Report.objects.get(pk=made.pk)))
    assert behind(made) == {SUMMARY: "Of all."}
    set_texts(made, "summary", {"en": "Of some.", "de": "Von manchem."})
    report_facts_save(report=made, languages=[], version=version_of(Report.objects.get(pk=made.pk)))
    assert behind(made) == {}, "both at once"


def test_nobody_says_it_of_what_was_not_seen() -> None:
    made = report()
    reword(made, SUMMARY)
    for target in (SUMMARY, HEADING, "cover/symbol", "section/none"):
        with pytest.raises(OriginalMoved):
            words_level(report=made, language="de", target=target, seen="other")


TEXTS = st.dictionaries(st.sampled_from(["en", "de", "fr"]), st.sampled_from(["", "a", "b", "c"]))


@given(st.lists(TEXTS, min_size=2, max_size=8))
def test_what_is_behind_was_translated_from_another_original(states: list[dict[str, str]]) -> None:
    known: dict[str, str] = {}
    translated: dict[str, str] = {}
    for before, after in pairwise(states):
        known = followed(before, after, known, "en")
        for language in ("de", "fr"):
            if after.get(language, "") != before.get(language, ""):
                translated[language] = after.get("en", "")
            elif language not in translated:
                translated[language] = before.get("en", "")
        for language, then in known.items():
            assert after[language] and then not in ("", after["en"])
        for language, then in translated.items():
            is_behind = after.get(language) and after.get("en") and then not in ("", after["en"])
            assert not is_behind or language in known
