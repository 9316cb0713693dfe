"""The working date: fixed where the installation says so, else today where the person is."""

import ast
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from core.models import Installation
from core.time import working_date
from tests.access.people import user
from tests.structure.sources import product_sources

pytestmark = pytest.mark.django_db


def test_the_demonstration_stands_on_17_january_2022() -> None:
    assert working_date() == date(2022, 1, 17)


def test_without_a_fixed_day_it_is_today_in_the_active_time_zone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Installation.objects.update(fixed_date=None)
    late = datetime(2022, 3, 1, 22, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    with timezone.override("Asia/Tokyo"):
        assert working_date() == date(2022, 3, 2)
    with timezone.override("America/New_York"):
        assert working_date() == date(2022, 3, 1)


def test_an_installation_without_its_row_stands_on_today() -> None:
    Installation.objects.all().delete()
    assert working_date() == timezone.localdate()


def test_pages_stand_on_the_working_date() -> None:
    client = Client()
    client.force_login(user("pmo"))
    assert "17 January 2022" in client.get("/projects/").content.decode()
    Installation.objects.update(fixed_date=date(2021, 6, 30))
    assert "30 June 2021" in client.get("/projects/").content.decode()


# What keeps the program running asks what time it is, and so does who writes down when a thing was done.
RUN_BY_THE_CLOCK = (
    "core/time.py",
    "core/jobs/",
    "core/pages/long_file",
    "core/operations/",
    "core/sign_in/throttle.py",
    "core/management/commands/backup.py",
    "reports/drafts/services.py",
    "reports/word_templates/services.py",
)


def test_nobody_but_machinery_asks_the_system_clock() -> None:
    """A rule of the house: what depends on the day asks `working_date`."""
    clocks = {"today", "now", "localdate", "localtime", "utcnow"}
    asking = {
        source.name
        for source in product_sources()
        if source.floor not in {"runtime", "config"}
        and not source.name.startswith(RUN_BY_THE_CLOCK)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in clocks
    }
    assert not asking
