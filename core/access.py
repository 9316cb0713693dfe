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


class Reach(TextChoices):
    """How far a permission goes: everywhere, the role's unit and its parts, or one's own rows.

    A role that reaches its unit also reaches one's own rows elsewhere; "only" is without these.
    """

    ALL = "all"
    UNIT = "unit"
    UNIT_ONLY = "unit_only"
    OWN = "own"


_A, _U, _O, _ONLY = Reach.ALL, Reach.UNIT, Reach.OWN, Reach.UNIT_ONLY

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
    Action.VIEW_RISKS: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _U,
        Role.FOCAL_POINT: _U,
        Role.BUSINESS_OWNER: _O,
        Role.MANAGER: _A,
        Role.REPORT_EDITOR: _A,
        Role.AUDITOR: _A,
    },
    Action.EDIT_RISK: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _O,
        Role.FOCAL_POINT: _O,
        Role.BUSINESS_OWNER: _O,
        Role.MANAGER: _U,
    },
    # In a unit a manager only advises: accepting asks for the whole (risks.querysets).
    Action.ACCEPT_RISK: {Role.MANAGER: _A},
    Action.SET_RISK_POLICY: {Role.MANAGER: _A},
    Action.HANDLE_ISSUE: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _U,
        Role.FOCAL_POINT: _U,
        Role.BUSINESS_OWNER: _O,
        Role.MANAGER: _A,
    },
    Action.VIEW_REPORT: {
        Role.PMO: _A,
        Role.MANAGER: _A,
        Role.REPORT_EDITOR: _A,
        Role.TRANSLATOR: _A,
        Role.CLEARER: _A,
        Role.AUDITOR: _A,
    },
    Action.REGENERATE_REPORT: {Role.PMO: _A, Role.REPORT_EDITOR: _A},
    # Word templates and the outlines that reports start from.
    Action.VIEW_TEMPLATES: {Role.PMO: _A, Role.REPORT_EDITOR: _A, Role.AUDITOR: _A},
    Action.EDIT_TEMPLATES: {Role.PMO: _A, Role.REPORT_EDITOR: _A},
    Action.CREATE_REPORT: {Role.PMO: _A, Role.REPORT_EDITOR: _A},
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
    # Whoever works here finds colleagues by name, unit and role; addresses only who needs them.
    Action.SEARCH: dict.fromkeys(Role, _A),
    Action.VIEW_PEOPLE: dict.fromkeys(Role, _A),
    Action.VIEW_CONTACTS: dict.fromkeys((Role.ADMINISTRATOR, Role.PMO, Role.MANAGER), _A),
    # Everybody lends their own roles; these also enter an absence for somebody else.
    Action.ARRANGE_ABSENCE: {Role.ADMINISTRATOR: _A, Role.PMO: _A},
    Action.MANAGE_PEOPLE: {Role.ADMINISTRATOR: _A},
    Action.VIEW_STATUS: {Role.ADMINISTRATOR: _A},
    # Whoever sees a row asks about it and answers, those too who change nothing: managers, editors,
    # auditors. Which rows is the row gate's business.
    Action.DISCUSS: {
        Role.PMO: _A,
        Role.PROJECT_MANAGER: _U,
        Role.FOCAL_POINT: _U,
        Role.BUSINESS_OWNER: _O,
        Role.MANAGER: _A,
        Role.REPORT_EDITOR: _A,
        Role.AUDITOR: _A,
    },
    # Anybody's; one's own, and what one was asked, everybody settles.
    Action.SETTLE_QUESTION: {Role.PMO: _A},
    Action.VIEW_PEOPLE_HISTORY: {Role.ADMINISTRATOR: _A, Role.AUDITOR: _A},
}


@dataclass(frozen=True)
class Held:
    """A role in force for a person, with its scope, and who lent it (None: it is their own)."""

    role: Role
    unit_id: int | None = None
    language: str = ""
    lender_id: int | None = None


@dataclass(frozen=True)
class Grant:
    """How far one person may do one action; falsy when not at all.

    `people` are those whose own rows are reached: the person, and whoever they stand in for;
    `languages` the editions for which alone a role is held.
    """

    everywhere: bool = False
    unit_ids: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.unit_ids) or self.own or bool(self.languages)

    def reaches(self, unit_id: int | None, *people: int | None) -> bool:
        """Whether a row of this unit, and of these people, is within it."""
        return (
            self.everywhere
            or unit_id in self.unit_ids
            or any(each in self.people for each in people)
        )

    def does(self, *, everywhere: bool) -> bool:
        """Whether it is one at all, or, where the whole house is asked for, reaches everywhere."""
        return self.everywhere if everywhere else bool(self)

    def covers(self, language: str) -> bool:
        """Whether it holds for the edition in `language`: a role for one edition does for that."""
        rest = self.everywhere or bool(self.unit_ids) or self.own
        return rest or language in self.languages

    @property
    def own(self) -> bool:
        """Whether anybody's own rows are reached."""
        return bool(self.people)


@dataclass(frozen=True)
class Access:
    """Everything one person may do, worked out once from the roles they hold.

    `lenders` are the people they stand in for.
    """

    user_id: int | None = None
    roles: frozenset[Role] = frozenset()
    grants: Mapping[Action, Grant] = field(default_factory=dict)
    lenders: frozenset[int] = frozenset()

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
            grants={
                action: _grant(rules, user_id, held, unit_parents)
                for action, rules in RULES.items()
            },
            lenders=frozenset(each.lender_id for each in held if each.lender_id is not None),
        )

    @property
    def selves(self) -> frozenset[int]:
        """The person and whoever they stand in for: nobody approves what is any of theirs."""
        return self.lenders if self.user_id is None else self.lenders | {self.user_id}

    def to(self, action: Action) -> Grant:
        """How far `action` is allowed."""
        return self.grants.get(action, Grant())


NOBODY = Access()


def _grant(
    rules: Mapping[Role, Reach],
    user_id: int | None,
    held: Iterable[Held],
    unit_parents: Mapping[int, int | None],
) -> Grant:
    """Join what several roles give for one action."""
    everywhere = False
    units: set[int] = set()
    people: set[int] = set()
    languages: set[str] = set()
    for each in held:
        reach = rules.get(each.role)
        if reach is None:
            continue
        if each.language and reach is Reach.ALL and each.unit_id is None:
            languages.add(each.language)
            continue
        # A role that reaches everywhere is narrowed by a unit scope; a unit role without a
        # unit, or an own-rows role, still covers the person's own rows; lent, the lender's.
        if each.unit_id is not None and reach is not Reach.OWN:
            units |= _with_parts(each.unit_id, unit_parents)
        everywhere |= reach is Reach.ALL and each.unit_id is None
        whose = user_id if each.lender_id is None else each.lender_id
        if reach in {Reach.UNIT, Reach.OWN} and whose is not None:
            people.add(whose)
    return Grant(everywhere, frozenset(units), frozenset(people), frozenset(languages))


def _with_parts(unit_id: int, unit_parents: Mapping[int, int | None]) -> set[int]:
    """A unit and all units below it."""
    found = {unit_id}
    while True:
        more = {unit for unit, parent in unit_parents.items() if parent in found} - found
        if not more:
            return found
        found |= more
