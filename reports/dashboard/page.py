"""What the dashboard shows."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.access import Action
from core.figures.page import FigureView, figure_view
from core.figures.registry import Point, figures
from core.languages import LANGUAGES, LanguageProfile, profile
from core.languages.translated import text_of
from core.time import working_date
from portfolio.projects.population import keep_tally
from reports.dashboard.attention import attention_lines
from reports.dashboard.changes import Changes
from reports.dashboard.counts import change_lines, count_lines
from reports.dashboard.scope import Scope, years_of
from reports.dashboard.snapshot import PortfolioSnapshot, portfolio_snapshot
from reports.dashboard.status import status_table
from reports.models import Report

# Up to so many projects, the comparison with a month before is made with the page; beyond, the page
# comes first and the comparison follows by itself.
AT_ONCE = 2_000
# Figures of other floors, each for whoever may do this.
MORE_FIGURES = (
    ("risks-by-band", Action.VIEW_RISKS),
    ("indicators-by-state", Action.VIEW_PORTFOLIO),
)


def dashboard_context(scope: Scope, *, with_changes: bool = False) -> dict[str, Any]:
    """The context of `reports/dashboard/dashboard.html`."""
    speech = _speech()
    now = portfolio_snapshot(scope.population(scope.at), scope.at)
    compared = with_changes or now.total <= AT_ONCE
    keep_tally(scope.numbers, now.tally)
    return {
        "head": _head(scope, now, speech),
        "picker": _picker(scope),
        "attention": _attention(scope, now, speech),
        "since": _since(scope, now, speech, compared=compared),
        "by_place": _figure(scope, "projects-by-place"),
        "by_category": _figure(scope, "projects-by-category"),
        "status": status_table(scope, now, speech) if now.total else None,
        "new_url": "" if now.total else _new_url(scope),
        "more_figures": [
            {"key": key, "view": _figure(scope, key)}
            for key, action in MORE_FIGURES
            if key in figures and scope.user.access.to(action)
        ],
    }


def _new_url(scope: Scope) -> str:
    """Where a project is begun, for who may."""
    if not scope.user.access.to(Action.CREATE_PROJECT):
        return ""
    return reverse("portfolio:project-create", args=[scope.strategy.slug])


def since_context(scope: Scope) -> dict[str, Any]:
    """The context of `reports/dashboard/_since.html`, which large portfolios ask for afterwards."""
    now = portfolio_snapshot(scope.population(scope.at), scope.at)
    return {"since": _since(scope, now, _speech(), compared=True)}


def _speech() -> LanguageProfile:
    language = (get_language() or "en")[:2]
    return profile(language if language in LANGUAGES else "en")


def _head(scope: Scope, now: PortfolioSnapshot, speech: LanguageProfile) -> dict[str, Any]:
    total = now.total
    everywhere = scope.user.access.to(Action.VIEW_PORTFOLIO).everywhere
    if everywhere:
        words = ngettext("%(count)s project", "%(count)s projects", total)
    else:
        words = ngettext("%(count)s project of yours", "%(count)s projects of yours", total)
    return {
        "title": _("%(strategy)s, %(year)s")
        % {"strategy": text_of(scope.strategy, "short_title"), "year": scope.year},
        "strategy": scope.strategy,
        "population": words % {"count": speech.integer(total)} if total else _("No projects"),
        "population_url": scope.number_url("projects.total") if total else "",
        "year": scope.year,
        "at": scope.at,
        "share_url": scope.url(),
        "everywhere": everywhere,
    }


def _picker(scope: Scope) -> dict[str, Any]:
    """What the page can be asked for, and days worth a look: today, and those of the reports."""
    days = [{"label": _("Today"), "day": working_date()}]
    if scope.user.access.to(Action.VIEW_REPORT):
        reports = Report.objects.visible_to(scope.user).filter(
            strategy=scope.strategy, year=scope.year
        )
        days += [
            {"label": _("Data of the report"), "day": day}
            for day in sorted(set(reports.values_list("cut_off", flat=True)))[-2:]
        ]
    return {
        "strategies": [
            {"slug": each.slug, "label": text_of(each, "short_title")} for each in scope.strategies
        ],
        "strategy": scope.strategy.slug,
        "years": years_of(scope.strategy),
        "year": scope.year,
        "at": scope.at.isoformat(),
        "days": [
            {
                "label": day["label"],
                "day": day["day"],
                "url": _on(scope, day["day"]),
                "current": day["day"] == scope.at,
            }
            for day in days
        ],
    }


def _on(scope: Scope, day: Any) -> str:
    return Scope(scope.strategy, scope.year, day, scope.user).url()


def _attention(scope: Scope, now: PortfolioSnapshot, speech: LanguageProfile) -> dict[str, Any]:
    count = now.counts["projects.attention"]
    words = ngettext(
        "All %(count)s project that needs attention",
        "All %(count)s projects that need attention",
        count,
    )
    return {
        "lines": attention_lines(now) if count else [],
        "count": speech.integer(count),
        "url": scope.number_url("projects.attention"),
        "all": words % {"count": speech.integer(count)},
    }


def _since(
    scope: Scope, now: PortfolioSnapshot, speech: LanguageProfile, *, compared: bool
) -> dict[str, Any]:
    """The counts; when `compared`, with the day a month before."""
    changes = None
    if compared and now.total:
        changes = Changes(now, portfolio_snapshot(scope.population(scope.since), scope.since))
    known = changes is not None and bool(changes.then.total)
    return {
        "counts": count_lines(scope, now, changes, speech) if now.total else [],
        "lines": change_lines(scope, changes, speech) if changes and known else [],
        "day": date_format(scope.since, "DATE_FORMAT"),
        "known": known,
        "waiting": not compared,
        "url": scope.url(changes=1),
    }


def _figure(scope: Scope, key: str) -> FigureView:
    """A figure of the registry with its rows behind each mark."""
    spec = figures[key]
    page = reverse(spec.page or "portfolio:project-list")

    def address(point: Point) -> str:
        return f"{page}?{point.rows}" if point.rows else ""

    return figure_view(
        spec.compute(scope.numbers, {}),
        id=f"figure-{key}",
        language=(get_language() or "en")[:2],
        address=address,
    )
