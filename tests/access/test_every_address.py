"""Every address with every role: one readable table, `addresses.txt`, holds who gets what.

An address without a line there fails. Rows of the demonstration: `own` is a project of the manager
pm-ams in AMS with a business owner, `other` one of pm-tms in TMS.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from core.subjects import subjects
from outcomes.strategy.parts import KINDS
from portfolio.project_page.row_kinds import ROW_KINDS
from portfolio.sheets.kinds import SHEET_KINDS
from tests.access.address_rows import KEYS, ROWS
from tests.access.people import COLUMNS, user

pytestmark = pytest.mark.django_db

# For several kinds of rows, but each kind has the same form where its rows are changed, and all ask in
# the same words before one goes: one line stands for the others where each page costs more (a second or
# two in the browser).
ALIKE = (
    *("portfolio:row-create", "portfolio:row-delete", "outcomes:part-create"),
    *("discussions:question-create", "documents:document-create"),
)
TABLE = Path(__file__).with_name("addresses.txt").read_text(encoding="utf-8")
SIGNS = {"·": "404", "×": "403", "-": "405", "✎": "422", "in": "to sign-in", "→": "elsewhere"}


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


# Who stands for all in the fast run: somebody with rows of their own, somebody signed in without any
# role, and a stranger.
FEW = ("pm", "outsider", "nobody")


@pytest.fixture
def shown_as_in_the_demonstration(
    line: Line, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """One click signs in; refusals have no page, but for one of what is missing."""
    if line.row != "missing":
        request.getfixturevalue("plain_404")
    monkeypatch.setattr(settings, "EMBEDDED", True)


@pytest.mark.parametrize("line", LINES, ids=str)
@pytest.mark.usefixtures("shown_as_in_the_demonstration")
def test_everybody_gets_what_the_table_says(line: Line, sessions: dict[str, str]) -> None:
    assert not _wrong(line, sessions)


@pytest.mark.parametrize("line", LINES, ids=str)
@pytest.mark.usefixtures("shown_as_in_the_demonstration")
def test_a_few_get_what_the_table_says(line: Line, sessions: dict[str, str]) -> None:
    assert not _wrong(line, {who: sessions[who] for who in FEW})


def _wrong(line: Line, sessions: dict[str, str]) -> dict[str, str]:
    """Who gets something else than the table says, and what."""
    url = line.url  # asked once: what it names may have to be made first
    got = {who: answer(line.method, url, session) for who, session in sessions.items()}
    return {
        who: f"{got[who]}, not {line.expected[who]}"
        for who in got
        if got[who] != line.expected[who]
    }


def answer(method: str, url: str, session: str) -> str:
    """The status, with redirects told apart by where they lead."""
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    # The form fields say nothing valid; a wholly empty body would not count as a form sent. What a
    # request changes (a deletion needs no field) is not there for the next person.
    with transaction.atomic():
        response = client.get(url) if method == "GET" else client.post(url, {"version": "0"})
        transaction.set_rollback(True)
    if response.status_code == 302:
        return "to sign-in" if response["Location"].startswith("/sign-in/") else "elsewhere"
    return str(response.status_code)


def patterns(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the program, under its full name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "admin":
            continue  # Django's own addresses: tests/core/test_people_admin.py walks them.
        if isinstance(pattern, URLResolver):
            space = f"{above}{pattern.namespace}:" if pattern.namespace else above
            yield from patterns(pattern, space)
        elif isinstance(pattern, URLPattern):
            yield f"{above}{pattern.name}", pattern


def test_every_address_has_its_lines_in_the_table() -> None:
    names = {name for name, _ in patterns(get_resolver())}
    expected = {(method, name) for name in names for method in ("GET", "POST")}
    assert {(line.method, line.name) for line in LINES} == expected


def test_an_address_for_several_kinds_of_rows_has_lines_for_each() -> None:
    every = [each.key for each in subjects]
    kinds: dict[str, Collection[str]] = {
        "portfolio": ROW_KINDS,
        "portfolio:sheet-send": SHEET_KINDS,
        "portfolio:sheet-check": ["milestones"],  # each is its sender's alone
        "outcomes": KINDS,
        "discussions": every,
        "documents": every,
    }
    expected = {
        (name, kind)
        for name, pattern in patterns(get_resolver())
        if "kind" in pattern.pattern.converters
        for kind in kinds.get(name, kinds.get(name.partition(":")[0], ()))
    }
    tried = {
        (line.name, str(value).removeprefix("kind-")) for line in LINES for value in ROWS[line.row]
    }
    assert len(expected) > 30
    assert expected <= tried


# The page of what an address changes: how many of its values name it. What is not here tells nobody
# that it is there but forbidden.
PAGES = {
    **dict.fromkeys(("project-edit", "project-delete"), ("portfolio:project-detail", 2)),
    **dict.fromkeys(("status-create", "status-correct"), ("portfolio:project-detail", 2)),
    **dict.fromkeys(("row-create", "row-edit", "row-delete"), ("portfolio:project-detail", 2)),
    "promise-answer": ("portfolio:promise-detail", 1),
    "part-edit": ("outcomes:part-detail", 3),
    **dict.fromkeys(("part-create", "indicator-create"), ("outcomes:strategy-detail", 1)),
    **dict.fromkeys(("project-create", "risk-create"), ("outcomes:strategy-detail", 1)),
    "issue-create": ("outcomes:strategy-detail", 1),
    "line-create": ("portfolio:money-list", 0),
    "decision-create": ("portfolio:decision-list", 0),
    "report-create": ("reports:report-list", 0),
    **dict.fromkeys(("term-create", "own-field-create", "term-name"), ("outcomes:term-list", 1)),
    **dict.fromkeys(("term-edit", "term-delete"), ("outcomes:term-list", 1)),
    **dict.fromkeys(("own-field-edit", "own-field-delete"), ("outcomes:term-list", 1)),
    **dict.fromkeys(("indicator-edit", "target-create"), ("indicators:indicator-detail", 1)),
    **dict.fromkeys(("target-edit", "measurement-edit"), ("indicators:indicator-detail", 1)),
    "measurement-create": ("indicators:indicator-detail", 1),
    **dict.fromkeys(("risk-edit", "assessment-create"), ("risks:risk-detail", 2)),
    **dict.fromkeys(("assessment-edit", "mitigation-create"), ("risks:risk-detail", 2)),
    "mitigation-edit": ("risks:risk-detail", 2),
    **dict.fromkeys(("issue-edit", "issue-close"), ("risks:issue-detail", 2)),
    **dict.fromkeys(("report-edit", "report-close"), ("reports:report-detail", 1)),
    # A translator sees the findings, and mends none about the original.
    **dict.fromkeys(("finding-mend", "finding-waive"), ("reports:report-findings", 1)),
    "waiver-take-back": ("reports:report-findings", 1),
    "picture-create": ("reports:picture-list", 1),
    **dict.fromkeys(("picture-replace", "picture-delete"), ("reports:picture-list", 1)),
}


def _refused() -> set[tuple[str, str]]:
    """Who is told "forbidden" of what: the person and the address of its page."""
    found = set()
    for line in LINES:
        told = [who for who, sign in line.expected.items() if sign == "403"]
        if told:
            page, values = PAGES[line.name.partition(":")[2]]
            named = [KEYS[one]() if one in KEYS else one for one in ROWS[line.row][:values]]
            found |= {(who, reverse(page, args=named)) for who in told}
    return found


def test_only_who_sees_a_row_is_told_that_it_may_not_be_changed(sessions: dict[str, str]) -> None:
    refused = _refused()
    assert len(refused) > 30
    wrong = [(who, url) for who, url in refused if answer("GET", url, sessions[who]) != "200"]
    assert not wrong
