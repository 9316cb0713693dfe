"""The ledger of queries: what each page asks the database.

Pages are those of the table of addresses (tests/access/addresses.txt) that somebody gets, and states
of pages that no address tells. That it asks no more for more rows holds test_twice_the_rows.py.
`OUTTURN_WRITE_LEDGER=1 pytest tests/structure/test_query_ledger.py -n0` writes it anew.
"""

import difflib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from outcomes.strategy.parts import KINDS
from portfolio.project_page.row_kinds import ROW_KINDS
from tests.access.address_rows import ROWS
from tests.access.people import COLUMNS, user
from tests.access.test_every_address import ALIKE, LINES, Line
from tests.structure.doubled import double_the_portfolio

pytestmark = pytest.mark.django_db
LEDGER = Path(__file__).with_name("query_ledger.json")
PROJECT, REPORT = "/projects/it-2018-21/P-15/", "/reports/progress-2021/"
# Name of the page in the ledger → who asks for what; {person} is somebody with projects. The table of
# addresses adds what is not here.
NAMED: dict[str, tuple[str, str]] = {
    "sign in": ("", "/sign-in/"),
    "home": ("pmo", "/"),
    "projects": ("pmo", "/projects/"),
    "projects, 100 on the page": ("pmo", "/projects/?per_page=100"),
    "projects of a manager": ("pm-ams", "/projects/"),
    "projects, filtered and sorted": (
        "pmo",
        "/projects/?q=a&year=2021&stage=completed&sort=-due&attention=silent&rag=g",
    ),
    "projects behind a number": (
        "pmo",
        "/projects/?strategy=it-2018-21&year=2021&number=projects.new_or_major",
    ),
    "projects, as a file": ("pmo", "/projects/?export=xlsx"),
    "projects of a past day": ("pmo", "/projects/?at=2021-06-30"),
    "projects as they were known": ("pmo", "/projects/?known_at=2021-06-30"),
    "project": ("pmo", PROJECT),
    "project on a past day": ("pmo", f"{PROJECT}?at=2021-06-30"),
    "project, without history": ("owner-finance", PROJECT),
    "edit a project": ("pmo", f"{PROJECT}edit/"),
    "new project": ("pmo", "/projects/it-2018-21/new/"),
    "status": ("pmo", f"{PROJECT}status/"),
    "round by outcome": ("pmo", "/rounds/it-2018-21/2021-12/?group=outcome&plan=1"),
    "round by manager": ("pmo", "/rounds/it-2018-21/2021-12/?group=manager&plan=1"),
    "promises": ("pmo", "/promises/"),
    "milestones": ("pmo", "/milestones/"),
    "deliverables": ("pmo", "/deliverables/"),
    "deliverables behind a number": (
        "pmo",
        "/deliverables/?strategy=it-2018-21&number=deliverables.overdue",
    ),
    "money": ("pmo", "/money/"),
    "decisions": ("pmo", "/decisions/"),
    "stuck projects": ("pmo", "/projects/?year=2021&attention=stuck"),
    "new milestone": ("pmo", f"{PROJECT}milestones/new/"),
    "strategy": ("pmo", "/strategy/it-2018-21/"),
    "strategy, as a file": ("pmo", "/strategy/it-2018-21/?export=csv"),
    "indicators": ("pmo", "/indicators/"),
    "indicators behind a number": (
        "pmo",
        "/indicators/?strategy=it-2018-21&at=2021-12-31&number=indicators.met",
    ),
    "indicators, as a file": ("pmo", "/indicators/?export=xlsx"),
    "dashboard": ("cio", "/dashboard/"),
    "dashboard of a unit": ("focal", "/dashboard/"),
    "risks": ("pmo", "/risks/"),
    "risks, filtered and sorted": (
        "pmo",
        "/risks/?register=register&state=open&band=low&level=inherent&q=a&sort=-residual",
    ),
    "risks behind a number": (
        "pmo",
        "/risks/?strategy=it-2018-21&at=2021-12-31&number=risks.within_tolerance",
    ),
    "risks, as a file": ("pmo", "/risks/?export=xlsx"),
    "risk matrix": ("pmo", "/risks/matrix/"),
    "risk": ("pmo", "/risks/it-2018-21/R-01/"),
    "issues": ("pmo", "/risks/issues/"),
    "issue": ("pmo", "/risks/it-2018-21/issues/I-02/"),
    "measures": ("pmo", "/risks/measures/"),
    "assessments": ("pmo", "/risks/assessments/"),
    "acceptances": ("pmo", "/risks/acceptances/"),
    "reports": ("editor", "/reports/"),
    "report": ("editor", REPORT),
    "report in German": ("editor", f"{REPORT}?language=de"),
    "number": ("editor", f"{REPORT}en/numbers/introduction/total%231/"),
    "search": ("pmo", "/search/?q=service"),
    "search while typing": ("pmo", "/search/hits/?q=serv"),
    "search, nothing found": ("pmo", "/search/?q=servvice"),
    "search of one kind": ("pmo", "/search/?q=service&kind=projects&page=2"),
    "people": ("pmo", "/people/?per_page=100"),
    "people, as a file": ("pmo", "/people/?export=csv"),
    "person": ("admin", "/people/{person}/"),
    "edit a person": ("admin", "/people/{person}/edit/"),
    "somebody leaves": ("admin", "/people/{person}/leave/"),
    "who can do what": ("admin", "/rights/"),
    "changes of settings": ("admin", "/rights/changes/"),
    "stand-ins": ("pmo", "/people/stand-ins/"),
    "absence": ("admin", "/people/{person}/absence/"),
    "units": ("pmo", "/people/units/?per_page=100"),
    "unit": ("pmo", "/people/unit/AMS/"),
    "administration": ("admin", "/admin/"),
    "administration, people": ("admin", "/admin/core/user/"),
    "administration, a person": ("admin", "/admin/core/user/{person}/change/"),
    "administration, roles": ("admin", "/admin/core/roleassignment/"),
    "administration, units": ("admin", "/admin/core/unit/"),
    "new report": ("editor", "/reports/new/"),
    "facts of a report": ("editor", f"{REPORT}edit/"),
    "word template of a report": ("editor", f"{REPORT}word-template/"),
    "templates": ("editor", "/templates/"),
    "outline of a strategy": ("editor", "/templates/reports/it-2018-21/edit/"),
    "status of the program": ("admin", "/status/"),
    "style guide": ("pmo", "/style-guide/"),
}
# Addresses of the table that are in no ledger, and why.
MACHINES = "an answer to machines; what it counts has tests of its own"
STORED = "hands out one stored file"
SAME = "the form, or the question, is the same for each kind of rows; one is in the ledger"
EXCUSED = {
    "core:healthz": MACHINES,
    "core:metrics": MACHINES,
    "core:long-file-download": STORED,
    "reports:export-download": STORED,
    "documents:document-file": STORED,
    "templates:word-file": STORED,
    "templates:word-sample": STORED,
    **dict.fromkeys(ALIKE, SAME),
}


def _what(name: str, kind: object, query: str) -> tuple[str, str, bool]:
    """What makes two addresses the same page: the view, the kind of row, whether it is a file."""
    return name, "" if name in ALIKE else str(kind or ""), "export=" in query


def _named() -> set[tuple[str, str, bool]]:
    """The pages above, those with a query of their own left out."""
    found = set()
    for _who, address in NAMED.values():
        path, _, query = address.format(person=1).partition("?")
        match = resolve(unquote(path))
        if not query or "export=" in query:
            found.add(_what(match.view_name, match.kwargs.get("kind"), query))
    return found


def _from_the_table() -> Iterator[tuple[str, tuple[str, Line]]]:
    """Every other page that somebody gets, with the first person who does."""
    there = _named()
    for line in LINES:
        kind = next((each for each in ROWS[line.row] if each in {*ROW_KINDS, *KINDS}), "")
        what = _what(line.name, kind, line.address)
        who = next((who for who, sign in line.expected.items() if sign == "200"), None)
        is_alone = line.name not in EXCUSED or line.name in ALIKE
        if line.method == "GET" and who and is_alone and what not in there:
            there.add(what)
            yield f"{line.address} {line.row}".strip(), (COLUMNS[who], line)


PAGES: dict[str, tuple[str, str | Line]] = {**NAMED, **dict(_from_the_table())}


def queries(who: str, asked: str | Line) -> list[str]:
    """The SQL of the second request for a page: the first fills what is kept for good."""
    client = Client()
    if who:
        client.force_login(user(who))
    address = asked.url if isinstance(asked, Line) else asked.format(person=user("pm-ams").pk)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, follow=False)
    assert response.status_code in {200, 302}, address
    return [each["sql"] for each in captured if not re.match(r"(RELEASE )?SAVEPOINT", each["sql"])]


def brief(sql: str) -> str:
    """What a query does and to which table, as the ledger names it."""
    table = re.search(r'(?:FROM|INTO|UPDATE|TABLE)\s+(?:pg_temp\.)?"(\w+)"', sql)
    return " ".join(filter(None, (sql.split(maxsplit=1)[0], table.group(1) if table else "")))


def difference(before: list[str], after: list[str], sql: list[str]) -> str:
    """Lines that came and went, and the SQL of those that came."""
    lines = list(difflib.unified_diff(before, after, "held", "now", lineterm="", n=0))
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    came = [each for step, _, _, start, end in steps if step != "equal" for each in sql[start:end]]
    return "\n".join(["", *lines, "", *(each[:600] for each in came)])


def read_ledger() -> dict[str, dict[str, Any]]:
    """What is held of each page: how many queries, and what they do."""
    ledger: dict[str, dict[str, Any]] = json.loads(LEDGER.read_text()) if LEDGER.exists() else {}
    return ledger


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_what_the_ledger_says(page: str) -> None:
    asked = queries(*PAGES[page])
    now = [brief(sql) for sql in asked]
    ledger = read_ledger()
    if os.environ.get("OUTTURN_WRITE_LEDGER"):
        ledger[page] = {"queries": len(now), "asked": now}
        kept = {name: ledger[name] for name in PAGES if name in ledger}
        LEDGER.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
        return
    held = ledger.get(page, {"queries": 0, "asked": []})
    assert len(now) == held["queries"], difference(held["asked"], now, asked)


def test_the_ledger_names_no_page_that_is_gone() -> None:
    assert set(read_ledger()) == set(PAGES)


def test_every_page_that_somebody_gets_is_in_the_ledger_or_excused() -> None:
    gets = {line.name for line in LINES if line.method == "GET" and "200" in line.expected.values()}
    held = {name for name, _, _ in _named()}
    held |= {asked.name for _, asked in PAGES.values() if isinstance(asked, Line)}
    assert gets - held == set(EXCUSED) - set(ALIKE)


def test_why_a_number_moved_is_asked_for_eight_projects_at_most() -> None:
    page = PAGES["number"]
    before = len(queries(*page))
    double_the_portfolio()
    assert len(queries(*page)) <= before + 1 + 2 * 8


def test_a_page_that_asks_once_more_shows_which_question() -> None:
    more = ['SELECT "core_unit"."id" FROM "core_unit"', 'SELECT 1 FROM "core_user" WHERE id = 7']
    shown = difference(["SELECT core_unit"], [brief(sql) for sql in more], more)
    assert "+SELECT core_user" in shown
    assert "WHERE id = 7" in shown
