"""Somebody has lost their phone, their key and their codes: an administrator removes the second step."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import Action
from core.models import SecondFactor
from core.pages.view_access import current_user, requires
from core.people.views.persons import visible_person
from core.second_factor import services


@requires(Action.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def second_factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then removes all second factors of somebody else."""
    user = visible_person(request, pk)
    if user.pk == current_user(request).pk:
        raise Http404
    if request.method != "POST":
        factors = SecondFactor.objects.filter(user=user)
        context = {"subject": user, "factors": factors}
        return render(request, "core/people/second_factor_reset.html", context)
    services.factors_reset(by=current_user(request), user=user)
    messages.success(request, _("The second step has been removed, and all sessions have ended."))
    return redirect(user)
