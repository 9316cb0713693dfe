"""With two strategies, pages, lists, filters and buttons go on with the one that is shown or chosen."""

from datetime import date

import pytest
from django.test import Client

from core.access import Role
from outcomes.models import Strategy
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_strategy, make_user
from tests.lists import result_count

pytestmark = pytest.mark.django_db
OLD = "it-2018-21"
NEW_BUTTONS = {
    "/projects/": "/projects/{}/new/",
    "/risks/": "/risks/{}/new/",
    "/risks/issues/": "/risks/{}/issues/new/",
    "/indicators/": "/indicators/new/{}/",
}


@pytest.fixture
def newer() -> Strategy:
    """A second one, in force on the demonstration's day, with one project."""
    strategy = make_strategy(
        short_title="Data strategy", starts_on=date(2022, 1, 1), ends_on=date(2025, 12, 31)
    )
    make_project(strategy=strategy, year=2022, joined_on=date(2022, 1, 3))
    return strategy


@pytest.fixture
def pmo(newer: Strategy) -> Client:
    return client_of(make_user(Role.PMO))


def bar(page: str) -> str:
    """What the bar says, in one line."""
    inner = page.split('<div class="standing">')[1].split("<search")[0]
    named = inner.split("</summary>")[0].split("<b>")[1].split("</b>")[0]
    after = inner.split("</details>")[1].replace("</span>", "").split("</div>")[0]
    years = [part.split(">")[-1] for part in after.split("<span")[1:]]
    return " · ".join(" ".join(each.split()) for each in (named, *years))


def choose(client: Client, slug: str, then: str) -> str:
    """Choose in the bar of a page; where that leads."""
    return client.post("/strategy-chosen/", {"strategy": slug, "next": then}).headers["Location"]


@pytest.mark.parametrize(("address", "leads"), NEW_BUTTONS.items())
def test_a_new_row_goes_into_the_strategy_that_the_list_shows(
    pmo: Client, newer: Strategy, address: str, leads: str
) -> None:
    for slug in (OLD, newer.slug):
        page = pmo.get(address, {"strategy": slug}).content.decode()
        assert f'href="{leads.format(slug)}"' in page
    choose(pmo, OLD, address)
    assert f'href="{leads.format(OLD)}"' in pmo.get(address).content.decode()


def test_what_is_chosen_holds_for_every_list_until_all_are_asked_for(
    pmo: Client, newer: Strategy
) -> None:
    everything = result_count(pmo, "/projects/") or 0
    assert choose(pmo, newer.slug, "/projects/?year=2021&q=a&page=2") == "/projects/?q=a"
    assert result_count(pmo, "/projects/") == 1
    assert result_count(pmo, "/risks/") == result_count(pmo, "/updates/") == 0
    assert result_count(pmo, "/projects/", {"strategy": "all"}) == everything
    assert result_count(pmo, "/projects/", {"strategy": OLD}) == everything - 1
    assert pmo.get("/strategy/").headers["Location"] == f"/strategy/{newer.slug}/"
    assert bar(pmo.get("/dashboard/").content.decode()).startswith("Data strategy · 2022 ·")
    choose(pmo, "", "/projects/")
    assert result_count(pmo, "/projects/") == everything


def test_the_counts_of_the_navigation_are_those_of_the_lists(pmo: Client, newer: Strategy) -> None:
    for slug in (OLD, newer.slug):
        page = pmo.get(f"/risks/?strategy={slug}").content.decode()
        for address in ("/risks/", "/promises/", "/indicators/"):
            link = f'href="{address}?strategy={slug}"'
            assert link in page
            count = page.split(link)[1].split('class="count">')[1].split("<")[0]
            assert int(count) == result_count(pmo, address, {"strategy": slug})


def test_the_bar_follows_the_page(pmo: Client, newer: Strategy) -> None:
    choose(pmo, newer.slug, "/")
    today = "as it stood on 17 January 2022"
    cases = {
        "/projects/": f"Data strategy · 2022 · {today}",
        f"/projects/{OLD}/P-13/": f"IT Strategy 2018–21 · 2021 · {today}",
        f"/strategy/{OLD}/?at=2020-06-30": "IT Strategy 2018–21 · 2020 · as it stood on 30 June 2020",
        f"/projects/?strategy={OLD}&year=2019&at=2019-12-31": (
            "IT Strategy 2018–21 · 2019 · as it stood on 31 December 2019"
        ),
        f"/dashboard/?strategy={OLD}&year=2020": f"IT Strategy 2018–21 · 2020 · {today}",
        "/projects/?strategy=all": f"All strategies · {today}",
    }
    assert {address: bar(pmo.get(address).content.decode()) for address in cases} == cases


def test_a_page_of_one_row_leads_to_the_list_of_the_other_strategy(
    pmo: Client, newer: Strategy
) -> None:
    assert choose(pmo, newer.slug, f"/projects/{OLD}/P-13/") == "/projects/"
    assert choose(pmo, newer.slug, f"/strategy/{OLD}/") == "/strategy/"
    assert choose(pmo, newer.slug, "/people/") == "/people/"
    assert choose(pmo, newer.slug, "https://elsewhere.example/") == "/"


def test_a_strategy_that_is_not_there_cannot_be_chosen(pmo: Client) -> None:
    answer = pmo.post("/strategy-chosen/", {"strategy": "none", "next": "/"})
    assert answer.status_code == 404


def test_of_one_strategy_there_is_nothing_to_choose() -> None:
    page = client_of(make_user(Role.PMO)).get("/projects/").content.decode()
    assert "All strategies" not in page.split('class="standing"')[1].split("<search")[0]
