"""Roles, actions, and how far each role reaches: the rules behind the one row gate.

The table follows the organization's own proposal of twenty actions by fourteen roles; those that
concern later parts of the program are added with them. Querysets turn an `Access` into rows
(`visible_to`, `editable_by`); whoever is outside gets 404, never 403.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """The roles a person can hold, each with a scope."""

    ADMINISTRATOR = "administrator", _("Administrator")
    PMO = "pmo", _("PMO")
    PROJECT_MANAGER = "project_manager", _("Project manager")
    FOCAL_POINT = "focal_point", _("Focal point")
    BUSINESS_OWNER = "business_owner", _("Business owner")
    MANAGER = "manager", _("Manager")
    REPORT_EDITOR = "report_editor", _("Report editor")
    TRANSLATOR = "translator", _("Translator")
    CLEARER = "clearer", _("Clearer")
    AUDITOR = "auditor", _("Auditor")


class Action(TextChoices):
    """What can be done, as the rules name it."""

    VIEW_PORTFOLIO = "view_portfolio"
    CREATE_PROJECT = "create_project"
    EDIT_PROJECT = "edit_project"
    ENTER_STATUS = "enter_status"
    ACCEPT_STATUS = "accept_status"
    VIEW_REPORT = "view_report"
    REGENERATE_REPORT = "regenerate_report"
    EXPORT = "export"
    VIEW_HISTORY = "view_history"
    MANAGE_PEOPLE = "manage_people"


class Reach(TextChoices):
    """How far a permission goes: everywhere, the role's unit and its parts, or one's own rows."""

    ALL = "all"
    UNIT = "unit"
    OWN = "own"


_A, _U, _O = Reach.ALL, Reach.UNIT, Reach.OWN

RULES: Mapping[Action, Mapping[Role, Reach]] = {
    Action.VIEW_PORTFOLIO: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _U,
        Role.FOCAL_POINT: _U,
        Role.BUSINESS_OWNER: _O,
        Role.MANAGER: _A,
        Role.REPORT_EDITOR: _A,
        Role.AUDITOR: _A,
    },
    Action.CREATE_PROJECT: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _U,
        Role.FOCAL_POINT: _U,
    },
    Action.EDIT_PROJECT: {Role.PMO: _A, Role.PROJECT_MANAGER: _O},
    Action.ENTER_STATUS: {Role.PMO: _A, Role.PROJECT_MANAGER: _O},
    Action.ACCEPT_STATUS: {Role.PMO: _A},
    Action.VIEW_REPORT: {
        Role.PMO: _A,
        Role.MANAGER: _A,
        Role.REPORT_EDITOR: _A,
        Role.TRANSLATOR: _A,
        Role.CLEARER: _A,
        Role.AUDITOR: _A,
    },
    Action.REGENERATE_REPORT: {Role.PMO: _A, Role.REPORT_EDITOR: _A},
    Action.EXPORT: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _U,
        Role.FOCAL_POINT: _U,
        Role.MANAGER: _A,
        Role.REPORT_EDITOR: _A,
        Role.TRANSLATOR: _A,
        Role.AUDITOR: _A,
    },
    Action.VIEW_HISTORY: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _O,
        Role.MANAGER: _A,
        Role.REPORT_EDITOR: _A,
        Role.AUDITOR: _A,
    },
    Action.MANAGE_PEOPLE: {Role.ADMINISTRATOR: _A},
}


@dataclass(frozen=True)
class Held:
    """A role in force for a person, with its scope."""

    role: Role
    unit_id: int | None = None
    language: str = ""


@dataclass(frozen=True)
class Grant:
    """How far one person may do one action; falsy when not at all."""

    everywhere: bool = False
    unit_ids: frozenset[int] = frozenset()
    own: bool = False
    languages: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.unit_ids) or self.own


@dataclass(frozen=True)
class Access:
    """Everything one person may do, worked out once from the roles they hold."""

    user_id: int | None = None
    roles: frozenset[Role] = frozenset()
    grants: Mapping[Action, Grant] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        *,
        user_id: int | None,
        held: Iterable[Held],
        unit_parents: Mapping[int, int | None],
    ) -> "Access":
        """The access that `held` roles give; `unit_parents` maps each unit's id to its parent's."""
        held = list(held)
        return cls(
            user_id=user_id,
            roles=frozenset(each.role for each in held),
            grants={action: _grant(rules, held, unit_parents) for action, rules in RULES.items()},
        )

    def to(self, action: Action) -> Grant:
        """How far `action` is allowed."""
        return self.grants.get(action, Grant())


NOBODY = Access()


def _grant(
    rules: Mapping[Role, Reach], held: Iterable[Held], unit_parents: Mapping[int, int | None]
) -> Grant:
    """Join what several roles give for one action."""
    everywhere, own = False, False
    units: set[int] = set()
    languages: set[str] = set()
    for each in held:
        reach = rules.get(each.role)
        if reach is None:
            continue
        if each.language:
            languages.add(each.language)
        # A role that reaches everywhere is narrowed by a unit scope; a unit role without a
        # unit, or an own-rows role, still covers the person's own rows.
        if each.unit_id is not None and reach is not Reach.OWN:
            units |= _with_parts(each.unit_id, unit_parents)
        everywhere |= reach is Reach.ALL and each.unit_id is None
        own |= reach is not Reach.ALL
    return Grant(everywhere, frozenset(units), own, frozenset(languages))


def _with_parts(unit_id: int, unit_parents: Mapping[int, int | None]) -> set[int]:
    """A unit and all units below it."""
    found = {unit_id}
    while True:
        more = {unit for unit, parent in unit_parents.items() if parent in found} - found
        if not more:
            return found
        found |= more
