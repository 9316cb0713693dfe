"""Files of long lists: the rows of the page, made by a job, for whoever asked, for a day."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from core.jobs.kinds import Progress
from core.jobs.services import job_run
from core.models import Job
from core.models.job import JobState
from core.pages import long_files
from core.pages.spreadsheets import CSV, XLSX
from tests.access.people import user

pytestmark = pytest.mark.django_db
ADDRESS = "/projects/?stage=in_progress&sort=-name&export="


@pytest.fixture(autouse=True)
def short(settings: LazySettings, tmp_path: Path) -> None:
    """A list of more than three rows is long here, and files lie in a folder of the test."""
    settings.ROWS_AT_ONCE = 3
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "core.files.store.FolderStore",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }


@pytest.fixture
def pmo(client: Client) -> Client:
    client.force_login(user("pmo"))
    return client


def content(answer: HttpResponseBase) -> bytes:
    return b"".join(answer)  # type: ignore[arg-type]


def asked(client: Client, format_: str = CSV) -> Job:
    answer = client.get(f"{ADDRESS}{format_}")
    __, where, number, __ = answer.headers["Location"].split("/")
    assert where == "files"
    return Job.objects.get(pk=number, kind=long_files.KIND)


def made(client: Client, format_: str = CSV) -> Job:
    job = asked(client, format_)
    assert job_run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error
    return job


@pytest.mark.parametrize("format_", [CSV, XLSX])
def test_the_file_is_the_one_that_a_short_list_gives(
    pmo: Client, settings: LazySettings, format_: str
) -> None:
    job = made(pmo, format_)
    answer = pmo.get(f"/files/{job.pk}/file/")
    settings.ROWS_AT_ONCE = 20_000
    at_once = pmo.get(f"{ADDRESS}{format_}")
    assert answer.headers["Content-Type"] == at_once.headers["Content-Type"]
    assert answer.headers["Content-Disposition"] == at_once.headers["Content-Disposition"]
    if format_ == CSV:
        assert content(answer) == at_once.content
    assert job.result["rows"] == at_once.content.count(b"\n") - 1 if format_ == CSV else True
    assert job.result["rows"] > 3


def test_a_short_list_comes_at_once(pmo: Client, settings: LazySettings) -> None:
    settings.ROWS_AT_ONCE = 200
    assert pmo.get(f"{ADDRESS}{CSV}").status_code == 200
    assert not Job.objects.filter(kind=long_files.KIND).exists()


def test_the_button_of_a_long_list_leads_to_a_page_and_downloads_nothing(
    pmo: Client, settings: LazySettings
) -> None:
    button = r'<a href="[^"]*export=csv"\s+(download)?>'
    long = re.search(button, pmo.get("/projects/").content.decode())
    settings.ROWS_AT_ONCE = 20_000
    short = re.search(button, pmo.get("/projects/").content.decode())
    assert long and short
    assert (long[1], short[1]) == (None, "download")


def test_a_second_click_joins_the_first(pmo: Client) -> None:
    assert asked(pmo) == asked(pmo)
    assert asked(pmo, XLSX) != asked(pmo, CSV)


def test_the_page_tells_how_far_it_is_and_then_leads_to_the_file(pmo: Client) -> None:
    job = asked(pmo)
    waiting = pmo.get(f"/files/{job.pk}/").content.decode()
    assert f'hx-get="/files/{job.pk}/job/"' in waiting
    assert f"/files/{job.pk}/file/" not in waiting
    assert "Waiting for a worker." in pmo.get(f"/files/{job.pk}/job/").content.decode()
    assert job_run(job.pk)
    done = pmo.get(f"/files/{job.pk}/job/", headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="/files/{job.pk}/"' in done
    assert 'hx-select="#long-file"' in done
    ready = pmo.get(f"/files/{job.pk}/").content.decode()
    assert f'href="/files/{job.pk}/file/"' in ready
    assert 'id="long-file"' in ready
    assert "/projects/?stage=in_progress&amp;sort=-name" in ready


def test_nobody_gets_a_file_that_another_asked_for(pmo: Client) -> None:
    job = made(pmo)
    other = Client()
    other.force_login(user("admin"))
    for address in ("", "job/", "file/"):
        assert pmo.get(f"/files/{job.pk}/{address}").status_code == 200
        assert other.get(f"/files/{job.pk}/{address}").status_code == 404
    assert other.post(f"/files/{job.pk}/retry/").status_code == 404


def test_rights_are_those_of_the_moment_when_it_is_made(
    client: Client, settings: LazySettings
) -> None:
    focal = user("focal")
    client.force_login(focal)
    settings.ROWS_AT_ONCE = 0
    job = asked(client)
    focal.assignments.all().delete()
    assert job_run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "no longer take this list along" in job.error


def test_a_failed_file_is_tried_again_by_whoever_asked(
    pmo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(pmo)
    with monkeypatch.context() as patch:
        patch.setattr(long_files, "write_rows", lambda *_: 1 / 0)
        assert job_run(job.pk)
    failed = pmo.get(f"/files/{job.pk}/").content.decode()
    assert f'action="/files/{job.pk}/retry/"' in failed
    assert pmo.post(f"/files/{job.pk}/retry/").headers["Location"] == f"/files/{job.pk}/"
    assert job_run(job.pk)
    assert pmo.get(f"/files/{job.pk}/file/").status_code == 200


def test_a_job_that_runs_twice_leaves_one_file(pmo: Client, tmp_path: Path) -> None:
    job = made(pmo)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    assert job_run(job.pk)
    assert [path.name for path in (tmp_path / "lists").iterdir()] == [f"{job.pk}.csv"]


def test_progress_is_told_in_rows(pmo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_files, "ROWS_A_STEP", 2)
    told: list[str] = []
    step = Progress.step

    def remember(self: Any, message: str) -> None:
        told.append(message)
        step(self, message)

    monkeypatch.setattr(Progress, "step", remember)
    job = made(pmo)
    assert told[0] == f"2 of {job.result['rows']} rows are written."
    assert job.done_steps == job.total_steps == job.result["rows"] // 2 + 1


def test_a_file_is_kept_for_a_day(pmo: Client, tmp_path: Path) -> None:
    job = made(pmo)
    assert long_files.long_files_forget() == 0
    assert pmo.get(f"/files/{job.pk}/file/").status_code == 200
    late = timezone.now() - long_files.KEPT_FOR - timedelta(minutes=1)
    Job.objects.filter(pk=job.pk).update(finished_at=late)
    assert pmo.get(f"/files/{job.pk}/file/").status_code == 404
    assert "no longer kept" in pmo.get(f"/files/{job.pk}/").content.decode()
    assert long_files.long_files_forget() == 1
    assert list((tmp_path / "lists").iterdir()) == []
    assert long_files.long_files_forget() == 0


def test_an_address_that_is_gone_is_said(pmo: Client) -> None:
    job = asked(pmo)
    Job.objects.filter(pk=job.pk).update(params={**job.params, "path": "/nowhere/"})
    assert job_run(job.pk)
    job.refresh_from_db()
    assert "no longer at this address" in job.error
