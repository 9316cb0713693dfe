"""`python -m bench.crowd`: forty browsers fill in one round at once, on a running `manage.py up`.

Twenty people of the PMO with two browsers each write into the same dozen rows, so that every row is
contested: people wait for each other's row, and the two browsers of a person for each other's words.
Every save writes a mark of its own and says which mark it saw there. Afterwards the history of each
draft must hold every mark that was taken and none that was refused, each right behind the one it saw.
"""

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bench.faults.site import Demonstrations, Up
from bench.person import Person

BROWSERS, SECONDS = 40, 60
CONTESTED = 12  # rows that everybody writes into
ROUND, PERIOD = "/rounds/it-2018-21/2021-12/", "2021-12-01"
SAVE = f"{ROUND}save/"
Draft = tuple[str, int]  # whose, of which project


@dataclass
class Crowd:
    """What happened, from all browsers. `seen_by` tells of each mark taken which one it replaced."""

    up: Up
    browsers: int
    seconds: float
    projects: list[int] = field(default_factory=list)
    taken: dict[Draft, set[str]] = field(default_factory=lambda: defaultdict(set))
    seen_by: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    until: float = 0

    def run(self) -> "Crowd":
        """Let everybody sign in and open the table; then the clock starts."""
        rows = self.up.sql(
            "SELECT id FROM portfolio_project p WHERE code LIKE 'P-%%' AND NOT EXISTS (SELECT 1 FROM "
            "portfolio_statusupdate u JOIN portfolio_statusround r ON r.id = u.round_id "
            "WHERE u.project_id = p.id AND r.period = %s AND u.state = 'accepted') "
            "ORDER BY id LIMIT %s",
            PERIOD,
            CONTESTED,
        )
        self.projects = [pk for (pk,) in rows]
        names = _people(self.up, (self.browsers + 1) // 2)
        with ThreadPoolExecutor(8) as pool:
            opened = list(pool.map(self._opened, (names * 2)[: self.browsers]))
        self.until = time.monotonic() + self.seconds
        with ThreadPoolExecutor(self.browsers) as pool:
            for done in [pool.submit(self._fill, n, *each) for n, each in enumerate(opened)]:
                done.result()
        return self

    def _opened(self, name: str) -> tuple[str, Person, str]:
        """Somebody who has the table before them: their name, browser, and what its script was told."""
        person = self.up.person(name)
        page = person.get(ROUND).text
        token = re.search(r'"token": "(\w+)"', page)
        assert token, f"{name} was not shown the table"
        return name, person, token[1]

    def _fill(self, number: int, name: str, person: Person, token: str) -> None:
        drawn = random.Random(number)  # the same order in every run
        stands: dict[int, str] = {}
        for count in range(1_000_000):
            if time.monotonic() > self.until:
                return
            project = drawn.choice(self.projects)
            mark, seen = f"mark {number}-{count}", stands.get(project, "")
            stands[project] = self._save(name, person, token, project, mark, seen)
            time.sleep(drawn.uniform(0.1, 0.5))  # typing

    def _save(
        self, name: str, person: Person, token: str, project: int, mark: str, seen: str
    ) -> str:
        """Write a mark over the one that was seen there; gives what stands there now."""
        change = {"id": mark, "act": "set", "project": project, "field": "achieved", "text": mark}
        sent = {"changes": [{**change, "seen": seen}]}
        answer = person.post_json(SAVE, sent, token)
        if not answer.status:
            # The line went down: the page's script sends the same again, which is taken once.
            answer = person.post_json(SAVE, sent, token)
        result: dict[str, object] = {"state": f"status {answer.status}", "value": seen}
        if answer.status == 200:
            result = json.loads(answer.text)["results"][0]
        with self.lock:
            self.times.append(answer.seconds)
            if result["state"] == "taken":
                self.taken[name, project].add(mark)
                self.seen_by[mark] = seen
            elif result["state"] == "conflict":
                self.refused.add(mark)
            else:
                self.errors.append(f"{result['state']}: {result.get('message', '')}")
        return str(result["value"])

    def findings(self) -> list[str]:
        """What is wrong with the data afterwards; empty when nothing is."""
        rows = self.up.sql(
            "SELECT u.username, e.project_id, e.achieved FROM portfolio_statusupdateevent e "
            "JOIN core_user u ON u.id = e.author_id WHERE e.achieved LIKE 'mark %' ORDER BY e.pgh_id"
        )
        written: dict[Draft, list[str]] = defaultdict(list)
        for name, project, mark in rows:
            written[name, project].append(mark)
        stand = {
            (name, project): mark
            for name, project, mark in self.up.sql(
                "SELECT u.username, s.project_id, s.achieved FROM portfolio_statusupdate s "
                "JOIN core_user u ON u.id = s.author_id WHERE s.achieved LIKE 'mark %'"
            )
        }
        wrong = []
        for draft in self.taken.keys() | written.keys():
            marks = written[draft]
            if set(marks) != self.taken[draft]:
                wrong.append(f"{draft}: history and taken saves differ")
            if len(marks) != len(set(marks)):
                wrong.append(f"{draft}: a save was written twice")
            if stand.get(draft, "") != (marks[-1] if marks else ""):
                wrong.append(f"{draft}: what stands is not what was taken last")
            if any(self.seen_by.get(mark) != before for before, mark in pairwise(marks)):
                wrong.append(f"{draft}: a save replaced what it had not seen")
        return wrong

    @property
    def summary(self) -> str:
        """In one sentence."""
        ordered, taken = sorted(self.times), sum(map(len, self.taken.values()))
        late = ordered[int(len(ordered) * 0.95)]
        return (
            f"{self.browsers} browsers, {self.seconds:g} s: {len(ordered)} saves, {taken} taken, "
            f"{len(self.refused)} told of a conflict, {len(self.errors)} errors; half answered within "
            f"{statistics.median(ordered) * 1000:.0f} ms, 95 of 100 within {late * 1000:.0f} ms"
        )


def _people(up: Up, many: int) -> list[str]:
    """So many new people of the PMO, by name."""
    names = [f"crowd-{number:02}" for number in range(1, many + 1)]
    lines = [
        f"  - {{username: {name}, full_name: Crowd {name[-2:]}, unit: PGMS, language: en, "
        "roles: [{role: pmo}]}"
        for name in names
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write("\n".join(["units: []", "users:", *lines, ""]))
        file.flush()
        Path(file.name).chmod(0o644)
        loading = up.manage("load_people", file.name)
        said, _ = loading.communicate()
    assert loading.returncode == 0, said
    return names


def main() -> int:
    """Print what happened; the exit code is 1 when there was an error, or something was lost."""
    parser = argparse.ArgumentParser(prog="python -m bench.crowd", description=__doc__)
    parser.add_argument("--browsers", type=int, default=BROWSERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args()
    demonstrations = Demonstrations()
    try:
        demonstrations.make()
        with demonstrations.running() as up:
            crowd = Crowd(up, options.browsers, options.seconds).run()
            wrong = [*sorted(set(crowd.errors)), *crowd.findings()]
    finally:
        demonstrations.discard()
    print(crowd.summary)
    print("\n".join(wrong) or "Nothing was lost.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
