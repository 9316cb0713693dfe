"""A right and its reach: no limit widens, no limit without a meaning gives anything, no misuse."""

import ast
import tomllib
from itertools import product
from typing import Any, cast

import pytest

from core.access import (
    LIMITS,
    NOBODY,
    ORGANIZATION_ACTIONS,
    ROW_ACTIONS,
    RULES,
    Access,
    Action,
    Grant,
    Held,
    Limit,
    OrganizationAction,
    Reach,
    Role,
    RowAction,
)
from tests.structure.sources import ROOT, product_sources

UNIT, PART, OTHER, PERSON, LENDER = 7, 8, 9, 3, 4
PARENTS = {UNIT: None, PART: UNIT, OTHER: None}
LIMITED = [
    Held(role, unit, language)
    for role, unit, language in product(Role, (None, UNIT), ("", "de"))
    if unit or language
]
MEANT = [held for held in LIMITED if held.limit_means_something]
BY_ACTION = [(action, each) for action in Action for each in Role]


def access(*held: Held) -> Access:
    return Access.of(user_id=PERSON, held=held, unit_parents=PARENTS)


def label(held: Any) -> str:
    return f"{held.role}-{held.unit_id or ''}-{held.language}"


# --- Limits -------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", LIMITED, ids=label)
def test_a_limit_never_gives_more_than_none(held: Held) -> None:
    narrow, wide = access(held), access(Held(held.role))
    assert narrow.allowed <= wide.allowed
    for each in (narrow, narrow.files()):
        assert each.editions.languages <= {held.language}
        assert not each.editions.all or wide.editions.all
    for action in ROW_ACTIONS:
        grant, whole = (each.to(cast(RowAction, action)) for each in (narrow, wide))
        assert not grant.everywhere, action
        assert grant.unit_ids <= {UNIT, PART}
        assert grant.people <= whole.people


@pytest.mark.parametrize("held", [each for each in LIMITED if each not in MEANT], ids=label)
def test_a_limit_that_means_nothing_gives_nothing(held: Held) -> None:
    found = access(held)
    assert found.roles == frozenset()
    assert not [action for action in Action if found.opens(action)]


def test_two_limits_on_one_role_mean_nothing() -> None:
    assert not [held for held in MEANT if held.unit_id and held.language]


@pytest.mark.parametrize("held", MEANT, ids=label)
def test_a_limit_that_means_something_takes_something_away(held: Held) -> None:
    narrow, wide = access(held), access(Held(held.role))
    rows = {action for action in ROW_ACTIONS if wide.to(cast(RowAction, action)).everywhere}
    has_less = bool(rows) or narrow.allowed < wide.allowed
    has_files_less = narrow.files().editions != wide.files().editions
    reaches_more = any(narrow.to(cast(RowAction, action)).unit_ids for action in ROW_ACTIONS)
    assert has_less or has_files_less or reaches_more


@pytest.mark.parametrize("held", MEANT, ids=label)
def test_what_concerns_the_whole_is_given_by_no_limited_role_but_by_decision(held: Held) -> None:
    allowed = access(held).allowed
    assert allowed == {
        action for action in ORGANIZATION_ACTIONS if RULES[action].get(held.role) is Reach.ANYWAY
    }


def test_what_is_given_in_spite_of_a_limit_is_only_to_read() -> None:
    anyway = {action for action, rules in RULES.items() if Reach.ANYWAY in rules.values()}
    assert anyway == {
        Action.VIEW_FRAMEWORK,
        Action.VIEW_REPORT,
        Action.SEARCH,
        Action.VIEW_PEOPLE,
        # Writes too, about rows that the limit lets one see.
        Action.DISCUSS,
        # Writes too, but in the editions of the limit alone: `Access.translations`.
        Action.TRANSLATE,
    }


def test_two_roles_join_and_neither_limit_reaches_into_the_other() -> None:
    both = access(Held(Role.PMO, UNIT), Held(Role.TRANSLATOR, language="de"))
    assert both.files().editions.languages == {"de"} and not both.files().editions.all
    assert both.to(Action.EDIT_PROJECT) == Grant(unit_ids=frozenset({UNIT, PART}))
    assert not both.may(Action.ARRANGE_ABSENCE)


def test_what_is_taken_along_is_what_roles_that_take_along_may_read() -> None:
    both = access(Held(Role.BUSINESS_OWNER), Held(Role.FOCAL_POINT, UNIT))
    lent = access(Held(Role.BUSINESS_OWNER, lender_id=LENDER), Held(Role.FOCAL_POINT, UNIT))
    assert both.to(Action.VIEW_PORTFOLIO).people == {PERSON}
    assert lent.to(Action.VIEW_PORTFOLIO).people == {PERSON, LENDER}
    assert lent.files().to(Action.VIEW_PORTFOLIO).people == {PERSON}
    assert not access(Held(Role.BUSINESS_OWNER)).opens(Action.EXPORT)


# --- One way to ask -----------------------------------------------------------------------------


def test_every_action_is_of_one_kind_and_has_its_rules() -> None:
    assert not ORGANIZATION_ACTIONS & ROW_ACTIONS
    assert {*ORGANIZATION_ACTIONS, *ROW_ACTIONS, Action.EXPORT} == set(Action) == set(RULES)


@pytest.mark.parametrize(("action", "role"), BY_ACTION)
def test_a_rule_reaches_as_its_kind_can(action: Action, role: Role) -> None:
    reach = RULES[action].get(role)
    if action in ORGANIZATION_ACTIONS:
        assert reach in {None, Reach.ALL, Reach.ANYWAY}
    else:
        assert reach is not Reach.ANYWAY


def test_a_role_is_limited_where_a_limit_has_something_to_narrow() -> None:
    of_rows = {
        role
        for action in ROW_ACTIONS
        for role, reach in RULES[action].items()
        if reach in {Reach.UNIT, Reach.UNIT_ONLY}
    }
    assert of_rows <= {role for role, limit in LIMITS.items() if limit is Limit.UNIT}


def test_a_right_without_its_reach_is_refused() -> None:
    with pytest.raises(TypeError, match="which rows it reaches"):
        bool(NOBODY.to(Action.EDIT_PROJECT))
    with pytest.raises(TypeError, match="ask how far"):
        NOBODY.may(cast(OrganizationAction, Action.EDIT_PROJECT))
    with pytest.raises(TypeError, match="whether it is allowed"):
        NOBODY.to(cast(RowAction, Action.MANAGE_PEOPLE))


def test_mypy_refuses_a_grant_as_a_condition() -> None:
    """And by the literal kinds of actions, each question that is not one of its kind's."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert "truthy-bool" in settings["enable_error_code"]
    assert "TYPE_CHECKING" in (ROOT / "core/access.py").read_text(encoding="utf-8")


# Where a door is asked for, and rows or the organization's right are asked for behind it.
DOORS = {
    "core/access.py",
    "core/pages/lists.py",
    "core/pages/long_files.py",
    "core/pages/navigation.py",
    "core/pages/shell.py",
    "core/pages/view_access.py",
    # Where a person begins.
    "core/pages/views.py",
    # What a role gives, in words: asked of a role that nobody holds.
    "core/rights/extents.py",
    # Who is told that they may not, and who may.
    "outcomes/current.py",
    "core/rights/refusing.py",
    # Whether there is a control for the past; whether a sheet may bring new rows: its form asks again.
    "portfolio/projects/filters.py",
    "portfolio/projects/sheet_load.py",
    "portfolio/sheets/views.py",
    # Links and figures that lead to such pages.
    "portfolio/projects/views.py",
    "portfolio/rounds/views.py",
    "reports/dashboard/page.py",
}
# Who says which roles somebody has, in words; and which of them ask for a second factor: the setting
# names roles (decision 038).
NAMED = {"core/access.py", "core/pages/shell.py", "core/second_factor/services.py"}


def test_only_doors_ask_whether_there_is_anything_at_all() -> None:
    assert users_of("opens") <= DOORS
    assert users_of("grants", "allowed") <= {"core/access.py", "reports/dashboard/page.py"}


def test_nobody_asks_for_a_role_in_place_of_a_right() -> None:
    assert users_of("roles") <= NAMED


def users_of(*names: str) -> set[str]:
    """The files that ask an access for one of these attributes."""
    return {
        source.name
        for source in product_sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in names and _is_access(node.value)
    }


def _is_access(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        value = value.func
    name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
    return name in {"access", "access_of", "files"}
