"""Spoiled files through every loader and every upload: taken whole, or refused with their place."""

import random
import sys
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.html import escape

from bench.measure import timed
from core.history.data_changes import table_versions
from core.imports.problems import printable
from outcomes.models import Indicator
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
        self.uploads = (self._evidence, self._word, self._word, self._outline)

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
                self.watch.send(Request(request.person, "GET", path))
            return
        self.refused += 1
        if response.status_code == 422:
            told = [one for each in response.context["form"].errors.values() for one in each]  # type: ignore[attr-defined]
            page = content_of(response).decode()
            if not told or not all(escape(one) in page for one in told):
                self.watch.seen.wrong.append(f"422, but {told} is not on the page: {request}")


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
