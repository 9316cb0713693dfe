"""The rights table of the docs, made from the rules: a row for each action, a column for each role."""

from collections.abc import Iterator
from textwrap import fill

from django.conf import settings
from django.utils import translation

from core.access import Action, Limit, Role, limited_to
from core.rights.extents import RoleShape, given
from core.rights.wording import ACTIONS, LIMITS, Extent

DOCUMENT = settings.BASE_DIR / "docs" / "rights.md"
WIDTH = 140
NOT_AT_ALL = "–"
CELLS = {
    Extent.EVERYWHERE: "all",
    Extent.UNIT_AND_OWN: "unit, own",
    Extent.UNIT: "unit",
    Extent.EDITION: "edition",
    Extent.OWN: "own",
    Extent.READ: "what they read",
}
MEANINGS = {
    "all": "in the whole organization",
    "unit": "in the unit of the role and its parts",
    "unit, own": "the same, and their own rows elsewhere",
    "edition": "the edition in the language of the role",
    "own": "what names them: their own projects, risks, indicators; a new project in their own unit",
    "what they read": "whatever the same role lets them read",
    NOT_AT_ALL: "not at all",
}


def rights_text() -> str:
    """The whole document, in English."""
    with translation.override("en"):
        return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# Who may do what"
    yield ""
    yield _paragraph(
        "Made from the rules of the program (`core/access.py`) by `manage.py rights_table`; a test "
        "holds that it is up to date. The page *Who can do what* says the same of every person, for "
        "administrators and auditors."
    )
    yield ""
    yield _paragraph(
        "Whoever does not see a row, finds nothing there: the answer is 404, never a hint. Who sees it "
        "and asks for the form that changes it reads why not, and who may. Nobody decides on "
        "what is theirs, nor on what is of somebody they stand in for. A role that has no limit below "
        "can be limited to nothing."
    )
    for title, shapes in _tables():
        yield from ("", f"## {title}", "")
        yield from _table(shapes)
    yield from ("", "## What the cells say", "", "| | |", "|---|---|")
    yield from (f"| {cell} | {meaning} |" for cell, meaning in MEANINGS.items())
    yield from ("", "## What each limit means", "", "| limit | meaning |", "|---|---|")
    yield from (f"| {limit} | {meaning} |" for limit, meaning in LIMITS.items())
    yield ""


def _tables() -> Iterator[tuple[str, list[RoleShape]]]:
    yield "Roles without a limit", [RoleShape(role) for role in Role]
    for limit, title in (
        (Limit.UNIT, "Roles limited to a unit"),
        (Limit.EDITION, "Roles limited to an edition"),
    ):
        yield title, [RoleShape(role, limit) for role in limited_to(limit)]


def _table(shapes: list[RoleShape]) -> Iterator[str]:
    """A row for each action that one of these roles gives."""
    yield f"| | {' | '.join(str(shape.role.label) for shape in shapes)} |"
    yield f"|---|{'---|' * len(shapes)}"
    for action in Action:
        cells = [_cell(shape, action) for shape in shapes]
        if any(cell != NOT_AT_ALL for cell in cells):
            yield f"| {ACTIONS[action]} | {' | '.join(cells)} |"


def _cell(shape: RoleShape, action: Action) -> str:
    extent = given(shape).get(action)
    return NOT_AT_ALL if extent is None else CELLS[extent]


def _paragraph(text: str) -> str:
    return fill(text, WIDTH)
