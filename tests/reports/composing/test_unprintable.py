"""Signs that a file cannot hold or show, in a whole draft: it comes out, and its author is told."""

from typing import Any

import pytest
from django.test import Client

from core.access import Role
from core.jobs.services import job_run
from core.models.job import JobState
from reports.drafts import services
from reports.models import Draft, Export, Report
from reports.writers import WRITERS
from tests.factories import make_report, make_user, outline
from tests.reports.files import read

pytestmark = pytest.mark.django_db
PRIVATE = "\ue000"


def drafted(report: Report) -> Draft:
    """The draft of a job that must not fail."""
    job = services.report_regenerate_request(report=report, user=None)
    job_run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error
    return report.drafts.order_by("-number")[0]


def notes_of(draft: Draft, *kinds: str) -> list[tuple[str, str, str]]:
    """Kind, languages with signs, and place of the notes of some kinds."""
    return [
        (
            one["kind"],
            f"{' '.join(one['languages'])}:{' '.join(f'U+{code:04X}' for code in one['codes'])}",
            one["target"],
        )
        for one in draft.notes
        if one["kind"] in kinds
    ]


def words(draft: Draft, format_: str, language: str = "en") -> str:
    export = Export.objects.get(edition__draft=draft, format=format_, edition__language=language)
    with export.file.open("rb") as file:
        return read(format_, file.read()).words


def test_what_our_typefaces_have_needs_no_word() -> None:
    draft = drafted(make_report(outline=outline("Known in Beijing as 北京 😀, שלום.")))
    assert notes_of(draft, "squares", "illegal") == []
    assert all("北京 😀" in words(draft, format_) for format_ in ("docx", "pdf", "html", "txt"))


def test_a_sign_of_no_typeface_is_told_by_code_place_and_language() -> None:
    report = make_report(editions=("en", "de"), outline=outline(f"Known as {PRIVATE}."))
    draft = drafted(report)
    assert notes_of(draft, "squares") == [("squares", "en de:U+E000", "para/introduction/one")]
    assert "Known as □." in words(draft, "pdf")
    assert all(f"Known as {PRIVATE}." in words(draft, one) for one in ("docx", "html", "txt"))


def test_a_control_character_is_left_out_everywhere_and_told() -> None:
    draft = drafted(make_report(outline=outline("A bell\x07 and \x0bmore.")))
    assert notes_of(draft, "illegal", "squares") == [
        ("illegal", "en:U+0007 U+000B", "para/introduction/one")
    ]
    for format_ in ("docx", "pdf", "html", "txt"):
        assert "A bell and more." in words(draft, format_)


def test_signs_of_list_heading_note_and_first_page_name_where_they_stand() -> None:
    text = f"Words.^[A note {PRIVATE}]\n\n- point \ue001"
    plan: list[dict[str, Any]] = outline(text)
    plan[0]["heading"] = {"en": "Introduction \ue002"}
    draft = drafted(make_report(outline=plan, title=f"Title {PRIVATE}"))
    assert notes_of(draft, "squares") == [
        ("squares", "en:U+E000", "title"),
        ("squares", "en:U+E002", "section/introduction"),
        ("squares", "en:U+E000 U+E001", "para/introduction/one"),
    ]


def test_the_page_names_sign_and_place_and_leads_there(client: Client) -> None:
    report = make_report(outline=outline(f"Known as {PRIVATE} and \U00013000\x07."))
    drafted(report)
    client.force_login(make_user(Role.REPORT_EDITOR))
    page = client.get(f"/reports/{report.slug}/").content.decode()
    assert (
        "In paragraph 1 (English) stands U+E000 (a private character), U+13000 (EGYPTIAN "
        "HIEROGLYPH A001), which no typeface of the PDF has. The PDF shows □; Word and the web "
        "page carry it unchanged."
    ) in page
    assert "stands U+0007 (a control character), which no file can hold." in page
    assert 'href="#paper-para/introduction/one"' in page


def test_every_format_is_written_whatever_stands_in_the_text() -> None:
    draft = drafted(
        make_report(outline=outline("\x01 北 😀 \u0301 \u202e שלום \ue000 \ufffe \U0001fbff"))
    )
    assert Export.objects.filter(edition__draft=draft).count() == len(WRITERS)
