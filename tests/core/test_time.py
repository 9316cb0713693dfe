"""The working date: fixed where the installation says so, else today where the organization is."""

import ast
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from core.models import Installation, User
from core.time import day_of, rights_day, working_date
from portfolio.models import Project
from risks.models import Issue
from tests.access.people import user
from tests.access.test_three_people import client_of
from tests.structure.sources import product_sources

pytestmark = pytest.mark.django_db


def test_the_demonstration_stands_on_17_january_2022() -> None:
    assert working_date() == date(2022, 1, 17)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "Europe/Zurich"])
def test_without_a_fixed_day_it_is_today_where_the_organization_is(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Zurich it is half past eleven in the evening, in Tokyo tomorrow, in New York afternoon."""
    Installation.objects.update(fixed_date=None)
    late = datetime(2022, 3, 1, 22, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    with timezone.override(zone):
        assert working_date() == date(2022, 3, 1)
    later = datetime(2022, 3, 1, 23, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    with timezone.override(zone):
        assert working_date() == date(2022, 3, 2)


def test_whoever_sits_elsewhere_has_the_same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is raised in Kiritimati, where it is tomorrow, is open in Honolulu, where it is yesterday."""
    Installation.objects.update(fixed_date=None)
    moment = datetime(2022, 3, 1, 10, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    writer, reader = user("pmo"), user("pm-tms")
    User.objects.filter(pk=writer.pk).update(time_zone="Pacific/Kiritimati")
    User.objects.filter(pk=reader.pk).update(time_zone="Pacific/Honolulu")
    project = Project.objects.visible_to(reader).filter(manager=reader).first()
    assert project is not None
    client = client_of(user("pmo"))
    address = f"/risks/{project.strategy.slug}/issues/new/"
    form = client.get(address).context["form"]
    assert form["raised_on"].value() == date(2022, 3, 1)
    sent = {"title": "Two days", "project": str(project.pk), "severity": "medium", "version": "0"}
    client.post(address, {**sent, "raised_on": "2022-03-01"})
    issue = Issue.objects.get(title="Two days")
    for person in ("pmo", "pm-tms"):
        page = client_of(user(person)).get(issue.get_absolute_url())
        assert "as it stood on 1 March 2022" in page.content.decode()
        assert issue in Issue.objects.visible_to(user(person)).open(working_date())
        listed = client_of(user(person)).get("/risks/issues/?state=open&q=Two+days")
        assert listed.context["result_count"] == 1
    Issue.objects.filter(pk=issue.pk).update(raised_on=date(2022, 3, 2))
    page = client_of(user("pm-tms")).get(issue.get_absolute_url())
    assert page.context["page"].line.is_open, "what is of tomorrow is not closed"
    with timezone.override("Pacific/Honolulu"):
        assert day_of(datetime(2022, 3, 1, 23, 30, tzinfo=UTC)) == date(2022, 3, 2)


def test_an_installation_without_its_row_stands_on_today() -> None:
    Installation.objects.all().delete()
    assert working_date() == timezone.localdate(timezone=timezone.get_default_timezone())


def test_pages_stand_on_the_working_date() -> None:
    client = Client()
    client.force_login(user("pmo"))
    assert "17 January 2022" in client.get("/projects/").content.decode()
    Installation.objects.update(fixed_date=date(2021, 6, 30))
    assert "30 June 2021" in client.get("/projects/").content.decode()


# --- The day that rights end by -----------------------------------------------------------------


def test_a_working_date_set_back_leaves_the_day_of_rights_where_it_was() -> None:
    assert rights_day() == date(2022, 1, 17)
    Installation.objects.update(fixed_date=date(2022, 1, 10))
    assert (working_date(), rights_day()) == (date(2022, 1, 10), date(2022, 1, 17))
    Installation.objects.update(fixed_date=date(2022, 2, 1))
    assert rights_day() == date(2022, 2, 1)
    Installation.objects.update(fixed_date=date(2021, 6, 30))
    assert rights_day() == date(2022, 2, 1)


def test_a_day_fixed_after_real_days_leaves_the_day_of_rights_at_the_last_of_these() -> None:
    Installation.objects.update(fixed_date=None)
    today = working_date()
    Installation.objects.update(fixed_date=date(2021, 6, 30))
    assert (working_date(), rights_day()) == (date(2021, 6, 30), today)


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1), date(1989, 12, 31)])
def test_the_program_stands_on_no_day_to_come_and_on_none_before_it_all(day: date) -> None:
    with pytest.raises(ValidationError, match="can stand on a day from 1 January 1990 until today"):
        Installation(fixed_date=day).clean_fields()


def test_the_program_stands_on_today() -> None:
    Installation.objects.update(fixed_date=None)
    Installation(fixed_date=working_date()).clean_fields()


# What keeps the program running asks what time it is, and so does who writes down when a thing was done.
RUN_BY_THE_CLOCK = (
    *("core/time.py", "core/jobs/", "core/operations/", "core/management/commands/backup.py"),
    # How long a session, a code, a wrong try, a form or a sheet that was sent counts.
    *("core/sign_in/sessions.py", "core/sign_in/throttle.py", "core/second_factor/"),
    *("core/account/views.py", "core/pages/long_file", "core/pages/submissions.py"),
    "core/imports/waiting.py",
    # Events have the clock's time.
    "core/history/involvement.py",
    "core/discussions/services.py",
    "core/documents/services.py",
    "core/rights/reviews/services.py",
    "portfolio/rounds/cell_views.py",
    "reports/writing/assigning.py",
    *("reports/pictures/services.py", "reports/final/services.py"),
    *("reports/drafts/services.py", "reports/gate/services.py", "reports/checking/services.py"),
    "reports/word_templates/services.py",
)


def test_nobody_but_machinery_asks_the_system_clock() -> None:
    """A rule of the house: what depends on the day asks `working_date`.

    The day or the hour that a given moment has in the reader's time zone asks no clock.
    """
    clocks, of_a_moment = {"today", "now", "utcnow"}, {"localdate", "localtime"}
    asking = {
        source.name
        for source in product_sources()
        if source.floor not in {"runtime", "config"}
        and not source.name.startswith(RUN_BY_THE_CLOCK)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in (clocks if node.args else clocks | of_a_moment)
    }
    assert not asking
