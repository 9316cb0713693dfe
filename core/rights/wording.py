"""What each action is, how far a role reaches and what limits it, in plain words."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from core.access import Action

ACTIONS: Mapping[Action, str | Promise] = {
    Action.VIEW_PORTFOLIO: gettext_lazy("See projects with their dates, money and updates"),
    Action.VIEW_FRAMEWORK: gettext_lazy("See the strategy, its parts and indicators"),
    Action.CREATE_PROJECT: gettext_lazy("Propose a new project"),
    Action.EDIT_PROJECT: gettext_lazy(
        "Change a project, its stages, milestones, promises and money"
    ),
    Action.ENTER_STATUS: gettext_lazy("Enter status updates"),
    Action.ACCEPT_STATUS: gettext_lazy("Accept status updates"),
    Action.EDIT_FRAMEWORK: gettext_lazy(
        "Change the strategy, its indicators, baselines and targets"
    ),
    Action.ENTER_MEASUREMENT: gettext_lazy("Enter measured values of indicators"),
    Action.VERIFY_MEASUREMENT: gettext_lazy("Verify values that somebody else has measured"),
    Action.SIGN_OFF: gettext_lazy("Sign off finished projects"),
    Action.RECORD_DECISION: gettext_lazy("Record what the committee decided"),
    Action.WRITE_REMARK: gettext_lazy("Write a project's text for the report"),
    Action.VIEW_RISKS: gettext_lazy("See risks, measures and issues"),
    Action.EDIT_RISK: gettext_lazy("Enter and score risks, and plan measures"),
    Action.ACCEPT_RISK: gettext_lazy("Accept risks"),
    Action.SET_RISK_POLICY: gettext_lazy("Set the bands and the tolerance of risks"),
    Action.HANDLE_ISSUE: gettext_lazy("Raise, escalate and close issues"),
    Action.VIEW_REPORT: gettext_lazy("See reports and their drafts"),
    Action.REGENERATE_REPORT: gettext_lazy("Make new drafts of a report"),
    Action.EDIT_PAPER: gettext_lazy(
        "Write, move and take out the words of a paper, in every edition"
    ),
    Action.ACCEPT_NUMBERS: gettext_lazy("Let numbers that have moved into a paper, or hold them"),
    Action.OVERRIDE_NUMBER: gettext_lazy(
        "Set a number of a paper by hand, and confirm what somebody else has set"
    ),
    Action.TRANSLATE: gettext_lazy("Translate a paper"),
    Action.VIEW_TEMPLATES: gettext_lazy("See Word templates and outlines"),
    Action.EDIT_TEMPLATES: gettext_lazy("Change Word templates and outlines"),
    Action.CREATE_REPORT: gettext_lazy("Begin a report and change its facts"),
    Action.DISCUSS: gettext_lazy("Ask and answer questions about what one sees"),
    Action.SETTLE_QUESTION: gettext_lazy("Settle and reopen anybody's questions"),
    Action.EXPORT: gettext_lazy("Take lists and pages along as files"),
    Action.VIEW_HISTORY: gettext_lazy("See who changed what in contents"),
    Action.SEARCH: gettext_lazy("Search"),
    Action.VIEW_PEOPLE: gettext_lazy("Find people and units by name, unit and role"),
    Action.VIEW_CONTACTS: gettext_lazy("See addresses and user names of people"),
    Action.ARRANGE_ABSENCE: gettext_lazy("Enter somebody else's absence and stand-in"),
    Action.MANAGE_PEOPLE: gettext_lazy("Add people and units; give, review and end roles"),
    Action.VIEW_PEOPLE_HISTORY: gettext_lazy(
        "See who can do what, last sign-ins, and changes of settings and rights"
    ),
    Action.VIEW_STATUS: gettext_lazy("See the state of the program and its jobs"),
}


class Extent(TextChoices):
    """How far an action reaches, for a role with its limits; the widest first."""

    EVERYWHERE = "everywhere", gettext_lazy("the whole organization")
    UNIT_AND_OWN = "unit_and_own", gettext_lazy("the unit and its parts, and own rows elsewhere")
    UNIT = "unit", gettext_lazy("the unit and its parts")
    EDITION = "edition", gettext_lazy("the edition in that language")
    OWN = "own", gettext_lazy("own rows")
    READ = "read", gettext_lazy("what the same role reads")


# What each limit means: of the docs, and under the list.
LIMITS: Mapping[str | Promise, str | Promise] = {
    gettext_lazy("The whole organization"): gettext_lazy(
        "A role without a unit and without an edition holds as far as its action reaches."
    ),
    gettext_lazy("Only in unit"): gettext_lazy(
        "The role holds in that unit and in all units below it. What concerns the organization as a "
        "whole, such as giving roles or the strategy, it lets nobody change."
    ),
    gettext_lazy("Only for edition"): gettext_lazy(
        "A translator reads the report, but takes along the files of that language alone."
    ),
    gettext_lazy("Own rows"): gettext_lazy(
        "What names the person: a project they manage or sign off, a risk or an indicator that is "
        "theirs."
    ),
    gettext_lazy("From and until"): gettext_lazy(
        "Both days count, and a day is the organization's, wherever somebody sits. A role that has "
        "ended stays ended, even when the working date is set back."
    ),
    gettext_lazy("Lent"): gettext_lazy(
        "A stand-in holds the role of somebody who is away, with the same limit, for the days that "
        "were entered, and only as long as the lender holds it. Own rows are then the lender's. "
        "The administrator's role is never lent."
    ),
}


def where(extent: Extent, *, unit: str = "", edition: str = "") -> str:
    """How far something reaches, with the names of a role's limits: "TMS and its parts"."""
    if extent is Extent.UNIT:
        return _("%(unit)s and its parts") % {"unit": unit}
    if extent is Extent.UNIT_AND_OWN:
        return _("%(unit)s and its parts, and own rows elsewhere") % {"unit": unit}
    if extent is Extent.EDITION:
        return _("edition in %(language)s") % {"language": edition}
    return str(extent.label)


def edition(code: str) -> str:
    """The name of a language, in the reader's."""
    return str(get_language_info(code)["name_translated"]) if code else ""
