"""Pages of reviews: the list of them, one with its lines, opening, deciding, closing."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from core.access import Action
from core.models import AccessReview, AccessReviewLine
from core.models.review import ReviewResult
from core.pages.forms import FormPage, SaveRefused, posted
from core.pages.lists import ListPage
from core.pages.view_access import current_user, requires
from core.people.services import NotAllowed
from core.rights.reviews import services
from core.rights.reviews.filters import ReviewFilterSet, ReviewLineFilterSet
from core.rights.reviews.forms import DecisionForm, ReviewForm, lines_for
from core.rights.reviews.progress import is_late, progress_of
from core.rights.reviews.tables import ReviewLineTable, ReviewTable
from core.time import rights_day


class ReviewListPage(ListPage):
    """The reviews of rights."""

    action = Action.VIEW_PEOPLE_HISTORY
    taken_by_readers = True
    model = AccessReview
    table_class = ReviewTable
    filterset_class = ReviewFilterSet
    title = gettext_lazy("Reviews of rights")
    export_name = "reviews-of-rights"
    needs_strategy = False
    template_name = "core/rights/list.html"
    empty_text = gettext_lazy("No review has been opened yet.")

    def subtitle(self, request: HttpRequest) -> str:
        """What a review is, and whether one is due."""
        today = rights_day()
        if (late := services.review_is_late(today)) is not None:
            day = date_format(late.due_on, "DATE_FORMAT")
            return _("The open review should have been finished by %(day)s.") % {"day": day}
        if services.review_is_due(today):
            return _("A review is due: the last one was opened more than a year ago, or never.")
        return _("Once a year every role is confirmed or ended, with a reason.")

    def actions(self, request: HttpRequest) -> list[dict[str, object]]:
        """A new review for administrators, while none is open."""
        manages = current_user(request).access.may(Action.MANAGE_PEOPLE)
        if not manages or AccessReview.objects.open().exists():
            return []
        url = reverse("rights:review-create")
        return [{"label": _("Open a review"), "url": url, "primary": True}]


class ReviewLineListPage(ListPage):
    """One review: every role it is about, and what was decided."""

    action = Action.VIEW_PEOPLE_HISTORY
    taken_by_readers = True
    model = AccessReviewLine
    table_class = ReviewLineTable
    filterset_class = ReviewLineFilterSet
    title = gettext_lazy("Review of rights")
    export_name = "review-of-rights"
    needs_strategy = False
    template_name = "core/rights/reviews/detail.html"
    empty_text = gettext_lazy("Nobody held a role.")

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The list, of the review that the address names."""
        return super().get(request)

    @cached_property
    def review(self) -> AccessReview:
        """The review of the address; 404 for whoever sees none."""
        rows = AccessReview.objects.visible_to(current_user(self.request))
        found: AccessReview = get_object_or_404(
            rows.select_related("opened_by", "closed_by"), pk=self.kwargs["pk"]
        )
        return found

    def _filtered(self, request: HttpRequest) -> ReviewLineFilterSet:
        rows = self._queryset(request).filter(review=self.review)
        return ReviewLineFilterSet(request.GET, queryset=rows, request=request)

    def subtitle(self, request: HttpRequest) -> str:
        """When it was opened, by whom, and when it was or is to be finished."""
        review = self.review
        days: dict[str, object] = {
            "opened": date_format(review.opened_on, "DATE_FORMAT"),
            "by": review.opened_by,
            "due": date_format(review.due_on, "DATE_FORMAT"),
        }
        if review.closed_on is None:
            return _("Opened on %(opened)s by %(by)s, to be finished by %(due)s.") % days
        closed = {"closed": date_format(review.closed_on, "DATE_FORMAT"), "who": review.closed_by}
        return _("Opened on %(opened)s by %(by)s, closed on %(closed)s by %(who)s.") % (
            days | closed
        )

    def table(self, request: HttpRequest, rows: "QuerySet[AccessReviewLine]") -> ReviewLineTable:
        """With a box for each line that is theirs to decide on; without, no such column."""
        review, today = self.review, rights_day()
        if review.closed_on is not None:
            return ReviewLineTable(rows, exclude=("choose",))
        mine = set(lines_for(current_user(request), review).values_list("pk", flat=True))
        over = services.over_meanwhile(review.lines.open(), today)
        return ReviewLineTable(
            rows,
            mine=mine,
            over=set(over.values_list("pk", flat=True)),
            exclude=() if mine else ("choose",),
        )

    def more_context(self, request: HttpRequest) -> Mapping[str, object]:
        """How far it is, and what whoever looks may do."""
        user, today = current_user(request), rights_day()
        return {
            "review": self.review,
            "progress": progress_of(self.review, user, today),
            "is_late": is_late(self.review, today),
            "manages": user.access.may(Action.MANAGE_PEOPLE),
        }


@requires(Action.MANAGE_PEOPLE)
def review_create(request: HttpRequest) -> HttpResponse:
    """Open a review of every role that is held today."""
    user, today = current_user(request), rights_day()
    due_on = today + services.TIME_TO_FINISH
    form = ReviewForm(posted(request), initial={"due_on": due_on})

    def save(row: None, version: int) -> None:
        try:
            services.review_open(by=user, on=today, due_on=form.cleaned_data["due_on"])
        except services.AlreadyOpen:
            raise SaveRefused(_("A review is open already.")) from None

    page = FormPage(
        title=_("Open a review"),
        subtitle=_("Every role that is held today, or is to begin later, is confirmed or ended."),
        back_label=_("Reviews of rights"),
        back_url=reverse("rights:review-list"),
        draft_key="review-new",
        saved=_("The review has been opened."),
        submit_label=_("Open the review"),
        save=save,
        done_url=reverse("rights:review-list"),
    )
    return page.respond(request, form)


def _open_review(request: HttpRequest, pk: int) -> AccessReview:
    rows = AccessReview.objects.visible_to(current_user(request)).open()
    found: AccessReview = get_object_or_404(rows, pk=pk)
    return found


@requires(Action.MANAGE_PEOPLE)
def review_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or end the roles that were chosen in the list, with one reason."""
    review, user = _open_review(request, pk), current_user(request)
    lines = lines_for(user, review)
    chosen = [int(key) for key in request.GET.getlist("line") if _is_key(key)]
    if chosen and request.method != "POST":
        lines = lines.filter(pk__in=chosen)
    form = DecisionForm(posted(request), lines=lines, chosen=chosen)

    def save(row: None, version: int) -> None:
        given = form.cleaned_data
        try:
            services.lines_decide(
                by=user,
                lines=list(given["lines"]),
                result=ReviewResult(given["result"]),
                reason=given["reason"],
                on=rights_day(),
            )
        except (services.AlreadyDecided, NotAllowed):
            message = _("One of these roles has been decided on meanwhile. Look at the list again.")
            raise SaveRefused(message, field="lines") from None

    page = FormPage(
        title=_("Decide on roles"),
        subtitle=_("A role that is ended ends now, and so does whatever was lent of it."),
        back_label=_("Review of rights"),
        back_url=review.get_absolute_url(),
        draft_key=f"review-{pk}",
        saved=_("What you decided has been kept."),
        save=save,
        done_url=review.get_absolute_url(),
    )
    return page.respond(request, form)


def _is_key(given: str) -> bool:
    return given.isdecimal() and len(given) < 19


@requires(Action.MANAGE_PEOPLE)
@require_POST
def review_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a review whose lines are all decided."""
    review = _open_review(request, pk)
    try:
        services.review_close(by=current_user(request), review=review, on=rights_day())
    except services.NotDecided as left:
        words = ngettext(
            "Not closed: %(count)s role is still open.",
            "Not closed: %(count)s roles are still open.",
            left.count,
        )
        messages.error(request, words % {"count": left.count})
    except NotAllowed:
        raise Http404 from None
    else:
        messages.success(request, _("The review has been closed. Its result is kept."))
    return redirect(review)
