"""The navigation: groups, the line of a page, counts, and where a person begins."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from core.models import User
from core.pages.navigation import GROUPS, current_of, entries_for, navigation

pytestmark = pytest.mark.django_db
LINE = re.compile(
    r'<a href="(?P<url>[^"]*)"\s*(?P<attributes>[^>]*)>\s*<span[^>]*>(?P<label>[^<]*)</span>'
    r'\s*(?:<span class="count">(?P<count>\d+)</span>)?\s*</a>'
)


def page_of(username: str, url: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client.get(url).content.decode()


def lines(username: str, url: str) -> dict[str, re.Match[str]]:
    """The lines of the navigation beside a page, by their labels."""
    shown = page_of(username, url).split('id="navigation"')[1].split("</nav>")[0]
    return {match["label"]: match for match in LINE.finditer(shown)}


def heads(username: str, url: str) -> list[str]:
    return re.findall(r'id="group-\w+">([^<]*)<', page_of(username, url))


def test_lines_stand_in_six_groups() -> None:
    assert {entry.group for entry in navigation} == set(GROUPS)
    six = ["Overview", "Portfolio", "Strategy", "Risks", "Reports", "Settings"]
    assert heads("pmo", "/my-work/") == six


def test_a_group_without_a_page_is_left_out() -> None:
    assert heads("pm-ams", "/my-work/") == [
        "Overview",
        "Portfolio",
        "Strategy",
        "Risks",
        "Settings",
    ]


def test_the_parts_of_a_group_stand_beside_its_own_pages_alone() -> None:
    assert "Stages" in lines("pmo", "/projects/")
    assert "Stages" not in lines("pmo", "/risks/")
    assert "Assessments" in lines("pmo", "/risks/issues/")
    assert "Assessments" not in lines("pmo", "/projects/")


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("/projects/", "Projects"),
        ("/projects/it-2018-21/P-15/", "Projects"),
        ("/updates/", "Status updates"),
        ("/rounds/all/", "Status round"),
        ("/risks/", "Risks"),
        ("/risks/issues/", "Issues"),
        ("/risks/matrix/", "Matrix"),
        ("/documents/", "Documents"),
        ("/strategy/it-2018-21/", "Strategy"),
        ("/indicators/", "Indicators"),
    ],
)
def test_one_line_is_that_of_the_page(url: str, label: str) -> None:
    current = [each for each, match in lines("pmo", url).items() if "aria" in match["attributes"]]
    assert current == [label]


def test_a_page_of_no_line_has_none() -> None:
    entries = entries_for(User.objects.get(username="pmo").access)
    assert current_of(entries, resolve("/search/")) is None
    assert current_of(entries, None) is None
    assert current_of([], resolve("/projects/")) is None


@pytest.mark.parametrize("label", ["Projects", "Promises", "Indicators", "Risks"])
@pytest.mark.parametrize("username", ["pmo", "pm-ams", "focal", "cio"])
def test_a_count_is_that_of_the_list_it_leads_to(username: str, label: str) -> None:
    line = lines(username, "/my-work/")[label]
    client = Client()
    client.force_login(User.objects.get(username=username))
    page = client.get(line["url"].replace("&amp;", "&"))
    assert page.context["result_count"] == int(line["count"])


@pytest.mark.parametrize("username", ["pm-ams", "pm-ims", "focal"])
def test_managers_of_projects_and_focal_points_begin_with_what_waits_for_them(
    username: str,
) -> None:
    client = Client()
    client.force_login(User.objects.get(username=username))
    assert client.get("/")["Location"] == "/my-work/"
    assert 'class="brand" href="/"' in client.get("/my-work/").content.decode()


@pytest.mark.parametrize(
    ("username", "url"),
    [("pmo", "/dashboard/"), ("cio", "/dashboard/"), ("chief-tms", "/dashboard/")],
)
def test_others_begin_with_the_first_line(username: str, url: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username=username))
    assert client.get("/")["Location"] == url
