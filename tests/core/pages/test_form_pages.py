"""The page of a form: what it shows, how it saves, and what it does when it cannot."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pghistory
import pytest
from django import forms
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from lxml import html

from core.access import Role
from core.files.store import AWAY, FileStoreError
from core.history.saving import row_save
from core.history.versions import version_of
from core.models import Unit
from core.pages.forms import DeletePage, FormPage, SaveRefused, posted, posted_files
from core.people.forms import UnitForm
from tests.access.people import COLUMNS, user
from tests.access.test_every_address import LINES, Line
from tests.access.test_three_people import client_of
from tests.factories import make_unit, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class FileForm(UnitForm):
    """A form that takes a file, too."""

    note = forms.FileField(required=False)


class WordForm(forms.Form):
    """A form of no row."""

    word = forms.CharField()


PAGE = FormPage(
    title="Change the unit",
    subtitle="All of it",
    back_label="Units",
    back_url="/people/units/",
    draft_key="unit-draft",
    saved="It has been saved.",
)


class _Views:
    """The pages of the tests: each says here what is special about its own."""

    page = PAGE
    delete = DeletePage(back_label="Units", back_url="/people/units/")
    remove: Callable[[], object] | None = None
    files: list[str]


def change(request: HttpRequest, code: str) -> HttpResponse:
    """Changes the unit `code`, or adds one."""
    unit = Unit.objects.filter(code=code).first() or Unit()
    form = FileForm(posted(request), posted_files(request), instance=unit)
    _Views.files = [str(file) for file in form.files.values()]
    return _Views.page.respond(request, form)


def say(request: HttpRequest) -> HttpResponse:
    """A form without a row."""
    return _Views.page.respond(request, WordForm(posted(request)))


def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Removes the unit `code`."""
    return _Views.delete.respond(request, Unit.objects.get(code=code), _Views.remove)


urlpatterns = [
    path("try/<str:code>/", change),
    path("try/<str:code>/remove/", remove),
    path("say/", say),
    path("", include("config.urls")),
]


@pytest.fixture(autouse=True)
def _as_declared() -> Iterator[None]:
    yield
    _Views.page, _Views.remove = PAGE, None
    _Views.delete = DeletePage(back_label="Units", back_url="/people/units/")


@pytest.fixture
def client() -> Client:
    """A browser of somebody."""
    return client_of(make_user(Role.ADMINISTRATOR))


def said(response: Any) -> list[str]:
    """The messages of an answer."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def saved_by(save: Callable[..., object], **changes: Any) -> None:
    """The page saves by `save`."""
    _Views.page = replace(PAGE, save=save, **changes)


# --- Shown and saved ----------------------------------------------------------------------------


def test_the_page_shows_title_way_back_form_and_version(client: Client) -> None:
    unit = make_unit()
    response = client.get(f"/try/{unit.code}/")
    text = response.content.decode()
    assert response.status_code == 200
    for shown in ("Change the unit", "All of it", '<a href="/people/units/">Units</a>', unit.name):
        assert shown in text
    assert f'name="version" value="{version_of(unit)}"' in text
    assert 'data-draft="unit-draft"' in text
    assert "Remove" not in text and "button-bad" not in text


def test_a_page_may_lead_to_the_removal_and_have_words_of_its_own(client: Client) -> None:
    _Views.page = replace(PAGE, delete_url="/gone/", submit_label="Do it")
    text = client.get(f"/try/{make_unit().code}/").content.decode()
    assert 'class="button button-quiet button-bad" href="/gone/"' in text
    assert "Do it" in text


def test_a_saved_row_leads_to_its_page_with_a_message(client: Client) -> None:
    unit = make_unit()
    sent = {"code": "ZZ", "name": "New name", "version": version_of(unit)}
    response = client.post(f"/try/{unit.code}/", sent)
    assert (response.status_code, response["Location"]) == (302, "/people/unit/ZZ/")
    assert said(response) == ["It has been saved."]


def test_it_leads_where_the_page_says_with_a_message_worked_out_afterwards(client: Client) -> None:
    counted = lambda: f"There are {Unit.objects.filter(code='ZZ').count()} of them."  # noqa: E731
    _Views.page = replace(PAGE, saved=counted, done_url="/people/")
    response = client.post("/try/new/", {"code": "ZZ", "name": "New", "version": "0"})
    assert response["Location"] == "/people/"
    assert said(response) == ["There are 1 of them."]


def test_what_the_template_shows_besides_is_read_only_when_it_is_shown(client: Client) -> None:
    asked: list[str] = []

    def beside() -> dict[str, str]:
        asked.append("once")
        return {"shown": "beside"}

    _Views.page = replace(PAGE, extra=beside)
    unit = make_unit()
    assert client.get(f"/try/{unit.code}/").context["shown"] == "beside"
    client.post(f"/try/{unit.code}/", {"code": "ZZ", "name": "x", "version": version_of(unit)})
    assert asked == ["once"]


def test_a_form_of_no_row_has_no_version(client: Client) -> None:
    heard: list[Any] = []
    saved_by(lambda row, version: heard.append(row), done_url="/people/")
    assert 'name="version"' not in client.get("/say/").content.decode()
    assert client.post("/say/", {}).status_code == 422
    assert client.post("/say/", {"word": "yes"}).status_code == 302
    assert heard == [None]


def test_files_arrive_with_the_form(client: Client) -> None:
    unit = make_unit()
    page = client.get(f"/try/{unit.code}/")
    assert 'enctype="multipart/form-data"' in page.content.decode() and _Views.files == []
    sent = {"code": unit.code, "name": "x", "version": version_of(unit)}
    sent["note"] = SimpleUploadedFile("note.txt", b"Noted.")
    assert client.post(f"/try/{unit.code}/", sent).status_code == 302
    assert _Views.files == ["note.txt"]


# --- Not saved ----------------------------------------------------------------------------------


def test_an_empty_post_is_a_form_with_mistakes(client: Client) -> None:
    unit = make_unit()
    response = client.post(f"/try/{unit.code}/", {})
    assert response.status_code == 422
    assert response.context["version"] == 0  # nothing said what it was opened on
    assert set(response.context["form"].errors) == {"code", "name"}


def test_a_stale_save_shows_both_versions_and_the_next_replaces(client: Client) -> None:
    unit, other = make_unit(name="Before"), make_user(full_name="Ada Other")
    sent = {"code": unit.code, "name": "Mine", "version": version_of(unit)}
    with pghistory.context(user=other.pk):
        Unit.objects.filter(pk=unit.pk).update(name="Theirs")
    response = client.post(f"/try/{unit.code}/", sent)
    assert response.status_code == 409
    (field,) = response.context["conflict"]["fields"]
    assert field == {"label": "Name", "theirs": "Theirs", "yours": "Mine"}
    text = response.content.decode()
    assert "Ada Other" in text and 'value="Mine"' in text
    unit.refresh_from_db()
    assert unit.name == "Theirs"
    again = {**sent, "version": response.context["version"]}
    assert client.post(f"/try/{unit.code}/", again).status_code == 302
    unit.refresh_from_db()
    assert unit.name == "Mine"


@pytest.mark.parametrize("given", ["", "no number", "-1", "1" * 40, "٣"])
def test_a_version_that_is_none_overwrites_nothing(client: Client, given: str) -> None:
    unit = make_unit(name="Before")
    sent = {"code": unit.code, "name": "Mine", "version": given}
    assert client.post(f"/try/{unit.code}/", sent).status_code == 409
    unit.refresh_from_db()
    assert unit.name == "Before"


@pytest.mark.parametrize(("field", "where"), [(None, "__all__"), ("name", "name")])
def test_a_refused_row_says_why_and_keeps_what_was_typed(
    client: Client, field: str | None, where: str
) -> None:
    def refuse(row: Unit, version: int) -> None:
        row_save(row=row, version=version)
        raise SaveRefused("It has been decided meanwhile.", field=field)

    saved_by(refuse)
    unit = make_unit(name="Before")
    seen = version_of(unit)
    sent = {"code": unit.code, "name": "Mine", "version": seen}
    response = client.post(f"/try/{unit.code}/", sent)
    assert response.status_code == 422
    assert response.context["form"].errors == {where: ["It has been decided meanwhile."]}
    assert 'value="Mine"' in response.content.decode()
    assert response.context["version"] == seen
    unit.refresh_from_db()
    assert (unit.name, version_of(unit)) == ("Before", seen), "half of it was saved"


def test_a_refusal_can_show_what_stands_now(client: Client) -> None:
    def refuse(row: Unit, version: int) -> None:
        raise SaveRefused(f"It was {version} and is 9 now.", version=9)

    saved_by(refuse)
    response = client.post("/try/new/", {"code": "ZZ", "name": "x", "version": "12"})
    assert response.context["version"] == 9
    assert "It was 12 and is 9 now." in response.content.decode()


def test_with_the_file_store_away_nothing_is_saved_and_all_is_kept(client: Client) -> None:
    def keep(row: Unit, version: int) -> None:
        row_save(row=row, version=version)
        raise FileStoreError(AWAY)

    saved_by(keep)
    response = client.post("/try/new/", {"code": "ZZ", "name": "Typed", "version": "0"})
    assert response.status_code == 503
    assert str(AWAY) in response.content.decode() and 'value="Typed"' in response.content.decode()
    assert not Unit.objects.filter(code="ZZ").exists()


def test_an_error_that_nobody_foresaw_is_not_hidden(client: Client) -> None:
    def fail(row: Unit, version: int) -> None:
        row_save(row=row, version=version)
        raise LookupError("a mistake of ours")

    saved_by(fail)
    with pytest.raises(LookupError):
        client.post("/try/new/", {"code": "ZZ", "name": "x", "version": "0"})
    assert not Unit.objects.filter(code="ZZ").exists()


# --- Removed ------------------------------------------------------------------------------------


def test_removing_asks_first_then_goes_back_with_a_message(client: Client) -> None:
    unit = make_unit()
    page = client.get(f"/try/{unit.code}/remove/")
    assert page.status_code == 200 and f"Remove “{unit.code}”?" in page.content.decode()
    assert Unit.objects.filter(pk=unit.pk).exists()
    response = client.post(f"/try/{unit.code}/remove/")
    assert response["Location"] == "/people/units/"
    assert said(response) == ["Removed. The history keeps what stood there."]
    assert not Unit.objects.filter(pk=unit.pk).exists()


def test_what_others_hold_on_to_stays_and_they_are_named(client: Client) -> None:
    unit = make_unit()
    part = make_unit(parent=unit)
    response = client.post(f"/try/{unit.code}/remove/")
    assert response["Location"] == "/people/units/"
    assert said(response) == [f"Not removed: it is still needed by {part.code}."]
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_a_removal_may_be_more_than_deleting(client: Client) -> None:
    called: list[str] = []
    _Views.remove = lambda: called.append("removed")
    _Views.delete = replace(_Views.delete, removed="Gone.", done_url="/people/")
    unit = make_unit()
    response = client.post(f"/try/{unit.code}/remove/")
    assert (response["Location"], said(response)) == ("/people/", ["Gone."])
    assert called == ["removed"] and Unit.objects.filter(pk=unit.pk).exists()


# --- All of the program's -----------------------------------------------------------------------

CHANGING = [
    line
    for line in LINES
    if line.method == "GET"
    and line.name.rpartition("-")[2] in {"edit", "answer", "template"}
    and line.row != "missing"
    and "200" in line.expected.values()
]


def sent_unchanged(response: Any) -> dict[str, list[str]]:
    """What a browser sends of the form of a page as it stands."""
    page: Any = html.document_fromstring(response.content)
    (form,) = page.find_class("form")
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


@pytest.mark.parametrize("line", CHANGING, ids=str)
def test_every_form_that_changes_a_row_refuses_an_old_version(line: Line) -> None:
    who = next(name for name in ("pmo", "cio", "admin") if line.expected[name] == "200")
    client, url = client_of(user(COLUMNS[who])), line.url
    page = client.get(url)
    assert isinstance(page.context["page"], FormPage)
    row = page.context["form"].instance
    seen = version_of(row)
    assert page.context["version"] == seen > 0
    sent = sent_unchanged(page)
    stale = client.post(url, {**sent, "version": str(seen - 1)})
    assert stale.status_code == 409, stale.context["form"].errors
    assert stale.context["version"] == version_of(row) == seen
    fresh = client.post(url, sent)
    assert fresh.status_code == 302, fresh.context["form"].errors
