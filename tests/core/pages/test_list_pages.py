"""List pages: what stands around the rows, views of live numbers, every row on paper."""

import re
from datetime import date

import pytest
from django.test import Client

from core.models import User
from core.pages import lists
from portfolio.models import Project

pytestmark = pytest.mark.django_db
LATE = {"strategy": "it-2018-21", "year": "2021", "number": "projects.late"}


@pytest.fixture
def pmo() -> Client:
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    return client


def heads(page: str) -> list[str]:
    return re.findall(r'class="sort"[^>]*>([^<]*)<', page) or []


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


# --- Around the rows -----------------------------------------------------------------------------


def test_the_button_says_how_many_filters_behind_it_are_on_and_which(pmo: Client) -> None:
    asked = {"size": "large", "kind": "project", "category": "new_service"}
    page = pmo.get("/projects/", asked)
    assert page.context["more_on"] == ["Kind", "Size"]
    summary = page.content.decode().split("more-filters")[1].split("</summary>")[0]
    assert text(f"<{summary}") == "More filters 2 Kind, Size"
    plain = pmo.get("/projects/").content.decode().split("more-filters")[1].split("</summary>")[0]
    assert text(f"<{plain}") == "More filters"


def test_chosen_columns_are_one_of_them(pmo: Client) -> None:
    assert pmo.get("/projects/", {"columns": ["name", "size"]}).context["more_on"] == ["Columns"]


def test_what_stands_outside_the_list_follows_it(pmo: Client) -> None:
    """The fragment brings the count, the files and the filters that are on to their places."""
    fragment = pmo.get("/projects/", {"kind": "service"}, headers={"HX-Request": "true"})
    content = fragment.content.decode()
    assert "<h1>" not in content
    for place in ("found", "files", "more-on", "announce"):
        assert f'hx-swap-oob="innerHTML:#{place}"' in content
    assert "kind=service&amp;export=csv" in content


def test_a_link_leads_to_the_rows_where_there_are_any(pmo: Client) -> None:
    page = pmo.get("/projects/").content.decode()
    assert '<a class="skip" href="#rows">Skip to the rows</a>' in page
    assert '<tbody id="rows"' in page
    assert "#rows" not in pmo.get("/projects/", {"q": "nothing-of-that-name"}).content.decode()


def test_loading_stands_beside_taking_along(pmo: Client) -> None:
    files = pmo.get("/projects/").content.decode().split('id="files"')[1].split("</details>")[0]
    assert text(f"<{files}") == "File Excel CSV Print all Load a sheet"


# --- Views of live numbers -----------------------------------------------------------------------


def test_the_rows_behind_a_number_are_titled_defined_and_explained(pmo: Client) -> None:
    response = pmo.get("/projects/", LATE)
    page = response.content.decode()
    assert "<h1>Late projects</h1>" in page
    assert "not finished although their finish date" in page
    assert heads(page) == [
        "Code",
        "Name",
        "Stage",
        "Status",
        "Finish",
        "Late by",
        "Project manager",
    ]
    assert ">Why not green<" in re.sub(r"\s+", "", page).replace("Whynotgreen", "Why not green")
    assert response.context["columns"].chips(response.wsgi_request) == [], "nobody has chosen them"


def test_a_view_of_a_number_shows_other_columns_when_they_are_chosen(pmo: Client) -> None:
    page = pmo.get("/projects/", {**LATE, "columns": ["name", "size"]}).content.decode()
    assert heads(page) == ["Code", "Name", "Size"]


def test_late_by_counts_the_days_of_the_unfinished_alone(pmo: Client) -> None:
    rows = pmo.get("/projects/", LATE).context["table"].page.object_list
    late = {row.record.code: row.get_cell_value("late_by") for row in rows}
    assert late["S-001"] == (date(2022, 1, 17) - date(2021, 10, 29)).days == 80
    assert "80 days" in pmo.get("/projects/", LATE).content.decode()
    done = pmo.get("/projects/", {"q": "P-06", "columns": ["name", "late_by"]})
    project = Project.objects.get(code="P-06")
    assert project.code in done.content.decode()
    assert "days" not in done.content.decode().split('id="rows"')[1].split("</tbody>")[0]


def test_the_latest_come_last_when_they_are_sorted_by_it(pmo: Client) -> None:
    rows = pmo.get("/projects/", {**LATE, "sort": "-late_by"}).context["table"].page.object_list
    days = [row.get_cell_value("late_by") for row in rows]
    assert days == sorted(days, reverse=True)
    assert len(days) == 6


@pytest.mark.parametrize("number", ["risks.register", "no.such", "{", "projects.late"])
def test_a_number_of_another_list_gives_this_one_no_title(pmo: Client, number: str) -> None:
    assert "<h1>Milestones</h1>" in pmo.get("/milestones/", {"number": number}).content.decode()


# --- On paper ------------------------------------------------------------------------------------


def test_print_all_shows_every_row_on_one_page(pmo: Client) -> None:
    page = pmo.get("/projects/", {"print": "all", "strategy": "it-2018-21"})
    content = page.content.decode()
    assert len(page.context["table"].page.object_list) == page.context["result_count"] > 100
    assert "Every row of the list stands here, to be printed." in content
    assert "core/pages/print.js" in content
    assert 'class="pager"' not in content
    assert 'href="?strategy=it-2018-21">Back to the list</a>' in content


def test_what_is_longer_says_so(pmo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PRINTED", 20)
    page = pmo.get("/projects/", {"print": "all"})
    assert len(page.context["table"].page.object_list) == 20
    assert "These are the first 20 of 152 rows" in text(page.content.decode())


def test_a_list_that_is_not_printed_is_paged(pmo: Client) -> None:
    page = pmo.get("/projects/", {"print": "some"})
    assert len(page.context["table"].page.object_list) == 50
    assert "print.js" not in page.content.decode()


def test_who_takes_nothing_along_prints_a_page_at_a_time() -> None:
    client = Client()
    client.force_login(User.objects.get(username="pmo"))
    assert "print=all" in client.get("/risks/").content.decode()
    client.force_login(User.objects.get(username="admin"))
    page = client.get("/people/", {"print": "all", "per_page": "25"})
    assert page.context["printed"] == (1000 if page.context["export_formats"] else 0)
