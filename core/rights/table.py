"""The rights table of the docs, made from the rules: a row for each action, a column for each role."""

from collections.abc import Iterator
from textwrap import fill

from django.conf import settings
from django.utils import translation

from core.access import Action, Role
from core.rights.extents import RoleShape, given
from core.rights.wording import ACTIONS, LIMITS, Extent

DOCUMENT = settings.BASE_DIR / "docs" / "rights.md"
WIDTH = 140
CELLS = {
    Extent.EVERYWHERE: "all",
    Extent.UNIT_AND_OWN: "unit, own",
    Extent.UNIT: "unit",
    Extent.EDITION: "edition",
    Extent.OWN: "own",
}
MEANINGS = {
    "all": "in the whole organization",
    "unit": "in the unit of the role and its parts",
    "unit, own": "the same, and their own rows elsewhere",
    "edition": "for the edition in the language of the role",
    "own": "what names them: their own projects, risks, indicators",
    "–": "not at all",
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
        "Whoever may not, finds nothing there: the answer is 404, never a hint. Nobody decides on "
        "what is theirs, nor on what is of somebody they stand in for."
    )
    for title, unit, edition in (
        ("Roles without a limit", False, False),
        ("Roles held only in a unit", True, False),
        ("Roles held only for an edition", False, True),
        ("Roles held only in a unit and for an edition", True, True),
    ):
        yield from ("", f"## {title}", "")
        yield from _table(unit, edition)
    yield from ("", "## What the cells say", "", "| | |", "|---|---|")
    yield from (f"| {cell} | {meaning} |" for cell, meaning in MEANINGS.items())
    yield from ("", "## What each limit means", "", "| limit | meaning |", "|---|---|")
    yield from (f"| {limit} | {meaning} |" for limit, meaning in LIMITS.items())
    yield ""


def _table(in_unit: bool, for_edition: bool) -> Iterator[str]:
    """A row for each action that anybody has; of limited roles only those that still give something."""
    shapes = [RoleShape(role, in_unit, for_edition) for role in Role]
    if in_unit or for_edition:
        shapes = [shape for shape in shapes if given(shape)]
    if not shapes:
        yield "No role gives anything with this limit."
        return
    yield f"| | {' | '.join(str(shape.role.label) for shape in shapes)} |"
    yield f"|---|{'---|' * len(shapes)}"
    for action in Action:
        cells = [_cell(shape, action) for shape in shapes]
        if any(cell != "–" for cell in cells):
            yield f"| {ACTIONS[action]} | {' | '.join(cells)} |"


def _cell(shape: RoleShape, action: Action) -> str:
    extent = given(shape).get(action)
    return "–" if extent is None else CELLS[extent]


def _paragraph(text: str) -> str:
    return fill(text, WIDTH)
