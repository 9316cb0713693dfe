"""Every address with every role: one readable table, `addresses.txt`, holds who gets what.

An address without a line there fails. Rows of the demonstration: `own` is a project of the manager
pm-ams in AMS with a business owner, `other` one of pm-tms in TMS.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from core.models import Job
from outcomes.models import Indicator, Measurement, Output, Target
from portfolio.models import Commitment, Decision, FundingLine, Milestone
from risks.models import Assessment, Mitigation
from tests.access.people import COLUMNS, user
from tests.reports.house_templates import make_word_template

pytestmark = pytest.mark.django_db

STRATEGY, REPORT = "it-2018-21", "progress-2021"
# What stands for the addresses' parameters, by the word behind the address's name.
ROWS = {
    "": (),
    "own": (STRATEGY, "P-18"),
    "other": (STRATEGY, "P-06"),
    "missing": (STRATEGY, "P-999"),
    "own-milestones": (STRATEGY, "P-18", "milestones"),
    "own-remarks": (STRATEGY, "P-18", "remarks"),
    "other-milestones": (STRATEGY, "P-06", "milestones"),
    "milestone": (STRATEGY, "P-18", "milestones", "milestone"),
    "promise": ("promise",),
    "line": ("line",),
    "decision": ("decision",),
    "strategy": (STRATEGY,),
    "part": (STRATEGY, "output", "output-key"),
    "part-new": (STRATEGY, "deliverable"),
    "indicator": ("indicator",),
    "target": ("indicator", "target"),
    "measurement": ("indicator", "measurement"),
    "person": ("person",),
    "unit": ("AMS",),
    "role": ("person", "role"),
    "lent": ("lent",),
    "token": ("MQ", "set-nothing"),
    "own-risk": (STRATEGY, "R-05"),
    "other-risk": (STRATEGY, "R-03"),
    "own-assessment": (STRATEGY, "R-05", "assessment"),
    "own-measure": (STRATEGY, "R-05", "measure"),
    "own-issue": (STRATEGY, "I-03"),
    "report": (REPORT,),
    "job": (REPORT, "job"),
    "any-job": ("job",),
    "file": (REPORT, 1, "en", "docx"),
    "file-de": (REPORT, 1, "de", "docx"),
    "number": (REPORT, "en", "introduction/total#1"),
    "outline": ("outline",),
    "word": ("word",),
}

TABLE = Path(__file__).with_name("addresses.txt").read_text(encoding="utf-8")
SIGNS = {"·": "404", "-": "405", "✎": "422", "in": "to sign-in", "→": "elsewhere"}


@dataclass(frozen=True)
class Line:
    """One request of the table and what each person is to get."""

    method: str
    address: str
    row: str
    expected: dict[str, str]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.address, self.row)))

    @property
    def name(self) -> str:
        """The name of the address, its query left out."""
        return self.address.partition("?")[0]

    @property
    def url(self) -> str:
        """Where the request goes."""
        query = self.address.partition("?")[2]
        values = [KEYS[value]() if value in KEYS else value for value in ROWS[self.row]]
        return reverse(self.name, args=values) + (f"?{query}" if query else "")


def _job_id() -> int:
    return Job.objects.values_list("pk", flat=True)[0]


# Rows without a name of their own in addresses: what finds the key of one of pm-ams's projects.
KEYS: dict[object, Callable[[], int | str]] = {
    "job": _job_id,
    "outline": lambda: STRATEGY,
    "word": lambda: make_word_template().pk,
    "output-key": lambda: Output.objects.get(number="1.1").pk,
    # Indicator 1.2 is measured by chief-tms.
    "indicator": lambda: Indicator.objects.get(number="1.2").pk,
    "target": lambda: Target.objects.filter(indicator__number="1.2").values_list("pk")[0][0],
    "measurement": lambda: Measurement.objects.filter(indicator__number="1.2").values_list("pk")[0][
        0
    ],
    "milestone": lambda: Milestone.objects.filter(project__code="P-18").values_list("pk")[0][0],
    "promise": lambda: Commitment.objects.filter(project__code="P-19").values_list("pk")[0][0],
    "person": lambda: user("pm-ims").pk,
    "role": lambda: user("pm-ims").assignments.get(lent_by=None).pk,
    "lent": lambda: user("pm-ims").assignments.exclude(lent_by=None).get().pk,
    "line": lambda: FundingLine.objects.values_list("pk")[0][0],
    "assessment": lambda: Assessment.objects.filter(risk__code="R-05").values_list("pk")[0][0],
    "measure": lambda: Mitigation.objects.filter(risk__code="R-05").values_list("pk")[0][0],
    "decision": lambda: Decision.objects.filter(project__code="P-17").values_list("pk")[0][0],
}


def lines() -> Iterator[Line]:
    """The table, read."""
    head, *rows = (line for line in TABLE.splitlines() if line and not line.startswith("#"))
    people = head.split()
    for row in rows:
        words = row.split()
        request, signs = words[: -len(people)], words[-len(people) :]
        expected = {who: SIGNS.get(s, s) for who, s in zip(people, signs, strict=True)}
        yield Line(request[0], request[1], request[2] if len(request) > 2 else "", expected)


LINES = list(lines())


@pytest.fixture(scope="module")
def sessions(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The session of each person, signed in once; the tests' own transactions are savepoints."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {who: _signed_in(username) if username else "" for who, username in COLUMNS.items()}
        transaction.set_rollback(True)


def _signed_in(username: str) -> str:
    client = Client()
    client.force_login(user(username))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.parametrize("line", LINES, ids=str)
def test_everybody_gets_what_the_table_says(
    line: Line, sessions: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "EMBEDDED", True)  # one click signs in, as in the demonstration
    got = {who: answer(line, session) for who, session in sessions.items()}
    wrong = {
        who: f"{got[who]}, not {line.expected[who]}"
        for who in got
        if got[who] != line.expected[who]
    }
    assert not wrong, f"{line}: {wrong}"


def answer(line: Line, session: str) -> str:
    """The status, with redirects told apart by where they lead."""
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    # The form fields say nothing valid; a wholly empty body would not count as a form sent. What a
    # request changes (a deletion needs no field) is not there for the next person.
    with transaction.atomic():
        response = (
            client.get(line.url)
            if line.method == "GET"
            else client.post(line.url, {"version": "0"})
        )
        transaction.set_rollback(True)
    if response.status_code == 302:
        return "to sign-in" if response["Location"].startswith("/sign-in/") else "elsewhere"
    return str(response.status_code)


def names(resolver: URLResolver, above: str = "") -> Iterator[str]:
    """The full name of every address of the program."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "admin":
            continue  # Django's own addresses: tests/core/test_people_admin.py walks them.
        if isinstance(pattern, URLResolver):
            space = f"{above}{pattern.namespace}:" if pattern.namespace else above
            yield from names(pattern, space)
        elif isinstance(pattern, URLPattern):
            yield f"{above}{pattern.name}"


def test_every_address_has_its_lines_in_the_table() -> None:
    expected = {(method, name) for name in names(get_resolver()) for method in ("GET", "POST")}
    assert {(line.method, line.name) for line in LINES} == expected


def test_nobody_is_told_that_something_exists_but_is_forbidden() -> None:
    assert not [line for line in LINES if "403" in line.expected.values()]
