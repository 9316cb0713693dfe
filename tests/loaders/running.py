"""Running a loading command as a person does: what it says, and how it ends."""

import io
import json
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import CommandError

from reports.document.tree import from_json
from reports.writers import text

FILES = Path(__file__).parent / "files"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def mistakes(self) -> list[str]:
        """The lines that tell mistakes, without the one that counts them."""
        return self.err.splitlines()[:-1]


def run(command: str, *arguments: object) -> Ended:
    """Run a command with the arguments of a command line."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as ended:
        code = int(ended.code or 0)
    except CommandError as error:
        code = error.returncode
        err.write(f"{error}\n")
    return Ended(code, out.getvalue(), err.getvalue())


def loaded(command: str, *arguments: object) -> str:
    """Run a command that must succeed; what it says."""
    ended = run(command, *arguments)
    assert ended.code == 0, ended.err
    return ended.out


def drafted(folder: Path, strategy: str, year: int, report: str, language: str = "en") -> str:
    """The text of a draft that `draft_report` writes."""
    out = folder / "draft.json"
    options = ["--report", report, "--language", language, "--format", "json", "--out", out]
    loaded("draft_report", strategy, year, *options)
    paper = text.write(from_json(json.loads(out.read_text(encoding="utf-8")))).decode()
    return " ".join(paper.replace("\u00a0", " ").split())
