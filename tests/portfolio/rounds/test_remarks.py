"""The remark for the report in the table of a round: rights, checks, languages and sheets of its own."""

from typing import Any

import pytest
from django.utils import translation

from core.access import Role
from core.languages.translated import text_in
from core.models import RoleAssignment, User
from portfolio.models import Remark, StatusUpdate
from tests.access.test_three_people import client_of
from tests.factories import make_update, make_user
from tests.portfolio.rounds.test_saving import Site, round_site
from tests.portfolio.rounds.test_sheets import REMARK, edited, line_of, sent, take, taken_along

__all__ = ["round_site"]
pytestmark = pytest.mark.django_db


def write(site: Site, user: User, text: str, seen: str | None = "") -> dict[str, Any]:
    answer = site.send(user, {"field": "remark", "text": text, "seen": seen})
    found: dict[str, Any] = answer["results"][0]
    return found


def cell(site: Site, user: User) -> Any:
    """The cell as an answer draws it."""
    # What nobody has seen there is never overwritten.
    answer = site.send(user, {"field": "remark", "text": "", "seen": "?"})
    return answer["rows"][str(site.project.pk)]["cells"]["remark"]


def remark(site: Site, year: int = 2021) -> Remark | None:
    return Remark.objects.filter(project=site.project, year=year).first()


def test_the_last_one_stands_there_in_grey_and_typing_writes_this_years(round_site: Site) -> None:
    Remark.objects.create(project=round_site.project, year=2020, text="It was begun.")
    shown = cell(round_site, round_site.manager)
    assert "It was begun." in shown["html"] and "old" in shown["classes"]
    assert (shown["value"], shown["open"]) == ("", True)
    written = write(round_site, round_site.manager, "Half of it is done.\r\n\r\nThe rest follows.")
    assert written["state"] == "taken"
    kept = remark(round_site)
    assert kept is not None and kept.text == "Half of it is done.\n\nThe rest follows."
    assert "old" not in cell(round_site, round_site.manager)["classes"]
    before = remark(round_site, 2020)
    assert before is not None and before.text == "It was begun."
    # It is no part of the update: nothing has been begun.
    assert round_site.draft(round_site.manager) is None
    # Undo writes what stood there before.
    assert write(round_site, round_site.manager, "", kept.text)["state"] == "taken"
    assert remark(round_site) is None


def test_two_who_write_see_both_texts(round_site: Site) -> None:
    write(round_site, round_site.pmo, "From the PMO")
    result = write(round_site, round_site.manager, "From the manager")
    assert (result["state"], result["value"]) == ("conflict", "From the PMO")
    assert "From the PMO" in result["message"]
    assert write(round_site, round_site.manager, "Mine", "From the PMO")["state"] == "taken"


def test_a_live_number_that_is_none_is_refused_with_its_place(round_site: Site) -> None:
    result = write(round_site, round_site.manager, "There are {{projects.nothing}} of them.")
    assert result["state"] == "refused" and "character 11" in result["message"]
    assert remark(round_site) is None
    assert (
        write(round_site, round_site.manager, "There are {{projects.total}}.")["state"] == "taken"
    )


ROLES = {
    Role.PMO: "taken",
    Role.REPORT_EDITOR: "taken",
    Role.PROJECT_MANAGER: "refused",
    Role.MANAGER: None,
    Role.AUDITOR: None,
}


@pytest.mark.parametrize("role", ROLES)
def test_who_writes_it(round_site: Site, role: Role) -> None:
    person, state = make_user(role), ROLES[role]
    client = client_of(person)
    if state is None:
        assert client.post(f"{round_site.url}save/", b"{}", "application/json").status_code == 404
    else:
        assert write(round_site, person, "Words")["state"] == state
    assert (remark(round_site) is not None) == (state == "taken")


def test_who_writes_only_remarks_finds_the_other_cells_locked(round_site: Site) -> None:
    editor = make_user(Role.REPORT_EDITOR)
    answer = round_site.send(
        editor, {"field": "overall", "text": "R"}, {"field": "remark", "text": "Words", "seen": ""}
    )
    assert [each["state"] for each in answer["results"]] == ["refused", "taken"]
    cells = answer["rows"][str(round_site.project.pk)]["cells"]
    assert (cells["overall"]["open"], cells["remark"]["open"]) == (False, True)
    assert cells["state"]["open"] is False


def test_it_stays_open_when_the_update_is_accepted_and_shuts_with_the_round(
    round_site: Site,
) -> None:
    accepted = {"state": "accepted", "accepted_by": round_site.pmo}
    make_update(round_site.project, round=round_site.round, author=round_site.manager, **accepted)
    assert write(round_site, round_site.manager, "Afterwards")["state"] == "taken"
    round_site.round.closes_on = round_site.round.opens_on
    round_site.round.save()
    result = write(round_site, round_site.manager, "Too late", "Afterwards")
    assert result["state"] == "refused" and "closed" in result["message"]
    assert not cell(round_site, round_site.manager)["open"]


def test_each_language_is_written_by_its_readers_and_the_original_comes_first(
    round_site: Site,
) -> None:
    german = round_site.manager
    User.objects.filter(pk=german.pk).update(language="de")
    german.refresh_from_db()
    refused = write(round_site, german, "Die Hälfte ist fertig.")
    assert refused["state"] == "refused" and remark(round_site) is None
    assert write(round_site, round_site.pmo, "Half is done.")["state"] == "taken"
    shown = cell(round_site, german)
    assert "Half is done." in shown["html"] and "old" in shown["classes"] and not shown["value"]
    assert write(round_site, german, "Die Hälfte ist fertig.")["state"] == "taken"
    kept = remark(round_site)
    assert kept is not None
    assert (kept.text, text_in(kept, "text", "de")) == ("Half is done.", "Die Hälfte ist fertig.")
    assert write(round_site, german, "{{projects.total}}", "Die Hälfte ist fertig.")["state"] == (
        "refused"
    ), "an edition counts nothing that the original does not"
    # What has translations is not cleared in passing.
    assert write(round_site, round_site.pmo, "", "Half is done.")["state"] == "refused"
    assert write(round_site, german, "", "Die Hälfte ist fertig.")["state"] == "taken"
    assert write(round_site, round_site.pmo, "", "Half is done.")["state"] == "taken"
    assert remark(round_site) is None


def fill(text: str) -> Any:
    return lambda sheet: setattr(sheet.cell(2, REMARK), "value", text)


def test_it_is_a_column_of_the_workbook_there_and_back(round_site: Site) -> None:
    write(round_site, round_site.manager, "Half is done.")
    book = taken_along(round_site, round_site.manager)
    sheet = book.worksheets[1]
    assert sheet.cell(1, REMARK).value == "Remark for the report"
    assert sheet.cell(2, REMARK).value == "Half is done."
    assert not sheet.cell(2, REMARK).protection.locked
    client, address = sent(round_site, round_site.manager, edited(book, fill("All of it is done.")))
    (change,) = client.get(address).context["preview"].free
    assert [(each.old_text, each.new_text) for each in change.cells] == [
        ("Half is done.", "All of it is done.")
    ]
    take(client, address)
    kept = remark(round_site)
    assert kept is not None and kept.text == "All of it is done."
    assert not StatusUpdate.objects.filter(round=round_site.round).exists()


def test_whoever_writes_remarks_alone_fills_in_only_these(round_site: Site) -> None:
    focal = make_user()
    unit = round_site.project.lead_unit
    User.objects.filter(pk=focal.pk).update(unit=unit)
    RoleAssignment.objects.create(user=focal, role=Role.FOCAL_POINT, unit=unit)
    focal.refresh_from_db()
    assert "Upload a sheet" in client_of(focal).get(round_site.url).content.decode()
    book = taken_along(round_site, focal)
    sheet = book.worksheets[1]
    line = line_of(sheet, round_site.project.code)
    assert (sheet.cell(line, 3).protection.locked, sheet.cell(line, REMARK).protection.locked) == (
        *(True, False),
    )
    sheet.cell(line, 3).value, sheet.cell(line, REMARK).value = "R", "From the field"
    client, address = sent(round_site, focal, edited(book))
    preview = client.get(address).context["preview"]
    assert preview.others == [round_site.project.code]
    assert [[c.column.field for c in each.cells] for each in preview.free] == [["remark"]]
    take(client, address)
    kept = remark(round_site)
    assert kept is not None and kept.text == "From the field"


def test_a_sheet_of_another_language_leaves_remarks_alone_and_says_so(round_site: Site) -> None:
    write(round_site, round_site.pmo, "Half is done.")
    with translation.override("en"):
        content = edited(taken_along(round_site, round_site.manager), fill("All."))
    User.objects.filter(pk=round_site.manager.pk).update(language="de")
    round_site.manager.refresh_from_db()
    client, address = sent(round_site, round_site.manager, content)
    preview = client.get(address).context["preview"]
    assert preview.is_empty and len(preview.notices) == 1


def form_sent(round_site: Site, **values: str) -> Any:
    url = f"{round_site.project.get_absolute_url()}status/"
    sent = {"overall": "g", "per_cent_complete": "50", "version": "0", "submit": "draft"}
    return client_of(round_site.manager).post(url, {**sent, **values})


def test_the_plain_form_has_it_and_shows_both_where_somebody_was_faster(round_site: Site) -> None:
    url = f"{round_site.project.get_absolute_url()}status/"
    page = client_of(round_site.manager).get(url).content.decode()
    assert 'name="remark"' in page and 'name="remark_seen"' in page
    assert form_sent(round_site, remark="One\r\ntwo", remark_seen="").status_code == 302
    kept = remark(round_site)
    assert kept is not None and kept.text == "One\ntwo"
    draft = round_site.draft(round_site.manager)
    assert draft is not None
    stale = {"remark": "Mine", "remark_seen": "Older", "version": page_version(round_site)}
    answer = form_sent(round_site, **stale)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Meanwhile “One" in html and "Mine" in html
    assert answer.context["form"]["remark_seen"].value() == "One\ntwo"
    again = {"remark": "Mine", "remark_seen": "One\r\ntwo", "version": page_version(round_site)}
    assert form_sent(round_site, **again).status_code == 302
    kept = remark(round_site)
    assert kept is not None and kept.text == "Mine"


def page_version(round_site: Site) -> str:
    url = f"{round_site.project.get_absolute_url()}status/"
    return str(client_of(round_site.manager).get(url).context["version"])


def test_no_change_keeps_the_remark_that_was_typed(round_site: Site) -> None:
    answer = form_sent(round_site, submit="confirm", remark="Still so.", remark_seen="")
    assert answer.status_code == 302
    kept = remark(round_site)
    assert kept is not None and kept.text == "Still so."
    assert StatusUpdate.objects.get(round=round_site.round).kind == "confirmation"
    wrong = form_sent(round_site, submit="confirm", remark="{{no", remark_seen="Still so.")
    assert wrong.status_code == 422 and "remark" in wrong.context["form"].errors
