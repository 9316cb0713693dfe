"""What belongs to projects: sentences, constraints, numbers, pages."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from core.access import Role
from core.history.events import changes_among
from core.models import User
from core.numbers.registry import NumberContext, NumberError, NumberValue, number_value
from core.numbers.syntax import parse_token
from portfolio.models import (
    Commitment,
    Cost,
    Decision,
    FundingLine,
    Milestone,
    Project,
    SignOffWithdrawal,
)
from portfolio.project_page.history import project_history
from portfolio.rows.kinds import add_url, change_url
from portfolio.work_plan import services
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_round, make_strategy, make_update, make_user
from tests.lists import result_count

pytestmark = pytest.mark.django_db
AT = date(2021, 12, 31)
DEMO = NumberContext(strategy="it-2018-21", year=2021, at=AT)


def number(text: str, context: NumberContext = DEMO) -> NumberValue:
    return number_value(parse_token(text), context)


def milestone(project: Project, **changes: Any) -> Milestone:
    return Milestone.objects.create(
        **{"project": project, "title": f"M{Milestone.objects.count()}", **changes}
    )


def updates(project: Project, *values: Mapping[str, object]) -> None:
    for month, each in enumerate(values, 1):
        period = date(2021, month, 1)
        round_ = make_round(
            project.strategy, period=period, opens_on=period, closes_on=date(2021, month, 28)
        )
        make_update(project, round=round_, reported_on=date(2021, month, 5), **each)


AMBER = {"overall": "a", "reason": "Late delivery."}
STILL = {"overall": "g", "per_cent_complete": 40, "achieved": "Going on.", "planned": "Go on."}


@pytest.mark.parametrize(
    ("said", "stage", "stuck"),
    [
        ([AMBER, AMBER, AMBER], "in_progress", True),
        ([AMBER, AMBER, AMBER], "on_hold", False),
        ([AMBER, AMBER, AMBER], "completed", False),
        ([AMBER, AMBER], "in_progress", False),
        ([AMBER, {"overall": "g"}, AMBER, AMBER], "in_progress", False),
        ([{"overall": "g"}, AMBER, AMBER, AMBER], "in_progress", True),
        ([STILL, STILL, STILL], "in_progress", True),
        ([STILL, STILL, {**STILL, "per_cent_complete": 41}], "in_progress", False),
        ([STILL, STILL, {**STILL, "achieved": "More."}], "in_progress", False),
        ([{**STILL, "per_cent_complete": None}] * 3, "in_progress", False),
        ([AMBER, AMBER, {"kind": "confirmation", "overall": ""}, AMBER], "in_progress", True),
        ([AMBER, AMBER, {**AMBER, "state": "draft"}], "in_progress", False),
    ],
)
def test_stuck(said: list[dict[str, object]], stage: str, stuck: bool) -> None:
    project = make_project(stages={date(2021, 1, 1): stage})
    updates(project, *said)
    assert Project.objects.filter(pk=project.pk).stuck(AT).exists() is stuck


def test_stuck_is_asked_of_a_day() -> None:
    project = make_project(stages={date(2021, 1, 1): "in_progress"})
    updates(project, AMBER, AMBER, AMBER, {"overall": "g"})
    mine = Project.objects.filter(pk=project.pk)
    assert mine.stuck(date(2021, 3, 31)).exists()
    assert not mine.stuck(date(2021, 4, 30)).exists()


def test_milestones_are_held_against_their_plan_as_of_a_day() -> None:
    project = make_project()
    kept = milestone(project, baseline_on=date(2021, 6, 1), reached_on=date(2021, 6, 3))
    late = milestone(project, baseline_on=date(2021, 6, 1), forecast_on=date(2022, 2, 1))
    to_come = milestone(project, baseline_on=AT)
    mine = Milestone.objects.filter(project=project)
    assert set(mine.missed(AT)) == {late}
    assert set(mine.missed(date(2021, 6, 2))) == {kept, late}
    assert set(mine.due(AT)) == {kept, late, to_come}
    assert set(mine.coming(AT)) == {to_come}
    assert [each.missed(AT) for each in (kept, late, to_come)] == [False, True, False]
    assert (kept.slip, late.slip, to_come.slip) == (2, 245, None)


def test_money_of_two_currencies_is_never_added() -> None:
    strategy = make_strategy()
    project = make_project(strategy=strategy)
    context = NumberContext(strategy=strategy.slug, year=2021, at=AT)
    assert number("money.spent", context).value is None  # nothing entered is not 0
    for amount, note in ((Decimal("0.10"), "Licences"), (Decimal("0.20"), "Travel")):
        Cost.objects.create(
            project=project, year=2021, kind="spent", amount=amount, currency="USD", note=note
        )
    assert number("money.spent", context).value == Decimal("0.30")
    Cost.objects.create(project=project, year=2021, kind="spent", amount=7, currency="CHF")
    with pytest.raises(NumberError, match="CHF, USD, which cannot be added"):
        number("money.spent", context)
    assert number("money.spent currency=CHF", context).value == 7
    with pytest.raises(NumberError, match="no funding line “F9”"):
        number("money.spent line=F9", context)


@pytest.mark.parametrize("wrong", [{"amount": -1}, {"amount": 1, "currency": "usd"}])
def test_the_database_refuses_wrong_money(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Cost.objects.create(project=make_project(), year=2021, kind="spent", **wrong)


def test_biennia_go_by_the_first_year_of_the_line() -> None:
    assert FundingLine(biennium_start=2018).biennium_of(2021) == (2020, 2021)
    assert FundingLine(biennium_start=2018).biennium_of(2017) == (2016, 2017)
    assert FundingLine(biennium_start=2019).biennium_of(2021) == (2021, 2022)


# --- Signing off -----------------------------------------------------------------------------


def test_only_the_owner_signs_off_and_never_a_project_of_their_own() -> None:
    owner = make_user(Role.BUSINESS_OWNER)
    done = {date(2021, 1, 1): "completed"}
    owned = make_project(business_owner=owner, stages=done)
    managed = make_project(business_owner=owner, manager=owner, stages=done)
    strange = make_project(stages=done)
    assert set(Project.objects.signable_by(owner)) == {owned}
    services.project_sign_off(project=owned, user=owner, on=AT)
    owned.refresh_from_db()
    assert (owned.signed_off_by, owned.signed_off_on) == (owner, AT)
    with pytest.raises(services.HandInProject, match="You manage this project"):
        services.project_sign_off(project=managed, user=owner, on=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=managed.pk).update(signed_off_by=owner, signed_off_on=AT)
    assert strange.signed_off_on is None


def test_what_is_not_completed_is_not_signed_off() -> None:
    owner = make_user(Role.BUSINESS_OWNER)
    project = make_project(business_owner=owner, stages={date(2021, 1, 1): "in_progress"})
    with pytest.raises(services.NotCompleted):
        services.project_sign_off(project=project, user=owner, on=AT)


def test_a_second_sign_off_does_not_write_over_the_first() -> None:
    owner = make_user(Role.BUSINESS_OWNER)
    project = signed_off(owner)
    with pytest.raises(services.AlreadySignedOff):
        services.project_sign_off(project=project, user=make_user(), on=AT)
    project.refresh_from_db()
    assert project.signed_off_by == owner


def signed_off(owner: User) -> Project:
    project = make_project(business_owner=owner, stages={date(2021, 1, 1): "completed"})
    services.project_sign_off(project=project, user=owner, on=AT)
    project.refresh_from_db()
    return project


def withdrawal(project: Project, by: User, **changes: Any) -> SignOffWithdrawal:
    values: dict[str, object] = {
        "signed_off_by": project.signed_off_by,
        "signed_off_on": project.signed_off_on,
        "withdrawn_by": by,
        "withdrawn_on": AT,
        "reason": "The export fails for leap years.",
    }
    return SignOffWithdrawal(project=project, **{**values, **changes})


def test_a_sign_off_is_withdrawn_with_a_reason_and_can_be_given_again() -> None:
    owner = make_user(Role.BUSINESS_OWNER)
    project = signed_off(owner)
    client = client_of(owner)
    url = f"{project.get_absolute_url()}sign-off/withdraw/"
    assert client.post(url, {"reason": " "}).status_code == 422
    project.refresh_from_db()
    assert project.signed_off_by == owner
    done = client.post(url, {"reason": "The export fails for leap years."}, follow=True)
    page = done.content.decode()
    assert "The sign-off has been withdrawn." in page
    assert f"by {owner}: The export fails for leap years. (given on" in page
    project.refresh_from_db()
    assert (project.signed_off_by, project.signed_off_on) == (None, None)
    client.post(f"{project.get_absolute_url()}sign-off/")
    assert Project.objects.get(pk=project.pk).signed_off_by == owner
    assert project.sign_off_withdrawals.count() == 1


def test_history_tells_who_withdrew_a_sign_off() -> None:
    owner = make_user(Role.BUSINESS_OWNER)
    project = signed_off(owner)
    services.sign_off_withdraw(row=withdrawal(project, owner))
    told = project_history(project)
    assert any("sign-off" in event.of and event.label == "insert" for event in told)
    assert any(
        each.field == "signed off on" and each.old and not each.new
        for event in told
        for each in event.what
    )


def test_what_is_not_signed_off_has_nothing_to_withdraw() -> None:
    owner = make_user(Role.BUSINESS_OWNER)
    project = signed_off(owner)
    stale = withdrawal(project, owner)
    services.sign_off_withdraw(row=withdrawal(project, owner))
    with pytest.raises(services.NotSignedOff):
        services.sign_off_withdraw(row=stale)
    assert project.sign_off_withdrawals.count() == 1
    page = client_of(owner).get(f"{project.get_absolute_url()}sign-off/withdraw/", follow=True)
    assert "The completion is not signed off." in page.content.decode()


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"withdrawn_on": date(2020, 1, 1)}])
def test_the_database_refuses_a_wrong_withdrawal(wrong: dict[str, object]) -> None:
    owner = make_user(Role.BUSINESS_OWNER)
    row = withdrawal(signed_off(owner), owner, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.sign_off_withdraw(row=row)


# --- The demonstration -------------------------------------------------------------------------


def test_the_demonstration_made_fifteen_promises_twelve_of_them_dated() -> None:
    assert number("promises.made").value == 15
    dated = Commitment.objects.of_strategy("it-2018-21").filter(due_until__isnull=False)
    assert dated.count() == 12
    assert number("promises.open").value == 15
    assert number("promises.overdue").value == 0
    later = NumberContext(strategy="it-2018-21", year=2021, at=date(2023, 1, 1))
    assert number("promises.overdue", later).value == 11  # 2022–23 still runs


def test_the_work_plan_of_2021_stays_119_and_is_explained_from_2020() -> None:
    assert number("projects.total").value == 119
    before = number("projects.total year=2020").value
    across = {
        name: number(f"work_plan.{name}").value or Decimal(0)
        for name in ("carried_over", "new", "completed", "cancelled", "merged", "left")
    }
    assert across["carried_over"] + across["new"] == 119
    gone = ("completed", "cancelled", "merged", "left")
    assert before == 105 == across["carried_over"] + sum(across[name] for name in gone)
    assert all(across.values())


def test_the_lines_give_nine_million_a_biennium_and_no_more_is_planned() -> None:
    assert number("money.funding").value == 9_000_000
    for line in FundingLine.objects.all():
        planned = Cost.objects.filter(funding_line=line, kind="planned", year__in=(2020, 2021))
        assert sum(cost.amount for cost in planned) <= line.amount


def test_parts_of_a_number_add_up_to_it() -> None:
    for key in ("projects.rag", "money.by_line"):
        value = number(key)
        assert sum(part.value for part in value.parts) == value.value


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/projects/", "projects.stuck"),
        ("/projects/", "projects.silent"),
        ("/projects/", "projects.slipping"),
        ("/projects/", "work_plan.carried_over"),
        ("/projects/", "work_plan.completed"),
        ("/projects/", "work_plan.merged"),
        ("/milestones/", "milestones.due"),
        ("/milestones/", "milestones.met"),
        ("/milestones/", "milestones.missed"),
        ("/promises/", "promises.made"),
        ("/promises/", "promises.kept"),
        ("/promises/", "promises.overdue"),
        ("/money/", "money.planned line=F2"),
        ("/money/", "money.spent"),
    ],
)
def test_a_number_leads_to_exactly_its_rows(address: str, key: str) -> None:
    client = Client()
    client.force_login(make_user(Role.PMO))
    asked = {"strategy": "it-2018-21", "year": "2021", "at": AT.isoformat(), "number": key}
    found = result_count(client, address, asked)
    rows = number(key).rows
    assert rows is not None
    assert found == rows.count()


# --- Pages ----------------------------------------------------------------------------------


def signed_in(*roles: Role, **changes: Any) -> tuple[Client, Any]:
    user, client = make_user(*roles, **changes), Client()
    client.force_login(user)
    return client, user


ROWS: dict[str, dict[str, str]] = {
    "milestones": {"title": "Live", "kind": "live", "baseline_on": "2022-03-01"},
    "promises": {
        "what": "More services",
        "due_text": "early 2022",
        "year": "2021",
        "state": "open",
    },
    "money": {"year": "2021", "kind": "spent", "amount": "12.50", "currency": "chf"},
    "quantities": {"key": "users", "year": "2021", "value": "12"},
    "stages": {"stage": "in_progress", "on": "2021-05-01"},
    "work-plan": {"year": "2022", "joined_on": "2022-01-01"},
    "remarks": {"year": "2021", "text": "There were {{projects.total}} projects."},
}


@pytest.mark.parametrize("kind", ROWS)
def test_rows_are_added_changed_and_removed_and_the_history_keeps_all(kind: str) -> None:
    from portfolio.project_page.row_kinds import ROW_KINDS

    client, _ = signed_in(Role.PMO)
    project = make_project()
    row_kind = ROW_KINDS[kind]
    url = add_url(row_kind.key, project)
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    assert client.post(url, ROWS[kind]).status_code == 302, "saved"
    row = row_kind.model._default_manager.filter(project=project).latest("pk")
    change = change_url(row_kind.key, project, row.pk)
    version = client.get(change).context["version"]
    assert client.post(change, {**ROWS[kind], "version": version - 1}).status_code == 409
    assert client.post(change, {**ROWS[kind], "version": version}).status_code == 302
    page = client.get(project.get_absolute_url()).content.decode()
    assert change in page
    assert client.get(f"{change}delete/").status_code == 200
    assert client.post(f"{change}delete/").status_code == 302
    assert not row_kind.model._default_manager.filter(pk=row.pk).exists()
    labels = [c.label for pk, c in changes_among(row_kind.model, project=project) if pk == row.pk]
    assert labels[0] == "delete" and labels[-1] == "insert"


@pytest.mark.parametrize("kind", ROWS)
def test_rows_of_other_peoples_projects_do_not_exist(kind: str) -> None:

    client, _ = signed_in(Role.PROJECT_MANAGER)
    url = add_url(kind, make_project())
    assert client.get(url).status_code == client.post(url, ROWS[kind]).status_code == 404


def test_a_row_that_stands_there_already_is_refused_in_words() -> None:
    client, _ = signed_in(Role.PMO)
    project = make_project()
    milestone(project, title="Live", baseline_on=AT)
    answer = client.post(f"{project.get_absolute_url()}milestones/new/", ROWS["milestones"])
    assert answer.status_code == 422
    assert "has a milestone of that name already" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("One.\n\nThere were {{projects.total projects.", "Line 3, character 29: "),
        ("There were {{projects.totals}}.", "Line 1, character 12: There is no number"),
        ("There were {{projects.total}.", "Line 1, character 28: "),
        ("We met {{projects.quantity project=P-1}}.", "needs quantity"),
    ],
)
def test_a_text_is_refused_with_the_place_of_the_mistake(text: str, problem: str) -> None:
    client, _ = signed_in(Role.PMO)
    answer = client.post(
        f"{make_project().get_absolute_url()}remarks/new/", {"year": "2021", "text": text}
    )
    assert answer.status_code == 422
    assert problem in " ".join(answer.context["form"].errors["text"])


def test_a_translation_counts_what_the_original_counts() -> None:
    client, _ = signed_in(Role.PMO)
    values = {
        "year": "2021",
        "text": "{{projects.total}} projects.",
        "text_de": "{{projects.late}} Projekte, {{projects.total form=figure}} im Ganzen.",
        "text_fr": "{{projects.total}} projets.",
        "text_es": "Muchos proyectos.",
    }
    url = f"{make_project().get_absolute_url()}remarks/new/"
    assert client.post(url, values).context["form"].errors == {
        "text_de": [
            "The text in German has the live number “projects.late”; the original has not."
        ],
        "text_es": [
            "The original has the live number “projects.total”; the text in Spanish has not."
        ],
    }
    # An original that cannot be read is mended first.
    answer = client.post(url, {**values, "text": "{{projects.total projects."})
    assert set(answer.context["form"].errors) == {"text"}


def test_a_promise_is_answered_in_one_form() -> None:
    manager = make_user(Role.PROJECT_MANAGER)
    project = make_project(manager=manager)
    promise = Commitment.objects.create(project=project, key="more", what="More", year=2021)
    client = Client()
    client.force_login(manager)
    url = f"/promises/{promise.pk}/answer/"
    values = {"state": "kept", "answered_on": "2022-01-10", "answer": "Done in January."}
    assert client.get(url).status_code == 200
    assert client.post(url, {**values, "answered_on": "2023-01-01"}).status_code == 422
    assert (
        client.post(url, {**values, "version": client.get(url).context["version"]}).status_code
        == 302
    )
    promise.refresh_from_db()
    assert (promise.state, promise.answer) == ("kept", "Done in January.")
    assert "Done in January." in client.get(f"/promises/{promise.pk}/").content.decode()


def test_decisions_of_projects_are_as_visible_as_these() -> None:
    strategy = make_strategy()
    owner = make_user(Role.BUSINESS_OWNER)
    values = {"strategy": strategy, "body": "Committee", "on": AT, "kind": "approved"}
    mine = Decision.objects.create(
        **values, title="a", project=make_project(strategy=strategy, business_owner=owner)
    )
    other = Decision.objects.create(**values, title="b", project=make_project(strategy=strategy))
    general = Decision.objects.create(**values, title="c")
    found = Decision.objects.filter(strategy=strategy)
    assert set(found.visible_to(owner)) == {mine, general}
    assert set(found.visible_to(make_user(Role.PMO))) == {mine, other, general}
    assert not found.visible_to(make_user()).exists()


@pytest.mark.parametrize("address", ["/promises/", "/milestones/", "/money/", "/decisions/"])
def test_lists_are_pages_fragments_and_files(address: str) -> None:
    client, _ = signed_in(Role.PMO)
    assert client.get(address).status_code == 200
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 200
    assert client.get(address, {"export": "csv"}).status_code == 200
    assert client.get(address, {"export": "xlsx"}).status_code == 200
    stranger, _ = signed_in()
    assert stranger.get(address).status_code == 404


def test_columns_are_chosen_for_the_page_and_a_file_has_all() -> None:
    client, _ = signed_in(Role.PMO)
    page = client.get("/projects/", {"columns": ["name", "size"]}).context["table"]
    assert [column.name for column in page.columns] == ["code", "name", "size"]
    head = client.get("/projects/", {"columns": "name", "export": "csv"}).content.decode()
    assert "Business owner" in head.splitlines()[0] and "Lead unit" in head.splitlines()[0]


def test_a_month_without_an_update_is_a_gap_while_the_project_runs() -> None:
    strategy = make_strategy()
    running = {date(2021, 3, 15): "in_progress", date(2021, 8, 2): "completed"}
    project = make_project(strategy=strategy, stages=running)
    months = [date(2021, month, 1) for month in range(2, 9)]
    rounds = [
        make_round(strategy, period=day, opens_on=day, closes_on=day.replace(day=28))
        for day in months
    ]
    make_update(project, round=rounds[0])  # before it had begun: said all the same
    make_update(project, round=rounds[2])
    make_update(project, round=rounds[3], state="draft")
    make_update(project, round=rounds[4], kind="confirmation", overall="")
    client = client_of(make_user(Role.PMO))
    response = client.get(project.get_absolute_url())
    cells = response.context["page"].periods
    assert [(cell.period.month, cell.missing) for cell in cells] == [
        *((2, False), (4, False)),
        *((5, True), (6, False), (7, True)),
    ]
    assert [cell.current for cell in cells] == [False, False, False, False, True]
    assert response.content.decode().count("No update</span>") == 2
