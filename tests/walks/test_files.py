"""Spoiled files through every loader and every upload: taken whole, or refused with their place."""

import io
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook

from bench.measure import timed
from core.history.data_changes import table_versions
from core.imports.problems import printable
from outcomes.models import Indicator
from portfolio.models import StatusUpdate, UpdateState
from portfolio.rounds.sheet_preview import Preview
from tests.loaders.running import Ended, loaded, run
from tests.reports.word_templates.docx_templates import make_word_template
from tests.walks.lengths import FILES, chance_of
from tests.walks.mutations import mutated
from tests.walks.rendered_forms import Form, forms_on
from tests.walks.sent import MULTIPART, URLENCODED, honest_pairs, multipart, urlencoded
from tests.walks.watching import Request, Watch, content_of, errors_logged, undone, where
from tests.walks.whole_files import LoadedFile, evidence_files, loaded_files, word_files

pytestmark = pytest.mark.django_db

STRATEGY, INDICATOR = "it-2018-21", "1.2"
MEASURER, EDITOR = "chief-tms", "editor"
REPORTER, ROUND = "pmo", (STRATEGY, "2021-12")
LOADERS_SHARE = 0.7
WRONG_TYPES = ("", "text/html", "application/pdf", "application/octet-stream", "image/png")


class FileWalk:
    """One file a step: through the command that loads its kind, or through a form that takes it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.watch = folder, Watch()
        self.taken = self.refused = 0
        self.loaded = loaded_files(folder)
        for file in self.loaded:
            if file.name.endswith((".yaml", ".csv")):
                (folder / file.name).write_bytes(file.content)
                loaded(file.command, folder / file.name, *file.options)
        self.words, self.evidence = word_files(), evidence_files()
        self.template = make_word_template().pk
        self.indicator = Indicator.objects.get(number=INDICATOR, strategy__slug=STRATEGY).pk
        self.rounds, self.drafts = round_files(self.watch), drafts()
        self.uploads = (self._evidence, self._word, self._word, self._outline, self._round)

    def step(self, number: int) -> None:
        """A file with a few mistakes."""
        chance = chance_of("files", number)
        if chance.random() < LOADERS_SHARE:
            self._load(chance, chance.choice(self.loaded))
        else:
            chance.choice(self.uploads)(chance)

    # --- Commands ---------------------------------------------------------------------------------

    def _load(self, chance: random.Random, file: LoadedFile) -> None:
        content = mutated(chance, file.content, file.name.rpartition(".")[2])
        path = self.folder / _odd_file_name(chance, file.name)
        path.write_bytes(content)
        what = (
            f"{file.command} {path.name} {file.options}: {content[:80]!r}… ({len(content):,} bytes)"
        )
        ended: list[Ended] = []
        options = (*file.options, *(("--prune",) if chance.random() < 0.1 else ()))
        with errors_logged() as errors, undone():
            before = table_versions()
            try:
                taken = timed(lambda: ended.append(run(file.command, path, *options)))
            except Exception as error:
                self.watch.seen.count(type(error).__name__)
                self.watch.seen.wrong.append(f"{where(error)}: {what}")
                return
            has_written = before != table_versions()
        self.watch.seen.took(taken.work, what)
        self.watch.seen.wrong += [f"logged {error}: {what}" for error in errors]
        self._told(ended[0], path.name, what, has_written=has_written)

    def _told(self, ended: Ended, name: str, what: str, *, has_written: bool) -> None:
        """A file is loaded, or each of its mistakes is one line that begins with the file."""
        self.watch.seen.count(f"ends with {ended.code}")
        self.taken += ended.code == 0
        self.refused += ended.code != 0
        if ended.code == 0:
            return
        if has_written:
            self.watch.seen.wrong.append(f"ends with {ended.code}, but has written: {what}")
        lines = ended.mistakes if ended.code == 1 else ended.err.splitlines()[:1]
        if not lines:
            self.watch.seen.wrong.append(f"ends with {ended.code} and no word: {what}")
        if ended.code == 1:
            self.watch.seen.wrong += [
                f"no place in {line[:200]!r}: {what}" for line in lines if not line.startswith(name)
            ][:1]
        for line in lines:
            if len(line) > MOST_SIGNS or line != printable(line):
                self.watch.seen.wrong.append(f"not one line to read: {line[:200]!r}: {what}")
                break

    # --- Forms ------------------------------------------------------------------------------------

    def _evidence(self, chance: random.Random) -> None:
        kind = chance.choice(tuple(self.evidence))
        content = mutated(chance, self.evidence[kind], kind)
        path = reverse("indicators:measurement-create", args=[self.indicator])
        self._upload(chance, MEASURER, path, {"evidence_text": b""}, ("evidence", kind, content))

    def _word(self, chance: random.Random) -> None:
        content = mutated(chance, chance.choice(self.words), "docx")
        path = reverse("templates:word-create")
        if chance.random() < 0.5:
            path = reverse("templates:word-replace", args=[self.template])
        self._upload(chance, EDITOR, path, {"name": b"A house"}, ("upload", "docx", content))

    def _round(self, chance: random.Random) -> None:
        """The workbook of a round, or the same as CSV: looked at, and then taken."""
        kind = chance.choice(tuple(self.rounds))
        content = mutated(chance, self.rounds[kind], kind)
        path = reverse("portfolio:round-sheet", args=ROUND)
        self._upload(chance, REPORTER, path, {}, ("file", kind, content))

    def _outline(self, chance: random.Random) -> None:
        path = reverse("templates:outline-edit", args=[STRATEGY])
        with undone():
            form = self._form(EDITOR, path)
            honest = {one.name: one.value.encode() for one in form.fields}
            honest["outline"] = mutated(chance, honest["outline"], "yaml")
            body = urlencoded(list(honest.items()))
            self._send(Request(EDITOR, "POST", path, body, URLENCODED))

    def _upload(
        self,
        chance: random.Random,
        person: str,
        path: str,
        typed: dict[str, bytes],
        file: tuple[str, str, bytes],
    ) -> None:
        field, kind, content = file
        name = _odd_file_name(chance, f"file.{kind}")
        with undone():
            form = self._form(person, path)
            honest = [
                (name, typed.get(str(name), value)) for name, value in honest_pairs(chance, form)
            ]
            body = multipart(honest, [(field, name, chance.choice(WRONG_TYPES), content)])
            self._send(Request(person, "POST", path, body, MULTIPART))

    def _form(self, person: str, path: str) -> Form:
        page = self.watch.send(Request(person, "GET", path))
        return next(one for one in forms_on(content_of(page), path) if one.method == "POST")

    def _send(self, request: Request) -> None:
        """A file is taken, and its page shows it, or the form says what is wrong with it."""
        response = self.watch.send(request)
        if response.status_code == 302:
            self.taken += 1
            led = response["Location"]
            for path in (led, f"{led}sample/" if "/word/" in led else led):
                page: Any = self.watch.send(Request(request.person, "GET", path))
            if "/sheet/" in led:
                self._take(Request(request.person, "POST", led), page.context["preview"])
            return
        self.refused += 1
        if response.status_code == 422:
            told = [one for each in response.context["form"].errors.values() for one in each]  # type: ignore[attr-defined]
            page = content_of(response).decode()
            if not told or not all(escape(one) in page for one in told):
                self.watch.seen.wrong.append(f"422, but {told} is not on the page: {request}")

    def _take(self, request: Request, preview: Preview) -> None:
        """Take all of a round's sheet that can be taken; looking has written nothing of it."""
        if drafts() != self.drafts:
            self.watch.seen.wrong.append(f"written by looking: {request}")
        typed = [("digest", preview.digest.encode()), ("good", b"on")]
        typed += [("row", str(each.pk).encode()) for each in preview.overtaken]
        self.watch.send(replace(request, body=urlencoded(typed), content_type=URLENCODED))


def drafts() -> int:
    """How many updates whoever sends sheets has begun."""
    mine = StatusUpdate.objects.filter(author__username=REPORTER, state=UpdateState.DRAFT)
    return mine.count()


def round_files(watch: Watch) -> dict[str, bytes]:
    """The workbook of a round with something new in it, and a sheet of the same kind as CSV."""
    answer = watch.send(Request(REPORTER, "GET", reverse("portfolio:round-workbook", args=ROUND)))
    book = load_workbook(io.BytesIO(content_of(answer)))
    sheet, lines = book.worksheets[1], ["code,overall,reason,per_cent_complete,achieved,version"]
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, 10).value = f"Step {line} is done."
        code = sheet.cell(line, 1).value
        lines.append(f"{code},A,Late again,{line % 100},Step {line} is done.,")
    out = io.BytesIO()
    book.save(out)
    return {"xlsx": out.getvalue(), "csv": "\n".join(lines).encode()}


MOST_SIGNS = 2000


def _odd_file_name(chance: random.Random, name: str) -> str:
    """The name as it is; sometimes with signs that a disk takes."""
    if chance.random() < 0.9:
        return name
    stem, _dot, ending = name.rpartition(".")
    return chance.choice(
        (f"{stem} ä €.{ending}", f"{stem}.txt", f"{stem}.{ending.upper()}", f"{stem}.docm", stem)
    )


def walk(count: int, folder: Path) -> FileWalk:
    """So many files."""
    made = FileWalk(folder)
    for number in range(count):
        made.step(number)
    return made


def test_a_short_walk_over_files_breaks_nothing(tmp_path: Path) -> None:
    made = walk(FILES.short, tmp_path)
    assert not made.watch.seen.wrong, "\n".join(made.watch.seen.wrong)


def test_a_long_walk_over_files_breaks_nothing(tmp_path: Path) -> None:
    made = walk(FILES.asked, tmp_path)
    counted = f"{made.taken + made.refused:,} files, {made.taken:,} taken"
    sys.stdout.write(f"\n{counted}: {made.watch.seen}\n")
    assert not made.watch.seen.wrong, "\n".join(made.watch.seen.wrong)
    # A walk of which all is refused at once tries nothing that comes later.
    assert made.taken > made.refused // 20
