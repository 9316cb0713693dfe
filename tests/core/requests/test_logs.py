"""Log lines: two forms, ids of request, job and person, no secrets, one line for each request."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from core.jobs.kinds import JobKind, Progress, job_kinds
from core.jobs.services import job_enqueue, job_run
from core.models import Job
from core.requests import logs
from tests.access.people import user

database = pytest.mark.django_db


def record(message: str, *arguments: object, **more: Any) -> logging.LogRecord:
    """A record as a logger would make it."""
    made = logging.getLogger("tests").makeRecord(
        "tests", logging.WARNING, __file__, 1, message, arguments, more.get("exc_info"),
        extra=more.get("extra"),
    )  # fmt: skip
    logs.ContextFilter().filter(made)
    return made


def as_json(made: logging.LogRecord) -> dict[str, Any]:
    """What the formatter for machines says."""
    found: dict[str, Any] = json.loads(logs.JsonFormatter().format(made))
    return found


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """What is logged, as objects."""
    found: list[dict[str, Any]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(as_json(record))

    keep = Keep()
    keep.addFilter(logs.ContextFilter())
    root = logging.getLogger()
    root.addHandler(keep)
    yield found
    root.removeHandler(keep)


def test_a_json_line_is_one_object_with_time_level_logger_and_message() -> None:
    text = logs.JsonFormatter().format(record("two\nlines of %s", "words"))
    assert "\n" not in text
    found = json.loads(text)
    assert (found["level"], found["logger"]) == ("WARNING", "tests")
    assert found["message"] == "two\nlines of words"
    assert found["time"].endswith("Z")
    assert "request_id" not in found


def test_an_exception_comes_with_its_traceback() -> None:
    try:
        raise ValueError("wrong")
    except ValueError as error:
        made = record("It failed", exc_info=(ValueError, error, error.__traceback__))
    assert "test_logs.py" in as_json(made)["exception"]
    assert as_json(made)["exception"].strip().endswith("ValueError: wrong")


def test_no_secret_setting_and_no_password_of_an_address_is_written() -> None:
    logs.secrets.add("a-very-secret-value")
    try:
        made = record("cannot reach %s", "postgresql://app:Pa55word@db/x with a-very-secret-value")
        for text in (as_json(made)["message"], logs.LineFormatter("%(message)s").format(made)):
            assert text == "cannot reach postgresql://app:***@db/x with ***"
    finally:
        logs.secrets.discard("a-very-secret-value")


@database
def test_a_request_ends_with_one_line_that_names_route_and_not_address(
    lines: list[dict[str, Any]],
) -> None:
    client = Client()
    client.force_login(user("pmo"))
    answer = client.get("/projects/?q=confidential")
    (line,) = [each for each in lines if each["logger"] == "outturn.access"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "portfolio:project-list", 200)
    assert line["user_id"] == user("pmo").pk
    assert line["request_id"] == answer["X-Request-ID"]
    assert line["queries"] > 3
    assert line["ms"] >= 0
    assert "confidential" not in json.dumps(lines)


@database
def test_the_next_request_has_another_number_and_nobody_of_the_last_one(
    lines: list[dict[str, Any]],
) -> None:
    client = Client()
    client.force_login(user("pmo"))
    first = client.get("/projects/")["X-Request-ID"]
    second = Client().get("/sign-in/")["X-Request-ID"]
    assert first != second
    assert "user_id" not in lines[-1]
    assert logs.request_id.get() == logs.NOTHING


@pytest.mark.parametrize(
    ("proxies", "given", "kept"),
    [
        (1, "6f1c2d3e-aaaa-bbbb", True),
        (0, "6f1c2d3e-aaaa-bbbb", False),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, "spaces are odd", False),
        (1, "<script>alert(1)", False),
    ],
)
@database
def test_a_number_is_taken_from_a_proxy_of_ours_if_it_looks_like_one(
    settings: LazySettings, proxies: int, given: str, kept: bool
) -> None:
    settings.TRUSTED_PROXIES = proxies
    answer = Client().get("/healthz", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is kept


@database
def test_a_job_tells_with_the_number_of_the_request_that_asked_for_it(
    lines: list[dict[str, Any]],
) -> None:
    def run(job: Job, progress: Progress) -> None:
        logging.getLogger("tests").warning("at work")
        with progress.completing():
            pass

    job_kinds.register(JobKind("tests.told", "Test", run))
    token = logs.request_id.set("request-1234")
    try:
        job = job_enqueue(kind="tests.told", key="x", params={}, user=user("pmo"), language="en")
    finally:
        logs.request_id.reset(token)
    try:
        job_run(job.pk)
    finally:
        del job_kinds._items["tests.told"]
    said = [each for each in lines if each.get("job_id") == job.pk]
    assert [each["logger"] for each in said] == ["tests", "core.jobs.services"]
    assert {each["request_id"] for each in said} == {"request-1234"}
    assert {each["user_id"] for each in said} == {user("pmo").pk}
    assert (said[-1]["state"], said[-1]["kind"]) == ("done", "tests.told")
    assert logs.job_id.get() is None


def test_every_process_takes_the_same_configuration() -> None:
    for form in logs.FORMATS:
        found = logs.configuration(form, "INFO", access=True, celery_level="WARNING")
        logging.config.DictConfigurator(found)  # type: ignore[attr-defined]
        assert found["root"] == {"handlers": ["console", "mail"], "level": "INFO"}
    assert "mail" not in str(logs.for_gunicorn("json"))
