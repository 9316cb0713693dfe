"""Codes and years on their way in: by a form, by the database, by a migration of older rows."""

import re

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from core.access import Role
from core.codes import BREAKS_OUT, TAKEN, UNPRINTED
from core.migration import mend_codes
from core.models import Unit
from portfolio.models import FundingLine, Project, WorkPlanEntry
from risks.models import Issue, Risk
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_strategy, make_unit, make_user

pytestmark = pytest.mark.django_db
BAD = ["B\x01", "a\u202eb", "\u200b", 'Q"', "a;b", "a/b", "new", "a\u00a0b"]


@pytest.mark.parametrize("code", BAD, ids=ascii)
def test_the_database_takes_no_such_code(code: str) -> None:
    project = make_project(manager=None)
    for row in (project, make_unit()):
        rows = type(row)._default_manager.filter(pk=row.pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(code=code)
    for model in (Risk, Issue):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=model.objects.values("pk")[:1]).update(code=code)
    hidden = any(not sign.isprintable() for sign in code)
    if hidden:
        with pytest.raises(IntegrityError), transaction.atomic():
            FundingLine.objects.filter(pk=FundingLine.objects.values("pk")[:1]).update(code=code)


def test_rows_with_older_codes_are_brought_along() -> None:
    strategy = make_strategy()
    codes = {'Q"; x': "Q-- x", "P\x0111": "P11-2", "P11": "P11", "\u202e": "code-2", "new": "new-2"}
    with connection.schema_editor() as editor:
        for model in (Project,):
            rule = next(
                one for one in model._meta.constraints if one.name == "project_code_in_address"
            )
            editor.remove_constraint(model, rule)
        made = {code: make_project(strategy=strategy, code=code, manager=None).pk for code in codes}
        move = mend_codes(
            "portfolio", "project", "code", hidden=UNPRINTED, breaks=BREAKS_OUT, taken=TAKEN
        )
        move.code(apps, editor)  # type: ignore[arg-type]
        editor.add_constraint(Project, rule)
    assert {old: Project.objects.get(pk=pk).code for old, pk in made.items()} == codes


@pytest.mark.parametrize(
    "year", ["0", "1", "1949", "2151", "20222", "-1", "99999999999999999999", "²"]
)
def test_a_year_that_cannot_be_meant_is_refused_and_closes_nothing(year: str) -> None:
    project = make_project(manager=None)
    client = client_of(make_user(Role.PMO))
    address = f"{project.get_absolute_url()}work-plan/new/"
    sent = {"year": year, "joined_on": "2022-01-01", "version": "0"}
    assert client.post(address, sent).status_code == 422
    sent = {"year": "2022", "joined_on": "0001-01-01", "version": "0"}
    assert client.post(address, sent).status_code == 422
    for row in (0, 20222):  # as an older program took them
        WorkPlanEntry.objects.create(project=project, year=row, joined_on="2022-01-01")
    for page in ("/work-plan/", "/work-plan/?export=csv", f"/projects/?year={year}", "/dashboard/"):
        assert client.get(page).status_code == 200, page


def test_a_file_of_a_code_in_any_script_has_its_name() -> None:
    project = make_project(code="Ж-1", manager=None)
    got = client_of(make_user(Role.PMO)).get(f"{project.get_absolute_url()}?export=xlsx")
    assert got.headers["Content-Disposition"].count('"') == 2
    assert "filename*=utf-8''%D0%96-1" in got.headers["Content-Disposition"]


def test_a_text_that_is_too_long_is_refused_and_its_length_told() -> None:
    project = make_project(manager=None)
    client = client_of(make_user(Role.PMO))
    address = f"{project.get_absolute_url()}edit/"
    page = client.get(address).content.decode()
    assert re.search(r"At most 20\D?000 characters", page)
    got = client.post(address, {"description": "a" * 20_001, "version": "0"})
    assert got.status_code == 422
    assert "20000" in got.content.decode()
    assert Unit.objects.exists()
