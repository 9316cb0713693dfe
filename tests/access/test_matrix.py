"""The organization's proposal of who may do what, against the rules of `core.access`.

A cell says how far: all, unit, own, edition (of a language), or - for not at all; to comment, propose,
recommend, suggest or request is not at all. Two columns are no roles: a risk owner reaches the risks they
own with whatever role they hold, and readers of the Governing Body have no account. Where the program
differs, `DIFFERENT` says what it does and why.
"""

from typing import cast

import pytest

from core.access import (
    ORGANIZATION_ACTIONS,
    Access,
    Action,
    Grant,
    Held,
    OrganizationAction,
    Role,
    RowAction,
)

UNIT, PERSON = 7, 3
# Column → the role it is here, with its unit and edition.
COLUMNS = {
    "analyst": Held(Role.PMO),
    "lead": Held(Role.PMO),
    "manager": Held(Role.PROJECT_MANAGER, UNIT),
    "focal": Held(Role.FOCAL_POINT, UNIT),
    "owner": Held(Role.BUSINESS_OWNER),
    "chief": Held(Role.MANAGER, UNIT),
    "cio": Held(Role.MANAGER),
    "committee": Held(Role.MANAGER),
    "editor": Held(Role.REPORT_EDITOR),
    "translator": Held(Role.TRANSLATOR, language="fr"),
    "auditor": Held(Role.AUDITOR),
    "admin": Held(Role.ADMINISTRATOR),
}
# A row of the proposal, by the action it is here.
PROPOSED = """
                    analyst lead manager focal owner chief cio  committee editor translator auditor admin
view_portfolio      all     all  unit    unit  own   all   all  all       all    edition    all     -
create_project      all     all  all     all   -     unit  -    -         -      -          -       -
record_decision     -       -    -       -     -     -     -    all       -      -          -       -
enter_status        all     all  own     -     -     unit  -    -         -      -          -       -
edit_project        all     all  own     -     -     unit  -    -         -      -          -       -
edit_framework      -       all  -       -     -     -     -    -         -      -          -       -
enter_measurement   all     all  -       -     own   unit  -    -         -      -          -       -
sign_off            -       -    -       -     own   -     -    -         -      -          -       -
edit_risk           all     all  own     -     -     unit  -    -         -      -          -       -
accept_risk         -       -    -       -     -     -     all  all       -      -          -       -
handle_issue        all     all  all     all   -     all   all  -         -      -          -       -
write_remark        -       all  own     own   -     unit  -    -         all    -          -       -
export              all     all  own     own   -     all   all  all       all    edition    all     -
view_history        own     all  own     -     own   unit  all  all       all    edition    all     -
manage_people       -       -    -       -     -     -     -    -         -      -          -       all
edit_templates      -       all  -       -     -     -     -    -         all    -          -       -
"""
ONE_PMO = "the PMO is one role; the history tells who of it did what"
NARROWED = "a manager with a unit reaches that unit and its parts"
READS = "a member of the committee reads as a manager does"
RECORDS = "the committee decides in its sessions, and the PMO records what it decided"
THEIR_UNIT = "the unit is the narrower of the two that fit a role with a unit"
OWNS = "whoever owns a risk scores it, with whatever role"
# Row and column → what the program does instead, and why.
DIFFERENT = {
    ("view_portfolio", "chief"): ("unit", NARROWED),
    ("view_portfolio", "translator"): ("-", "sees the report, not the portfolio behind it"),
    ("create_project", "manager"): ("unit", THEIR_UNIT),
    ("create_project", "focal"): ("unit", THEIR_UNIT),
    ("record_decision", "analyst"): ("all", RECORDS),
    ("record_decision", "lead"): ("all", RECORDS),
    ("record_decision", "committee"): ("-", RECORDS),
    ("edit_framework", "analyst"): ("all", ONE_PMO),
    ("enter_measurement", "cio"): ("own", "measures what they are responsible for"),
    ("enter_measurement", "committee"): ("own", "measures what they are responsible for"),
    ("edit_risk", "focal"): ("own", OWNS),
    ("edit_risk", "owner"): ("own", OWNS),
    ("edit_risk", "cio"): ("own", OWNS),
    ("edit_risk", "committee"): ("own", OWNS),
    ("handle_issue", "manager"): ("unit", THEIR_UNIT),
    ("handle_issue", "focal"): ("unit", THEIR_UNIT),
    ("handle_issue", "owner"): ("own", "raises what stops their own project"),
    ("handle_issue", "chief"): ("unit", NARROWED),
    ("handle_issue", "committee"): ("all", READS),
    ("write_remark", "analyst"): ("all", ONE_PMO),
    ("write_remark", "focal"): ("unit", "a focal point has a unit, not projects"),
    ("write_remark", "chief"): ("-", "a section is the report's, not a text of a project"),
    ("export", "manager"): ("unit", "takes along what they may read"),
    ("export", "focal"): ("unit", "takes along what they may read"),
    ("export", "chief"): ("unit", NARROWED),
    ("view_history", "analyst"): ("all", ONE_PMO),
    ("view_history", "owner"): ("-", "the sign-off, which is theirs, stands on the page"),
    ("view_history", "translator"): ("-", "a text shows its own changes in the report"),
    ("edit_templates", "analyst"): ("all", ONE_PMO),
}


def cells() -> list[tuple[str, str, str]]:
    """Row, column and cell of the proposal."""
    head, *rows = PROPOSED.strip().splitlines()
    found = []
    for row in rows:
        action, *said = row.split()
        found += [(action, *each) for each in zip(head.split(), said, strict=True)]
    return found


# An action of the proposal that is several here: what it is asked of.
FILES_OF: tuple[RowAction, ...] = (Action.VIEW_PORTFOLIO, Action.VIEW_RISKS)


def reach(access: Access, action: Action) -> str:
    """How far an action goes, in the words of the table."""
    if action is Action.EXPORT:
        files = access.files()
        found = {_of_rows(files.to(each)) for each in FILES_OF}
        if files.editions.languages and found == {"-"}:
            return "edition"
        (one,) = found
        return one
    if action in ORGANIZATION_ACTIONS:
        return "all" if access.may(cast(OrganizationAction, action)) else "-"
    return _of_rows(access.to(cast(RowAction, action)))


def _of_rows(grant: Grant) -> str:
    if grant.everywhere:
        return "all"
    if grant.unit_ids:
        return "unit"
    return "own" if grant.own else "-"


@pytest.mark.parametrize("column", COLUMNS)
def test_everybody_reaches_as_far_as_proposed_or_there_is_a_reason(column: str) -> None:
    access = Access.of(user_id=PERSON, held=[COLUMNS[column]], unit_parents={UNIT: None})
    wanted = {
        action: DIFFERENT.get((action, column), (cell, ""))[0]
        for action, named, cell in cells()
        if named == column
    }
    assert {action: reach(access, Action(action)) for action in wanted} == wanted


def test_every_difference_is_one() -> None:
    proposed = {(action, column): cell for action, column, cell in cells()}
    same = [key for key, (here, _reason) in DIFFERENT.items() if proposed.get(key) in {None, here}]
    assert not same, "no difference from the proposal, or no cell of it"
