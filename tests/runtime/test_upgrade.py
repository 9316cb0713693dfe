"""The data of the last version go on: restored, migrated and used by the present program.

`upgrade/before_the_rooms.backup` was made by `manage.py backup` of the program at 947d29a, with its
demonstration portfolio and one draft of the report in four languages. It is never made anew: from
there on migrations are added, and this test says whether they carry people's data over.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.faults.site import Up
from bench.person import Person, form_with
from core.operations.backup.archive import opened
from runtime.processes import wait_until
from tests.browser.conftest import LEASES
from tests.runtime.test_backup import manage, reachable_folder, restored

BEFORE = Path(__file__).with_name("upgrade") / "before_the_rooms.backup"
REPORT = "/reports/progress-2021/"
PAGES = (
    *(
        "/projects/",
        "/projects/it-2018-21/P-15/",
        "/strategy/it-2018-21/",
        "/indicators/",
        "/risks/",
    ),
    *("/risks/matrix/", "/updates/", "/people/", "/dashboard/", "/reports/", REPORT, "/templates/"),
    *("/search/?q=service", f"{REPORT}en/numbers/introduction/total%231/", f"{REPORT}facts/"),
)
# Tables that tell of the running program itself.
RESTLESS = ("core_heartbeat", "core_installation", "core_backup", "core_job", "django_")


@pytest.fixture(scope="module")
def upgraded() -> Iterator[Up]:
    """The present program, at work on the data of the last version."""
    with reachable_folder() as folder:
        up = Up(restored(folder, "upgraded", BEFORE), **LEASES).start()
        yield up
        up.end()


@pytest.fixture
def pmo(upgraded: Up) -> Person:
    person = Person(upgraded.address)
    assert person.sign_in("pmo").status == 302
    return person


def test_no_row_is_lost(upgraded: Up) -> None:
    with opened(BEFORE) as before:
        for table, part in before.manifest.tables.items():
            if table.startswith(RESTLESS) or not part.rows:
                continue
            (count,) = upgraded.sql(f"SELECT count(*) FROM {table}")[0]
            assert count >= part.rows, table


def test_nothing_is_left_to_migrate(upgraded: Up) -> None:
    done = manage(upgraded.data, "migrate", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("address", PAGES)
def test_every_page_shows_them(pmo: Person, address: str) -> None:
    assert pmo.get(address).status == 200


def test_the_old_draft_hands_out_the_files_it_kept(pmo: Person) -> None:
    with opened(BEFORE) as before:
        kept = {
            part.sha256
            for name, part in before.manifest.files.items()
            if name.startswith("exports/")
        }
    assert len(kept) == 20
    got = set()
    for language in ("en", "de", "fr", "es"):
        for format_ in ("docx", "pdf", "html", "txt", "json"):
            answer = pmo.get(f"{REPORT}drafts/1/{language}/{format_}/")
            assert answer.status == 200
            got.add(hashlib.sha256(answer.content).hexdigest())
    assert got == kept


def test_people_go_on_where_they_were(upgraded: Up, pmo: Person) -> None:
    edit = "/projects/it-2018-21/P-15/edit/"
    fields = form_with("version", pmo.get(edit).text)
    assert pmo.post(edit, {**fields, "name": "Renamed after the upgrade"}).status == 302
    page = pmo.get("/projects/it-2018-21/P-15/").text
    assert "Renamed after the upgrade" in page
    assert pmo.press(REPORT, f"{REPORT}regenerate/").status == 302

    def drafts() -> set[str]:
        return set(re.findall(r"/drafts/(\d+)/en/docx/", pmo.get(REPORT).text))

    assert wait_until(lambda: drafts() == {"2"}, 120, 0.5), drafts()
    assert pmo.get(f"{REPORT}drafts/2/en/docx/").status == 200
