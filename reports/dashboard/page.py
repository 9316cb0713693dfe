"""What the dashboard shows."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.access import Action, RowAction
from core.figures.page import FigureView, figure_view
from core.figures.registry import Point, figures
from core.forms.row_form import DateInput
from core.languages import LANGUAGES, LanguageProfile, profile
from core.languages.translated import text_of
from core.models import User
from core.numbers.registry import NumberContext
from core.time import working_date
from outcomes.lines import lines_counted, lines_of, new_line, no_lines
from portfolio.projects.population import take_tally
from reports.dashboard.attention import AttentionLine, attention_lines
from reports.dashboard.changes import Changes
from reports.dashboard.counts import ChangeLine, CountLine, change_lines, count_lines
from reports.dashboard.scope import Scope, years_of
from reports.dashboard.snapshot import PortfolioSnapshot, alike, portfolio_snapshot
from reports.dashboard.status import StatusTable, status_table
from reports.kept_data import kept_of_data
from reports.models import Report

# Up to so many projects, the comparison with a month before is made with the page; beyond, the page
# comes first and the comparison follows by itself.
AT_ONCE = 2_000
# All that decides which rows somebody sees here, and what they are offered.
GATES: tuple[RowAction, ...] = (
    Action.VIEW_PORTFOLIO,
    Action.VIEW_RISKS,
    Action.CREATE_PROJECT,
)
# Figures of other floors, each for whoever may do this.
MORE_FIGURES = (
    ("risks-by-band", Action.VIEW_RISKS),
    ("indicators-by-state", Action.VIEW_FRAMEWORK),
)


@dataclass(frozen=True)
class Head:
    """Title and population of a dashboard; without projects there is no address of them."""

    title: str
    population: str
    population_url: str
    year: int
    at: date
    share_url: str


@dataclass(frozen=True)
class StrategyChoice:
    """A strategy that can be asked for."""

    slug: str
    label: str


@dataclass(frozen=True)
class DayChoice:
    """A day worth a look: today, and those of the reports."""

    label: str
    day: date
    url: str
    current: bool


@dataclass(frozen=True)
class Picker:
    """What the page can be asked for, and what it was asked for."""

    strategies: list[StrategyChoice]
    strategy: str
    years: Sequence[int]
    year: int
    at_input: SafeString
    days: list[DayChoice]


@dataclass(frozen=True)
class Attention:
    """The worst few projects, and where all of them are."""

    lines: list[AttentionLine]
    url: str
    all: str


@dataclass(frozen=True)
class Since:
    """Key counts, how they moved since `day`, and what happened.

    `known` is false where there was nothing to compare with; `waiting` says that a large portfolio
    shows the counts first and asks `url` for the rest.
    """

    counts: list[CountLine]
    lines: list[ChangeLine]
    day: str
    known: bool
    waiting: bool
    url: str


@dataclass(frozen=True)
class Dashboard:
    """A strategy and year as of a day, as one person sees it; `new_url` is for who may.

    It is shared between requests while nothing changes, by all who reach the same rows.
    """

    head: Head
    picker: Picker
    attention: Attention
    since: Since
    by_place: FigureView
    by_category: FigureView
    status: StatusTable | None
    new_url: str
    new_label: str
    no_lines: str
    more_figures: list[FigureView]


def kept_dashboard(scope: Scope, *, with_changes: bool = False) -> Dashboard:
    """The whole page; with `with_changes` a large portfolio is compared with a month before, too."""
    return kept_of_data(
        "dashboard",
        lambda: _dashboard(scope, with_changes=with_changes),
        *(_asked(scope), with_changes),
    )


def kept_since(scope: Scope) -> Since:
    """The comparison alone, which large portfolios ask for afterwards."""
    return kept_of_data("dashboard.since", lambda: _since_alone(scope), _asked(scope))


def _asked(scope: Scope) -> tuple[Hashable, ...]:
    """What a dashboard depends on beside the data: what is asked for, and how far one reaches."""
    return scope.strategy.pk, scope.year, scope.at, _reach(scope.user)


def _reach(user: User) -> tuple[Hashable, ...]:
    """The same for two people only where every row gate of the page lets the same rows pass."""
    grants = tuple(user.access.to(action) for action in GATES)
    everywhere = all(grant.everywhere or grant.is_empty for grant in grants)
    return grants, user.access.allowed, None if everywhere else user.pk


def _dashboard(scope: Scope, *, with_changes: bool) -> Dashboard:
    speech = _speech()
    now = _snapshot(scope, scope.at)
    compared = with_changes or now.total <= AT_ONCE
    take_tally(scope.numbers, lambda: _snapshot(scope, scope.at).tally)
    return Dashboard(
        head=_head(scope, now, speech),
        picker=_picker(scope),
        attention=_attention(scope, now, speech),
        since=_since(scope, now, speech, compared=compared),
        by_place=_figure("projects-by-place", scope.numbers),
        by_category=_figure("projects-by-category", scope.numbers),
        status=status_table(scope, now, speech) if now.total else None,
        new_url="" if now.total else _new_url(scope),
        new_label=new_line(scope.strategy.slug),
        no_lines=no_lines(scope.strategy.slug),
        more_figures=[
            _kept_figure(scope, key)
            for key, action in MORE_FIGURES
            if key in figures and scope.user.access.opens(action)
        ],
    )


def _new_url(scope: Scope) -> str:
    """Where a project is begun, for who may."""
    if scope.user.access.to(Action.CREATE_PROJECT).is_empty:
        return ""
    return reverse("portfolio:project-create", args=[scope.strategy.slug])


def _since_alone(scope: Scope) -> Since:
    return _since(scope, _snapshot(scope, scope.at), _speech(), compared=True)


def _snapshot(scope: Scope, at: date) -> PortfolioSnapshot:
    """How the population stood on the day `at`, read once for each state of it."""

    def read() -> PortfolioSnapshot:
        rows = scope.numbers.rows("alike", lambda: alike(scope.population(at), at), at)
        return portfolio_snapshot(rows, at)

    return kept_of_data("dashboard.snapshot", read, _asked(scope), at)


def _speech() -> LanguageProfile:
    language = (get_language() or "en")[:2]
    return profile(language if language in LANGUAGES else "en")


def _head(scope: Scope, now: PortfolioSnapshot, speech: LanguageProfile) -> Head:
    total = now.total
    slug = scope.strategy.slug
    if scope.user.access.to(Action.VIEW_PORTFOLIO).everywhere or lines_of(slug).one:
        words = lines_counted(slug, total, speech.integer(total))
    else:
        words = ngettext("%(count)s project of yours", "%(count)s projects of yours", total)
        words %= {"count": speech.integer(total)}
    return Head(
        title=_("%(strategy)s, %(year)s")
        % {"strategy": text_of(scope.strategy, "short_title"), "year": scope.year},
        population=words if total else no_lines(slug),
        population_url=scope.number_url("projects.total") if total else "",
        year=scope.year,
        at=scope.at,
        share_url=scope.url(),
    )


def _picker(scope: Scope) -> Picker:
    days = [(_("Today"), working_date())]
    if scope.user.access.may(Action.VIEW_REPORT):
        reports = Report.objects.visible_to(scope.user).filter(
            strategy=scope.strategy, year=scope.year
        )
        days += [
            (_("Data of the report"), day)
            for day in sorted(set(reports.values_list("cut_off", flat=True)))[-2:]
        ]
    return Picker(
        strategies=[
            StrategyChoice(each.slug, text_of(each, "short_title")) for each in scope.strategies
        ],
        strategy=scope.strategy.slug,
        years=years_of(scope.strategy),
        year=scope.year,
        at_input=DateInput().render("at", scope.at, {"id": "picker-at", "class": "control"}),
        days=[DayChoice(label, day, _on(scope, day), day == scope.at) for label, day in days],
    )


def _on(scope: Scope, day: date) -> str:
    return Scope(scope.strategy, scope.year, day, scope.user).url()


def _attention(scope: Scope, now: PortfolioSnapshot, speech: LanguageProfile) -> Attention:
    count = now.counts["projects.attention"]
    words = ngettext(
        "All %(count)s project that needs attention",
        "All %(count)s projects that need attention",
        count,
    )
    return Attention(
        lines=attention_lines(now) if count else [],
        url=scope.number_url("projects.attention"),
        all=words % {"count": speech.integer(count)},
    )


def _since(
    scope: Scope, now: PortfolioSnapshot, speech: LanguageProfile, *, compared: bool
) -> Since:
    """The counts; when `compared`, with the day a month before."""
    changes = None
    if compared and now.total:
        changes = Changes(now, _snapshot(scope, scope.since))
    known = changes is not None and bool(changes.then.total)
    return Since(
        counts=count_lines(scope, now, changes, speech) if now.total else [],
        lines=change_lines(scope, changes, speech) if changes and known else [],
        day=date_format(scope.since, "DATE_FORMAT"),
        known=known,
        waiting=not compared,
        url=scope.url(changes=1),
    )


def _kept_figure(scope: Scope, key: str) -> FigureView:
    """A figure of another floor, which most writes leave alone."""
    return kept_of_data(
        "dashboard.figure",
        lambda: _figure(key, replace(scope.numbers, memo={})),
        key,
        _asked(scope),
    )


def _figure(key: str, context: NumberContext) -> FigureView:
    """A figure of the registry with its rows behind each mark."""
    spec = figures[key]
    page = reverse(spec.page or "portfolio:project-list")

    def address(point: Point) -> str:
        return f"{page}?{point.rows}" if point.rows else ""

    return figure_view(
        spec.compute(context, {}),
        id=f"figure-{key}",
        language=(get_language() or "en")[:2],
        address=address,
    )
