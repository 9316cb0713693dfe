"""What a drill breaks into the middle of: a save, an import, a regeneration, an export.

Each is held by the database at a known point until the drill lets go, so that "in the middle" is no
matter of luck.
"""

import csv
import io
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from bench.faults.site import PATIENCE, Up
from bench.machines.servers import ROOT
from bench.person import Answer, form_with
from runtime.processes import wait_until

STRATEGY, YEAR, CODE = "it-2018-21", "2021", "P-50"
EDIT = f"/projects/{STRATEGY}/{CODE}/edit/"
REPORT = "/reports/progress-2021/"
LOCK = 4711

HOLD = f"""
CREATE OR REPLACE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN PERFORM pg_advisory_lock_shared({LOCK}); PERFORM pg_advisory_unlock_shared({LOCK});
RETURN NEW; END';
DROP TRIGGER IF EXISTS hold ON portfolio_project;
CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON portfolio_project FOR EACH ROW
WHEN (NEW.code = '{CODE}') EXECUTE FUNCTION public.hold();
DROP TRIGGER IF EXISTS hold ON core_job;
CREATE TRIGGER hold BEFORE UPDATE OF done_steps ON core_job FOR EACH ROW
WHEN (NEW.done_steps = 3 AND OLD.done_steps = 2) EXECUTE FUNCTION public.hold();
"""


def install(up: Up) -> None:
    """The points at which work can be held; while nobody holds, they let through."""
    up.sql(HOLD)


@contextmanager
def held(up: Up, *, readers: bool = False) -> "Iterator[psycopg.Connection[Any]]":
    """Hold all work at its point, or with `readers` whoever reads projects, until the block ends."""
    line = up.connect()
    try:
        if readers:
            line.execute("BEGIN")
            line.execute("LOCK TABLE portfolio_project IN ACCESS EXCLUSIVE MODE")
        else:
            line.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield line
    finally:
        with suppress(psycopg.Error):
            line.close()


class Work:
    """Something a person does, watched from outside. `answer` is what the person got."""

    name = ""
    readers = False

    def __init__(self, up: Up, number: int) -> None:
        self.up, self.mark = up, f"drill {number}"
        self.answer: Any = None
        self._thread = threading.Thread(target=self._act, daemon=True)

    def begin(self) -> None:
        """Start it, and wait until it is held in its middle."""
        self._thread.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        assert wait_until(lambda: self.up.sql(waiting) != [(0,)], PATIENCE, 0.02), (
            f"{self.name} never came to its middle: {self.answer}"
        )

    def wait(self) -> None:
        """Until the person has an answer, or none."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), f"{self.name} has no answer yet"

    def _act(self) -> None:
        raise NotImplementedError

    def verdict(self) -> str:
        """What is true now, in words; AssertionError when it must not be."""
        raise NotImplementedError


class Save(Work):
    """A project's form is sent."""

    name = "a save"

    def _send(self) -> Answer:
        person = self.up.person("pmo")
        fields = form_with("description", person.get(EDIT).text)
        return person.post(EDIT, {**fields, "description": self.mark})

    def _act(self) -> None:
        self.answer = self._send()

    def verdict(self) -> str:
        """Answered as saved: it is. Not answered: sent again, it is."""
        stands = self._stands()
        if self.answer.status == 302:
            assert stands == self.mark, "answered as saved, and lost"
            return "saved"
        assert self.answer.status in {0, 502, 503}, f"status {self.answer.status}"
        how = "no answer" if self.answer.status == 0 else f"{self.answer.status} that says so"
        before = "it was not saved" if stands != self.mark else "it was saved"
        again = self._send()
        assert again.status == 302, f"again: {again.status}"
        assert self._stands() == self.mark
        return f"{how}, {before}; sent again: saved"

    def _stands(self) -> str:
        rows = self.up.sql("SELECT description FROM portfolio_project WHERE code = %s", CODE)
        return str(rows[0][0])


class Import(Work):
    """`manage.py load_projects` brings 119 changed rows."""

    name = "an import"
    process: "subprocess.Popen[str]"

    def _start(self) -> "subprocess.Popen[str]":
        rows = list(csv.DictReader((ROOT / "demo" / STRATEGY / "projects.csv").open()))
        for row in rows:
            row["name_de"] = self.mark
        file = Path(self.up.data.parent / "projects.csv")
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        file.write_text(out.getvalue(), encoding="utf-8")
        words = ("load_projects", str(file), "--strategy", STRATEGY, "--year", YEAR)
        return self.up.manage(*words)

    def _act(self) -> None:
        self.process = self._start()
        said = self.process.communicate()[0]
        self.answer = (self.process.returncode, said)

    def verdict(self) -> str:
        """All rows or none; what failed succeeds when repeated."""
        code, said = self.answer
        new, of = self._count()
        assert new in {0, of}, f"half an import: {new} of {of} rows"
        if code == 0:
            assert new == of, "answered as done, and lost"
            return f"done, all {of} rows"
        assert "Traceback" not in said, f"exit code {code} with a traceback:\n{said[-600:]}"
        process = self._start()
        again = process.communicate()[0]
        assert process.returncode == 0, again
        assert self._count() == (of, of)
        first = f"none of {of} rows written" if new == 0 else f"all {of} rows written"
        return f"exit code {code} with a sentence, {first}; repeated: done"

    def _count(self) -> tuple[int, int]:
        ((new, of),) = self.up.sql(
            "SELECT count(*) FILTER (WHERE p.i18n->>'name_de' = %s), count(*) FROM portfolio_project p "
            "JOIN portfolio_workplanentry w ON w.project_id = p.id WHERE w.year = %s",
            self.mark,
            int(YEAR),
        )
        return int(new), int(of)


class Regeneration(Work):
    """A new draft is asked for, and a worker makes it."""

    name = "a regeneration"

    def __init__(self, up: Up, number: int) -> None:
        super().__init__(up, number)
        self.before = self._drafts()

    def _act(self) -> None:
        self.answer = self.up.person("editor").press(REPORT, REPORT + "regenerate/")

    def verdict(self) -> str:
        """One draft more, whoever died."""
        assert wait_until(lambda: self._drafts() > self.before, PATIENCE, 0.2), self._job()
        assert self._drafts() == self.before + 1, "two drafts of one click"
        ((number, state, attempts),) = self.up.sql(
            "SELECT id, state, attempts FROM core_job ORDER BY id DESC LIMIT 1"
        )
        assert state == "done", f"job {number} is {state}"
        return f"one draft, done at attempt {attempts}"

    def _drafts(self) -> int:
        return int(self.up.sql("SELECT count(*) FROM reports_draft")[0][0])

    def _job(self) -> str:
        return str(
            self.up.sql("SELECT state, message, error FROM core_job ORDER BY id DESC LIMIT 1")
        )


class Export(Work):
    """The list of projects is asked for as an Excel file."""

    name = "an export"
    readers = True

    def _act(self) -> None:
        self.answer = self._ask()

    def _ask(self) -> Answer:
        return self.person.get("/projects/?export=xlsx")

    def begin(self) -> None:
        """The person is signed in before the reading is held."""
        super().begin()

    def sign_in(self) -> None:
        """Before anything is held."""
        self.person = self.up.person("pmo")

    def verdict(self) -> str:
        """A whole file or none."""
        if self.answer.status == 200:
            _whole(self.answer)
            return "a whole file"
        assert self.answer.status in {0, 503}, f"status {self.answer.status}"
        how = "no answer" if self.answer.status == 0 else "503 that says so"
        self.person.hang_up()
        self.sign_in()
        again = self._ask()
        assert again.status == 200, f"again: {again.status}"
        _whole(again)
        return f"{how}, no half file; asked again: a whole one"


def _whole(answer: Answer) -> None:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        assert package.testzip() is None
        assert "xl/worksheets/sheet1.xml" in package.namelist()


WORKS: tuple[type[Work], ...] = (Save, Import, Regeneration, Export)
