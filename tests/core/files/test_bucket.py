"""The file store on S3-compatible storage: a real server behind real HTTP."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.files import bucket
from core.files.store import FileStoreError, store_whole, stored_file
from outcomes.models import Measurement
from reports.models import Draft, Export
from tests.access.people import user
from tests.factories import make_report, regenerate
from tests.outcomes.rows import make_indicator
from tests.waiting import PATIENCE, wait_for

BUCKET, PREFIX = "outturn-files", "house"


@contextmanager
def s3_server(port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A moto server as a process, answering on `port`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: answers(port) or process.poll() is not None)
        assert process.poll() is None
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait()


def answers(port: int) -> bool:
    with socket.socket() as one:
        return not one.connect_ex(("127.0.0.1", port))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3 server with an empty bucket."""
    port = free_port()
    with s3_server(port):
        endpoint = f"http://127.0.0.1:{port}"
        client(endpoint).create_bucket(Bucket=BUCKET)
        yield endpoint


def client(endpoint: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )


def use(settings: LazySettings, endpoint: str, name: str = BUCKET) -> None:
    """Make the bucket the file store, as the settings file does."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "core.files.bucket.BucketStore",
            "OPTIONS": {
                "bucket_name": name,
                "endpoint_url": endpoint,
                "region_name": "us-east-1",
                "location": PREFIX,
                "access_key": "key",
                "secret_key": "secret",
                "path_style": True,
            },
        },
    }


@pytest.fixture
def store(server: str, settings: LazySettings) -> str:
    """The running server as the file store."""
    use(settings, server)
    return server


@pytest.fixture
def away(settings: LazySettings) -> None:
    """A file store nobody listens for."""
    use(settings, f"http://127.0.0.1:{free_port()}")


def test_a_file_comes_back_and_lies_under_the_prefix(store: str) -> None:
    store_whole("exports/a/b.docx", ContentFile(b"words"))
    store_whole("exports/a/b.docx", ContentFile(b"words"))
    assert stored_file("exports/a/b.docx").read() == b"words"
    objects = client(store).list_objects_v2(Bucket=BUCKET, Prefix=f"{PREFIX}/exports/a/")
    assert [each["Key"] for each in objects["Contents"]] == [f"{PREFIX}/exports/a/b.docx"]


def test_an_object_is_private_and_typed(store: str) -> None:
    default_storage.save("evidence/c.pdf", ContentFile(b"%PDF-"))
    head = client(store).head_object(Bucket=BUCKET, Key=f"{PREFIX}/evidence/c.pdf")
    assert head["ContentType"] == "application/pdf"
    grants = client(store).get_object_acl(Bucket=BUCKET, Key=f"{PREFIX}/evidence/c.pdf")["Grants"]
    assert all("URI" not in grant["Grantee"] for grant in grants)
    with pytest.raises(ValueError, match="not accessible via a URL"):
        default_storage.url("evidence/c.pdf")


def test_a_large_file_comes_back_in_parts_as_one(store: str) -> None:
    content = os.urandom(9 * 1024 * 1024)  # above the size from which it travels in parts
    default_storage.save("evidence/large.pdf", ContentFile(content))
    assert stored_file("evidence/large.pdf").read() == content


def test_a_missing_object_is_a_missing_file(store: str) -> None:
    assert not default_storage.exists("nothing/here")
    with pytest.raises(FileNotFoundError):
        stored_file("nothing/here")


def test_a_store_that_is_away_says_so_quickly(away: None) -> None:
    begun = time.monotonic()
    for act in (
        lambda: default_storage.save("a", ContentFile(b"x")),
        lambda: default_storage.exists("a"),
        lambda: stored_file("a"),
        lambda: default_storage.size("a"),
        lambda: default_storage.delete("a"),
    ):
        with pytest.raises(FileStoreError, match="does not answer. Nothing was saved"):
            act()
    assert time.monotonic() - begun < 60


def test_a_store_that_hangs_is_given_up(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "READ_SECONDS", 1)
    port = free_port()
    with s3_server(port) as process:
        client(f"http://127.0.0.1:{port}").create_bucket(Bucket=BUCKET)
        use(settings, f"http://127.0.0.1:{port}")
        default_storage.save("a", ContentFile(b"x"))
        process.send_signal(signal.SIGSTOP)
        begun = time.monotonic()
        with pytest.raises(FileStoreError, match="does not answer"):
            stored_file("a")
        assert time.monotonic() - begun < 60
        process.send_signal(signal.SIGCONT)
        assert stored_file("a").read() == b"x"


def test_a_missing_bucket_is_named_as_such(server: str, settings: LazySettings) -> None:
    use(settings, server, "no-such-bucket")
    with pytest.raises(FileStoreError, match="its place there is missing"):
        default_storage.save("a", ContentFile(b"x"))


def test_many_threads_share_the_store(store: str) -> None:
    found: list[bytes] = []

    def work(number: int) -> None:
        default_storage.save(f"threads/{number}", ContentFile(str(number).encode()))
        found.append(stored_file(f"threads/{number}").read())

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(found) == sorted(str(number).encode() for number in range(12))


# --- Through the program --------------------------------------------------------------------------


@pytest.fixture
def editor() -> Client:
    """Somebody who may regenerate and download."""
    found = Client(raise_request_exception=False)
    found.force_login(user("editor"))
    return found


@pytest.mark.django_db
def test_a_draft_is_written_to_the_bucket_and_downloaded_from_it(
    store: str, editor: Client
) -> None:
    draft = regenerate(make_report())
    exports = list(Export.objects.filter(edition__draft=draft))
    assert exports
    for export in exports:
        answer = editor.get(address(draft, export))
        assert answer.status_code == 200
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert len(content) == export.size
        assert export.name in answer["Content-Disposition"]


@pytest.mark.django_db
def test_with_the_store_away_a_download_is_a_503_with_words(
    store: str, editor: Client, settings: LazySettings
) -> None:
    draft = regenerate(make_report())
    export = Export.objects.filter(edition__draft=draft)[0]
    use(settings, f"http://127.0.0.1:{free_port()}")
    answer = editor.get(address(draft, export))
    assert answer.status_code == 503
    assert "The file store does not answer." in answer.content.decode()
    assert answer["Retry-After"]


@pytest.mark.django_db
def test_with_the_store_away_a_draft_waits_and_nothing_of_it_shows(away: None) -> None:
    from core.jobs.services import job_run
    from core.models import Job
    from reports.drafts.services import report_regenerate_request

    report = make_report()
    job = report_regenerate_request(report=report, user=user("editor"))
    job_run(job.pk)
    again = Job.objects.get(pk=job.pk)
    assert (again.state, again.run_after is not None) == ("queued", True)
    assert "file store does not answer" in again.message
    assert not Draft.objects.filter(report=report).exists()


def address(draft: Draft, export: Export) -> str:
    return reverse(
        "reports:export-download",
        args=[draft.report.slug, draft.number, export.edition.language, export.format],
    )


def enter(browser: Client, evidence: bytes) -> Any:
    """Post a measurement with an evidence file."""
    indicator = make_indicator(measure="per_cent")
    return browser.post(
        reverse("indicators:measurement-create", args=[indicator.pk]),
        {
            "span": "2021-01-01/2021-12-31",
            "measured_on": "2022-01-15",
            "value": "7",
            "evidence": SimpleUploadedFile("proof.pdf", evidence, "application/pdf"),
        },
    )


@pytest.mark.django_db
def test_evidence_goes_to_the_bucket_and_comes_back_behind_the_row_gate(store: str) -> None:
    browser = Client()
    browser.force_login(user("pmo"))
    content = b"%PDF-" + os.urandom(3 * 1024 * 1024)  # above what Django keeps in memory
    answer = enter(browser, content)
    assert answer.status_code == 302, answer.content.decode()
    row = Measurement.objects.exclude(evidence="").latest("pk")
    where = reverse("indicators:evidence-download", args=[row.indicator_id, row.pk])
    answer = browser.get(where)
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf"
    browser.force_login(user("outsider"))
    assert browser.get(where).status_code == 404


@pytest.mark.django_db
def test_with_the_store_away_a_form_says_so_and_saves_nothing(away: None) -> None:
    browser = Client()
    browser.force_login(user("pmo"))
    before = Measurement.objects.count()
    answer = enter(browser, b"%PDF-1.7")
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "The file store does not answer. Nothing was saved." in page
    assert 'value="7"' in page
    assert Measurement.objects.count() == before
