"""The list of rounds, and giving a round other days."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.history.versions import version_of
from core.pages.changes import change_list
from core.pages.forms import FormPage, posted
from core.pages.lists import ListPage
from core.pages.view_access import current_user, requires
from core.time import working_date
from portfolio.models import StatusRound
from portfolio.rounds.addresses import round_address, round_or_404
from portfolio.rounds.changing import round_change
from portfolio.rounds.forms import RoundDaysForm
from portfolio.rounds.tables import RoundFilterSet, RoundTable, rounds_listed
from portfolio.status.rounds import round_open


class RoundListPage(ListPage):
    """All rounds of all strategies."""

    action = Action.VIEW_PORTFOLIO
    table_class = RoundTable
    filterset_class = RoundFilterSet
    title = gettext_lazy("Status rounds")
    export_name = "rounds"
    empty_text = gettext_lazy("No round yet: each is made before its month begins.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[StatusRound]":
        """Every round, with the counts that the person sees."""
        return rounds_listed(current_user(request))


@requires(Action.EDIT_FRAMEWORK)
def round_days(request: HttpRequest, strategy: str, period: str) -> HttpResponse:
    """Extend, close or reopen a round, with a reason."""
    round_, at = round_or_404(strategy, period), working_date()
    if round_._state.adding and request.method == "POST":
        round_ = round_open(strategy=round_.strategy, period=round_.period)
    is_new = round_._state.adding
    month = date_format(round_.period, "YEAR_MONTH_FORMAT")
    back = round_address("round-detail", round_)

    def save(row: StatusRound, version: int) -> StatusRound:
        return round_change(
            round_=row,
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            reason=row.reason,
            on=at,
            # A form of a round that nobody had made yet has seen it as it was made.
            version=version or version_of(row),
        )

    page = FormPage(
        title=_("Days of the round %(month)s") % {"month": month},
        subtitle=_("Extend, close or reopen it."),
        back_label=_("Round %(month)s") % {"month": month},
        back_url=back,
        draft_key=f"round-{round_.strategy.slug}-{round_}",
        saved=_("The round has its new days."),
        save=save,
        done_url=back,
        template="portfolio/rounds/days.html",
        extra=lambda: {"history": [] if is_new else change_list(round_)},
    )
    return page.respond(request, RoundDaysForm(posted(request), instance=round_, at=at))
