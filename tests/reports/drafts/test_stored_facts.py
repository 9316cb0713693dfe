"""What a draft stores of notes and numbers: it comes back as it was, also from old drafts."""

import json
from datetime import date

import msgspec
import pytest
from django.test import Client

from core.access import Role
from reports.document.notes import (
    BarsLeftOut,
    BrokenReference,
    ChangedProject,
    DraftNote,
    IllegalSigns,
    IllustrativeNumbers,
    MissingDecision,
    MissingGlyphs,
    MissingTexts,
    NumberOutsideStrategy,
    NumbersDiffer,
    NumberWithoutData,
    OriginalChanged,
    OutsideStrategy,
    ProjectsChanged,
    SilentSection,
    SourceChanged,
    SourceGone,
    UncomputedNumber,
    UndrawnFigure,
    UndrawnTable,
    UnknownFigure,
    UnknownTable,
    UnreviewedWords,
    notes_from_json,
    notes_to_json,
)
from reports.document.recorded import RecordedNumber, numbers_from_json, numbers_to_json
from reports.models import Draft
from tests.factories import make_report, make_user, regenerate

# Each kind of note, and the row that drafts held of it before notes had facts.
STORED: list[tuple[DraftNote, str, str, str]] = [
    (SilentSection(heading="Output 1.2: Cloud"), "silent", "Output 1.2: Cloud", ""),
    (MissingDecision(), "no_decision", "", ""),
    (MissingTexts(language="de", count=3), "missing", "de:3", ""),
    (
        SourceChanged(paragraph="project/P-1/1", language="fr"),
        *("source_changed", "project/P-1/1:fr", "para/project/P-1/1"),
    ),
    (SourceGone(paragraph="one/a:b"), "source_gone", "one/a:b", "para/one/a:b"),
    (
        UncomputedNumber(signature="projects.totl", message="no such number: see the list"),
        *("number", "projects.totl: no such number: see the list", ""),
    ),
    (UnknownFigure(key="no-such"), "figure", "no-such", ""),
    (UnknownTable(key="none"), "table", "none", ""),
    (IllustrativeNumbers(), "illustrative", "", ""),
    (BrokenReference(block="para", key="a..b"), "reference", "para:a..b", ""),
    (
        UnreviewedWords(language="es", names=("appendix", "ordinal")),
        *("unreviewed", "es:appendix ordinal", ""),
    ),
    (
        IllegalSigns(languages=("en",), codes=(7, 11), target="para/one"),
        *("illegal", "en:U+0007 U+000B", "para/one"),
    ),
    (
        MissingGlyphs(languages=("en", "de"), codes=(0xE000, 0x1F600), target="title"),
        *("squares", "en de:U+E000 U+1F600", "title"),
    ),
]
# Of no draft that was made before notes had facts.
SINCE: list[DraftNote] = [
    UndrawnFigure(key="plan", message="There is no unit “TSM”."),
    UndrawnTable(key="list", message="There is no outcome “9”."),
    BarsLeftOut(key="money"),
    OutsideStrategy(key="plan", year=2016),
    NumberWithoutData(signature="projects.late"),
    NumberOutsideStrategy(signature="projects.total|year=1999", year=1999),
    NumbersDiffer(language="de", paragraph="one/a", lacking=("projects.total",)),
    OriginalChanged(language="fr", paragraph="one/a"),
    ProjectsChanged(
        day=date(2021, 12, 31), projects=(ChangedProject(code="P-22", fields=("name", "output")),)
    ),
]


@pytest.mark.parametrize("row", STORED, ids=lambda row: row[1])
def test_a_note_of_an_old_draft_has_the_same_facts(row: tuple[DraftNote, str, str, str]) -> None:
    note, kind, text, target = row
    assert notes_from_json([{"kind": kind, "text": text, "target": target}]) == [note]
    assert note.target == target


def test_notes_come_back_as_they_were_and_every_kind_is_here() -> None:
    notes = [*(row[0] for row in STORED), *SINCE]
    assert notes_from_json(msgspec.json.decode(msgspec.json.encode(notes_to_json(notes)))) == notes
    assert {type(note) for note in notes} == set(DraftNote.__args__)


def test_numbers_come_back_and_what_an_old_draft_did_not_keep_is_empty() -> None:
    numbers = {"projects.total": RecordedNumber("72", "119", rows=(3, 5), illustrative=True)}
    assert json.loads(json.dumps(numbers_to_json(numbers))) == {
        "projects.total": {"value": "72", "of": "119", "rows": [3, 5], "illustrative": True}
    }
    assert numbers_from_json(numbers_to_json(numbers)) == numbers
    old = numbers_from_json({"projects.total": {"value": "72"}})
    assert old == {"projects.total": RecordedNumber("72")}
    assert old["projects.total"].exact == "72"


@pytest.mark.django_db
def test_the_page_of_a_report_reads_an_old_draft(client: Client) -> None:
    report = make_report()
    made = regenerate(report)
    old = [{"kind": kind, "text": text, "target": target} for _note, kind, text, target in STORED]
    numbers = {key: {"value": one["value"], "of": ""} for key, one in made.numbers.items()}
    Draft.objects.filter(pk=made.pk).update(notes=old, numbers=numbers)
    client.force_login(make_user(Role.REPORT_EDITOR))
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Left out, since nothing is reported: Output 1.2: Cloud" in page
    assert "3 texts are not translated" in page
    assert "A cross reference leads nowhere: para:a..b." in page
    assert "(project/P-1/1:fr). Your words stand." in page
