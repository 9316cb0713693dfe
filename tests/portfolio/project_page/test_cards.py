"""The cards of a project's page: there for what it has, and one line for what it has not."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from core.access import Role
from core.models import User
from portfolio.models import Milestone, Project, UpdateKind
from tests.factories import make_project, make_round, make_update, make_user
from tests.risks.rows import make_risk

pytestmark = pytest.mark.django_db
ALL = ["milestones", "promises", "deliverables", "money", "remarks", "quantities", "decisions"]


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(project: Project, person: User) -> html.HtmlElement:
    return html.fromstring(client_of(person).get(project.get_absolute_url()).content.decode())


def test_a_new_project_says_in_one_line_what_it_has_not_and_where_to_add_it() -> None:
    project = make_project()
    page = page_of(project, make_user(Role.PMO))
    lines = page.xpath("//*[contains(@class, 'empty-cards')]//li")
    assert [each.get("id") for each in lines] == ALL
    for key, line in zip(ALL[:6], lines, strict=False):
        assert line.xpath("a/@href") == [f"{project.get_absolute_url()}{key}/new/"]
    asked = f"?strategy={project.strategy.slug}&project={project.code}"
    assert lines[6].xpath("a/@href")[0].endswith(asked)
    assert not page.xpath("//h2[@id='milestones' or @id='money' or @id='decisions']")
    assert page.xpath("//nav[@aria-label='On this page']//a/@href")[:2] == ["#status", "#risks"]


def test_who_may_add_nothing_reads_it_without_links() -> None:
    page = page_of(make_project(), make_user(Role.AUDITOR))
    assert len(page.xpath("//*[contains(@class, 'empty-cards')]//li")) == len(ALL)
    assert not page.xpath("//*[contains(@class, 'empty-cards')]//a")


def test_what_there_is_has_its_card_and_a_form_over_the_page() -> None:
    project = make_project()
    row = Milestone.objects.create(project=project, title="Live", baseline_on=date(2021, 5, 1))
    page = page_of(project, make_user(Role.PMO))
    assert page.xpath("//h2[@id='milestones']")
    lines = page.xpath("//*[contains(@class, 'empty-cards')]//li/@id")
    assert lines == ALL[1:]
    in_place = page.xpath("//a[@data-in-place]/@href")
    assert in_place == [f"{project.get_absolute_url()}milestones/{row.pk}/"]


def test_an_update_is_told_once_and_a_later_confirmation_beside_it() -> None:
    project, pmo = make_project(), make_user(Role.PMO)
    first, second, third = (
        make_round(project.strategy, period=date(2021, month, 1)) for month in (3, 4, 5)
    )
    make_update(project, round=first, achieved="Began")
    make_update(project, round=second, achieved="Went on")
    text = client_of(pmo).get(project.get_absolute_url()).content.decode()
    page = html.fromstring(text)
    card = str(page.xpath("string(//section[@aria-labelledby='status'])"))
    past = str(page.xpath("string(//h2[@id='updates']/ancestor::section)"))
    assert "Went on" in card and "Went on" not in past
    assert "Began" in past and "Began" not in card
    assert "No change since" not in card
    make_update(project, round=third, kind=UpdateKind.CONFIRMATION, overall="")
    page = page_of(project, pmo)
    card = str(page.xpath("string(//section[@aria-labelledby='status'])"))
    assert "No change since, last confirmed for May 2021." in card and "Went on" in card


def test_save_and_add_another_opens_the_form_anew() -> None:
    project, client = make_project(), client_of(make_user(Role.PMO))
    url = f"{project.get_absolute_url()}milestones/new/"
    page = client.get(url)
    assert b"Save and add another" in page.content
    assert f'data-draft="milestones-new-{project.pk}"' in page.content.decode()
    sent = {"title": "First", "kind": "ordinary", "baseline_on": "29.4.2022", "another": "1"}
    answer = client.post(url, {**sent, "submission": page.context["submission"]})
    assert (answer.status_code, answer["Location"]) == (302, f"{url}?another=1"), answer.context
    page = client.get(answer["Location"])
    assert f'data-draft="milestones-new-{project.pk}1"' in page.content.decode()
    sent = {**sent, "title": "Second", "submission": page.context["submission"]}
    assert client.post(f"{url}?another=1", sent)["Location"] == f"{url}?another=2"
    titles = project.milestones.order_by("pk").values_list("title", "baseline_on")
    assert list(titles) == [("First", date(2022, 4, 29)), ("Second", date(2022, 4, 29))]
    changing = client.get(
        f"{project.get_absolute_url()}milestones/{project.milestones.first().pk}/"
    )
    assert b"Save and add another" not in changing.content


def test_measures_and_issues_can_be_added_one_after_another() -> None:
    risk, client = make_risk(), client_of(make_user(Role.PMO))
    issues = reverse("risks:issue-create", args=[risk.strategy.slug])
    measures = reverse("risks:mitigation-create", args=[risk.strategy.slug, risk.code])
    for address in (f"{issues}?risk={risk.code}", measures):
        assert b"Save and add another" in client.get(address).content


def test_the_newest_update_that_waits_is_accepted_by_a_key() -> None:
    project, pmo = make_project(), make_user(Role.PMO)
    for month in (3, 4):
        round_ = make_round(project.strategy, period=date(2021, month, 1))
        make_update(project, round=round_)
    keyed = page_of(project, pmo).xpath("//button[@aria-keyshortcuts='a']")
    assert [each.text_content().split() for each in keyed] == [["Accept:", "April", "2021"]]
    assert not page_of(project, make_user(Role.AUDITOR)).xpath("//*[@aria-keyshortcuts='a']")


def test_a_name_that_is_not_in_the_page_s_language_says_so() -> None:
    project = make_project(name="Data centre", name_de="Rechenzentrum", name_fr="")
    spoken = {"en": [], "de": [], "fr": ["en"]}
    for language, expected in spoken.items():
        page = page_of(project, make_user(Role.PMO, language=language))
        assert page.xpath("//h1//@lang") == expected
    assert page.xpath("//nav[contains(@class, 'crumbs')]/@aria-label")
