"""Reminders: one digest a person and day, one mail of it, whoever runs and dies meanwhile."""

import re
import smtplib
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils.formats import date_format

from config.celery import app
from core.access import Role
from core.jobs.services import job_run
from core.models import Digest, Job, ReminderChoice, RoleAssignment, User
from core.models.reminders import MailState
from core.my_work import mails
from core.my_work.digests import digest_make, digest_send, is_away
from core.my_work.gathering import work_count
from core.my_work.jobs import reminders_begin
from core.my_work.tasks import remind
from core.time import working_date
from tests.access.people import user
from tests.core.my_work.test_my_work import make_running
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_ours() -> None:
    """The people of the demonstration are not reminded here."""
    User.objects.update(is_active=False)


def make_waiting(*roles: Role, **changes: Any) -> User:
    """Somebody for whom an update waits."""
    person = make_user(*(roles or (Role.PROJECT_MANAGER,)), **{"email": "m@example.org", **changes})
    make_running(person)
    return person


def run_reminders(on: date | None = None) -> Job:
    job = reminders_begin(on=on or working_date())
    assert job_run(job.pk)
    job.refresh_from_db()
    return job


def test_everybody_for_whom_something_waits_gets_one_mail_a_day_in_their_language() -> None:
    person = make_waiting(language="de")
    make_user(Role.PROJECT_MANAGER, email="nothing@example.org")
    make_user(email="no-role@example.org")
    job = run_reminders()
    assert job.state == "done" and job.result == {"sent": 1, "unsure": 0}
    (sent,) = mail.outbox
    assert sent.to == ["m@example.org"] and "wartet" in sent.subject
    digest = Digest.objects.get()
    assert (digest.user, digest.day, digest.item_count) == (person, working_date(), 1)
    assert digest.mail == MailState.SENT
    run_reminders()
    assert len(mail.outbox) == 1 and Digest.objects.count() == 1
    client = Client()
    client.force_login(person)
    page = client.get("/my-work/").content.decode()
    assert date_format(working_date(), "j. F Y") in page or str(working_date().year) in page


def test_a_link_leads_to_exactly_that_item_after_signing_in() -> None:
    person = make_waiting()
    person.set_password("a long enough password 1")
    person.save()
    run_reminders()
    text = str(mail.outbox[0].body)
    link = next(each for each in text.split() if each.endswith("/status/"))
    path = link.removeprefix(django_settings.SITE_ADDRESS)
    assert path != link
    client = Client()
    assert client.get(path).status_code == 200
    target = path.partition("?next=")[2]
    answer = client.post(
        path, {"username": person.username, "password": "a long enough password 1"}
    )
    assert answer["Location"] == target
    assert client.get(path)["Location"] == target  # who is signed in is led on
    assert client.get(target).status_code == 200


def test_a_long_list_is_ordered_and_its_rest_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mails, "MOST", 2)
    person = make_waiting()
    for _n in range(3):
        make_running(person)
    run_reminders()
    text = str(mail.outbox[0].body)
    assert len(re.findall("^- ", text, re.M)) == 2 and "and 2 more" in text
    assert "/my-work/settings/" in text
    assert mail.outbox[0].subject.startswith("4 items")


def test_mails_come_weekly_or_never_but_the_page_tells_of_every_day() -> None:
    weekly, never = make_waiting(email="w@example.org"), make_waiting(email="n@example.org")
    make_waiting(email="")
    ReminderChoice.objects.create(user=weekly, mails="week")
    ReminderChoice.objects.create(user=never, mails="never")
    monday = working_date() - timedelta(days=working_date().weekday())
    for day in range(7):
        for person in (weekly, never):
            fresh = User.objects.get(pk=person.pk)
            if (digest := digest_make(user=fresh, on=monday + timedelta(days=day))) is not None:
                digest_send(digest=digest)
    assert [each.to for each in mail.outbox] == [["w@example.org"]]
    assert Digest.objects.filter(user=never).exists()
    assert not Digest.objects.filter(user=never).exclude(mail=MailState.NONE).exists()


def test_a_stand_in_gets_the_mail_and_who_is_away_gets_none() -> None:
    away = make_waiting(email="away@example.org")
    stand_in = make_user(Role.FOCAL_POINT, email="here@example.org")
    assert not is_away(User.objects.get(pk=away.pk), working_date())
    lent = {"starts_on": working_date(), "ends_on": working_date(), "lent_by": away}
    RoleAssignment.objects.create(user=stand_in, role=Role.PROJECT_MANAGER, **lent)
    assert is_away(User.objects.get(pk=away.pk), working_date())
    run_reminders()
    (sent,) = mail.outbox
    assert sent.to == ["here@example.org"] and away.full_name in str(sent.body)
    assert Digest.objects.get(user=away).mail == MailState.NONE
    # Who has lent only one of two roles is still here.
    RoleAssignment.objects.create(user=away, role=Role.FOCAL_POINT)
    assert not is_away(User.objects.get(pk=away.pk), working_date())


class Refusing(EmailBackend):
    """A mail server that takes no mail of this sender."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPDataError(550, b"no")


class Silent(EmailBackend):
    """A mail server that falls silent in the middle."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise TimeoutError("no answer")


class Away(EmailBackend):
    """A mail server that cannot be reached."""

    def open(self) -> bool:
        raise ConnectionRefusedError("nobody there")


def test_a_mail_that_was_provably_not_sent_waits_and_one_that_may_have_gone_does_not() -> None:
    person = make_waiting()
    digest = digest_make(user=person, on=working_date())
    assert digest is not None
    with pytest.raises(ConnectionRefusedError):
        digest_send(digest=digest, connection=Away())
    digest.refresh_from_db()
    assert digest.mail == MailState.WAITING
    assert not digest_send(digest=digest, connection=Refusing())
    digest.refresh_from_db()
    assert digest.mail == MailState.WAITING and digest.sending_since is None
    with pytest.raises(TimeoutError):
        digest_send(digest=digest, connection=Silent())
    digest.refresh_from_db()
    assert digest.mail == MailState.SENDING and len(mail.outbox) == 1
    assert not digest_send(digest=digest)
    assert run_reminders().result == {"sent": 0, "unsure": 1}
    assert len(mail.outbox) == 1


def test_two_mails_of_one_digest_would_be_known_as_one() -> None:
    person = make_waiting()
    digest = digest_make(user=person, on=working_date())
    assert digest is not None
    digest_send(digest=digest)
    Digest.objects.update(mail=MailState.WAITING)
    digest_send(digest=digest)
    first, second = (each.message()["Message-ID"] for each in mail.outbox)
    assert first == second


def test_beat_asks_for_it_every_morning_and_twice_is_one_job() -> None:
    schedule = app.conf.beat_schedule["remind"]
    assert schedule["task"] == "core.remind"
    assert schedule["schedule"].hour == {django_settings.REMIND_HOUR}
    assert remind() == remind()


def test_the_count_is_that_of_the_page_on_that_day() -> None:
    person = make_waiting()
    digest = digest_make(user=person, on=working_date())
    assert digest is not None and digest.item_count == work_count(user_again(person))


def user_again(person: User) -> User:
    """As a request would have them."""
    return user(person.username)
