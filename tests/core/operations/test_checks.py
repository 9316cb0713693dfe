"""Settings that do not go together: each is named, with what to do, and nothing starts with an error."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import LazySettings

from core.operations import checks
from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
PRODUCTION = {
    "OUTTURN_PRODUCTION": "1",
    "SECRET_KEY": "b6Yw9-4fUqzL0xkT2mVnR8sPjHcEaGd1",
    "DATABASE_URL": "postgresql://app@127.0.0.1:9/outturn",
    "REDIS_URL": "redis://127.0.0.1:9/0",
    "ALLOWED_HOSTS": "outturn.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://outturn.example.org",
    "METRICS_TOKEN": "a-token-of-some-length",
}
OURS = ("DATABASE_", "REDIS_", "OUTTURN_", "SECRET_KEY", "ALLOWED", "CSRF", "EMAIL", "METRICS")


def environment(tmp_path: Path, changes: dict[str, str]) -> dict[str, str]:
    """A production start, changed; an empty value takes a variable away."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    wanted = {**PRODUCTION, "OUTTURN_DATA_DIR": str(tmp_path), **changes}
    return {**clean, **{name: value for name, value in wanted.items() if value}}


# Reads the settings anew for each environment that it is given; to start anew takes a second more.
PROGRAM = """
import json, os, sys
import django
django.setup()
from django.conf import Settings, settings
from core.operations.checks import findings

def said(environment):
    os.environ.clear()
    os.environ.update(environment)
    sys.modules.pop("config.settings", None)
    try:
        settings._wrapped = Settings("config.settings")
    except SystemExit as refused:
        return str(refused)
    return "\\n".join(f"{m.id} {m.msg} {m.hint}" for m in findings())

print(json.dumps([said(each) for each in json.load(sys.stdin)]))
"""
# What does not fit, and words that must name it.
WRONG: tuple[tuple[dict[str, str], list[str]], ...] = (
    ({"SECRET_KEY": ""}, ["core.E001", "SECRET_KEY_FILE"]),
    ({"SECRET_KEY": "short"}, ["core.E005", "32 characters"]),
    ({"SECRET_KEY": "a" * 50}, ["core.E005"]),
    ({"OUTTURN_EMBEDDED": "1"}, ["core.E002"]),
    ({"REDIS_URL": ""}, ["core.E003", "REDIS_URL"]),
    ({"DATABASE_URL": ""}, ["core.E003", "DATABASE_URL"]),
    ({"ALLOWED_HOSTS": "*"}, ["core.E004"]),
    ({"ALLOWED_HOSTS": ""}, ["core.W004"]),
    ({"CSRF_TRUSTED_ORIGINS": ""}, ["core.W005"]),
    ({"OUTTURN_TRUSTED_PROXIES": "0"}, ["core.W006"]),
    ({"METRICS_TOKEN": ""}, ["core.W007"]),
    ({"METRICS_TOKEN": "short"}, ["core.E013"]),
    ({"OUTTURN_LOG_FORMAT": "xml"}, ["core.E006", "xml", "json"]),
    ({"OUTTURN_LOG_LEVEL": "LOUD"}, ["core.E006", "LOUD", "WARNING"]),
    ({"OUTTURN_TIME_ZONE": "Europe/Nowhere"}, ["core.E006", "Europe/Nowhere"]),
    ({"EMAIL_HOST": "m", "EMAIL_HOST_USER": "me"}, ["core.E007"]),
    ({"OUTTURN_ADMINS": "ops@example.org"}, ["core.E008", "EMAIL_HOST"]),
    ({"OUTTURN_MFA_ROLES": "pmo,boss"}, ["core.E017", "boss"]),
    ({"EMAIL_HOST": "m", "OUTTURN_ADMINS": "Ops <ops>"}, ["core.E009", "Ops <ops>"]),
    ({"OUTTURN_JOB_LEASE_SECONDS": "0"}, ["core.E014"]),
    ({"OUTTURN_JOB_LEASE_SECONDS": "5"}, ["core.W001"]),
    (
        {
            "OUTTURN_SLIP_DAYS": "0",
            "OUTTURN_SILENT_DAYS": "-60",
            "OUTTURN_STUCK_UPDATES": "13",
            "OUTTURN_ASSESS_WITHIN_DAYS": "3651",
            "OUTTURN_INVOLVED_DAYS": "0",
            "OUTTURN_DOCUMENT_MEGABYTES": "25",
        },
        [
            "core.E016 OUTTURN_SLIP_DAYS is 0; it must be a whole number from 1 to 3650",
            "OUTTURN_SILENT_DAYS is -60",
            "OUTTURN_STUCK_UPDATES is 13; it must be a whole number from 2",
            "OUTTURN_ASSESS_WITHIN_DAYS is 3651",
            "OUTTURN_INVOLVED_DAYS is 0; it must be a whole number from 1",
            "OUTTURN_DOCUMENT_MEGABYTES is 25; it must be a whole number from 1 to 24",
        ],
    ),
    ({"OUTTURN_FILES_DIR": f"{ROOT}/README.md/files"}, ["core.E015", "README.md is closed"]),
    ({"OUTTURN_S3_ENDPOINT": "https://files.example.org"}, ["core.E010"]),
    ({"SECRET_KEY_FILE": "/nowhere"}, ["SECRET_KEY_FILE: cannot read /nowhere"]),
    ({"OUTTURN_JOB_REAP_SECONDS": "ten"}, ["OUTTURN_JOB_REAP_SECONDS must be a whole number"]),
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the checks say of a production start, then of each that does not fit."""
    folder = tmp_path_factory.mktemp("data")
    asked = [environment(folder, changes) for changes in ({}, *(wrong for wrong, _ in WRONG))]
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT, text=True, capture_output=True, check=False,
        input=json.dumps([each | settings for each in asked]), env=asked[0] | settings,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_production_start_that_fits_has_nothing_to_say(answers: list[str]) -> None:
    assert answers[0] == ""


@pytest.mark.parametrize("number", range(len(WRONG)), ids=[" ".join(wrong) for wrong, _ in WRONG])
def test_what_does_not_fit_is_named(answers: list[str], number: int) -> None:
    words = answers[number + 1]
    assert [word for word in WRONG[number][1] if word not in words] == [], words


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application"], 3),
        (["-m", "celery", "-A", "config", "worker", "--pool=solo"], 2),
        (["-m", "celery", "-A", "config", "beat", "--pidfile="], 2),
        (["manage.py", "up", "--port", "0"], 2),
    ],
    ids=["web", "worker", "beat", "up"],
)
def test_nothing_starts_in_production_without_a_secret_key(
    tmp_path: Path, command: list[str], code: int
) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT, text=True, capture_output=True, check=False, timeout=PATIENCE,
        env={
            **environment(tmp_path, {"SECRET_KEY": ""}),
            "OUTTURN_WEB_BIND": "127.0.0.1:0",
            # Where two refuse at once, gunicorn may trip over the second and end with another code.
            "OUTTURN_WEB_PROCESSES": "1",
        },
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert "A production start needs a secret key." in said
    assert done.returncode == code, said


def test_the_version_is_that_of_the_package(settings: LazySettings) -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert package["project"]["version"] == settings.VERSION


@pytest.mark.parametrize(("updates", "allowed"), [(1, False), (2, True), (12, True), (13, False)])
def test_a_project_is_stuck_after_two_to_twelve_updates(
    settings: LazySettings, updates: int, allowed: bool
) -> None:
    settings.STUCK_UPDATES = updates
    assert ("core.E016" not in [message.id for message in checks.findings()]) is allowed


def test_checks_of_a_trial_start_are_silent() -> None:
    assert [message for message in checks.findings() if message.is_serious()] == []
