"""What changed in the environment between two starts is in the history, secrets masked."""

import threading
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection

from core.history.events import changes_of
from core.models import StartSetting
from core.models.start_setting import Part
from core.rights.changes import environment as recorded
from runtime import environment

pytestmark = pytest.mark.django_db
SECRET = "hunter2-is-what-they-typed"
NAMES = ("SECRET_KEY", "DATABASE_URL", "OUTTURN_SLIP_DAYS", "EMAIL_HOST_PASSWORD")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    """Nothing set but what a test sets, and servers of one's own."""
    settings.EMBEDDED = False
    monkeypatch.setattr(environment, "_read", set(NAMES))
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    StartSetting.objects.all().delete()


def value(name: str, part: Part = Part.WEB) -> str:
    return StartSetting.objects.get(name=name, part=part).value


def test_a_start_records_what_is_set_and_the_next_only_what_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OUTTURN_SLIP_DAYS", "45")
    assert recorded.start_settings_record(Part.WEB) == 1
    assert recorded.start_settings_record(Part.WEB) == 0
    monkeypatch.setenv("OUTTURN_SLIP_DAYS", "60")
    assert recorded.start_settings_record(Part.WEB) == 1
    row = StartSetting.objects.get(name="OUTTURN_SLIP_DAYS")
    (change,) = changes_of(row)[0].fields
    assert (change.old, change.new) == ("45", "60")
    monkeypatch.delenv("OUTTURN_SLIP_DAYS")
    assert recorded.start_settings_record(Part.WEB) == 1
    assert not StartSetting.objects.exists()


@pytest.mark.parametrize("name", ["SECRET_KEY", "EMAIL_HOST_PASSWORD"])
def test_of_a_secret_there_is_a_fingerprint_only(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, SECRET)
    recorded.start_settings_record(Part.WEB)
    first = value(name)
    assert first.startswith("••••") and SECRET not in first
    monkeypatch.setenv(name, SECRET + "!")
    recorded.start_settings_record(Part.WEB)
    assert value(name) != first
    monkeypatch.setenv(name, SECRET)
    recorded.start_settings_record(Part.WEB)
    assert value(name) == first  # a value that comes back is known again
    recorded.start_settings_record(Part.WORKER)
    assert value(name, Part.WORKER) == first  # and parts can be compared
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, ' ') FROM core_startsettingevent e")
        told = cursor.fetchone()[0]
        salt = StartSetting.objects.filter(name=name).values_list("salt", flat=True)[0]
    assert SECRET not in told and salt not in told


def test_of_an_address_the_machine_is_told_and_nobody_who_signs_in_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://outturn:{SECRET}@db1:5432/outturn?password=x")
    recorded.start_settings_record(Part.WEB)
    said = value("DATABASE_URL")
    assert said.startswith("postgresql://db1:5432/outturn ••••")
    assert SECRET not in said and "password" not in said and "outturn:" not in said


def test_what_is_not_known_to_be_plain_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_read", {"SOMETHING_NEW"})
    monkeypatch.setenv("SOMETHING_NEW", SECRET)
    recorded.start_settings_record(Part.BEAT)
    assert SECRET not in value("SOMETHING_NEW", Part.BEAT)


def test_a_secret_in_a_file_is_compared_by_its_content(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    file = tmp_path / "key"
    file.write_text(SECRET)
    monkeypatch.setenv("SECRET_KEY_FILE", str(file))
    recorded.start_settings_record(Part.WEB)
    first = value("SECRET_KEY")
    file.write_text("another")
    assert recorded.start_settings_record(Part.WEB) == 1
    assert value("SECRET_KEY") != first


def test_the_embedded_servers_own_addresses_are_nobodys_setting(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.EMBEDDED = True
    monkeypatch.setenv("DATABASE_URL", "postgresql:///outturn?host=/tmp/x")
    assert recorded.start_settings_record(Part.WEB) == 0


def test_a_database_that_is_away_keeps_nothing_from_starting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from django.db import OperationalError

    def away(_part: Part) -> int:
        raise OperationalError("no connection")

    monkeypatch.setattr(recorded, "start_settings_record", away)
    monkeypatch.setattr(recorded, "connection", type("Closed", (), {"close": lambda self: None})())
    recorded.record_start(Part.WEB)
    for thread in threading.enumerate():
        if thread.name == "settings of this start":
            thread.join()
    assert "could not be recorded" in caplog.text


def test_every_variable_of_the_settings_is_known_as_plain_or_masked() -> None:
    """Names that hold secrets are not among the plain ones."""
    words = ("SECRET", "PASSWORD", "TOKEN", "ACCESS_KEY", "_URL")
    assert not [name for name in recorded.PLAIN if any(word in name for word in words)]
