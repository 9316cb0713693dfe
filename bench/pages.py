"""Pages: each in yardsticks and in multiples of its bare SQL, with the rows that a size brings."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import count

from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.limits import (
    CELL,
    DASHBOARD,
    DASHBOARD_ANEW,
    DETAIL,
    EXPORT,
    LIST,
    LONG_EXPORT,
    LONG_LIST,
    MIDDLE,
    NUMBER,
    NUMBER_ANEW,
    PROJECT,
    REPORT,
    REPORT_ANEW,
    ROUND,
    ROUND_ANEW,
    ROUND_PIECE,
    SEARCH,
    TEXTS,
    TREE,
    Kind,
)
from bench.measure import Measure, ms
from bench.verdict import Ratio, Result
from bench.yardstick import measured
from core.models import User
from portfolio.models import Project
from portfolio.rounds.pieces import PIECE

_WHOLE = "/dashboard/?strategy=it-2018-21&year=2021&at=2022-01-17"
_COUNTED = "strategy=it-2018-21&year=2021&at=2021-12-31&number="
_NUMBER = "/reports/progress-2021/en/numbers/summary%233/"  # 72 new or major projects
_HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Page:
    """A page, who asks for it, and the kind of page whose limits it has.

    `fresh` asks for it after a write to a project, which is part of the measure. `sent` gives what is
    sent to it: a change of a cell, another one each time.
    """

    name: str
    address: str
    kind: Kind = LIST
    user: str = "pmo"
    headers: dict[str, str] = field(default_factory=dict)
    fresh: bool = False
    sent: Callable[[], object] | None = None


ROUNDS = (
    Page("round, all rows", "/rounds/it-2018-21/2021-12/?plan=1", ROUND),
    Page("a piece of a round", "/rounds/it-2018-21/2021-12/?rows={rows}", ROUND_PIECE),
    Page("round, open rows", "/rounds/it-2018-21/2021-12/?open=1", ROUND),
    Page("round after a write", "/rounds/it-2018-21/2021-12/?plan=1", ROUND_ANEW, fresh=True),
    Page("round of a project manager", "/rounds/it-2018-21/2021-12/?mine=1", ROUND, user="pm-ams"),
    Page("a cell of a round", "/rounds/it-2018-21/2021-12/save/", CELL, sent=lambda: _change()),
)
PROJECTS = (
    Page("projects", "/projects/"),
    Page("projects, 100 rows", "/projects/?per_page=100", LONG_LIST),
    Page("projects, last page", "/projects/?page=99999"),
    Page("projects, filtered, by finish", "/projects/?year=2021&stage=in_progress&sort=-due"),
    Page("projects by stage", "/projects/?sort=stage"),
    Page("projects by status", "/projects/?sort=-rag"),
    Page("projects by per cent done", "/projects/?sort=-per_cent"),
    Page("projects by place", "/projects/?sort=place"),
    Page("projects by manager", "/projects/?sort=manager"),
    Page("red projects", "/projects/?rag=r"),
    Page("projects without status", "/projects/?rag=none"),
    Page("late projects", "/projects/?attention=late"),
    Page("slipping projects", "/projects/?attention=slipping"),
    Page("silent projects", "/projects/?attention=silent"),
    Page("stuck projects", "/projects/?attention=stuck"),
    Page("stuck and red, by finish", "/projects/?attention=stuck&rag=r&year=2021&sort=due"),
    Page("projects of an outcome", "/projects/?place=outcome-1&year=2021"),
    Page("projects found by words", "/projects/?q=teams+client"),
    Page("projects found by code", "/projects/?q=P-45"),
    Page("projects, nothing found", "/projects/?q=zzzzqqq"),
    Page("behind new or major", f"/projects/?{_COUNTED}projects.new_or_major"),
    Page("behind late", f"/projects/?{_COUNTED}projects.late"),
    Page("behind attention", f"/projects/?{_COUNTED}projects.attention"),
    Page("projects of a focal point's unit", "/projects/", user="focal"),
    Page("projects of a project manager", "/projects/?mine=on", user="pm-tms"),
    Page("a page of it by htmx", "/projects/?page=2", headers=_HTMX),
)
OTHER_LISTS = (
    Page("milestones", "/milestones/"),
    Page("missed milestones", "/milestones/?state=missed"),
    Page("milestones by project", "/milestones/?sort=-project"),
    Page("milestones found by code", "/milestones/?q=P-45"),
    Page("deliverables", "/deliverables/"),
    Page("overdue deliverables", "/deliverables/?due=overdue"),
    Page("promises", "/promises/"),
    Page("overdue promises", "/promises/?due=overdue"),
    Page("status updates", "/updates/"),
    Page("status updates by project", "/updates/?sort=project"),
    Page("status updates, last page", "/updates/?page=2386"),
    Page("red updates of a month", "/updates/?round=2021-12&overall=r"),
    Page("updates found by words", "/updates/?q=teams+client", TEXTS),
    Page("updates to accept", "/updates/?acceptable=on"),
    Page("updates of a project manager", "/updates/?mine=on", user="pm-tms"),
    Page("updates of a focal point's unit", "/updates/", user="focal"),
    Page("stages", "/stages/"),
    Page("work plans", "/work-plan/"),
    Page("work plan of a year", "/work-plan/?year=2021&change=carried_over"),
    Page("work plans by last stage", "/work-plan/?sort=stage"),
    Page("quantities", "/quantities/"),
    Page("texts for the report", "/remarks/"),
    Page("money", "/money/"),
    Page("money of a year and kind", "/money/?year=2021&kind=spent&sort=-amount"),
    Page("decisions", "/decisions/"),
    Page("indicators", "/indicators/"),
    Page("indicators by reached", "/indicators/?sort=-reached"),
    Page("risks", "/risks/"),
    Page("risks by residual score", "/risks/?sort=-residual"),
    Page("risks of a unit manager", "/risks/", user="chief-tms"),
    Page("risk matrix", "/risks/matrix/"),
    Page("assessments", "/risks/assessments/"),
    Page("measures", "/risks/measures/"),
    Page("issues", "/risks/issues/"),
    Page("acceptances", "/risks/acceptances/"),
    Page("people", "/people/"),
    Page("stand-ins", "/people/stand-ins/"),
    Page("units", "/people/units/"),
    Page("reports", "/reports/"),
    Page("rounds", "/rounds/all/"),
    Page("review of a round", "/rounds/it-2018-21/2021-12/review/"),
    Page("questions", "/questions/"),
    Page("questions to somebody", "/questions/?whose=waiting"),
    Page("documents", "/documents/"),
    Page("my work of the PMO", "/my-work/"),
    Page("my work of a project manager", "/my-work/", user="pm-tms"),
    Page("rights", "/rights/", user="admin"),
    Page("changes of rights", "/rights/changes/", user="admin"),
    Page("access reviews", "/rights/reviews/", user="admin"),
)
PANELS_AND_SEARCH = (
    Page("a number's panel", _NUMBER, NUMBER, "editor", _HTMX),
    Page("a number's page", _NUMBER, NUMBER, "editor"),
    Page("a number's panel after a write", _NUMBER, NUMBER_ANEW, "editor", _HTMX, fresh=True),
    Page("search for words", "/search/?q=teams+client", SEARCH),
    Page("search for a common word", "/search/?q=project", SEARCH),
    Page("search for a code with a hyphen", "/search/?q=P-45", SEARCH),
    Page("search for a copy's code", "/search/?q=X0005000", SEARCH),
    Page("search, nothing found", "/search/?q=zzzzqqq", SEARCH),
    Page("search, all status updates", "/search/?q=delivery&kind=updates&page=3", SEARCH),
)
OTHER = (
    Page("dashboard", _WHOLE, DASHBOARD, "cio"),
    Page("its comparison", _WHOLE, DASHBOARD, "cio", headers=_HTMX),
    Page("dashboard after a write", _WHOLE, DASHBOARD_ANEW, "cio", fresh=True),
    Page("dashboard of a focal point", _WHOLE, DASHBOARD, "focal"),
    Page("dashboard of a project manager", _WHOLE, DASHBOARD, "pm-tms"),
    Page("strategy tree", "/strategy/it-2018-21/", TREE),
    Page("a project", "/projects/it-2018-21/P-45/", PROJECT),
    Page("a unit", "/people/unit/TMS/", DETAIL),
    Page("a person", "/people/{pm-tms}/", DETAIL),
    Page("the report", "/reports/progress-2021/", REPORT, "editor"),
    Page("the report after a write", "/reports/progress-2021/", REPORT_ANEW, "editor", fresh=True),
)
EXPORTS = (
    Page("export of all projects, CSV", "/projects/?export=csv", EXPORT),
    Page("export of all projects, Excel", "/projects/?export=xlsx", EXPORT),
    Page("export of all milestones, Excel", "/milestones/?export=xlsx", EXPORT),
    Page("export of all costs, CSV", "/money/?export=csv", EXPORT),
    # Twelve updates of each project: 120,000 rows.
    Page("export of a month's updates, CSV", "/updates/?round=2020-12&export=csv", EXPORT),
    Page("export of all status updates, CSV", "/updates/?export=csv", LONG_EXPORT),
)
PAGES = (*ROUNDS, *PROJECTS, *OTHER_LISTS, *PANELS_AND_SEARCH, *OTHER, *EXPORTS)


def measures(sizes: tuple[int, ...]) -> Iterator[Measure]:
    """Every page at each size; with 1,000 projects those that have limits for it."""
    for projects in sizes:
        for page in PAGES:
            if projects == MIDDLE and page.kind.middle is None:
                continue
            yield Measure(page.name, projects, partial(_measured, page, projects))


def _measured(page: Page, projects: int) -> Result:
    client = Client()
    client.force_login(User.objects.get(username=page.user))
    address = re.sub(r"\{(.*)\}", lambda name: _named(name[1]), page.address)
    headers = {"Accept-Language": "en", **page.headers}

    def ask() -> None:
        if page.fresh:
            Project.objects.filter(code="P-45").update(code=F("code"))
        if page.sent is not None:
            response = client.post(address, page.sent(), "application/json", headers=headers)
        else:
            response = client.get(address, headers=headers)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        assert response.getvalue() if response.streaming else response.content

    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    # Choices of a form are read through cursors of the server's; bare is the question itself.
    statements = [re.sub(r"^DECLARE .*? FOR ", "", each["sql"]) for each in captured]

    def bare() -> None:
        with connection.connection.cursor() as cursor:
            for sql in statements:
                cursor.execute(sql)
                if cursor.description:
                    cursor.fetchall()

    (taken, alone), yardstick = measured(ask, bare, times=page.kind.times)
    limit = page.kind.limit(projects)
    return Result(
        f"{page.name} ({projects:,} projects)",
        page.kind.name,
        (
            Ratio(taken.work, yardstick, limit.yardsticks, "yardsticks"),
            Ratio(taken.work, alone.work, limit.bare, "bare SQL"),
        ),
        f"{taken}; bare SQL {ms(alone.clock)}, {len(statements)} queries; "
        f"yardstick {ms(yardstick)}",
    )


_numbers = count()


def _change() -> object:
    """What a browser sends when somebody has typed a per cent."""
    change = {"act": "set", "project": _project(), "field": "per_cent_complete"}
    typed = str(next(_numbers) % 90)
    return {"changes": [{**change, "id": "1", "text": typed, "seen": None}]}


@cache
def _project() -> int:
    return Project.objects.get(code="P-45").pk


def _named(name: str) -> str:
    """What stands for a name in an address: a person's id, or the rows that a piece asks for."""
    if name != "rows":
        return str(User.objects.get(username=name).pk)
    projects = Project.objects.filter(strategy__slug="it-2018-21").order_by("-pk")
    return ".".join(str(pk) for pk in projects.values_list("pk", flat=True)[:PIECE])
