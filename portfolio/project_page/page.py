"""What the page of one project shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.kept import kept
from core.languages import profile
from core.languages.translated import other_language_of, text_in, text_of
from core.models import User
from core.my_work.subscriptions import SubscriptionState, subscription_state
from core.pages.changes import ChangeInWords, shown
from core.pages.facts import Fact
from core.pages.lists import query
from core.pages.looking_back import LookBackForm, PastWords
from core.pages.panels import PanelView, panels_for
from core.years import LAST_DAY
from outcomes.own_fields.facts import own_facts
from portfolio.models import (
    Project,
    Remark,
    SignOffWithdrawal,
    StatusRound,
    StatusUpdate,
    UpdateKind,
)
from portfolio.money.sums import YearSums, project_sums
from portfolio.project_page import cards, queries
from portfolio.project_page.actions import Actions, actions_on
from portfolio.project_page.history import project_history
from portfolio.projects.by_code import stage_of
from portfolio.projects.fields import FIELDS
from portfolio.projects.forms import ProjectForm
from portfolio.rows.named_words import dimension_name, stage_name
from portfolio.rows.wording import day_words
from portfolio.status.months import Month, months
from portfolio.status.updates import (
    DimensionState,
    UpdateLine,
    dimensions_shown,
    states_of,
    update_lines,
)


@dataclass(frozen=True)
class Head:
    """What stands above the cards, and where its buttons lead."""

    code: str
    name: str
    name_language: str  # where it is not that of the page
    description: str
    description_language: str
    kind: str
    stage: str
    category: str
    place: str
    edit_url: str
    form_fields: Sequence[str]
    sign_off_url: str
    withdraw_url: str
    status_url: str


@dataclass(frozen=True)
class RemarkText:
    """The text for a report in one language; empty where it is not translated."""

    language: str
    label: str
    text: str
    year: int


@dataclass(frozen=True)
class EmptyCard:
    """A kind of rows that the project has none of; `add_url` is for whoever may add one."""

    key: str
    label: str
    add_url: str


@dataclass(frozen=True)
class LookBack:
    """The form of the two days; `keep` keeps an address in the past it is in."""

    form: LookBackForm
    keep: str = ""


@dataclass(frozen=True)
class ProjectPage:
    """`portfolio/project_page/detail.html`, as of a day.

    `updates` are the last ones, newest first, `latest` the newest with values of its own, `updates_url`
    the list of all; `periods` stand oldest first; `remarks` are the latest text in each language.
    """

    strategy: int
    head: Head
    facts: list[Fact]
    latest: UpdateLine | None
    updates: list[UpdateLine]
    updates_url: str
    periods: list[Month]
    milestones: list[cards.MilestoneLine]
    promises: list[cards.PromiseLine]
    deliverables: list[cards.DeliverableLine]
    money: list[cards.CostLine]
    sums: list[YearSums]
    quantities: list[cards.WholeLine]
    stages: list[cards.StageLine]
    work_plans: list[cards.WorkPlanLine]
    decisions: list[cards.DecisionLine]
    remarks: list[RemarkText]
    remark_links: list[cards.RemarkLink]
    history: list[ChangeInWords]
    panels: list[PanelView]
    may: Actions
    subscription: SubscriptionState | None
    past: PastWords | None = None
    look_back: LookBack | None = None
    history_url: str = ""

    @property
    def other_updates(self) -> list[UpdateLine]:
        """What was said besides the update that the status card tells."""
        return [each for each in self.updates if each is not self.latest]

    @property
    def said_dimensions(self) -> list[str]:
        """The heads of the states of those."""
        return [dimension_name(self.strategy, name) for name in self._dimensions]

    @property
    def said_updates(self) -> list[tuple[UpdateLine, list[DimensionState]]]:
        """Those, with their states under the heads."""
        dimensions = self._dimensions
        return [
            (each, states_of(each.row, dimensions, self.strategy)) for each in self.other_updates
        ]

    @property
    def _dimensions(self) -> list[str]:
        return dimensions_shown(self.strategy, [each.row for each in self.other_updates])

    @property
    def confirmed(self) -> UpdateLine | None:
        """The newest word, where it is that nothing changed since the update that the card tells."""
        newest = next(iter(self.updates), None)
        return newest if newest and newest.row.kind == UpdateKind.CONFIRMATION else None

    @property
    def to_accept(self) -> UpdateLine | None:
        """The newest that waits for this person, whose button has the key."""
        return next((each for each in self.updates if each.accept_url), None)

    @property
    def empty(self) -> list[EmptyCard]:
        """The kinds of rows that it has none of, in the order of their cards."""
        cards_: tuple[tuple[str, str, Sequence[object]], ...] = (
            ("milestones", _("Milestones"), self.milestones),
            ("promises", _("Promises"), self.promises),
            ("deliverables", _("Deliverables"), self.deliverables),
            ("money", _("Money"), self.money),
            ("remarks", _("Text for the report"), self.remarks),
            ("quantities", _("Quantities"), self.quantities),
            ("decisions", _("Decisions"), self.decisions),
        )
        urls = self.may.add_urls
        return [EmptyCard(key, label, urls.get(key, "")) for key, label, rows in cards_ if not rows]

    @property
    def has_illustrative(self) -> bool:
        """Whether any fact is made up for the demonstration."""
        return any(fact.illustrative for fact in self.facts)


def project_page(project: Project, user: User, at: date) -> ProjectPage:
    """A project (with its stage) as its page shows it to a person, as of the day `at`."""
    updates = queries.updates_of(project)
    lines = update_lines(project, user, updates, at)
    latest = _latest(lines)
    may = actions_on(project, user, at, has_spoken=latest is not None)
    grant = user.access.to(Action.VIEW_PORTFOLIO)
    page = dated_page(project, user, at, LAST_DAY, lines, may)
    return replace(
        page,
        updates_url=f"{reverse('portfolio:update-list')}?"
        + query(project=project.code, strategy=project.strategy.slug),
        decisions=cards.decision_lines(queries.decisions_of(grant, project=project.pk)),
        history=_history(project, updates) if project.shows_history_to(user) else [],
        panels=panels_for("project", project, user, at),
        subscription=subscription_state(user, "project", project.pk),
    )


def dated_page(
    project: Project, user: User, at: date, until: date, lines: list[UpdateLine], may: Actions
) -> ProjectPage:
    """What a project's page shows on every day `at`, of rows that are not later than `until`."""
    pk = project.pk
    rounds = queries.rounds_asked(
        queries.MONTHS_SHOWN, project=pk, strategy=project.strategy_id, at=at
    )
    costs = queries.costs_of(project=pk)
    remarks = queries.remarks_of(project=pk, until=until.year)
    stages = queries.stages_of(project=pk, until=until)
    plans = queries.work_plans_of(project=pk, until=until)
    return ProjectPage(
        strategy=project.strategy_id,
        head=_head(project),
        facts=_facts(project, queries.withdrawals_of(project, until)),
        latest=_latest(lines),
        updates=lines,
        updates_url="",
        # The newest version of a round comes first, and stands.
        periods=months(rounds, {line.row.round_id: line.row for line in reversed(lines)}),
        milestones=cards.milestone_lines(project, queries.milestones_of(project=pk), at),
        promises=cards.promise_lines(project, queries.promises_of(project=pk), at),
        deliverables=cards.deliverable_lines(project, queries.deliverables_of(project=pk), at),
        money=cards.cost_lines(project, costs),
        sums=project_sums(costs),
        quantities=cards.whole_lines(project, queries.quantities_of(project=pk)),
        stages=cards.stage_lines(project, stages, at, decides=may.decide),
        work_plans=cards.work_plan_lines(project, plans, user),
        decisions=[],
        remarks=_remarks(remarks),
        remark_links=cards.remark_links(project, remarks),
        history=[],
        panels=[],
        may=may,
        subscription=None,
    )


def _latest(lines: Sequence[UpdateLine]) -> UpdateLine | None:
    return next((each for each in lines if each.row.kind == "substantive"), None)


def _history(project: Project, updates: Sequence[StatusUpdate]) -> list[ChangeInWords]:
    """Kept until a table is written that it was read from; who may see it is asked before."""
    known = {each.round_id: each.round for each in updates}
    make = partial(project_history, project, known=known)
    return kept("history of a project", (StatusRound,), make, project.pk)


def _head(project: Project) -> Head:
    address = [project.strategy.slug, project.code]
    stage = stage_of(project)
    return Head(
        code=project.code,
        name=text_of(project, "name"),
        name_language=other_language_of(project, "name"),
        description=text_of(project, "description"),
        description_language=other_language_of(project, "description"),
        kind=shown(project, "kind"),
        stage=stage_name(project.strategy_id, stage),
        category=shown(project, "category"),
        place=placement_label(project),
        edit_url=reverse("portfolio:project-edit", args=address),
        form_fields=ProjectForm.Meta.fields,
        sign_off_url=reverse("portfolio:project-sign-off", args=address),
        withdraw_url=reverse("portfolio:sign-off-withdraw", args=address),
        status_url=reverse("portfolio:status-create", args=address),
    )


def placement_label(project: Project) -> str:
    """ "1.3 More fit-for-purpose applications", or the driver's title."""
    title = text_of(project.place, "title")
    return f"{project.output.number} {title}" if project.output else title


def _facts(project: Project, withdrawals: Sequence[SignOffWithdrawal]) -> list[Fact]:
    """Each with the name by which `illustrative` may call it made up; nothing is never made up."""
    made_up = set(project.illustrative)
    shown = ((str(one.label), one.words(project), one.illustrative) for one in FIELDS if one.label)
    rows: Sequence[tuple[str, str, str]] = (
        (_("Placed under"), placement_label(project), "placement"),
        *shown,
        (_("Signed off"), _signed_off(project), ""),
        *((_("Sign-off withdrawn"), _withdrawn(row), "") for row in withdrawals),
    )
    facts = [
        Fact(label, value, illustrative=bool(value and what and made_up & {"all", what}))
        for label, value, what in rows
    ]
    return [*facts, *own_facts(project)]


def _signed_off(project: Project) -> str:
    if project.signed_off_on is None:
        return ""
    return _("%(day)s by %(person)s") % {
        "day": day_words(project.signed_off_on),
        "person": project.signed_off_by,
    }


def _withdrawn(row: SignOffWithdrawal) -> str:
    return _("%(day)s by %(person)s: %(reason)s (given on %(given)s by %(signer)s)") % {
        "day": day_words(row.withdrawn_on),
        "person": row.withdrawn_by,
        "reason": row.reason,
        "given": day_words(row.signed_off_on),
        "signer": row.signed_off_by,
    }


def _remarks(remarks: Sequence[Remark]) -> list[RemarkText]:
    """The text for the latest report, in the original and each language there is or should be."""
    return [
        RemarkText(
            language=code,
            label=profile(code).name,
            text=text_in(remark, "text", code),
            year=remark.year,
        )
        for remark in remarks[:1]
        for code in settings.INTERFACE_LANGUAGES
    ]
