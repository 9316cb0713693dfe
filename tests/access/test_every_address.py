"""Every address with every role: one readable table holds who gets what.

An address without a line here fails. Rows of the demonstration: `own` is a project of the manager
pm-ams in AMS with a business owner, `other` one of pm-tms in TMS.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from core.models import Job
from tests.access.people import COLUMNS, user

pytestmark = pytest.mark.django_db

STRATEGY, REPORT = "it-2018-21", "progress-2021"
# What stands for the addresses' parameters, by the word behind the address's name.
ROWS = {
    "": (),
    "own": (STRATEGY, "P-18"),
    "other": (STRATEGY, "P-06"),
    "missing": (STRATEGY, "P-999"),
    "strategy": (STRATEGY,),
    "report": (REPORT,),
    "job": (REPORT, "job"),
    "file": (REPORT, 1, "en", "docx"),
    "number": (REPORT, "en", "introduction/total#1"),
}

# ·  404, the answer to everybody who may not: never 403.
# in  to the sign-in page and back.  →  anywhere else.  -  405, this address takes no such request.
# ✎  422, the form comes back with what is wrong.
TABLE = """
                                       admin pmo   pm    focal owner cio   chief editor transl clearer auditor outsider nobody
GET  core:home                         200   →     →     →     →     →     →     →      →      →       →       200      in
POST core:home                         -     -     -     -     -     -     -     -      -      -       -       -        in
GET  core:sign-in                      →     →     →     →     →     →     →     →      →      →       →       →        200
POST core:sign-in                      →     →     →     →     →     →     →     →      →      →       →       →        200
GET  core:sign-in-as                   -     -     -     -     -     -     -     -      -      -       -       -        -
POST core:sign-in-as                   ·     ·     ·     ·     ·     ·     ·     ·      ·      ·       ·       ·        ·
GET  core:sign-out                     -     -     -     -     -     -     -     -      -      -       -       -        -
POST core:sign-out                     in    in    in    in    in    in    in    in     in     in      in      in       in
GET  core:language                     -     -     -     -     -     -     -     -      -      -       -       -        -
POST core:language                     →     →     →     →     →     →     →     →      →      →       →       →        →
GET  core:style-guide                  200   200   200   200   200   200   200   200    200    200     200     200      in
POST core:style-guide                  -     -     -     -     -     -     -     -      -      -       -       -        in
GET  core:healthz                      200   200   200   200   200   200   200   200    200    200     200     200      200
POST core:healthz                      -     -     -     -     -     -     -     -      -      -       -       -        -
GET  core:readyz                       503   503   503   503   503   503   503   503    503    503     503     503      503
POST core:readyz                       -     -     -     -     -     -     -     -      -      -       -       -        -
GET  portfolio:project-list            ·     200   200   200   200   200   200   200    ·      ·       200     ·        in
POST portfolio:project-list            ·     -     -     -     -     -     -     -      ·      ·       -       ·        in
GET  portfolio:project-list?export=csv ·     200   200   200   ·     200   200   200    ·      ·       200     ·        in
GET  portfolio:project-create strategy ·     200   200   200   ·     ·     ·     ·      ·      ·       ·       ·        in
POST portfolio:project-create strategy ·     ✎     ✎     ✎     ·     ·     ·     ·      ·      ·       ·       ·        in
GET  portfolio:project-detail own      ·     200   200   ·     200   200   ·     200    ·      ·       200     ·        in
GET  portfolio:project-detail other    ·     200   ·     ·     ·     200   200   200    ·      ·       200     ·        in
GET  portfolio:project-detail missing  ·     ·     ·     ·     ·     ·     ·     ·      ·      ·       ·       ·        in
POST portfolio:project-detail own      ·     -     -     -     -     -     -     -      ·      ·       -       ·        in
GET  portfolio:project-edit own        ·     200   200   ·     ·     ·     ·     ·      ·      ·       ·       ·        in
GET  portfolio:project-edit other      ·     200   ·     ·     ·     ·     ·     ·      ·      ·       ·       ·        in
POST portfolio:project-edit own        ·     ✎     ✎     ·     ·     ·     ·     ·      ·      ·       ·       ·        in
POST portfolio:project-edit other      ·     ✎     ·     ·     ·     ·     ·     ·      ·      ·       ·       ·        in
GET  portfolio:status-create own       ·     200   200   ·     ·     ·     ·     ·      ·      ·       ·       ·        in
GET  portfolio:status-create other     ·     200   ·     ·     ·     ·     ·     ·      ·      ·       ·       ·        in
POST portfolio:status-create own       ·     ✎     ✎     ·     ·     ·     ·     ·      ·      ·       ·       ·        in
POST portfolio:status-create other     ·     ✎     ·     ·     ·     ·     ·     ·      ·      ·       ·       ·        in
GET  reports:report-list               ·     200   ·     ·     ·     200   200   200    200    200     200     ·        in
POST reports:report-list               ·     -     ·     ·     ·     -     -     -      -      -       -       ·        in
GET  reports:report-list?export=csv    ·     200   ·     ·     ·     200   200   200    200    ·       200     ·        in
GET  reports:report-detail report      ·     200   ·     ·     ·     200   200   200    200    200     200     ·        in
POST reports:report-detail report      ·     -     ·     ·     ·     -     -     -      -      -       -       ·        in
GET  reports:report-regenerate report  ·     -     ·     ·     ·     ·     ·     -      ·      ·       ·       ·        in
POST reports:report-regenerate report  ·     →     ·     ·     ·     ·     ·     →      ·      ·       ·       ·        in
GET  reports:report-job job            ·     200   ·     ·     ·     200   200   200    200    200     200     ·        in
POST reports:report-job job            ·     -     ·     ·     ·     -     -     -      -      -       -       ·        in
GET  reports:export-download file      ·     200   ·     ·     ·     200   200   200    200    ·       200     ·        in
POST reports:export-download file      ·     -     -     -     ·     -     -     -      -      ·       -       ·        in
GET  reports:number-detail number      ·     200   ·     ·     ·     200   200   200    200    200     200     ·        in
POST reports:number-detail number      ·     -     ·     ·     ·     -     -     -      -      -       -       ·        in
"""
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
        values = [_job_id() if value == "job" else value for value in ROWS[self.row]]
        return reverse(self.name, args=values) + (f"?{query}" if query else "")


def _job_id() -> int:
    return Job.objects.values_list("pk", flat=True)[0]


def lines() -> Iterator[Line]:
    """The table, read."""
    head, *rows = TABLE.strip("\n").splitlines()
    people = head.split()
    for row in rows:
        words = row.split()
        request, signs = words[: -len(people)], words[-len(people) :]
        expected = {who: SIGNS.get(s, s) for who, s in zip(people, signs, strict=True)}
        yield Line(request[0], request[1], request[2] if len(request) > 2 else "", expected)


LINES = list(lines())


@pytest.mark.parametrize("line", LINES, ids=str)
def test_everybody_gets_what_the_table_says(line: Line, settings: LazySettings) -> None:
    settings.EMBEDDED = True  # one click signs in, as in the demonstration
    got = {who: answer(line, username) for who, username in COLUMNS.items()}
    wrong = {who: f"{got[who]}, not {line.expected[who]}" for who in got if got[who] != line.expected[who]}
    assert not wrong, f"{line}: {wrong}"


def answer(line: Line, username: str) -> str:
    """The status, with redirects told apart by where they lead."""
    client = Client()
    if username:
        client.force_login(user(username))
    # The form fields say nothing valid; a wholly empty body would not count as a form sent.
    response = client.get(line.url) if line.method == "GET" else client.post(line.url, {"version": "0"})
    if response.status_code == 302:
        return "to sign-in" if response["Location"].startswith("/sign-in/") else "elsewhere"
    return str(response.status_code)


def names(resolver: URLResolver, above: str = "") -> Iterator[str]:
    """The full name of every address of the program."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{above}{pattern.namespace}:" if pattern.namespace else above
            yield from names(pattern, space)
        elif isinstance(pattern, URLPattern):
            yield f"{above}{pattern.name}"


def test_every_address_has_its_lines_in_the_table() -> None:
    expected = {(method, name) for name in names(get_resolver()) for method in ("GET", "POST")}
    assert {(line.method, line.name) for line in LINES} == expected


def test_nobody_is_told_that_something_exists_but_is_forbidden() -> None:
    assert "403" not in TABLE
