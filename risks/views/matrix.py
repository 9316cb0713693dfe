"""Pages of the matrix and of the policy that colours it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.pages.changes import change_list
from core.pages.first_steps import first_step_page
from core.pages.forms import FormPage, posted
from core.pages.strategies import stands
from core.pages.view_access import current_user, requires
from core.time import working_date
from outcomes.current import strategy_shown
from outcomes.models import Strategy
from risks.forms import RiskPolicyForm
from risks.matrix import matrix_of
from risks.models import RiskPolicy


@requires(Action.VIEW_RISKS)
@require_GET
def risk_matrix(request: HttpRequest) -> HttpResponse:
    """The 5 × 5 matrix of one strategy."""
    strategy = strategy_shown(request) or Strategy.objects.current(working_date())
    if strategy is None:
        return first_step_page(request, _("Risk matrix"))
    user, matrix = current_user(request), matrix_of(strategy, current_user(request), request.GET)
    stands(request, strategy.slug, at=matrix.asked.at)
    may_set = user.access.may(Action.SET_RISK_POLICY)
    policy = RiskPolicy.objects.filter(strategy=strategy).first()
    may_see = user.access.to(Action.VIEW_HISTORY).everywhere
    context = {
        "matrix": matrix,
        "policy_url": reverse("risks:policy-edit", args=[strategy.slug]) if may_set else "",
        "history": change_list(policy) if policy is not None and may_see else [],
    }
    return render(request, "risks/matrix.html", context)


@requires(Action.SET_RISK_POLICY)
def policy_edit(request: HttpRequest, strategy: str) -> HttpResponse:
    """Where the bands end and what is acceptable: for managers of the whole."""
    found = get_object_or_404(Strategy, slug=strategy)
    policy = RiskPolicy.objects.filter(strategy=found).first() or RiskPolicy(strategy=found)
    back = f"{reverse('risks:risk-matrix')}?strategy={found.slug}"
    page = FormPage(
        title=_("Bands and tolerance"),
        subtitle=str(found),
        back_label=_("Matrix"),
        back_url=back,
        draft_key=f"risk-policy-{found.pk}",
        saved=_("The limits have been saved."),
    )
    return page.respond(request, RiskPolicyForm(posted(request), instance=policy))
