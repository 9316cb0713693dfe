"""Pages about absences: who stands in for whom, and for how long."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.access import Action
from core.models import RoleAssignment
from core.pages.forms import FormPage, SaveRefused, posted
from core.pages.lists import ListPage
from core.pages.view_access import current_user, requires
from core.people import services
from core.people.filters import StandInFilterSet
from core.people.forms import AbsenceForm
from core.people.tables import StandInTable
from core.people.views.persons import visible_person
from core.time import rights_day


class StandInListPage(ListPage):
    """Who stands in for whom, now and later."""

    action = Action.VIEW_PEOPLE
    table_class = StandInTable
    filterset_class = StandInFilterSet
    title = gettext_lazy("Stand-ins")
    export_name = "stand-ins"
    needs_strategy = False
    empty_text = gettext_lazy("Nobody stands in for anybody.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Behind the row gate."""
        rows = RoleAssignment.objects.visible_to(current_user(request)).lent()
        return rows.select_related("user", "lent_by", "unit")

    def actions(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Back to the people; one's own absence."""
        own = reverse("people:absence-create", args=[current_user(request).pk])
        return [
            {"label": _("People"), "url": reverse("people:person-list")},
            {"label": _("I shall be away"), "url": own, "primary": True},
        ]


@requires(Action.VIEW_PEOPLE)
def absence_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Lend one's roles, or somebody's for them, for a time."""
    lender, by = visible_person(request, pk), current_user(request)
    if not lender.is_active or not services.may_arrange(by, lender):
        raise Http404
    form = AbsenceForm(posted(request), lender=lender, by=by)

    def save(row: None, version: int) -> None:
        if not services.absence_begin(by=by, lender=lender, **form.cleaned_data):
            raise SaveRefused(_("None of these roles lasts until then."), field="roles")

    page = FormPage(
        title=_("Absence"),
        subtitle=lender.full_name,
        back_label=lender.full_name,
        back_url=lender.get_absolute_url(),
        draft_key=f"absence-{pk}",
        saved=_("The stand-in has been entered."),
        save=save,
        done_url=lender.get_absolute_url(),
    )
    return page.respond(request, form)


@requires(Action.VIEW_PEOPLE)
@require_POST
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The lender is back early: what was lent together ends at once."""
    lent = RoleAssignment.objects.visible_to(current_user(request)).lent().select_related("lent_by")
    assignment = get_object_or_404(lent, pk=pk)
    try:
        services.absence_end(by=current_user(request), assignment=assignment, on=rights_day())
    except services.NotAllowed:
        raise Http404 from None
    messages.success(request, _("The time of standing in has ended."))
    return redirect("people:stand-in-list")
