"""Every address with every role that is limited: nothing outside the limit is reached.

Whoever holds a role only in a unit where nothing is reaches nothing but themselves, the organization's
own facts, and forms in which they can choose nothing else. Lines and rows are those of `addresses.txt`.
"""

import io
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from core.access import RULES, Action, Limit, Role, limited_to
from core.history.versions import version_of
from core.models import RoleAssignment, Unit, User
from portfolio.models import Decision, StatusUpdate
from tests.access.address_rows import REPORT, ROWS, STRATEGY
from tests.access.test_every_address import LINES, Line, answer
from tests.factories import make_project, make_unit, make_update, make_user
from tests.lists import result_count
from tests.portfolio.rounds.test_saving import Site
from tests.risks.rows import make_risk

pytestmark = pytest.mark.django_db

# Of nobody's rows: signing in, one's own password, names and units of colleagues, the search, which
# has row gates of its own (tests/core/search).
OF_NOBODY = {
    *("core:home", "core:sign-in", "core:sign-out", "core:language", "core:style-guide"),
    *(
        "core:healthz",
        "core:readyz",
        "core:metrics",
        "core:search",
        "core:search-hits",
        "core:set-password",
    ),
    *("people:person-list", "people:unit-list", "people:stand-in-list", "people:person-detail"),
    *("people:unit-detail", "people:password-change"),
    *("core:second-step", "account:security", "account:confirm", "account:app-add"),
    *("account:passkey-add", "account:factor-name", "account:factor-remove"),
    *("account:recovery-codes", "account:session-end", "account:sessions-end-others"),
    # Whoever has its secret address reads a calendar, signed in or not.
    "work:calendar",
}
# What waits for oneself, and how one wants to hear of it.
OWN_WORK = {"work:list", "work:settings", "work:calendar-renew", "work:calendar-revoke"}
# To read: what the organization wants to reach, and what gives the money for it.
FRAMEWORK = {
    *("outcomes:strategy-current", "outcomes:strategy-detail", "outcomes:part-detail"),
    "outcomes:term-list",
    *("indicators:indicator-list", "indicators:indicator-detail", "indicators:evidence-download"),
    *("portfolio:line-detail", "portfolio:deliverable-list"),
}
# Forms that change what they read of these: who asks is told who may. Of rows outside the limit nobody
# is told.
REFUSED = {
    *("outcomes:part-edit", "indicators:indicator-edit", "reports:report-edit"),
    "reports:report-close",
    *("outcomes:term-edit", "outcomes:term-delete"),
    *("outcomes:own-field-edit", "outcomes:own-field-delete"),
    # What may be seen but not added to: the answer says who may.
    *("portfolio:project-create", "risks:risk-create", "indicators:indicator-create"),
    *("outcomes:part-create", "outcomes:term-create", "outcomes:term-name"),
    "outcomes:own-field-create",
    *("indicators:target-create", "indicators:target-edit"),
    *("indicators:measurement-create", "indicators:measurement-edit"),
    # Forms that add to what they see.
    *("outcomes:part-create", "outcomes:term-create", "outcomes:term-name"),
    *("outcomes:own-field-create", "indicators:indicator-create"),
    *("portfolio:project-create", "portfolio:line-create", "portfolio:decision-create"),
    *("risks:risk-create", "risks:issue-create", "reports:report-create"),
    # A finding about the original, where a translator does not write.
    *("reports:finding-mend", "reports:finding-waive", "reports:waiver-take-back"),
    *("reports:picture-create", "reports:picture-replace", "reports:picture-delete"),
}
# Lists and sums of rows: they open, and hold nothing (below).
EMPTY = {
    *(f"portfolio:{kind}-list" for kind in (
        "project", "update", "work-plan", "stage", "quantity", "remark", "promise", "milestone",
        "money", "decision",
    )),
    *(f"risks:{kind}-list" for kind in ("risk", "issue", "mitigation", "assessment", "acceptance")),
    *("risks:risk-matrix", "dashboard:dashboard"),
    *("discussions:question-list", "documents:document-list"),
}  # fmt: skip
# Rounds are the organization's; of their rows these hold, take and judge those that the role reaches.
ROUNDS = {
    Action.VIEW_PORTFOLIO: {
        f"portfolio:round-{page}" for page in ("current", "detail", "list", "workbook")
    },
    Action.ENTER_STATUS: {f"portfolio:round-{page}" for page in ("save", "submit", "sheet")},
    Action.WRITE_REMARK: {f"portfolio:round-{page}" for page in ("save", "sheet")},
    Action.ACCEPT_STATUS: {"portfolio:round-review"},
}
SENT_TO_ROUNDS = ROUNDS[Action.ENTER_STATUS] | ROUNDS[Action.ACCEPT_STATUS]
# An indicator is the organization's, and whoever reads it asks about it; which strategy the pages show is
# chosen for oneself; a sheet is sent to wait, and its rows are asked for one by one.
CHOICE = "POST core:strategy-choose"
# So a report, which is read whole: about its paragraphs.
OF_PARAGRAPHS = {
    *(f"{method} discussions:question-create about-paragraph" for method in ("GET", "POST")),
    "POST reports:paragraph-ask text",
}
ASKED = {
    CHOICE,
    *(f"{method} discussions:question-create about-indicator" for method in ("GET", "POST")),
    *OF_PARAGRAPHS,
    *(
        f"{method} portfolio:sheet-send sheet-{kind}"
        for method in ("GET", "POST")
        for kind in ("projects", "updates", "milestones", "money")
    ),
}
# A decision about no project is the organization's; it opens for whoever reads any of the portfolio.
NEW = {
    Action.CREATE_PROJECT: "portfolio:project-create",
    Action.EDIT_RISK: "risks:risk-create",
    Action.HANDLE_ISSUE: "risks:issue-create",
}
# A report is read whole by whoever reads it with a limit by decision (034), and its files taken along.
REPORTS = {
    *("reports:report-list", "reports:report-detail", "reports:report-facts", "reports:report-job"),
    *("reports:number-detail", "reports:export-download"),
    *("reports:report-findings", "reports:report-findings-count"),
    *("reports:report-requirements", "reports:report-requirements-card"),
    *("reports:picture-list", "reports:picture-file"),
    *("reports:workshop", "reports:piece-detail", "reports:editions-reconcile"),
    *("reports:number-choices", "reports:number-said", "reports:number-window"),
    *("reports:numbers-waiting", "reports:paragraph-ask"),
}
LISTS_OF_PARAGRAPHS = {"discussions:question-list", "documents:document-list"}
# Where a translator writes: in the edition of the limit (`Access.translations`), nowhere else.
TRANSLATED = {
    *("reports:text-detail", "reports:text-form", "reports:reference-list"),
    *("reports:translation-level", "reports:edition-side-by-side"),
    *("reports:edition-xliff", "reports:edition-xliff-send", "reports:edition-xliff-check"),
    *("reports:finding-mend", "reports:finding-waive", "reports:waiver-take-back"),
    *("reports:picture-create", "reports:picture-replace", "reports:picture-delete"),
}
# A project or a risk of the demonstration.
CODE = re.compile(r"\b[PR]-\d\d\b")
# Of a round: one leads elsewhere, one takes and shows nothing, one is of all rounds, one a file.
OF_NO_ROWS = ("current", "save", "list", "workbook")
SHUT = {"404", "405", "to sign-in"}
IN_A_UNIT, OF_AN_EDITION = limited_to(Limit.UNIT), limited_to(Limit.EDITION)


def limited(role: Role, **limit: object) -> User:
    """Somebody of no unit who holds a role with a limit."""
    person = make_user()
    RoleAssignment.objects.create(user=person, role=role, **limit)
    return person


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def opened(role: Role) -> set[str]:
    """The names of the pages that a role opens although it is limited."""
    reads = RULES[Action.VIEW_PORTFOLIO].keys() | RULES[Action.VIEW_RISKS].keys()
    return {
        *OF_NOBODY,
        *(FRAMEWORK | EMPTY if role in reads else ()),
        *(OWN_WORK if role in RULES[Action.DISCUSS] else ()),
        *(name for action, name in NEW.items() if role in RULES[action]),
        *(name for action, names in ROUNDS.items() if role in RULES[action] for name in names),
        *(REPORTS if RULES[Action.VIEW_REPORT].get(role) == "anyway" else ()),
    }


def walked(person: User) -> dict[str, Line]:
    """The lines that answer this person with more than that there is nothing."""
    client = client_of(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {
        str(line): line
        for line in LINES
        if (got := answer(line.method, line.url, session)) not in SHUT
        and not (got == "403" and line.name in REFUSED)
    }


@pytest.mark.parametrize("role", IN_A_UNIT)
@pytest.mark.usefixtures("plain_404")
def test_in_a_unit_where_nothing_is_nothing_is_reached(
    role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "EMBEDDED", True)
    found = walked(limited(role, unit=make_unit()))
    beyond = {key for key, line in found.items() if line.name not in opened(role)}
    assert beyond <= ASKED
    written = {
        line.name for key, line in found.items() if line.method == "POST" and key not in ASKED
    }
    # What is sent reaches nothing but a new row; of a round's rows, none (below).
    assert written <= OF_NOBODY | OWN_WORK | set(NEW.values()) | SENT_TO_ROUNDS
    assert {line.name for line in found.values()} >= EMPTY - {"dashboard:dashboard"}


@pytest.mark.parametrize("role", OF_AN_EDITION)
@pytest.mark.usefixtures("plain_404")
def test_of_an_edition_its_files_are_reached_and_no_others(
    role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "EMBEDDED", True)
    found = walked(limited(role, language="de"))
    beyond = [
        key
        for key, line in found.items()
        if line.name not in OF_NOBODY | OWN_WORK | REPORTS | TRANSLATED | LISTS_OF_PARAGRAPHS
    ]
    asked = {CHOICE, *OF_PARAGRAPHS}
    assert set(beyond) <= asked
    sent = {line.name for key, line in found.items() if line.method == "POST" and key not in asked}
    assert sent <= OF_NOBODY | OWN_WORK | TRANSLATED
    files = {str(line) for line in found.values() if line.name == "reports:export-download"}
    assert files == {"GET reports:export-download file-de"}


@pytest.mark.parametrize("role", IN_A_UNIT)
def test_lists_hold_nothing_of_what_lies_outside(role: Role) -> None:
    client = client_of(limited(role, unit=make_unit()))
    of_no_project = Decision.objects.filter(project=None).count()
    for name in sorted(EMPTY - {"risks:risk-matrix", "dashboard:dashboard"}):
        expected = of_no_project if name == "portfolio:decision-list" else 0
        found = result_count(client, reverse(name))
        assert found in {None, expected}, (name, found)
    for name in ("risks:risk-matrix", "dashboard:dashboard", "work:list"):
        page = client.get(reverse(name)).content.decode()
        assert not CODE.search(page), name


@pytest.mark.parametrize("role", IN_A_UNIT)
def test_a_round_holds_nothing_of_what_lies_outside(role: Role) -> None:
    client = client_of(limited(role, unit=make_unit()))
    pages = [name for action, names in ROUNDS.items() if role in RULES[action] for name in names]
    for name in sorted({*pages} - {f"portfolio:round-{each}" for each in OF_NO_ROWS}):
        page = client.get(reverse(name, args=ROWS["round"]))
        assert page.status_code == 200, name
        assert not CODE.search(page.content.decode()), name
    book = client.get(reverse("portfolio:round-workbook", args=ROWS["round"]))
    cells = [
        str(value)
        for sheet in load_workbook(io.BytesIO(book.content)).worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
    ]
    assert cells and not CODE.search("\n".join(cells))


@pytest.mark.parametrize("role", [role for role in IN_A_UNIT if role in RULES[Action.ENTER_STATUS]])
def test_what_is_sent_to_a_round_changes_nothing_outside(role: Role) -> None:
    site = Site()
    given = make_update(site.add(), round=site.round, author=site.manager)
    person = limited(role, unit=make_unit())
    before = list(StatusUpdate.objects.order_by("pk").values())
    (result,) = site.send(person, {"field": "schedule", "text": "r", "seen": "g"})["results"]
    # In the words for a row that there is not.
    assert result["state"] == "refused" and "no longer there" in result["message"]
    judged = {"act": "accept", "update": given.pk, "version": f"{given.pk}-{version_of(given)}"}
    status = client_of(person).post(f"{site.url}review/", judged).status_code
    assert status == (302 if role in RULES[Action.ACCEPT_STATUS] else 404)
    assert list(StatusUpdate.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("role", IN_A_UNIT)
def test_what_is_found_lies_within(role: Role) -> None:
    inside, outside = make_unit(), make_unit()
    here, there = (
        make_project(lead_unit=unit, name=f"Sought {unit.code}") for unit in (inside, outside)
    )
    page = client_of(limited(role, unit=inside)).get("/search/?q=Sought").content.decode()
    assert (here.code in page) and there.code not in page


def options(page: str, name: str) -> set[str]:
    """The values that can be chosen in a field."""
    found = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    assert found, name
    return set(re.findall(r'<option value="([^"]+)"', found.group()))


@pytest.mark.parametrize(
    "role", [role for role in IN_A_UNIT if role in RULES[Action.CREATE_PROJECT]]
)
def test_a_new_project_is_one_of_the_unit(role: Role) -> None:
    unit = make_unit()
    person = limited(role, unit=unit)
    # Where somebody sits widens no role that is limited to another unit.
    User.objects.filter(pk=person.pk).update(unit=Unit.objects.get(code="TMS"))
    page = (
        client_of(person).get(reverse(NEW[Action.CREATE_PROJECT], args=[STRATEGY])).content.decode()
    )
    assert options(page, "lead_unit") == {str(unit.pk)}


def test_without_a_limit_a_project_is_begun_in_ones_own_unit() -> None:
    unit = make_unit()
    person = make_user(Role.PROJECT_MANAGER, unit=unit)
    page = (
        client_of(person).get(reverse(NEW[Action.CREATE_PROJECT], args=[STRATEGY])).content.decode()
    )
    assert options(page, "lead_unit") == {str(unit.pk)}


@pytest.mark.parametrize("role", [role for role in IN_A_UNIT if role in RULES[Action.HANDLE_ISSUE]])
def test_an_issue_is_raised_where_one_handles_issues_and_not_where_one_reads(role: Role) -> None:
    unit = make_unit()
    person = limited(role, unit=unit)
    # Reads the whole portfolio, and handles nothing in it.
    RoleAssignment.objects.create(user=person, role=Role.AUDITOR)
    project = make_project(lead_unit=unit, strategy=make_project().strategy)
    make_risk()
    url = reverse(NEW[Action.HANDLE_ISSUE], args=[project.strategy.slug])
    page = client_of(person).get(url).content.decode()
    assert options(page, "project") == {str(project.pk)}
    assert options(page, "risk") == set()


@pytest.mark.parametrize("role", [role for role in IN_A_UNIT if role in RULES[Action.EDIT_RISK]])
def test_a_new_risk_is_placed_within(role: Role) -> None:
    unit, strategy = make_unit(), make_project().strategy
    person = limited(role, unit=unit)
    page = client_of(person).get(reverse(NEW[Action.EDIT_RISK], args=[strategy.slug]))
    assert options(page.content.decode(), "unit") <= {str(unit.pk)}
    assert options(page.content.decode(), "project") == set()


# --- Two roles do not make one that reaches further ---------------------------------------------


def test_a_right_to_read_and_another_to_take_along_make_no_third() -> None:
    """An owner reads their projects, a translator takes along their edition: no project goes along."""
    person = limited(Role.TRANSLATOR, language="de")
    RoleAssignment.objects.create(user=person, role=Role.BUSINESS_OWNER)
    project = make_project(business_owner=person)
    client = client_of(person)
    page = client.get(project.get_absolute_url())
    assert page.status_code == 200 and "export=xlsx" not in page.content.decode()
    assert client.get(f"{project.get_absolute_url()}?export=xlsx").status_code == 404
    projects = reverse("portfolio:project-list")
    assert project.code in client.get(projects).content.decode()
    assert client.get(f"{projects}?export=csv").status_code == 404
    assert project.code in client.get(projects).content.decode(), "a page after a file is a page"
    german, english = (
        reverse("reports:export-download", args=[REPORT, 1, code, "docx"]) for code in ("de", "en")
    )
    assert (client.get(german).status_code, client.get(english).status_code) == (200, 404)


def test_a_file_holds_the_rows_of_the_roles_that_take_files_along() -> None:
    unit = make_unit()
    person = limited(Role.FOCAL_POINT, unit=unit)
    strategy = make_project().strategy
    theirs = make_project(lead_unit=unit, strategy=strategy)
    RoleAssignment.objects.create(user=person, role=Role.BUSINESS_OWNER)
    client, projects = client_of(person), reverse("portfolio:project-list")
    exported = client.get(f"{projects}?export=csv").content.decode()
    assert theirs.code in exported and exported.count("\n") == 2
