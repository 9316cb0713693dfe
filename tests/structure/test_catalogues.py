"""Catalogues of the interface: they load, nothing is fuzzy, compiled is what is written."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings

from tests.structure.sources import ROOT, our_files

WRITTEN = sorted((ROOT / "locale").rglob("*.po"))


def catalogue(path: Path) -> Catalog:
    """A written catalogue; what cannot be read names its line."""
    # A template names no language yet, and its place for the plural rule is no rule.
    text = path.read_text(encoding="utf-8").replace(
        "nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=(n != 1)"
    )
    return read_po(io.StringIO(text), abort_invalid=True)


def spoken(found: Catalog) -> dict[tuple[str, str], object]:
    """Translation by context and words."""
    return {
        (_context(m), _first(m.id)): _forms(m.string) for m in found if m.id and _is_translated(m)
    }


def _context(message: Message) -> str:
    """Babel reads contexts of compiled catalogues as bytes."""
    found: object = message.context or ""
    return found.decode() if isinstance(found, bytes) else str(found)


def _forms(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (str(words),)


def _first(words: object) -> str:
    return words[0] if isinstance(words, tuple | list) else str(words)


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_catalogue_loads_without_fuzzy_empty_or_broken_entries(path: Path) -> None:
    found = catalogue(path)
    assert not [m.id for m in found if m.id and m.fuzzy]
    if path.parent.parent.name in settings.INTERFACE_LANGUAGES:  # the others have only begun
        assert not [m.id for m in found if m.id and not _is_translated(m)]
    assert not [f"{m.id}: {error}" for m, errors in found.check() for error in errors]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_compiled_catalogue_says_what_is_written(path: Path) -> None:
    compiled = path.with_suffix(".mo")
    assert compiled.is_file(), "run `manage.py compilemessages`"
    with compiled.open("rb") as file:
        assert spoken(read_mo(file)) == spoken(catalogue(path)), "run `manage.py compilemessages`"


def needs_tools(*names: str) -> None:
    """Skip where a program is missing; where tools are required, fail."""
    missing = [name for name in names if shutil.which(name) is None]
    if not missing:
        return
    reason = f"needs {', '.join(missing)} (Debian: gettext)"
    if os.environ.get("OUTTURN_REQUIRE_TOOLS"):
        pytest.fail(reason)
    pytest.skip(reason)


def test_every_word_of_the_interface_is_in_german(tmp_path: Path) -> None:
    """Extracts afresh from a copy and compares: nothing missing, nothing left over."""
    needs_tools("xgettext", "msgmerge", "msguniq", "msgattrib")
    for path in our_files("*.py", "templates/**", ":!tests", ":!bench"):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    (tmp_path / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "--keep-pot", "--locale=de"]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        command,
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    wanted = {
        (_context(m), _first(m.id)) for m in catalogue(tmp_path / "locale/django.pot") if m.id
    }
    german = set(spoken(catalogue(ROOT / "locale/de/LC_MESSAGES/django.po")))
    assert not sorted(wanted - german), "not in the German catalogue"
    assert not sorted(german - wanted), "in the German catalogue, but nowhere in the program"
