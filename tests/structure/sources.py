"""Our own files, for the tests that read them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# From the ground up: each floor may import those before it.
FLOORS = ("runtime", "core", "outcomes", "portfolio", "risks", "reports", "config")
PACKAGES = tuple(floor for floor in FLOORS if (ROOT / floor).is_dir())


@dataclass(frozen=True)
class Source:
    """One Python file of ours."""

    path: Path

    @property
    def name(self) -> str:
        """Its path from the root."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def floor(self) -> str:
        """The package it lies in."""
        return self.path.relative_to(ROOT).parts[0]

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.path.read_text(encoding="utf-8"))


def product_sources() -> list[Source]:
    """Every Python file of the product, migrations aside."""
    return list(_sources(PACKAGES))


def all_sources() -> list[Source]:
    """Those of the tests and the benchmarks too."""
    return [*_sources((*PACKAGES, "tests", "bench")), Source(ROOT / "manage.py")]


def _sources(folders: tuple[str, ...]) -> Iterator[Source]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield Source(path)


def our_files(*patterns: str) -> list[Path]:
    """Files that git tracks, or would, whose path from the root fits one of the patterns."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [
        ROOT / name for name in sorted(set(listed.split("\0"))) if name if (ROOT / name).is_file()
    ]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, inner ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
