"""A round as a workbook: what it holds, what it changes when it comes back, and what it never does."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from core.imports.waiting import waiting_sheets_forget
from core.languages import LANGUAGES
from core.models import User, WaitingSheet
from portfolio.models import StatusUpdate, UpdateKind
from portfolio.rounds.sheet_columns import LABELS, LAYOUT
from tests.access.test_three_people import client_of
from tests.portfolio.rounds.test_saving import Site, round_site

__all__ = ["round_site"]
pytestmark = pytest.mark.django_db
Edit = Callable[[Any], object]
STATE, REASON, DONE, FINISH, ACHIEVED, REMARK, CONFIRM, VERSION = 3, 7, 8, 9, 10, 12, 13, 14


def taken_along(round_site: Site, user: User, query: str = "") -> Any:
    """The workbook of the round, as a reader of Excel files sees it."""
    answer = client_of(user).get(f"{round_site.url}workbook/{query}")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def edited(book: Any, edit: Edit | None = None) -> bytes:
    if edit is not None:
        edit(book.worksheets[1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(
    round_site: Site, user: User, content: bytes, name: str = "round.xlsx"
) -> tuple[Client, str]:
    """Upload a file; gives the client and the address of its preview."""
    client, file = client_of(user), io.BytesIO(content)
    file.name = name
    answer = client.post(f"{round_site.url}sheet/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return client, answer["Location"]


def take(client: Client, address: str, **more: object) -> Any:
    preview = client.get(address).context["preview"]
    return client.post(address, {"digest": preview.digest, **more}, follow=True)


def line_of(sheet: Any, code: str) -> int:
    return next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value == code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_as_it_is_changes_nothing(round_site: Site, language: str) -> None:
    User.objects.filter(pk=round_site.manager.pk).update(language=language)
    round_site.manager.refresh_from_db()
    round_site.last(
        round_site.add(code="P-77"), reason="=1+1", overall="a", achieved="- one\n- two"
    )
    book = taken_along(round_site, round_site.manager)
    with translation.override(language):
        assert book.worksheets[1].cell(1, REASON).value == str(LABELS["reason"])
    client, address = sent(round_site, round_site.manager, edited(book))
    page = client.get(address)
    preview = page.context["preview"]
    assert (preview.is_empty, preview.problems, preview.same) == (True, [], 2)
    assert not StatusUpdate.objects.filter(round=round_site.round).exists()


def test_the_workbook_is_locked_dated_and_asks(round_site: Site) -> None:
    sheet = taken_along(round_site, round_site.manager).worksheets[1]
    assert sheet.protection.sheet
    assert (sheet.cell(2, 1).protection.locked, sheet.cell(2, STATE).protection.locked) == (
        True,
        False,
    )
    assert sheet.cell(2, FINISH).value.date() == date(2022, 6, 30)
    assert sheet.cell(2, DONE).value == 40
    assert sheet.freeze_panes == "C2"
    assert sheet.column_dimensions["N"].hidden
    assert {each.type for each in sheet.data_validations.dataValidation} == {
        "list",
        "whole",
        "date",
    }
    assert len(sheet.conditional_formatting) == 4


def test_what_was_filled_in_becomes_a_draft_when_its_sender_says_so(round_site: Site) -> None:
    def edit(sheet: Any) -> None:
        sheet.cell(2, STATE).value, sheet.cell(2, REASON).value = "A", "=Supplier late"
        sheet.cell(2, REASON).data_type = "s"  # typed into a cell of texts, it is no formula
        sheet.cell(2, DONE).value, sheet.cell(2, FINISH).value = 55, date(2022, 8, 14)

    client, address = sent(
        round_site, round_site.manager, edited(taken_along(round_site, round_site.manager), edit)
    )
    page = client.get(address)
    assert "Supplier late" in page.content.decode()
    assert round_site.draft(round_site.manager) is None, "nothing is written by looking"
    take(client, address)
    draft = round_site.draft(round_site.manager)
    assert draft is not None
    assert (draft.overall, draft.reason, draft.per_cent_complete) == ("a", "=Supplier late", 55)
    assert draft.forecast_finish == date(2022, 8, 14)
    assert not WaitingSheet.objects.exists()


def test_the_same_file_twice_changes_nothing_and_says_so(round_site: Site) -> None:
    book = taken_along(round_site, round_site.manager)
    content = edited(book, lambda sheet: setattr(sheet.cell(2, ACHIEVED), "value", "Done."))
    take(*sent(round_site, round_site.manager, content))
    client, address = sent(round_site, round_site.manager, content)
    assert "Nothing to change" in client.get(address).content.decode()
    assert StatusUpdate.objects.filter(round=round_site.round).count() == 1


def test_a_newer_change_is_shown_and_stays_unless_it_is_chosen(round_site: Site) -> None:
    book = taken_along(round_site, round_site.manager)
    content = edited(book, lambda sheet: setattr(sheet.cell(2, REASON), "value", "From the sheet"))
    round_site.send(round_site.manager, {"field": "reason", "text": "From the page", "seen": ""})
    client, address = sent(round_site, round_site.manager, content)
    page = client.get(address).content.decode()
    assert "From the sheet" in page
    assert "From the page" in page
    take(client, address)
    assert round_site.draft(round_site.manager).reason == "From the page"  # type: ignore[union-attr]
    take(client, address, row=str(round_site.project.pk))
    assert round_site.draft(round_site.manager).reason == "From the sheet"  # type: ignore[union-attr]


def test_what_changed_after_the_preview_is_looked_at_once_more(round_site: Site) -> None:
    book = taken_along(round_site, round_site.manager)
    content = edited(book, lambda sheet: setattr(sheet.cell(2, REASON), "value", "From the sheet"))
    client, address = sent(round_site, round_site.manager, content)
    digest = client.get(address).context["preview"].digest
    round_site.send(round_site.manager, {"field": "reason", "text": "From the page", "seen": ""})
    answer = client.post(address, {"digest": digest})
    assert answer.status_code == 422
    assert "look at it once more" in answer.content.decode()
    assert round_site.draft(round_site.manager).reason == "From the page"  # type: ignore[union-attr]


def test_good_rows_are_taken_while_bad_ones_are_listed_with_their_cells(round_site: Site) -> None:
    for number in range(4):
        round_site.last(round_site.add(code=f"Q-{number}"))

    def edit(sheet: Any) -> None:
        for line in range(2, 7):
            sheet.cell(line, ACHIEVED).value = "Done."
        sheet.cell(line_of(sheet, "Q-0"), FINISH).value = "31.2.2022"
        sheet.cell(line_of(sheet, "Q-1"), STATE).value = "purple"
        sheet.cell(line_of(sheet, "Q-2"), DONE).value = 40.5
        sheet.cell(line_of(sheet, "Q-3"), 1).value = "Q-9"

    client, address = sent(
        round_site, round_site.manager, edited(taken_along(round_site, round_site.manager), edit)
    )
    preview = client.get(address).context["preview"]
    words = "\n".join(map(str, preview.problems))
    assert len(preview.problems) == 4, words
    for value in ("31.2.2022", "purple", "40.5", "Q-9", "sheet “Updates”, cell I"):
        assert value in words
    assert take(client, address).status_code == 422
    assert not StatusUpdate.objects.filter(round=round_site.round).exists()
    take(client, address, good="on")
    assert list(
        StatusUpdate.objects.filter(round=round_site.round).values_list("project", flat=True)
    ) == [round_site.project.pk]


def test_rows_of_others_are_listed_and_left(round_site: Site) -> None:
    other = round_site.add(code="P-88", manager=None)
    round_site.last(other)
    book = taken_along(round_site, round_site.pmo)

    def edit(sheet: Any) -> None:
        sheet.cell(line_of(sheet, "P-88"), ACHIEVED).value = "Not mine."

    content = edited(book, edit)
    client, address = sent(round_site, round_site.manager, content)
    preview = client.get(address).context["preview"]
    seen = client.get(f"{round_site.url}").content.decode()
    if "P-88" in seen:
        assert preview.others == ["P-88"]
    else:  # a row that somebody does not see is none
        assert "no project “P-88”" in str(preview.problems[0])
    assert preview.is_empty
    assert StatusUpdate.objects.filter(project=other, round=round_site.round).count() == 0


def test_a_row_is_confirmed_and_not_changed_at_once(round_site: Site) -> None:
    book = taken_along(round_site, round_site.manager)
    confirmed = edited(book, lambda sheet: setattr(sheet.cell(2, CONFIRM), "value", "x"))
    both = edited(book, lambda sheet: setattr(sheet.cell(2, REASON), "value", "Both"))
    client, address = sent(round_site, round_site.manager, both)
    preview = client.get(address).context["preview"]
    assert preview.is_empty
    assert "either changes or is confirmed" in str(preview.problems[0])
    take(*sent(round_site, round_site.manager, confirmed))
    (given,) = StatusUpdate.objects.filter(round=round_site.round)
    assert given.kind == UpdateKind.CONFIRMATION
    client, address = sent(round_site, round_site.manager, confirmed)
    assert client.get(address).context["preview"].is_empty


def test_a_csv_of_the_sheet_in_another_language_is_read(round_site: Site) -> None:
    with translation.override("fr"):
        heads = [str(LABELS[field]) for field in ("code", "overall", "forecast_finish", "reason")]
    content = ";".join(heads) + f"\n{round_site.project.code};orange;2022-09-30;Retard\n"
    take(*sent(round_site, round_site.manager, content.encode(), "tour.csv"))
    draft = round_site.draft(round_site.manager)
    assert draft is not None
    assert (draft.overall, draft.reason, str(draft.forecast_finish)) == (
        "a",
        "Retard",
        "2022-09-30",
    )


def test_a_workbook_of_another_round_or_of_nothing_is_told(round_site: Site) -> None:
    book = taken_along(round_site, round_site.manager)
    client = client_of(round_site.manager)
    file = io.BytesIO(edited(book, lambda s: setattr(s.cell(2, REASON), "value", "Late")))
    file.name = "round.xlsx"
    answer = client.post(round_site.url.replace("2021-12", "2021-11") + "sheet/", {"file": file})
    preview = client.get(answer["Location"]).context["preview"]
    assert "another round" in str(preview.problems[0])
    assert preview.is_empty
    for name, content in (("a.xlsx", b"PK\x03\x04 nothing"), ("a.csv", b"\0\1"), ("b.csv", b"x")):
        client, address = sent(round_site, round_site.manager, content, name)
        assert client.get(address).context["preview"].problems


def test_what_is_no_sheet_is_not_kept(round_site: Site) -> None:
    file = io.BytesIO(b"%PDF")
    file.name = "round.pdf"
    answer = client_of(round_site.manager).post(f"{round_site.url}sheet/", {"file": file})
    assert answer.status_code == 422
    assert not WaitingSheet.objects.exists()


def test_a_sheet_waits_for_its_sender_alone_and_for_a_day(round_site: Site) -> None:
    _client, address = sent(
        round_site, round_site.manager, edited(taken_along(round_site, round_site.manager))
    )
    assert client_of(round_site.pmo).get(address).status_code == 404
    WaitingSheet.objects.update(sent_at="2020-01-01T00:00:00Z")
    assert client_of(round_site.manager).get(address).status_code == 404
    assert waiting_sheets_forget() == 1


def test_no_header_of_any_language_names_two_columns() -> None:
    every = [name for field in LABELS for name in LAYOUT.headers_known(field)]
    assert len(every) == len(set(every))
