"""Every address with every role: one readable table, `addresses.txt`, holds who gets what.

An address without a line there fails. Rows of the demonstration: `own` is a project of the manager
pm-ams in AMS with a business owner, `other` one of pm-tms in TMS.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from core.discussions.services import question_settle
from core.imports.waiting import sheet_keep
from core.models import AccessReview, Job
from core.models.job import JobState
from core.my_work.calendar import feed_renew
from core.pages import long_files
from core.rights.reviews.services import review_open
from core.subjects import subjects
from core.time import working_date
from outcomes.models import (
    Deliverable,
    Indicator,
    Measurement,
    Output,
    OwnField,
    Strategy,
    Target,
    Term,
)
from outcomes.strategy.parts import KINDS
from portfolio.models import (
    Commitment,
    Decision,
    DeliverableLink,
    FundingLine,
    Project,
    StatusUpdate,
)
from portfolio.project_page.row_kinds import ROW_KINDS
from portfolio.sheets.kinds import SHEET_KINDS
from reports.checking.services import findings_of
from reports.gate.services import override_ask
from reports.models import NumberOverride, PartAssignment, Report, ReportPicture
from reports.writing.services import part_assign
from risks.models import Assessment, Mitigation, Risk
from tests.access.people import COLUMNS, user
from tests.core.discussions.rows import ROWS as SUBJECTS
from tests.core.discussions.rows import ask
from tests.core.documents.rows import bring
from tests.reports.pictures.files import make_picture
from tests.reports.word_templates.docx_templates import make_word_template
from tests.risks.rows import make_assessment

pytestmark = pytest.mark.django_db

STRATEGY, REPORT = "it-2018-21", "progress-2021"
# The project of pm-ams that has a row of a kind, where P-18 has none.
OWN = {"promises": "P-19"}
# What stands for the addresses' parameters, by the word behind the address's name.
ROWS = {
    "": (),
    "own": (STRATEGY, "P-18"),
    "other": (STRATEGY, "P-06"),
    "missing": (STRATEGY, "P-999"),
    **{f"own-{kind}": (STRATEGY, "P-18", kind) for kind in ROW_KINDS},
    "other-milestones": (STRATEGY, "P-06", "milestones"),
    **{f"{kind}-row": (STRATEGY, OWN.get(kind, "P-18"), kind, f"{kind}-key") for kind in ROW_KINDS},
    "round": (STRATEGY, "2021-12"),
    "waiting": (STRATEGY, "2021-12", "waiting"),
    **{f"sheet-{kind}": (kind, STRATEGY) for kind in SHEET_KINDS},
    "waiting-list": ("milestones", STRATEGY, "waiting-list"),
    "no-round": (STRATEGY, "2031-13"),
    "own-update": (STRATEGY, "P-18", "update"),
    "promise": ("promise",),
    "line": ("line",),
    "decision": ("decision",),
    "strategy": (STRATEGY,),
    **{f"new-{kind}": (STRATEGY, kind) for kind in KINDS},
    "new-category": (STRATEGY, "category"),
    "fixed-word": (STRATEGY, "stage", "in_progress"),
    "term": (STRATEGY, "term"),
    "own-field-of": (STRATEGY, "project"),
    "own-field": (STRATEGY, "own-field-key"),
    **{f"{kind}-part": (STRATEGY, kind, f"{kind}-key") for kind in KINDS},
    "indicator": ("indicator",),
    "target": ("indicator", "target"),
    "measurement": ("indicator", "measurement"),
    "person": ("person",),
    # Whose they are is asked behind the password: tests/core/account has both.
    "factor": (1,),
    "session": ("00000000-0000-0000-0000-000000000000",),
    "unit": ("AMS",),
    "role": ("person", "role"),
    "lent": ("lent",),
    "token": ("MQ", "set-nothing"),
    "first-code": ("1:nothing",),
    "own-risk": (STRATEGY, "R-05"),
    "other-risk": (STRATEGY, "R-03"),
    "risk-above": (STRATEGY, "risk-above"),
    "own-assessment": (STRATEGY, "R-05", "assessment"),
    "own-measure": (STRATEGY, "R-05", "measure"),
    "own-issue": (STRATEGY, "I-03"),
    "report": (REPORT,),
    "job": (REPORT, "job"),
    "any-job": ("job",),
    "long-file": ("long-file",),
    "file": (REPORT, 1, "en", "docx"),
    "file-de": (REPORT, 1, "de", "docx"),
    "number": (REPORT, "en", "introduction/total#1"),
    "edition": (REPORT, "de"),
    "text": (REPORT, "de", "para/introduction/total"),
    "finding": (REPORT, "finding"),
    "picture": (REPORT, "picture"),
    "picture-file": (REPORT, "picture-file"),
    "waiting-file": (REPORT, "de", "waiting-file"),
    "override": (REPORT, "override"),
    "assigned": (REPORT, "assigned"),
    "outline": ("outline",),
    "word": ("word",),
    **{f"about-{kind}": (f"kind-{kind}", f"about-{kind}") for kind in SUBJECTS},
    "asked": ("asked",),
    "asked-other": ("asked-other",),
    "settled": ("settled",),
    "kept": ("kept",),
    "kept-file": ("kept-file",),
    "review": ("review",),
    "feed": ("feed",),
}

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


def _job_id() -> int:
    return Job.objects.values_list("pk", flat=True)[0]


def _finding() -> str:
    """What the checker tells of the demonstration: an output without a word."""
    return findings_of(Report.objects.get(slug=REPORT))[0].fingerprint


def _picture() -> ReportPicture:
    """A picture of the demonstration's report, which has none."""
    report = Report.objects.get(slug=REPORT)
    return report.pictures.first() or make_picture(report, "house")


def _review_id() -> int:
    """The open review of rights; there is one at most."""
    found = AccessReview.objects.open().first()
    return (found or review_open(by=user("admin"), on=working_date())).pk


def _long_file() -> int:
    """A file of a list that the PMO has asked for and that is ready."""
    name = default_storage.save("lists/long.csv", ContentFile(b"Code"))
    path = reverse("portfolio:project-list")
    return Job.objects.create(
        kind=long_files.KIND,
        key="long",
        requested_by=user("pmo"),
        params={"path": path, "query": "", "format": "csv"},
        state=JobState.DONE,
        finished_at=timezone.now(),
        result={"stored": name, "name": "long.csv", "rows": 1},
    ).pk


def _waiting_sheet(subject: str) -> int:
    """A sheet that the PMO has sent and that waits for their word."""
    file = ContentFile(b"Code,Achieved\nP-18,Tests were run.\n", name="round.csv")
    return sheet_keep(person=user("pmo"), subject=subject, file=file).pk


def _linked_deliverable() -> None:
    """The demonstration links none."""
    project = Project.objects.get(strategy__slug=STRATEGY, code="P-18")
    place = project.output or Output.objects.filter(deliverables__isnull=False)[0]
    deliverable = Deliverable.objects.filter(output__outcome=place.outcome)[0]
    DeliverableLink.objects.get_or_create(project=project, deliverable=deliverable)


def _row_of(kind: str) -> int:
    if kind == "deliverables":
        _linked_deliverable()
    rows = ROW_KINDS[kind].model._default_manager.filter(project__code=OWN.get(kind, "P-18"))
    key: int = rows.values_list("pk", flat=True)[0]
    return key


def _subject(kind: str) -> int:
    key: int = SUBJECTS[kind]().pk
    return key


def _settled() -> int:
    question = ask(by="auditor", of="pm-ams")
    question_settle(question=question, user=user("pmo"))
    return question.pk


def _part_of(kind: str) -> int:
    key: int = KINDS[kind].rows(STRATEGY).order_by("pk").values_list("pk", flat=True)[0]
    return key


def _term_that_nothing_holds() -> Term:
    strategy = Strategy.objects.get(slug=STRATEGY)
    return strategy.terms.get_or_create(
        vocabulary="size", key="giant", defaults={"name": "Giant", "position": 9}
    )[0]


def _own_field() -> OwnField:
    strategy = Strategy.objects.get(slug=STRATEGY)
    return strategy.own_fields.get_or_create(
        key="sponsor",
        defaults={"subject": "project", "kind": "text", "name": "Sponsor", "position": 0},
    )[0]


def _override() -> NumberOverride:
    """A number that somebody else has set by hand."""
    report = Report.objects.get(slug=REPORT)
    values = {"signature": "projects.total", "value": "7", "reason": "As counted."}
    override_ask(report=report, user=user("pmo2"), **values)
    return NumberOverride.objects.get(report=report)


def _assigned() -> PartAssignment:
    """A paragraph that waits for somebody who asks for none of these addresses."""
    return part_assign(
        report=Report.objects.get(slug=REPORT),
        target="para/introduction/total",
        to=user("pmo2"),
        due_on=None,
        user=user("pmo"),
    )


def _risk_above_tolerance() -> str:
    """The code of a risk that asks to be accepted: in the demonstration there is none."""
    risk = Risk.objects.get(code="R-06")
    if not Risk.objects.filter(pk=risk.pk).above_tolerance(working_date()).exists():
        make_assessment(risk, (4, 4), on=working_date())
    return risk.code


# Rows without a name of their own in addresses: what finds the key of one of pm-ams's projects.
KEYS: dict[object, Callable[[], int | str]] = {
    "job": _job_id,
    "long-file": _long_file,
    "waiting": lambda: _waiting_sheet(f"round {STRATEGY} 2021-12"),
    "waiting-list": lambda: _waiting_sheet(f"milestones {STRATEGY}"),
    "waiting-file": lambda: _waiting_sheet(f"xliff {REPORT} de"),
    "outline": lambda: STRATEGY,
    "word": lambda: make_word_template().pk,
    "review": _review_id,
    "feed": lambda: feed_renew(user=user("pmo")),
    "finding": _finding,
    "picture": lambda: _picture().pk,
    "picture-file": lambda: _picture().sha256,
    "risk-above": _risk_above_tolerance,
    # The kind's name itself, which may be that of a key above.
    **{f"kind-{kind}": partial(str, kind) for kind in SUBJECTS},
    **{f"about-{kind}": partial(_subject, kind) for kind in SUBJECTS},
    # Of a project of pm-ams, put to pm-ams by the auditor; of one of pm-tms, put to nobody.
    "asked": lambda: ask(by="auditor", of="pm-ams").pk,
    "asked-other": lambda: ask("other", by="cio").pk,
    "settled": lambda: _settled(),
    "kept": lambda: bring().document_id,
    "override": lambda: _override().pk,
    "assigned": lambda: _assigned().pk,
    "kept-file": lambda: bring().pk,
    **{f"{kind}-key": partial(_part_of, kind) for kind in KINDS},
    **{f"{kind}-key": partial(_row_of, kind) for kind in ROW_KINDS},
    # Indicator 1.2 is measured by chief-tms.
    "indicator": lambda: Indicator.objects.get(number="1.2").pk,
    "target": lambda: Target.objects.filter(indicator__number="1.2").values_list("pk")[0][0],
    "measurement": lambda: Measurement.objects.filter(indicator__number="1.2").values_list("pk")[0][
        0
    ],
    "update": lambda: (
        StatusUpdate.objects.filter(project__code="P-18").exclude(state="draft")[0].pk
    ),
    "promise": lambda: Commitment.objects.filter(project__code="P-19").values_list("pk")[0][0],
    "person": lambda: user("pm-ims").pk,
    "role": lambda: user("pm-ims").assignments.get(lent_by=None).pk,
    "lent": lambda: user("pm-ims").assignments.exclude(lent_by=None).get().pk,
    "line": lambda: FundingLine.objects.values_list("pk")[0][0],
    "assessment": lambda: Assessment.objects.filter(risk__code="R-05").values_list("pk")[0][0],
    "measure": lambda: Mitigation.objects.filter(risk__code="R-05").values_list("pk")[0][0],
    "term": lambda: _term_that_nothing_holds().pk,
    "own-field-key": lambda: _own_field().pk,
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
