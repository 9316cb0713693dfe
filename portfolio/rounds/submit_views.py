"""Submitting what one has begun in a round: what is held back is shown with what is in its way."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.languages.translated import text_of
from core.pages.view_access import current_user, requires
from core.requests.input_check import plain_text
from core.time import working_date
from portfolio.models import Project
from portfolio.rounds.addresses import form_address, round_address, round_or_404
from portfolio.rounds.filters import filter_query
from portfolio.rounds.progress import begun_in
from portfolio.rounds.rows import bare_rows
from portfolio.rounds.submitting import Checked, Submitted, checked, drafts_submit
from portfolio.rules.update_checks import update_checks


@requires(Action.ENTER_STATUS)
def round_submit(request: HttpRequest, strategy: str, period: str) -> HttpResponse:
    """Submit what the person has begun; what is held back is shown with what is in its way."""
    user, at = current_user(request), working_date()
    round_ = round_or_404(strategy, period)
    if round_._state.adding:
        return redirect(round_address("round-detail", round_))
    back_url = round_address("round-detail", round_) + filter_query(request.GET)
    if why := round_.why_shut(at):
        messages.error(request, capfirst(why))
        return redirect(back_url)
    projects = list(begun_in(round_, user).values_list("project_id", flat=True))
    if request.method == "POST":
        done = drafts_submit(
            projects=_chosen(request, projects),
            round_=round_,
            user=user,
            at=at,
            reasons=_reasons(request),
        )
        _tell(request, done)
        if not done.held:
            return redirect(back_url)
        held, status = done.held, 422
    else:
        found = (
            Project.objects.filter(pk__in=projects).updatable_by(user).order_by("code__sort_key")
        )
        rows = bare_rows(list(found.select_related("strategy")), round_, user)
        held, status = checked(rows, user, at), 200
    context = {
        "round": round_,
        "title": date_format(round_.period, "YEAR_MONTH_FORMAT"),
        "back_url": back_url,
        "held": [HeldView.of(each) for each in held],
    }
    return render(request, "portfolio/rounds/submit.html", context, status=status)


@dataclass(frozen=True)
class HeldView:
    """A project that waits to be submitted, and what is in its way."""

    pk: int
    code: str
    name: str
    form_url: str
    errors: list[str]
    warnings: list[tuple[str, str, str]]

    @classmethod
    def of(cls, each: Checked) -> "HeldView":
        """`warnings` have the name of their field, the words, and why it is asked."""
        project = each.row.project
        return cls(
            pk=project.pk,
            code=project.code,
            name=text_of(project, "name"),
            form_url=form_address(each.row),
            errors=[one.finding.words for one in each.found if one.stops],
            warnings=[
                (
                    f"reason-{project.pk}-{one.check.key}",
                    one.finding.words,
                    str(one.check.explanation),
                )
                for one in each.found
                if not one.stops
            ],
        )


def _chosen(request: HttpRequest, projects: list[int]) -> list[int]:
    """Those of the person's own that were ticked; all of them where nothing was to tick."""
    if "project" not in request.POST:
        return projects
    ticked = set(request.POST.getlist("project"))
    return [pk for pk in projects if str(pk) in ticked]


def _reasons(request: HttpRequest) -> dict[tuple[int, str], str]:
    """The reasons that were typed, by project and check."""
    found = {}
    for name, value in request.POST.items():
        prefix, _between, rest = name.partition("-")
        pk, _between, key = rest.partition("-")
        text = " ".join(plain_text(str(value)).split())
        if prefix == "reason" and pk.isascii() and pk.isdigit() and key in update_checks and text:
            found[int(pk[:10]), key] = text
    return found


def _tell(request: HttpRequest, done: Submitted) -> None:
    """What came of it."""
    if done.count:
        words = ngettext("%(count)s update submitted.", "%(count)s updates submitted.", done.count)
        messages.success(request, words % {"count": done.count})
    for row in done.overtaken:
        words = _(
            "%(project)s: somebody else has submitted an update since you began yours. Open its "
            "form to see both."
        )
        messages.warning(request, words % {"project": row.project.code})
    if done.held:
        words = ngettext(
            "%(count)s update is not submitted yet: see below.",
            "%(count)s updates are not submitted yet: see below.",
            len(done.held),
        )
        messages.error(request, words % {"count": len(done.held)})
