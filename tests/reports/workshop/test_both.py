"""Two changes of one text: offered together, marked, where they touch different words; never silently."""

import json
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.access import Role
from reports.composing.merge import paper
from reports.models import ParagraphText, Report
from reports.workshop.both import both_texts
from reports.writing.services import TextMoved, paragraph_text_save, source_taken
from tests.factories import make_report, make_user, outline

pytestmark = pytest.mark.django_db
KEY = "introduction/one"
SOURCE = "In the end {{projects.total}} were open, and none was late."
MINE = "At last {{projects.total}} were open, and none was late."
THEIRS = "In the end {{projects.total}} were open, and one was late."
BOTH = "At last {{projects.total}} were open, and one was late."


def signed_in(role: Role = Role.REPORT_EDITOR) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(make_user(role))
    return client


def send(client: Client, report: Report, text: str, base: str) -> Any:
    """What an editor sends: plain words, and the live number of the text."""
    url = reverse("reports:text-detail", args=[report.slug, "en", f"para/{KEY}"])
    source = "{{projects.total}}"
    before, found, after = text.partition(source)
    content: list[dict[str, Any]] = [{"type": "text", "text": before}]
    if found:
        content += [
            {"type": "number", "attrs": {"source": source}},
            {"type": "text", "text": after},
        ]
    doc = {"type": "doc", "content": [{"type": "paragraph", "content": content}]}
    return client.post(url, json.dumps({"doc": doc, "base": base}), "application/json")


def stored() -> str:
    """What the paragraph says."""
    return ParagraphText.objects.get(paragraph__key=KEY, language="en").text


def two_people(theirs: str = THEIRS) -> tuple[Client, Report]:
    """Somebody who was slower, and the report in which another has written."""
    report = make_report(outline=outline(SOURCE))
    paragraph_text_save(report=report, key=KEY, language="en", text=theirs, base=SOURCE)
    return signed_in(), report


def test_whoever_was_slower_is_offered_both_changes_together() -> None:
    client, report = two_people()
    answer = send(client, report, MINE, SOURCE)
    assert answer.status_code == 409
    told = answer.json()
    assert told["current"] == THEIRS
    # The other's change alone is marked in one's own text, and a live number reads as it prints.
    words = told["both"]["words"]
    assert words.count("<ins>") == 1 == words.count("<del>")
    assert "At last" in words and "{{" not in words
    assert "<ins>" in told["changes"]
    assert stored() == THEIRS, "nothing is put together by itself"
    taken = client.post(
        reverse("reports:text-detail", args=[report.slug, "en", f"para/{KEY}"]),
        json.dumps({"doc": told["both"]["doc"], "base": told["current"]}),
        "application/json",
    )
    assert taken.json() == {"base": BOTH}
    assert stored() == BOTH


def test_a_true_conflict_stays_a_choice() -> None:
    client, report = two_people(SOURCE.replace("In the end", "Once more"))
    told = send(client, report, MINE, SOURCE).json()
    assert "both" not in told and told["current"].startswith("Once more")


def test_the_plain_form_offers_both_first_and_takes_them_when_asked() -> None:
    client, report = two_people()
    url = reverse("reports:text-form", args=[report.slug, "en", f"para/{KEY}"])
    stale = client.post(url, {"text": MINE, "base": SOURCE})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert page.index("Save both together") < page.index("It reads now:") < page.index("<textarea")
    form = stale.context["form"]
    sent = {"text": MINE, "base": form["base"].value(), "both": form["both"].value()}
    assert sent["both"] == BOTH
    assert client.post(url, {**sent, "take_both": "1"}).status_code == 302
    assert stored() == BOTH


def test_without_the_button_the_plain_form_saves_what_was_typed() -> None:
    client, report = two_people()
    url = reverse("reports:text-form", args=[report.slug, "en", f"para/{KEY}"])
    assert client.post(url, {"text": MINE, "base": THEIRS, "both": BOTH}).status_code == 302
    assert stored() == MINE


def edited_and_moved(source: str = THEIRS) -> Report:
    """A text that a person has edited, and whose source says something else by now."""
    report = make_report(outline=outline(SOURCE))
    paragraph_text_save(report=report, key=KEY, language="en", text=MINE, base=SOURCE)
    Report.objects.filter(pk=report.pk).update(outline=outline(source))
    report.refresh_from_db()
    return report


def test_a_source_that_moved_is_offered_together_with_the_edit() -> None:
    report = edited_and_moved()
    client = signed_in()
    url = reverse("reports:piece-detail", args=[report.slug, "en", f"para/{KEY}"])
    page = client.get(url).content.decode()
    assert page.index("Take both together") < page.index("Take the source")
    step = reverse("reports:paper-step", args=[report.slug, "en"])
    given = {"step": "source", "key": KEY, "seen": THEIRS, "own": MINE, "both": BOTH}
    answer = client.post(step, json.dumps(given), "application/json")
    assert (answer.status_code, stored()) == (200, BOTH)
    assert paper(Report.objects.get(pk=report.pk)).edited == ()


def test_a_source_that_touches_the_edited_words_is_a_choice() -> None:
    report = edited_and_moved(SOURCE.replace("In the end", "Once more"))
    url = reverse("reports:piece-detail", args=[report.slug, "en", f"para/{KEY}"])
    page = signed_in().get(url).content.decode()
    assert "Take both together" not in page and "Take the source" in page


@pytest.mark.parametrize("changed", [{"own": SOURCE}, {"both": THEIRS}, {"seen": SOURCE}])
def test_nothing_is_taken_that_was_not_shown(changed: dict[str, str]) -> None:
    report = edited_and_moved()
    asked = {"seen": THEIRS, "own": MINE, "both": BOTH, **changed}
    with pytest.raises(TextMoved):
        source_taken(report=report, key=KEY, language="en", take=True, **asked)
    assert stored() == MINE


def test_a_translator_is_offered_nothing_that_the_original_does_not_hold() -> None:
    report = make_report(outline=outline(SOURCE), editions=("en", "de"))
    german = "Am Ende waren {{projects.total}} offen, und keines war verspätet."
    save = partial(paragraph_text_save, report=report, key=KEY, language="de")
    save(text=german, base="")
    save(text=german.replace("keines", "nicht eines"), base=german)
    url = reverse("reports:text-detail", args=[report.slug, "de", f"para/{KEY}"])
    content = [{"type": "text", "text": "Zum Schluss waren "},
               {"type": "number", "attrs": {"source": "{{projects.total}}"}},
               {"type": "text", "text": " offen, und keines war verspätet."}]  # fmt: skip
    doc = {"type": "doc", "content": [{"type": "paragraph", "content": content}]}
    told = signed_in(Role.TRANSLATOR).post(
        url, json.dumps({"doc": doc, "base": german}), "application/json"
    )
    assert told.status_code == 409
    assert "Zum Schluss" in told.json()["both"]["words"]


def test_one_change_alone_offers_nothing() -> None:
    assert both_texts(SOURCE, MINE, SOURCE) is None
    assert both_texts(SOURCE, MINE, MINE) is None
