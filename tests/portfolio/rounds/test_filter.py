"""What a round shows: every control stands on the page, works by address alone, and counts right."""

import re
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from core.access import Role
from core.models import User
from core.my_work.gathering import my_work
from outcomes.models import Strategy
from portfolio.navigation import ROUND
from portfolio.rounds.filters import filter_query
from tests.access.test_three_people import client_of
from tests.factories import make_unit, make_update, make_user
from tests.portfolio.rounds.test_saving import Site, round_site

__all__ = ["round_site"]
pytestmark = pytest.mark.django_db


def page(round_site: Site, query: str = "", who: Any = None) -> Any:
    answer = client_of(who or round_site.pmo).get(f"{round_site.url}{query}")
    assert answer.status_code == 200
    return answer


def codes(answer: Any) -> list[str]:
    return re.findall(r'data-code="([^"]+)"', answer.content.decode())


def options(answer: Any, name: str) -> list[str]:
    (select,) = [each for each in answer.context["selects"] if each.name == name]
    return [each.value for each in select.options]


def test_every_control_stands_on_the_page_and_offers_what_occurs(round_site: Site) -> None:
    unit = make_unit()
    round_site.last(round_site.add(lead_unit=unit))
    html = page(round_site).content.decode()
    for name in ("unit", "state", "plan", "group", "q"):
        assert re.search(rf'<(select|input)[^>]* name="{name}"', html), name
    assert 'type="submit" class="button apply"' in html, "it works without a script"
    answer = page(round_site)
    own = round_site.project.lead_unit.code
    assert options(answer, "unit") == ["", *sorted({unit.code, own})]
    assert options(answer, "state") == ["", "silent"]
    assert options(answer, "group") == ["", "outcome", "unit", "manager"]


def test_a_unit_a_state_and_words_narrow_and_the_count_says_so(round_site: Site) -> None:
    unit = make_unit()
    other = round_site.add(lead_unit=unit, name="Payroll of Kiribati")
    make_update(other, round=round_site.round, author=round_site.manager)
    for query in (f"?unit={unit.code}", "?state=submitted", "?q=kiribati", f"?q={other.code}"):
        answer = page(round_site, query)
        assert codes(answer) == [other.code], query
        assert "<b>1</b> of 2 shown" in answer.content.decode()
        assert "Show all" in answer.content.decode()
    everything = page(round_site, "?state=unknown&group=unknown")
    assert len(codes(everything)) == 2 and "Show all" not in everything.content.decode()
    nothing = page(round_site, "?q=nowhere").content.decode()
    assert "No project is left." in nothing and "Remove all filters" in nothing


def test_rows_are_grouped_by_outcome_unit_and_manager(round_site: Site) -> None:
    second = make_user(Role.PROJECT_MANAGER)
    unit = make_unit()
    other = round_site.add(manager=second, lead_unit=unit)
    for group, titles in (
        ("unit", {str(unit), str(round_site.project.lead_unit)}),
        ("manager", {str(second), str(round_site.manager)}),
    ):
        groups = page(round_site, f"?group={group}").context["table"].groups
        assert {each.title for each in groups} == titles
        assert sum(each.count for each in groups) == 2
    outcomes = page(round_site, "?group=outcome").context["table"].groups
    assert all(each.title for each in outcomes)
    assert other.code in codes(page(round_site, "?group=outcome"))


def test_the_whole_plan_and_only_mine(round_site: Site) -> None:
    planned = round_site.add(stages={date(2021, 1, 1): "approved"}, manager=None)
    assert planned.code not in codes(page(round_site))
    assert set(codes(page(round_site, "?plan=1"))) == {planned.code, round_site.project.code}
    assert codes(page(round_site, "?plan=1&mine=1", round_site.manager)) == [
        round_site.project.code
    ]


def test_what_is_asked_for_goes_along_in_links(round_site: Site) -> None:
    make_update(round_site.add(), round=round_site.round, author=round_site.manager)
    query = "?open=1&plan=1&group=unit"
    answer = page(round_site, query)
    assert answer.context["submit_url"].endswith(f"/submit/{query}")
    assert answer.context["workbook_url"].endswith(f"/workbook/{query}")
    assert answer.context["review_url"].endswith(f"/review/{query}")
    html = answer.content.decode()
    assert '<input type="hidden" name="open" value="1">' in html, "the form keeps the chips"
    client = client_of(round_site.pmo)
    review = client.get(f"{round_site.url}review/{query}")
    assert review.context["back_url"] == f"{round_site.url}{query}"
    assert all("group=unit" in chip.url for chip in review.context["chips"])
    submit = client.get(f"{round_site.url}submit/{query}")
    assert submit.context["back_url"] == f"{round_site.url}{query}"


def test_nothing_but_what_the_table_knows_goes_along() -> None:
    asked = QueryDict("open=1&show=late&q=a%26b&next=//elsewhere&unit=")
    assert filter_query(asked) == "?open=1&q=a%26b"
    assert filter_query(QueryDict("show=late")) == ""


def test_the_count_of_the_navigation_the_head_the_chip_and_the_rows_are_one(
    round_site: Site,
) -> None:
    """Those that were submitted, begun, completed meanwhile or planned only are not waited for."""
    returned, given, begun = (round_site.add() for _each in range(3))
    remark = {"state": "returned", "returned_by": round_site.pmo, "return_remark": "Say why"}
    make_update(returned, round=round_site.round, author=round_site.manager, **remark)
    make_update(given, round=round_site.round, author=round_site.manager)
    for project in (given, begun):
        make_update(project, round=round_site.round, author=round_site.manager, state="draft")
    round_site.add(stages={date(2021, 1, 1): "in_progress", date(2021, 12, 20): "completed"})
    round_site.add(stages={date(2021, 1, 1): "approved"})
    # The round that the navigation leads to is of the strategy that began last.
    Strategy.objects.filter(pk=round_site.strategy.pk).update(starts_on=date(2019, 1, 1))
    count = ROUND.count
    assert count is not None
    waited = {round_site.project.code, returned.code, begun.code}
    for person in (round_site.manager, round_site.pmo):
        fresh = User.objects.get(pk=person.pk)
        assert count(fresh, "") == 3
        for query in ("", "?plan=1"):
            answer = page(round_site, query, fresh)
            assert answer.context["progress"].open_mine == 3
            assert "3 wait for you" in answer.content.decode()
            shown = page(round_site, answer.context["open_url"], fresh)
            assert set(codes(shown)) == waited
        chips = page(round_site, "", fresh).context["chips"]
        assert [chip.count for chip in chips if chip.label == "Open"] == [3]
    mine = User.objects.get(pk=round_site.manager.pk)
    groups = my_work(mine, date(2022, 1, 17))
    assert [len(each.items) for each in groups if each.kind.key == "updates"] == [3]
    assert count(User.objects.get(pk=make_user(Role.AUDITOR).pk), "") == 0


def test_the_count_to_review_is_that_of_its_page_and_of_my_work(round_site: Site) -> None:
    for _each in range(3):
        make_update(round_site.add(), round=round_site.round, author=round_site.manager)
    make_update(round_site.add(), round=round_site.round, author=round_site.pmo)
    assert "To review (3)" in page(round_site).content.decode()
    review = client_of(round_site.pmo).get(f"{round_site.url}review/")
    html = review.content.decode()
    assert len(review.context["items"]) == review.context["open_count"] == 3
    assert "3 updates wait for you" in html and "1 more must be judged by somebody else" in html
    assert "Accept all 3" in html
    first, *_between, last = review.context["chips"]
    assert (str(first.label), first.count) == ("For you", 3)
    assert (str(last.label), last.count) == ("For others", 1)
    groups = my_work(User.objects.get(pk=round_site.pmo.pk), date(2022, 1, 17))
    items = [item for each in groups if each.kind.key == "to-accept" for item in each.items]
    own = [item.todo for item in items if f"/{round_site.strategy.slug}/" in item.url]
    assert sum("December 2021" in todo for todo in own) == 3
    # Of all rounds: that of November still waits, too.
    asked = f"/updates/?acceptable=on&strategy={round_site.strategy.slug}"
    assert client_of(round_site.pmo).get(asked).context["result_count"] == len(own) == 4
