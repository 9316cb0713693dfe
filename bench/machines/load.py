"""Forty people at once, reading and saving, for a minute: no error, no lost update.

Every save writes a mark of its own into a project's description. Afterwards the history must hold
every mark that was accepted and none that was refused, and each project the mark accepted last.
"""

import random
import statistics
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.machines.checks import PROJECT, REPORT, about
from bench.machines.site import PEOPLE, Machines
from bench.person import Answer, Person, form_with

CONTESTED = 12  # projects that everybody saves, so that saves do meet
MARK = "mark "


@dataclass
class Load:
    """What happened, from all threads."""

    site: Machines
    seconds: float
    codes: list[str]
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    accepted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    refused: set[str] = field(default_factory=set)
    served: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)
    until: float = 0

    def note(self, kind: str, answer: Answer, right: bool) -> None:
        """Keep how long it took, and what was wrong with it."""
        with self.lock:
            self.taken[kind].append(answer.seconds)
            self.served[answer.served_by] += 1
            if not right:
                self.errors.append(f"{kind}: status {answer.status}")

    def run(self, users: int) -> None:
        """Let everybody sign in first; then the clock starts."""
        with ThreadPoolExecutor(8) as pool:
            people = list(pool.map(self.site.person, _names(users)))
        self.until = time.monotonic() + self.seconds
        with ThreadPoolExecutor(users) as pool:
            for done in [pool.submit(self._live, *each) for each in enumerate(people)]:
                done.result()

    def _live(self, number: int, person: Person) -> None:
        """One person: mostly reads, sometimes saves; a quarter (managers) only read."""
        drawn = random.Random(number)  # the same mix in every run
        manages = (number + 1) % 4 == 0
        while time.monotonic() < self.until:
            if not manages and drawn.random() < 0.35:
                self._save(person, drawn, f"{MARK}{number}-{time.monotonic_ns()}")
            else:
                self._read(person, drawn)
            time.sleep(drawn.uniform(0.1, 0.6))

    def _read(self, person: Person, drawn: random.Random) -> None:
        kind = drawn.choice(
            ["list", "list", "project", "project", "project", "dashboard", "report"]
        )
        code = drawn.choice(self.codes)
        path = {
            "list": f"/projects/?per_page=25&page={drawn.randint(1, 4)}",
            "project": f"{PROJECT}{code}/",
            "dashboard": "/dashboard/",
            "report": REPORT,
        }[kind]
        answer = person.get(path)
        right = answer.status == 200 and (kind != "project" or about(answer, code))
        self.note(f"read: {kind}", answer, right)

    def _save(self, person: Person, drawn: random.Random, mark: str) -> None:
        code = drawn.choice(self.codes[:CONTESTED])
        path = f"{PROJECT}{code}/edit/"
        form = person.get(path)
        self.note("open a form", form, form.status == 200 and about(form, code))
        fields = form_with("description", form.text)
        if not fields:
            return
        time.sleep(drawn.uniform(0.0, 0.4))  # typing
        answer = person.post(path, {**fields, "description": mark})
        self.note(
            "save: refused as stale" if answer.status == 409 else "save: accepted",
            answer,
            answer.status in {302, 409},
        )
        with self.lock:
            if answer.status == 302:
                self.accepted[code].add(mark)
            elif answer.status == 409:
                self.refused.add(mark)

    def findings(self) -> list[str]:
        """What is wrong with the data afterwards; empty when nothing is."""
        wrong = []
        for code in self.codes[:CONTESTED]:
            events = self.site.sql(
                "SELECT e.description FROM portfolio_projectevent e JOIN portfolio_project p "
                "ON p.id = e.pgh_obj_id WHERE p.code = %s AND e.description LIKE %s "
                "ORDER BY e.pgh_id",
                code,
                MARK + "%",
            )
            marks = [row[0] for row in events]
            ((stands,),) = self.site.sql(
                "SELECT description FROM portfolio_project WHERE code = %s", code
            )
            if set(marks) != self.accepted[code]:
                wrong.append(f"{code}: history and accepted saves differ")
            if len(marks) != len(set(marks)):
                wrong.append(f"{code}: a save was written twice")
            if marks and stands != marks[-1]:
                wrong.append(f"{code}: what stands is not what was accepted last")
            if self.refused & set(marks):
                wrong.append(f"{code}: a refused save was written")
        return wrong

    def table(self) -> str:
        """How long each kind of request took."""
        lines = ["| request | times | p50 | p95 | longest |", "|---|--:|--:|--:|--:|"]
        for kind, seconds in sorted(self.taken.items()):
            ordered = sorted(seconds)
            lines.append(
                f"| {kind} | {len(ordered)} | {_ms(statistics.median(ordered))} "
                f"| {_ms(ordered[int(len(ordered) * 0.95)])} | {_ms(ordered[-1])} |"
            )
        return "\n".join(lines)

    @property
    def summary(self) -> str:
        """In one sentence."""
        requests = sum(map(len, self.taken.values()))
        saved = sum(map(len, self.accepted.values()))
        shares = " and ".join(str(count) for count in sorted(self.served.values()))
        return (
            f"{requests} requests in {self.seconds:g} s ({requests / self.seconds:.0f} a second), "
            f"{shares} by each web server; {saved} saves accepted, {len(self.refused)} refused as "
            f"stale, {len(self.errors)} errors"
        )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def _names(users: int) -> list[str]:
    return [f"u{number % PEOPLE + 1:02}" for number in range(users)]


def measure(site: Machines, *, users: int, seconds: float) -> Load:
    """The load, on the demonstration's projects."""
    rows = site.sql("SELECT code FROM portfolio_project ORDER BY code")
    load = Load(site, seconds, [row[0] for row in rows])
    load.run(users)
    return load
