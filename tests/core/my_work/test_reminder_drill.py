"""Reminders whose worker is killed in the middle, and two workers at once: one mail each."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from pathlib import Path
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from core.access import Role
from core.jobs.services import jobs_reap
from core.models import Digest, Job, User
from core.models.job import JobState
from core.models.reminders import MailState
from core.my_work.digests import digest_make, digest_send
from core.my_work.jobs import reminders_begin
from core.time import working_date
from tests.core.my_work.test_my_work import make_running
from tests.factories import make_user
from tests.structure.sources import ROOT

pytestmark = pytest.mark.usefixtures("committed")
PEOPLE = 4
BETWEEN = b"-" * 79  # what Django writes behind a mail in a file


@pytest.fixture
def people(committed: None) -> list[User]:
    """For each of them something waits; for nobody else."""
    User.objects.update(is_active=False)
    found = [make_user(Role.PROJECT_MANAGER, email=f"p{n}@example.org") for n in range(PEOPLE)]
    for person in found:
        make_running(person)
    return found


def worker(job: Job, folder: Path, *point: str) -> int:
    """Run the job in a process of its own; how that ended."""
    facts = connection.settings_dict
    url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**facts)
    host = str(facts["HOST"])
    if host.startswith("/"):
        url = f"postgresql://{facts['USER']}:{facts['PASSWORD']}@/{facts['NAME']}?host={host}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment.pop("DATABASE_OWNER_URL", None)
    module = "tests.core.my_work.killed_worker"
    command = [sys.executable, "-m", module, str(job.pk), str(folder), *point]
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=120, check=False).returncode


def mailed(folder: Path) -> list[str]:
    """To whom mails went, in order. A file has several where two were sent in one second."""
    mails = (one for each in folder.iterdir() for one in each.read_bytes().split(BETWEEN))
    found = [message_from_bytes(one.lstrip())["To"] for one in mails if one.strip()]
    return sorted(map(str, found))


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_killed_in_the_middle_leaves_one_mail_each(
    when: str, people: list[User], tmp_path: Path
) -> None:
    job = reminders_begin(on=working_date())
    assert worker(job, tmp_path, when, "2") == -9
    assert len(mailed(tmp_path)) == (1 if when == "before" else 2)
    assert Job.objects.get(pk=job.pk).state == JobState.RUNNING
    time.sleep(1.5)  # its lease ends
    jobs_reap()
    assert worker(job, tmp_path) == 0
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error
    assert mailed(tmp_path) == sorted(person.email for person in people)
    # The one that was taken while its worker died may have gone: it is said so, not sent again.
    unsure = 1 if when == "after" else 0
    assert job.result == {"sent": PEOPLE - 1 - (when == "after"), "unsure": unsure}
    assert Digest.objects.filter(mail=MailState.SENDING).count() == unsure
    again = reminders_begin(on=working_date())
    assert again.pk != job.pk and worker(again, tmp_path) == 0
    assert len(mailed(tmp_path)) == PEOPLE


def test_two_workers_that_send_at_the_same_moment_send_one_mail(people: list[User]) -> None:
    together = Barrier(2)

    def send(_n: int) -> bool:
        try:
            digest = digest_make(user=User.objects.get(pk=people[0].pk), on=working_date())
            assert digest is not None
            together.wait(30)
            return digest_send(digest=digest)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, range(2))) == [False, True]
    assert len(mail.outbox) == 1
    assert Digest.objects.count() == 1
