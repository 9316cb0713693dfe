"""Roles, actions, and how far each role reaches: the rules behind the one row gate.

The table follows the organization's own proposal of twenty actions by fourteen roles. Querysets turn
an `Access` into rows (`visible_to`, `editable_by`). Who does not see a row gets 404; who sees it and
may not change it, 403 with the reason (`core.rights.refusing`).

A right is asked for together with its reach, by the kind of its action (decision 034): `may` for what
concerns the whole organization, `to` for rows, `files` for taking along. The types tell them apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

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
    VIEW_FRAMEWORK = "view_framework"
    CREATE_PROJECT = "create_project"
    EDIT_PROJECT = "edit_project"
    ENTER_STATUS = "enter_status"
    ACCEPT_STATUS = "accept_status"
    EDIT_FRAMEWORK = "edit_framework"
    ENTER_MEASUREMENT = "enter_measurement"
    VERIFY_MEASUREMENT = "verify_measurement"
    SIGN_OFF = "sign_off"
    RECORD_DECISION = "record_decision"
    WRITE_REMARK = "write_remark"
    VIEW_RISKS = "view_risks"
    EDIT_RISK = "edit_risk"
    ACCEPT_RISK = "accept_risk"
    SET_RISK_POLICY = "set_risk_policy"
    HANDLE_ISSUE = "handle_issue"
    VIEW_REPORT = "view_report"
    REGENERATE_REPORT = "regenerate_report"
    EDIT_PAPER = "edit_paper"
    ACCEPT_NUMBERS = "accept_numbers"
    OVERRIDE_NUMBER = "override_number"
    TRANSLATE = "translate"
    VIEW_TEMPLATES = "view_templates"
    EDIT_TEMPLATES = "edit_templates"
    CREATE_REPORT = "create_report"
    EXPORT = "export"
    VIEW_HISTORY = "view_history"
    SEARCH = "search"
    VIEW_PEOPLE = "view_people"
    VIEW_CONTACTS = "view_contacts"
    ARRANGE_ABSENCE = "arrange_absence"
    MANAGE_PEOPLE = "manage_people"
    VIEW_PEOPLE_HISTORY = "view_people_history"
    VIEW_STATUS = "view_status"
    DISCUSS = "discuss"
    SETTLE_QUESTION = "settle_question"


# Every action is of one of three kinds. What concerns the organization as a whole is allowed or not:
# a role that is limited does not give it, unless its rule says that the limit does not matter.
OrganizationAction = Literal[
    Action.VIEW_FRAMEWORK,
    Action.EDIT_FRAMEWORK,
    Action.RECORD_DECISION,
    Action.ACCEPT_RISK,
    Action.SET_RISK_POLICY,
    Action.VIEW_REPORT,
    Action.REGENERATE_REPORT,
    Action.EDIT_PAPER,
    Action.ACCEPT_NUMBERS,
    Action.OVERRIDE_NUMBER,
    Action.TRANSLATE,
    Action.CREATE_REPORT,
    Action.VIEW_TEMPLATES,
    Action.EDIT_TEMPLATES,
    Action.SEARCH,
    Action.VIEW_PEOPLE,
    Action.VIEW_PEOPLE_HISTORY,
    Action.MANAGE_PEOPLE,
    Action.ARRANGE_ABSENCE,
    Action.VIEW_STATUS,
    Action.DISCUSS,
    Action.SETTLE_QUESTION,
]
# What is done with rows reaches some of them.
RowAction = Literal[
    Action.VIEW_PORTFOLIO,
    Action.CREATE_PROJECT,
    Action.EDIT_PROJECT,
    Action.ENTER_STATUS,
    Action.ACCEPT_STATUS,
    Action.SIGN_OFF,
    Action.WRITE_REMARK,
    Action.ENTER_MEASUREMENT,
    Action.VERIFY_MEASUREMENT,
    Action.VIEW_RISKS,
    Action.EDIT_RISK,
    Action.HANDLE_ISSUE,
    Action.VIEW_HISTORY,
    Action.VIEW_CONTACTS,
]
# Taking along reaches what the same role lets one read.
FileAction = Literal[Action.EXPORT]

ORGANIZATION_ACTIONS: frozenset[Action] = frozenset(get_args(OrganizationAction))
ROW_ACTIONS: frozenset[Action] = frozenset(get_args(RowAction))


class Limit(TextChoices):
    """What a role can be limited to where it is given."""

    UNIT = "unit"
    EDITION = "edition"


# The one limit that means something for a role; the others are held for the whole organization or
# for one's own rows alone. With any other limit a role gives nothing: forms, loaders and the database
# refuse it.
LIMITS: Mapping[Role, Limit] = {
    Role.PMO: Limit.UNIT,
    Role.PROJECT_MANAGER: Limit.UNIT,
    Role.FOCAL_POINT: Limit.UNIT,
    Role.MANAGER: Limit.UNIT,
    Role.AUDITOR: Limit.UNIT,
    Role.TRANSLATOR: Limit.EDITION,
}


def limit_of(role: str) -> Limit | None:
    """What a role of this name can be limited to, if anything."""
    return next((limit for each, limit in LIMITS.items() if each == role), None)


def limited_to(limit: Limit) -> list[Role]:
    """The roles that can be limited so."""
    return [role for role, each in LIMITS.items() if each is limit]


class Reach(TextChoices):
    """How far a permission goes: everywhere, the role's unit and its parts, or one's own rows.

    "All" is narrowed by the role's limit; "anyway" is not, by decision. A role that reaches its unit
    also reaches one's own rows elsewhere; "only" is without these.
    """

    ALL = "all"
    ANYWAY = "anyway"
    UNIT = "unit"
    UNIT_ONLY = "unit_only"
    OWN = "own"


_A, _U, _O, _ONLY = Reach.ALL, Reach.UNIT, Reach.OWN, Reach.UNIT_ONLY
_ANYWAY = Reach.ANYWAY

# Whoever reads the portfolio: rows, their risks, and what is asked about them.
_READERS: Mapping[Role, Reach] = {
    Role.PMO: _A,
    Role.PROJECT_MANAGER: _U,
    Role.FOCAL_POINT: _U,
    Role.BUSINESS_OWNER: _O,
    Role.MANAGER: _A,
    Role.REPORT_EDITOR: _A,
    Role.AUDITOR: _A,
}

RULES: Mapping[Action, Mapping[Role, Reach]] = {
    Action.VIEW_PORTFOLIO: _READERS,
    # Strategy, outcomes and indicators are the organization's: whoever reads any of the portfolio
    # reads what it is for.
    Action.VIEW_FRAMEWORK: dict.fromkeys(_READERS, _ANYWAY),
    Action.CREATE_PROJECT: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _U,
        Role.FOCAL_POINT: _U,
        Role.MANAGER: _ONLY,
    },
    # A chief, who is a manager with a unit, does so for that unit; a manager of the whole does not.
    Action.EDIT_PROJECT: {Role.PMO: _A, Role.PROJECT_MANAGER: _O, Role.MANAGER: _ONLY},
    Action.ENTER_STATUS: {Role.PMO: _A, Role.PROJECT_MANAGER: _O, Role.MANAGER: _ONLY},
    Action.ACCEPT_STATUS: {Role.PMO: _A},
    # Framework, baselines and targets: the PMO's lead. Actual values also by whoever is responsible
    # and by a chief for the own unit; verified by somebody else.
    Action.EDIT_FRAMEWORK: {Role.PMO: _A},
    Action.ENTER_MEASUREMENT: {Role.PMO: _A, Role.BUSINESS_OWNER: _O, Role.MANAGER: _U},
    Action.VERIFY_MEASUREMENT: {Role.PMO: _A, Role.MANAGER: _A},
    Action.SIGN_OFF: {Role.BUSINESS_OWNER: _O},
    # What the committee decides: funding lines, approval, the work plan.
    Action.RECORD_DECISION: {Role.PMO: _A},
    Action.WRITE_REMARK: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _O,
        Role.FOCAL_POINT: _U,
        Role.REPORT_EDITOR: _A,
    },
    # A risk owner is no role of its own: whoever holds one of these reaches the risks they own.
    Action.VIEW_RISKS: _READERS,
    Action.EDIT_RISK: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _O,
        Role.FOCAL_POINT: _O,
        Role.BUSINESS_OWNER: _O,
        Role.MANAGER: _U,
    },
    # In a unit a manager only advises.
    Action.ACCEPT_RISK: {Role.MANAGER: _A},
    Action.SET_RISK_POLICY: {Role.MANAGER: _A},
    Action.HANDLE_ISSUE: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _U,
        Role.FOCAL_POINT: _U,
        Role.BUSINESS_OWNER: _O,
        Role.MANAGER: _A,
    },
    # A report is one document: a chief, whose unit it speaks of, and a translator, who works from
    # the original, read the whole of it.
    Action.VIEW_REPORT: {
        **dict.fromkeys((Role.PMO, Role.REPORT_EDITOR, Role.CLEARER, Role.AUDITOR), _A),
        **dict.fromkeys((Role.MANAGER, Role.TRANSLATOR), _ANYWAY),
    },
    Action.REGENERATE_REPORT: {Role.PMO: _A, Role.REPORT_EDITOR: _A},
    # The words of a paper in every edition; a translator's in their own (`Access.translations`).
    Action.EDIT_PAPER: {Role.PMO: _A, Role.REPORT_EDITOR: _A},
    # Words, and the numbers in them, are two rights: who writes need not decide what is counted.
    Action.ACCEPT_NUMBERS: {Role.PMO: _A, Role.REPORT_EDITOR: _A},
    # Another amount than the data give: the PMO and a manager of the whole, and two of them.
    Action.OVERRIDE_NUMBER: {Role.PMO: _A, Role.MANAGER: _A},
    Action.TRANSLATE: {Role.PMO: _A, Role.REPORT_EDITOR: _A, Role.TRANSLATOR: _ANYWAY},
    # Word templates and the outlines that reports start from.
    Action.VIEW_TEMPLATES: {Role.PMO: _A, Role.REPORT_EDITOR: _A, Role.AUDITOR: _A},
    Action.EDIT_TEMPLATES: {Role.PMO: _A, Role.REPORT_EDITOR: _A},
    Action.CREATE_REPORT: {Role.PMO: _A, Role.REPORT_EDITOR: _A},
    # Each role takes along what it may read itself; a translator the files of their edition.
    Action.EXPORT: {
        **dict.fromkeys((Role.PROJECT_MANAGER, Role.FOCAL_POINT), _U),
        **dict.fromkeys((Role.PMO, Role.MANAGER, Role.REPORT_EDITOR), _A),
        **dict.fromkeys((Role.TRANSLATOR, Role.AUDITOR), _A),
    },
    Action.VIEW_HISTORY: {
        **dict.fromkeys((Role.PMO, Role.MANAGER, Role.REPORT_EDITOR, Role.AUDITOR), _A),
        Role.PROJECT_MANAGER: _O,
    },
    # Whoever works here finds colleagues by name, unit and role; addresses only who needs them.
    Action.SEARCH: dict.fromkeys(Role, _ANYWAY),
    Action.VIEW_PEOPLE: dict.fromkeys(Role, _ANYWAY),
    Action.VIEW_CONTACTS: dict.fromkeys((Role.ADMINISTRATOR, Role.PMO, Role.MANAGER), _A),
    # Everybody lends their own roles; these also enter an absence for somebody else.
    Action.ARRANGE_ABSENCE: {Role.ADMINISTRATOR: _A, Role.PMO: _A},
    Action.MANAGE_PEOPLE: {Role.ADMINISTRATOR: _A},
    Action.VIEW_STATUS: {Role.ADMINISTRATOR: _A},
    # Whoever sees a row asks about it and answers, those too who change nothing. It opens the pages:
    # which rows these are of, the gate of each kind says (`core.subjects`).
    Action.DISCUSS: dict.fromkeys((*_READERS, Role.CLEARER, Role.TRANSLATOR), _ANYWAY),
    # Anybody's; one's own, and what one was asked, everybody settles.
    Action.SETTLE_QUESTION: {Role.PMO: _A},
    Action.VIEW_PEOPLE_HISTORY: {Role.ADMINISTRATOR: _A, Role.AUDITOR: _A},
}


@dataclass(frozen=True)
class Held:
    """A role in force for a person, with its limit, and who lent it (None: it is their own)."""

    role: Role
    unit_id: int | None = None
    language: str = ""
    lender_id: int | None = None

    @property
    def limit_means_something(self) -> bool:
        """Whether the role can be limited as it is; otherwise it gives nothing."""
        limit = limit_of(self.role)
        return (self.unit_id is None or limit is Limit.UNIT) and (
            not self.language or limit is Limit.EDITION
        )

    @property
    def is_limited(self) -> bool:
        """Whether it is not held for the whole."""
        return self.unit_id is not None or bool(self.language)


@dataclass(frozen=True)
class Grant:
    """How far one person may do one action with rows. It is neither true nor false: ask it for rows.

    `people` are those whose own rows are reached: the person, and whoever they stand in for;
    `unlimited` those of them who hold a role that reaches a unit without one: where a new row needs a
    unit, it is their own.
    """

    everywhere: bool = False
    unit_ids: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    unlimited: frozenset[int] = frozenset()

    if not TYPE_CHECKING:  # unseen by mypy, which so refuses every condition on a grant

        def __bool__(self) -> bool:
            """Refused: a right without its reach is no right."""
            raise TypeError("A grant is no yes or no: ask which rows it reaches.")

    @property
    def is_empty(self) -> bool:
        """Whether no row at all can be within it."""
        return not (self.everywhere or self.unit_ids or self.people)

    def reaches(self, unit_id: int | None, *people: int | None) -> bool:
        """Whether a row of this unit, and of these people, is within it."""
        return (
            self.everywhere
            or unit_id in self.unit_ids
            or any(each in self.people for each in people)
        )

    @property
    def own(self) -> bool:
        """Whether anybody's own rows are reached."""
        return bool(self.people)


NOTHING = Grant()


@dataclass(frozen=True)
class Editions:
    """Of which editions of a report somebody may have the files, or write the words."""

    all: bool = False
    languages: frozenset[str] = frozenset()

    def covers(self, language: str) -> bool:
        """Whether the edition in `language` is one of them."""
        return self.all or language in self.languages


@dataclass(frozen=True)
class Access:
    """Everything one person may do, worked out once from the roles they hold.

    `allowed` are the organization's actions, `grants` hold the reach of the others; `lenders` are the
    people they stand in for. `editions` are those of the reports that `roles` read, `translations` those
    whose words they may write.
    """

    user_id: int | None = None
    roles: frozenset[Role] = frozenset()
    allowed: frozenset[Action] = frozenset()
    grants: Mapping[Action, Grant] = field(default_factory=dict)
    editions: Editions = field(default_factory=Editions)
    translations: Editions = field(default_factory=Editions)
    lenders: frozenset[int] = frozenset()
    taken_along: "Access | None" = None

    @classmethod
    def of(
        cls,
        *,
        user_id: int | None,
        held: Iterable[Held],
        unit_parents: Mapping[int, int | None],
    ) -> "Access":
        """The access that `held` roles give; `unit_parents` maps each unit's id to its parent's."""
        held = [each for each in held if each.limit_means_something]
        exporting = [each for each in held if each.role in RULES[Action.EXPORT]]
        files = cls._of(user_id, exporting, unit_parents, None)
        return cls._of(user_id, held, unit_parents, files)

    @classmethod
    def _of(
        cls,
        user_id: int | None,
        held: list[Held],
        unit_parents: Mapping[int, int | None],
        taken_along: "Access | None",
    ) -> "Access":
        return cls(
            user_id=user_id,
            roles=frozenset(each.role for each in held),
            allowed=frozenset(
                action for action in ORGANIZATION_ACTIONS if _allows(RULES[action], held)
            ),
            grants={
                action: _grant(RULES[action], user_id, held, unit_parents) for action in ROW_ACTIONS
            },
            editions=_editions(held, Action.VIEW_REPORT),
            translations=_editions(held, Action.TRANSLATE),
            lenders=frozenset(each.lender_id for each in held if each.lender_id is not None),
            taken_along=taken_along,
        )

    @property
    def selves(self) -> frozenset[int]:
        """The person and whoever they stand in for: nobody approves what is any of theirs."""
        return self.lenders if self.user_id is None else self.lenders | {self.user_id}

    def may(self, action: OrganizationAction) -> bool:
        """Whether `action` is allowed, in the whole organization."""
        if action not in ORGANIZATION_ACTIONS:
            raise TypeError(f"{action} reaches rows: ask how far.")
        return action in self.allowed

    def to(self, action: RowAction) -> Grant:
        """How far `action` is allowed."""
        if action not in ROW_ACTIONS:
            raise TypeError(f"{action} has no rows: ask whether it is allowed.")
        return self.grants.get(action, NOTHING)

    def files(self) -> "Access":
        """What may be taken along in files: the access of those roles alone that do so."""
        return self if self.taken_along is None else self.taken_along

    @property
    def is_of_files(self) -> bool:
        """Whether this is what may be taken along, not all that may be read."""
        return self.taken_along is None

    def opens(self, action: Action) -> bool:
        """Whether there is any use in a page for `action`. It is a door: what lies behind asks on."""
        if action in ROW_ACTIONS:
            return not self.grants.get(action, NOTHING).is_empty
        if action in ORGANIZATION_ACTIONS:
            return action in self.allowed
        return bool(self.files().roles & RULES[action].keys())


NOBODY = Access()


def _allows(rules: Mapping[Role, Reach], held: Iterable[Held]) -> bool:
    """Whether one of the roles gives an action of the whole organization."""
    return any(
        rules.get(each.role) is Reach.ANYWAY
        or (rules.get(each.role) is Reach.ALL and not each.is_limited)
        for each in held
    )


def _grant(
    rules: Mapping[Role, Reach],
    user_id: int | None,
    held: Iterable[Held],
    unit_parents: Mapping[int, int | None],
) -> Grant:
    """Join what several roles give for one action with rows."""
    everywhere = False
    units: set[int] = set()
    people: set[int] = set()
    unlimited: set[int] = set()
    for each in held:
        reach = rules.get(each.role)
        if reach is None or each.language:  # rows have no language
            continue
        # A role that reaches everywhere is narrowed by its unit; a unit role without a unit, or an
        # own-rows role, still covers the person's own rows; lent, the lender's.
        if each.unit_id is not None and reach is not Reach.OWN:
            units |= _with_parts(each.unit_id, unit_parents)
        everywhere |= reach is Reach.ALL and each.unit_id is None
        whose = user_id if each.lender_id is None else each.lender_id
        if reach in {Reach.UNIT, Reach.OWN} and whose is not None:
            people.add(whose)
            if each.unit_id is None:
                unlimited.add(whose)
    return Grant(everywhere, frozenset(units), frozenset(people), frozenset(unlimited))


def _editions(held: Iterable[Held], action: OrganizationAction) -> Editions:
    """Those that the roles with this action are for; a role without an edition is for all."""
    having = [each for each in held if _allows(RULES[action], [each])]
    return Editions(
        all=any(not each.language for each in having),
        languages=frozenset(each.language for each in having if each.language),
    )


def _with_parts(unit_id: int, unit_parents: Mapping[int, int | None]) -> set[int]:
    """A unit and all units below it."""
    found = {unit_id}
    while True:
        more = {unit for unit, parent in unit_parents.items() if parent in found} - found
        if not more:
            return found
        found |= more
