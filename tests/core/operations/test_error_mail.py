"""Mails about errors: with the numbers to look for, few, without secrets, and never in the way."""

import logging
import threading
import time

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from core.jobs.kinds import JobKind, Progress, job_kinds
from core.jobs.services import job_enqueue, job_run
from core.models import Job
from core.models.job import JobState
from core.operations.error_mail import MailHandler, Throttle
from core.requests import logs
from tests.waiting import PATIENCE

database = pytest.mark.django_db


@pytest.fixture
def root(settings: LazySettings) -> MailHandler:
    """The handler that the settings hang in, with somebody to write to."""
    settings.ERROR_MAIL_TO, settings.EMAIL_HOST = ["ops@example.org"], "mail.example.org"
    handlers = logging.getLogger().handlers
    handler = next(each for each in handlers if isinstance(each, MailHandler))
    handler.throttle = Throttle()
    return handler


def sent() -> list[str]:
    """Bodies of the mails, once those on their way have arrived."""
    for thread in threading.enumerate():
        if thread.name == "error mail":
            thread.join(PATIENCE)
    return [str(message.body) for message in mail.outbox]


def fail(message: str = "It failed", error: str = "wrong") -> None:
    """An error of the program, logged as Django would; always from the same place."""
    try:
        raise ValueError(error)
    except ValueError:
        logging.getLogger("django.request").exception(message)


def test_an_error_is_mailed_with_the_number_of_its_request(root: MailHandler) -> None:
    token = logs.request_id.set("request-77")
    fail()
    logs.request_id.reset(token)
    (body,) = sent()
    assert "Request: request-77" in body
    assert "ValueError: wrong" in body
    assert mail.outbox[0].to == ["ops@example.org"]
    assert mail.outbox[0].subject == "[Outturn] ValueError in django.request"


def test_a_thousand_times_the_same_error_are_one_mail(root: MailHandler) -> None:
    for number in range(1000):
        fail(f"It failed {number}")
    assert len(sent()) == 1
    root.throttle.sent = {kind: at - 700 for kind, at in root.throttle.sent.items()}
    fail()
    assert "The same 999 more times since the last mail." in sent()[1]


def test_many_different_errors_are_ten_mails_an_hour(root: MailHandler) -> None:
    for number in range(30):
        code = compile(f"{chr(10) * number}raise KeyError({number})", "elsewhere.py", "exec")
        try:
            exec(code)
        except KeyError:
            logging.getLogger("tests").exception("It failed")
    assert len(sent()) == 10


def test_secrets_stay_at_home(root: MailHandler) -> None:
    logs.secrets.add("the-secret-key-itself")
    try:
        fail("the-secret-key-itself", "postgresql://app:Pa55word@db/x the-secret-key-itself")
    finally:
        logs.secrets.discard("the-secret-key-itself")
    (body,) = sent()
    assert "Pa55word" not in body
    assert "the-secret-key-itself" not in body


def test_without_administrators_or_server_nothing_is_sent(
    root: MailHandler, settings: LazySettings
) -> None:
    settings.ERROR_MAIL_TO = []
    fail()
    settings.ERROR_MAIL_TO, settings.EMAIL_HOST = ["ops@example.org"], ""
    fail()
    assert sent() == []


def test_plain_errors_and_strangers_at_the_door_are_not_mailed(root: MailHandler) -> None:
    logging.getLogger("django.request").error("Service Unavailable")
    try:
        raise ValueError("bad host")
    except ValueError:
        logging.getLogger("django.security.DisallowedHost").exception("Invalid host")
    assert sent() == []


@database
def test_a_page_that_breaks_is_mailed(root: MailHandler, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_(*_: object, **__: object) -> None:
        raise RuntimeError("broken page")

    monkeypatch.setattr("core.sign_in.views.SignIn.get_context_data", break_)
    answer = Client(raise_request_exception=False).get("/sign-in/")
    assert answer.status_code == 500
    (body,) = sent()
    assert answer["X-Request-ID"] in body
    assert "broken page" in body


@database
def test_a_job_that_breaks_is_mailed_and_ends_although_mail_is_down(
    root: MailHandler, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def run(job: Job, progress: Progress) -> None:
        raise RuntimeError("broken job")

    tried: list[str] = []
    ended = threading.Event()

    def away(self: object, *_: object, **__: object) -> None:
        tried.append(str(getattr(self, "body", "")))
        ended.wait(60)
        raise OSError("no mail server")

    monkeypatch.setattr("core.operations.error_mail.EmailMessage.send", away)
    job_kinds.register(JobKind("tests.breaks", "Test", run))
    try:
        job = job_enqueue(kind="tests.breaks", key="x", params={}, user=None, language="en")
        begun = time.monotonic()
        assert job_run(job.pk)
        assert time.monotonic() - begun < 30, "the job waited for the mail"
    finally:
        ended.set()
        del job_kinds._items["tests.breaks"]
    sent()
    assert Job.objects.get(pk=job.pk).state == JobState.FAILED
    assert f"Job: {job.pk}" in tried[0]
    assert len(tried) == 1
    assert "could not be sent: no mail server" in caplog.text
