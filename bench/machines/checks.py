"""What must hold with two of everything: each check says what was seen, or raises."""

import hashlib
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.machines.site import Machines, Program
from bench.person import Answer, Person
from runtime.processes import wait_until

PROJECT = "/projects/it-2018-21/"
REPORT = "/reports/progress-2021/"
PASSED, LIMIT = "held", 90.0


@dataclass
class Check:
    """A sentence, and what was seen."""

    what: str
    seen: str
    held: bool


def run(site: Machines) -> Iterator[Check]:
    """All of them, in order; a broken one does not stop the rest."""
    for what, act in CHECKS:
        try:
            yield Check(what, act(site), True)
        except AssertionError as error:
            yield Check(what, str(error) or "an assertion without words", False)


def one_session_on_both(site: Machines) -> str:
    """Sign in through one, go on through the other."""
    person, seen = Person(site.address, site.certificate), []
    seen.append(person.get("/sign-in/"))
    person.sign_in("u01", "a-long-sentence-for-trials")
    seen += [person.get("/projects/") for _ in range(6)]
    assert all(answer.status == 200 for answer in seen), [a.status for a in seen]
    servers = {answer.served_by for answer in seen}
    assert len(servers) == 2, f"only {servers} answered"
    one_click = person.get("/sign-in/as/").status, 'value="pmo"' in seen[0].text
    assert one_click[1] is False, "one-click sign-in in production"
    return "signed in once, pages from both web servers; one-click sign-in is off"


def regenerate_and_download(site: Machines) -> str:
    """A draft asked for through one; its files downloaded through both, equal to their hashes."""
    editor = site.person("editor")
    before = latest_draft(site)
    assert editor.press(REPORT, REPORT + "regenerate/").status == 302
    assert wait_until(lambda: latest_draft(site) == before + 1, LIMIT, 0.2), site.job()
    files = site.sql(
        "SELECT d.number, e.language, x.format, x.sha256 FROM reports_export x "
        "JOIN reports_draftedition e ON e.id = x.edition_id JOIN reports_draft d "
        "ON d.id = e.draft_id JOIN reports_report r ON r.id = d.report_id "
        "WHERE r.slug = 'progress-2021' AND d.number = %s",
        before + 1,
    )
    assert files, "a draft without files"
    served: set[str] = set()
    for number, language, format_, sha256 in files:
        for _ in range(2):
            got = editor.get(f"{REPORT}drafts/{number}/{language}/{format_}/")
            assert got.status == 200, f"{language} {format_}: {got.status}"
            assert hashlib.sha256(got.content).hexdigest() == sha256, f"{language} {format_}"
            served.add(got.served_by)
    assert len(served) == 2, f"only {served} answered"
    return f"draft {before + 1}: {len(files)} files, each from both web servers, all hashes equal"


def latest_draft(site: Machines) -> int:
    """The number of the newest draft."""
    return int(site.sql("SELECT coalesce(max(number), 0) FROM reports_draft")[0][0])


def no_answer_of_another_request(site: Machines) -> str:
    """Many at once ask for different rows; each answer is about its own."""
    codes = [
        row[0] for row in site.sql("SELECT code FROM portfolio_project ORDER BY code LIMIT 60")
    ]
    people = [site.person(f"u{number:02}") for number in range(1, 9)]
    wrong: list[str] = []
    served: set[str] = set()

    def read(number: int) -> None:
        person = people[number]
        for code in codes[number::2] * 2:
            answer = person.get(f"{PROJECT}{code}/")
            served.add(answer.served_by)
            if answer.status != 200 or not about(answer, code):
                wrong.append(f"{code}: {answer.status}")

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(read, range(len(people))))
    assert not wrong, ", ".join(wrong[:5])
    assert len(served) == 2, f"only {served} answered"
    asked = sum(len(codes[number::2]) * 2 for number in range(len(people)))
    return f"{asked} answers to 8 people at once through both web servers, each about its own row"


def about(answer: Answer, code: str) -> bool:
    """Whether the page is that project's."""
    title = re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)
    return bool(title and re.search(rf"\b{re.escape(code)}\b", title[1]))


@dataclass
class Stream:
    """People who go on reading and saving while something is done to the servers."""

    site: Machines
    answers: list[Answer] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def go(self, username: str) -> None:
        """Read lists and projects until stopped."""
        person = self.site.person(username)
        while not self.stopped.is_set():
            for path in ("/projects/?per_page=25", f"{PROJECT}P-13/", "/dashboard/"):
                self.answers.append(person.get(path))

    @property
    def failures(self) -> list[int]:
        """The statuses of what did not work."""
        return [answer.status for answer in self.answers if answer.status != 200]


@contextmanager
def reading(site: Machines, people: int = 4) -> Iterator[Stream]:
    """A stream of requests during the block."""
    stream = Stream(site)
    with ThreadPoolExecutor(people) as pool:
        done = [pool.submit(stream.go, f"u{number:02}") for number in range(1, people + 1)]
        try:
            wait_until(lambda: len(stream.answers) > people * 2, 30)
            yield stream
        finally:
            stream.stopped.set()
            for each in done:
                each.result(60)


def a_killed_web_is_passed_over(site: Machines) -> str:
    """kill -9 of one web under way; reading goes on through the other."""
    with reading(site) as stream:
        site.webs[0].kill()
        time.sleep(4)
        count = len(stream.answers)
        site.webs[0].start()
        assert wait_until(lambda: site.webs[0].well, 60, 0.1), "web-a did not come back"
        time.sleep(3)
    assert not stream.failures, f"{len(stream.failures)} of {len(stream.answers)} failed"
    assert count > 10, "nobody was reading"
    return f"{len(stream.answers)} pages read over the kill and the return, none failed"


def rolling_restart(site: Machines) -> str:
    """Each web in turn: SIGTERM, wait, start; no page fails."""
    with reading(site) as stream:
        for web in site.webs:
            _restart(web)
            time.sleep(2.5)  # the proxy notices that it is back
    assert not stream.failures, f"{len(stream.failures)} of {len(stream.answers)} failed"
    return f"both restarted one after the other; {len(stream.answers)} pages read, none failed"


def _restart(web: Program) -> None:
    web.end(signal.SIGTERM, 40)
    web.start()
    assert wait_until(lambda: web.well, 60, 0.1), f"{web.name} did not come back"


def two_beats(site: Machines) -> str:
    """A second scheduler beside the first: jobs still end once, and true."""
    second = Program(site, "beat", "beat-2")
    second.start()
    try:
        before = latest_draft(site)
        editor = site.person("editor")
        assert editor.press(REPORT, REPORT + "regenerate/").status == 302
        # A worker dies in the middle, so that both schedulers' reapers have something to hand on.
        wait_until(
            lambda: bool(site.sql("SELECT 1 FROM core_job WHERE state = 'running'")), 20, 0.02
        )
        for worker in site.workers:
            worker.kill()
            worker.start()
        assert wait_until(lambda: latest_draft(site) > before, LIMIT, 0.2), site.job()
        time.sleep(6)
        assert latest_draft(site) == before + 1, "two drafts of one click"
        ((state, attempts),) = site.sql(
            "SELECT state, attempts FROM core_job ORDER BY id DESC LIMIT 1"
        )
        assert state == "done", state
        return (
            f"both workers killed under two schedulers: one draft, job done at attempt {attempts}"
        )
    finally:
        second.end()


CHECKS: tuple[tuple[str, Callable[[Machines], str]], ...] = (
    ("a session is everybody's", one_session_on_both),
    ("a draft is everybody's", regenerate_and_download),
    ("no answer carries another request's row", no_answer_of_another_request),
    ("one web killed, reading goes on", a_killed_web_is_passed_over),
    ("rolling restart without an error", rolling_restart),
    ("two schedulers do no harm", two_beats),
)
