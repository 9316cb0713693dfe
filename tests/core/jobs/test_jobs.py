"""Jobs: one row, one worker, one result, whatever dies in between."""

import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.utils import timezone, translation

from core.jobs import services
from core.jobs.kinds import JobError, JobKind, LeaseLost, Progress, job_kinds
from core.jobs.services import job_enqueue, job_run, jobs_reap
from core.models import Job
from core.models.job import JobState
from tests.access.people import user
from tests.factories import make_unit
from tests.waiting import PATIENCE

database = pytest.mark.django_db


class Passing(Exception):
    """An error that passes by itself."""


class Work:
    """What the job of a test does; `run` is replaced by the test."""

    def __init__(self) -> None:
        self.runs = 0

    def run(self, job: Job, progress: Progress) -> None:
        """Count, and write a result."""
        self.runs += 1
        with progress.completing() as result:
            result["run"] = self.runs


@pytest.fixture
def work() -> Iterator[Work]:
    """A kind of job that exists for the test only."""
    found = Work()
    job_kinds.register(
        JobKind("tests.work", "Work", lambda job, progress: found.run(job, progress), (Passing,))
    )
    yield found
    del job_kinds._items["tests.work"]


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The jobs a worker would have been told of."""
    told: list[int] = []
    monkeypatch.setattr(services, "wake", told.append)
    return told


def enqueue(key: str = "one", **params: Any) -> Job:
    """Ask for the test's job."""
    return job_enqueue(kind="tests.work", key=key, params=params, user=user("pmo"), language="de")


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def lose_lease(job: Job) -> None:
    """As when its worker has been killed a while ago."""
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING,
        lease=uuid.uuid4(),
        lease_until=timezone.now() - timedelta(seconds=1),
        attempts=fresh(job).attempts + 1,
    )


# --- Asking -------------------------------------------------------------------------------------


@database
def test_two_requests_make_one_job(work: Work) -> None:
    first, second = enqueue(), enqueue()
    assert first.pk == second.pk
    assert enqueue("another").pk != first.pk


@database
def test_a_request_after_the_end_makes_a_new_job(work: Work) -> None:
    first = enqueue()
    job_run(first.pk)
    assert enqueue().pk != first.pk


@database
def test_an_unknown_kind_is_an_error_at_once() -> None:
    with pytest.raises(LookupError, match="kind of job"):
        job_enqueue(kind="no.such", key="", params={}, user=None, language="en")


def test_a_request_that_is_rolled_back_leaves_nothing(
    committed: None, work: Work, woken: list[int]
) -> None:
    def ask_and_fail() -> None:
        with transaction.atomic():
            make_unit(code="CAUSE")
            enqueue()
            raise Passing

    with pytest.raises(Passing):
        ask_and_fail()
    assert not Job.objects.filter(kind="tests.work").exists()
    assert woken == []


def test_the_worker_is_woken_after_the_commit_and_not_before(
    committed: None, work: Work, woken: list[int]
) -> None:
    with transaction.atomic():
        job = enqueue()
        assert woken == []
    assert woken == [job.pk]


def test_two_requests_at_the_same_moment_make_one_job(
    committed: None, work: Work, woken: list[int]
) -> None:
    start, found = threading.Barrier(2), []

    def ask() -> None:
        start.wait(PATIENCE)
        found.append(enqueue().pk)
        connection.close()

    both(ask)
    assert len(set(found)) == 1
    assert Job.objects.filter(kind="tests.work").count() == 1


def test_with_the_broker_away_the_job_waits_in_its_row_and_runs_later(
    committed: None, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.jobs.tasks import run_job

    send: Any = run_job.apply_async
    # The discard port: nobody listens there.
    away = run_job.app.connection("redis://127.0.0.1:9/0")
    monkeypatch.setattr(run_job, "apply_async", lambda *a, **k: send(*a, **k, connection=away))
    begun = timezone.now()
    job = enqueue()
    assert timezone.now() - begun < timedelta(seconds=4), "the click was held up"
    assert fresh(job).state == JobState.QUEUED
    assert job_run(job.pk)
    assert fresh(job).state == JobState.DONE


# --- Running ------------------------------------------------------------------------------------


@database
def test_a_job_runs_once(work: Work) -> None:
    job = enqueue()
    assert job_run(job.pk)
    assert not job_run(job.pk)
    assert work.runs == 1
    assert (fresh(job).state, fresh(job).result) == (JobState.DONE, {"run": 1})


def test_of_two_workers_one_takes_the_job(committed: None, work: Work, woken: list[int]) -> None:
    job = enqueue()
    start, ran = threading.Barrier(2), []

    def work_on_it() -> None:
        start.wait(PATIENCE)
        ran.append(job_run(job.pk))
        connection.close()

    both(work_on_it)
    assert sorted(ran) == [False, True]
    assert work.runs == 1


@database
def test_a_job_runs_in_the_language_and_time_zone_of_who_asked(work: Work) -> None:
    seen = []

    def run(job: Job, progress: Progress) -> None:
        seen.append((translation.get_language(), timezone.get_current_timezone_name()))

    work.run = run  # type: ignore[method-assign]
    asked = user("pmo")
    type(asked).objects.filter(pk=asked.pk).update(time_zone="Asia/Tokyo")
    job_run(enqueue().pk)
    assert seen == [("de", "Asia/Tokyo")]
    assert translation.get_language() == "en"


@database
def test_progress_is_told_step_by_step_and_renews_the_lease(work: Work) -> None:
    seen = []

    def run(job: Job, progress: Progress) -> None:
        progress.plan(2)
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now())
        progress.step("Reading")
        seen.append(fresh(job))
        with progress.completing():
            pass

    work.run = run  # type: ignore[method-assign]
    job = enqueue()
    job_run(job.pk)
    (during,) = seen
    assert (during.done_steps, during.total_steps, during.percent) == (1, 2, 50)
    assert during.message == "Reading"
    assert during.lease_until is not None
    assert during.lease_until > timezone.now()
    assert (fresh(job).percent, fresh(job).message) == (100, "")


@database
def test_a_running_job_never_claims_to_be_complete() -> None:
    job = Job(state=JobState.RUNNING, done_steps=7, total_steps=7)
    assert job.percent == 99
    assert Job(state=JobState.RUNNING, done_steps=1, total_steps=0).percent == 0


# --- Failing ------------------------------------------------------------------------------------


def failing(work: Work, error: Exception) -> Job:
    """The test's job after one run that raised `error`."""

    def run(job: Job, progress: Progress) -> None:
        raise error

    work.run = run  # type: ignore[method-assign]
    job = enqueue()
    job_run(job.pk)
    return fresh(job)


@database
def test_a_failure_that_people_can_mend_keeps_its_message(work: Work) -> None:
    job = failing(work, JobError("Paragraph 3: close the brace."))
    assert (job.state, job.error) == (JobState.FAILED, "Paragraph 3: close the brace.")
    assert job.finished_at


@database
def test_a_failure_of_the_program_gives_the_job_number_and_no_inner_words(work: Work) -> None:
    job = failing(work, KeyError("secret inner words"))
    assert job.state == JobState.FAILED
    assert str(job.pk) in job.error
    assert "secret" not in job.error


@database
def test_a_named_error_is_tried_again_later_and_given_up_after_three_times(work: Work) -> None:
    job = failing(work, Passing("The database went away."))
    assert (job.state, job.message) == (JobState.QUEUED, "The database went away.")
    assert job.run_after is not None
    assert job.run_after > timezone.now() + timedelta(seconds=5)
    assert not job_run(job.pk), "it runs before its pause is over"
    for _ in range(2):
        Job.objects.filter(pk=job.pk).update(run_after=timezone.now())
        assert job_run(job.pk)
    assert (fresh(job).state, fresh(job).error) == (JobState.FAILED, "The database went away.")


@database
def test_a_lost_lease_is_handed_on(work: Work, woken: list[int]) -> None:
    job = enqueue()
    lose_lease(job)
    assert not job_run(job.pk), "somebody still seems to have it"
    jobs_reap()
    assert job.pk in woken
    assert fresh(job).state == JobState.QUEUED
    assert job_run(job.pk)
    assert fresh(job).state == JobState.DONE


@database
def test_a_held_lease_is_left_alone(work: Work, woken: list[int]) -> None:
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING,
        lease=uuid.uuid4(),
        lease_until=timezone.now() + timedelta(seconds=20),
        attempts=1,
    )
    jobs_reap()
    assert fresh(job).state == JobState.RUNNING


@database
def test_three_lost_leases_are_a_failure_that_says_so(work: Work, woken: list[int]) -> None:
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(language="en")
    for _ in range(3):
        assert fresh(job).state == JobState.QUEUED
        lose_lease(job)
        jobs_reap()
    assert fresh(job).state == JobState.FAILED
    assert "3 times" in fresh(job).error
    assert fresh(job).finished_at


@database
def test_a_worker_that_lost_its_lease_writes_nothing(work: Work) -> None:
    def run(job: Job, progress: Progress) -> None:
        Job.objects.filter(pk=job.pk).update(lease=uuid.uuid4())  # another worker has it now
        with pytest.raises(LeaseLost):
            progress.step("Writing")
        with progress.completing():
            make_unit(code="RESULT")

    work.run = run  # type: ignore[method-assign]
    job = enqueue()
    assert job_run(job.pk)
    assert not type(make_unit()).objects.filter(code="RESULT").exists()
    assert fresh(job).state == JobState.RUNNING, "it is the other worker's to end"


@database
def test_a_failure_while_writing_rolls_the_result_back(work: Work) -> None:
    def run(job: Job, progress: Progress) -> None:
        with progress.completing():
            make_unit(code="HALF")
            raise JobError("The disk is full.")

    work.run = run  # type: ignore[method-assign]
    job = enqueue()
    job_run(job.pk)
    assert not type(make_unit()).objects.filter(code="HALF").exists()
    assert (fresh(job).state, fresh(job).error) == (JobState.FAILED, "The disk is full.")


@database
def test_what_waits_for_its_time_is_not_woken(work: Work, woken: list[int]) -> None:
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now() + timedelta(seconds=30))
    jobs_reap()
    assert job.pk not in woken


@database
def test_beat_gives_a_sign_of_life_and_a_worker_looks_for_work(
    woken: list[int], work: Work
) -> None:
    from core.jobs.tasks import reap_jobs
    from core.models import Heartbeat

    job = enqueue()
    reap_jobs()
    assert timezone.now() - Heartbeat.objects.get(part="worker").seen_at < timedelta(seconds=5)
    assert job.pk in woken


@database
def test_a_finished_job_says_so(work: Work, settings: LazySettings) -> None:
    assert settings.JOB_LEASE_SECONDS > settings.JOB_REAP_SECONDS
    job = enqueue()
    assert not job.is_finished
    job_run(job.pk)
    assert fresh(job).is_finished


def both(act: Any) -> None:
    """Run `act` in two threads to the end."""
    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)


# --- Clocks, silence, doubles -------------------------------------------------------------------


@database
def test_after_the_clock_was_set_back_a_dead_workers_job_is_handed_on_as_soon_as_ever(
    work: Work, woken: list[int], settings: LazySettings
) -> None:
    job = enqueue()
    lose_lease(job)
    # Written an hour later by the clock than it is now.
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() + timedelta(hours=1))
    jobs_reap()
    lease = fresh(job).lease_until
    assert lease is not None
    assert lease <= timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
    assert fresh(job).state == JobState.RUNNING, "its worker may live: it has a lease's time"


@database
def test_after_the_clock_was_set_back_a_pause_is_no_longer_than_ever(
    work: Work, woken: list[int]
) -> None:
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now() + timedelta(hours=1))
    jobs_reap()
    assert job_run(job.pk)


@database
def test_giving_up_says_what_to_do_in_the_language_of_who_asked(
    work: Work, woken: list[int]
) -> None:
    for language, words in (("en", "Try again"), ("de", "noch einmal")):
        job = enqueue(language)
        Job.objects.filter(pk=job.pk).update(language=language)
        for _ in range(3):
            lose_lease(job)
            jobs_reap()
        assert words in fresh(job).error
        assert str(job.pk) in fresh(job).error


def test_two_reapers_at_once_hand_a_job_on_once(
    committed: None, work: Work, woken: list[int]
) -> None:
    job = enqueue()
    lose_lease(job)
    start = threading.Barrier(2)

    def tick() -> None:
        start.wait(PATIENCE)
        jobs_reap()
        job_run(job.pk)
        connection.close()

    both(tick)
    assert (fresh(job).state, fresh(job).attempts, work.runs) == (JobState.DONE, 2, 1)


def test_a_job_that_hangs_is_ended_by_the_alarm_and_one_that_goes_on_is_not() -> None:
    """In a process of its own, as in a worker; the loop gives no Python signal handler a turn."""
    script = (
        "import re, time, django; django.setup()\n"
        "from core.jobs import watchdog\n"
        "watchdog.patience = lambda: 2\n"
        "with watchdog.armed():\n"
        "    for _ in range(5): time.sleep(0.5); watchdog.renew()\n"
        "time.sleep(2.2); print('alive', flush=True)\n"
        "with watchdog.armed():\n"
        "    re.match('(a+)+$', 'a' * 60 + 'b')\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.stdout == "alive\n", done.stderr
    assert done.returncode == -14  # SIGALRM


def test_in_a_thread_there_is_no_alarm() -> None:
    from core.jobs import watchdog

    seen = []

    def act() -> None:
        with watchdog.armed():
            watchdog.renew()
            seen.append(watchdog._armed)

    both(act)
    assert seen == [False, False]


def test_a_machine_that_froze_with_a_job_in_hand_does_not_hold_up_the_reaper(
    committed: None, work: Work, woken: list[int]
) -> None:
    frozen, other = enqueue("frozen"), enqueue("other")
    lose_lease(frozen)
    lose_lease(other)
    locked, let_go = threading.Event(), threading.Event()

    def freeze() -> None:
        with transaction.atomic():
            Job.objects.select_for_update().get(pk=frozen.pk)
            locked.set()
            let_go.wait(PATIENCE)
        connection.close()

    machine = threading.Thread(target=freeze)
    machine.start()
    assert locked.wait(PATIENCE)
    begun = timezone.now()
    jobs_reap()
    assert timezone.now() - begun < timedelta(seconds=5)
    assert (fresh(other).state, fresh(frozen).state) == (JobState.QUEUED, JobState.RUNNING)
    let_go.set()
    machine.join(PATIENCE)
    jobs_reap()
    assert fresh(frozen).state == JobState.QUEUED
