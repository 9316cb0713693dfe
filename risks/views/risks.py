"""Pages of one risk: to read, describe, assess, mitigate and accept."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.history.saving import row_save
from core.languages.translated import text_of
from core.pages.forms import FormPage, SaveRefused, posted
from core.pages.view_access import current_user, requires
from core.pages.withheld import refuse_withheld
from core.rights.refusing import row_to_change
from core.time import working_date
from outcomes.current import place_to_fill
from risks import services
from risks.forms import AcceptanceForm, AssessmentForm, MitigationForm, RiskForm
from risks.models import Acceptance, Assessment, Mitigation, Risk
from risks.models.querysets import RiskReach
from risks.risk_page import risk_page
from risks.rules.separation import RISK_ACCEPTANCE


def _risk(rows: Any, strategy: str, code: str) -> Any:
    """The risk if it is among `rows`, with its assessment; else it does not exist for this person."""
    found = rows.of_strategy(strategy).with_assessment(working_date())
    found = found.select_related("strategy", "outcome", "project__strategy", "owner", "unit")
    return get_object_or_404(found, code=code)


def _editable(request: HttpRequest, strategy: str, code: str) -> Any:
    """The risk if the person may change it; who only sees it is told why not, and who may."""
    user = current_user(request)
    return row_to_change(
        lambda rows: _risk(rows, strategy, code),
        among=Risk.objects.editable_by(user),
        seen=Risk.objects.visible_to(user),
        user=user,
        action=Action.EDIT_RISK,
        reaches=lambda risk, other: RiskReach.of(other, Action.EDIT_RISK).covers(risk),
    )


@requires(Action.VIEW_RISKS)
@require_GET
def risk_detail(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Everything about one risk."""
    user, today = current_user(request), working_date()
    risk = _risk(Risk.objects.visible_to(user), strategy, code)
    page = risk_page(risk, user, today)
    return render(request, "risks/risk_detail.html", {"page": page})


@requires(Action.EDIT_RISK, Action.VIEW_RISKS)
def risk_create(request: HttpRequest, strategy: str) -> HttpResponse:
    """A new risk, identified today unless said otherwise."""
    found = place_to_fill(request, strategy, Action.EDIT_RISK)
    user = current_user(request)
    risk = Risk(
        strategy=found,
        code=services.next_code(found, Risk, "R"),
        owner=user,
        unit=user.unit,
        identified_on=working_date(),
    )
    page = FormPage(
        title=_("New risk"),
        subtitle=str(risk.strategy),
        back_label=_("Risks"),
        back_url=reverse("risks:risk-list"),
        draft_key=f"risk-new-{strategy}",
        saved=_("The risk has been saved."),
    )
    return page.respond(request, RiskForm(posted(request), instance=risk, user=user))


@requires(Action.VIEW_RISKS)
def risk_edit(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Change what a risk says, whose it is, or close it."""
    risk = _editable(request, strategy, code)
    page = _page_of(risk, str(risk), f"risk-{risk.pk}", _("The risk has been saved."))
    form = RiskForm(posted(request), instance=risk, user=current_user(request))
    return page.respond(request, form)


def _page_of(risk: Risk, title: str, draft_key: str, saved: str) -> FormPage:
    """A form page that leads back to the risk."""
    return FormPage(
        title=title,
        subtitle="" if title == str(risk) else text_of(risk, "event"),
        back_label=risk.code,
        back_url=risk.get_absolute_url(),
        draft_key=draft_key,
        saved=saved,
    )


@requires(Action.VIEW_RISKS)
def assessment_create(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """A new dated assessment; it begins with the figures of the last one, its note afresh."""
    risk = _editable(request, strategy, code)
    assessment = Assessment(risk=risk, on=working_date())
    last = risk.assessments.order_by("-on").first()
    if last is not None:
        for level in ("inherent", "residual", "target"):
            for side in ("likelihood", "impact"):
                name = f"{level}_{side}"
                setattr(assessment, name, getattr(last, name))
    return _assessment_page(request, risk, assessment, _("Assess %(code)s") % {"code": risk.code})


@requires(Action.VIEW_RISKS)
def assessment_edit(request: HttpRequest, strategy: str, code: str, pk: int) -> HttpResponse:
    """Correct an assessment; the history keeps what it said before."""
    risk = _editable(request, strategy, code)
    assessment = get_object_or_404(Assessment, risk=risk, pk=pk)
    title = _("Correct the assessment of %(code)s") % {"code": risk.code}
    return _assessment_page(request, risk, assessment, title)


def _assessment_page(
    request: HttpRequest, risk: Risk, assessment: Assessment, title: str
) -> HttpResponse:
    def save(row: Assessment, version: int) -> None:
        if row.pk is None or row.assessed_by is None:
            row.assessed_by = current_user(request)
        row_save(row=row, version=version)

    page = _page_of(
        risk,
        title,
        f"assessment-{risk.pk}-{assessment.pk or 'new'}",
        _("The assessment has been saved."),
    )
    form = AssessmentForm(posted(request), instance=assessment, today=working_date())
    return replace(page, save=save).respond(request, form)


@requires(Action.VIEW_RISKS)
def mitigation_create(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """A new measure."""
    risk = _editable(request, strategy, code)
    mitigation = Mitigation(risk=risk, owner=risk.owner)
    return _mitigation_page(request, risk, mitigation, _("New measure"))


@requires(Action.VIEW_RISKS)
def mitigation_edit(request: HttpRequest, strategy: str, code: str, pk: int) -> HttpResponse:
    """Change a measure, or say that it is done."""
    risk = _editable(request, strategy, code)
    mitigation = get_object_or_404(Mitigation, risk=risk, pk=pk)
    return _mitigation_page(request, risk, mitigation, text_of(mitigation, "what"))


def _mitigation_page(
    request: HttpRequest, risk: Risk, mitigation: Mitigation, title: str
) -> HttpResponse:
    page = _page_of(
        risk,
        title,
        f"mitigation-{risk.pk}-{mitigation.pk or 'new'}",
        _("The measure has been saved."),
    )
    page = replace(page, adds_more=mitigation._state.adding)
    form = MitigationForm(posted(request), instance=mitigation, today=working_date())
    return page.respond(request, form)


@requires(Action.ACCEPT_RISK)
def risk_accept(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Accept a residual risk above the tolerance, until a day."""
    user, today = current_user(request), working_date()
    risk = _risk(Risk.objects.for_acceptance_by(user), strategy, code)
    refuse_withheld(RISK_ACCEPTANCE, risk, user)
    if not Risk.objects.filter(pk=risk.pk).open(today).above_tolerance(today).exists():
        messages.info(request, _("There is nothing to accept: the risk is within the tolerance."))
        return redirect(risk)

    def save(row: Acceptance, version: int) -> Acceptance:
        return _accept(row, version, risk.residual_score)

    page = _page_of(
        risk,
        _("Accept %(code)s at a score of %(score)s")
        % {"code": risk.code, "score": risk.residual_score},
        f"acceptance-{risk.pk}",
        _("The residual risk has been accepted."),
    )
    page = replace(page, save=save, submit_label=_("Accept the residual risk"))
    acceptance = Acceptance(risk=risk, accepted_by=user, on=today)
    form = AcceptanceForm(posted(request), instance=acceptance, today=today)
    # The score that the page shows is what the form was opened on.
    return page.respond(request, form, risk.residual_score)


def _accept(row: Acceptance, seen: int, now: int) -> Acceptance:
    """Accept at the score that the person has seen, or say what stands against it."""
    try:
        return services.risk_accept(
            risk=row.risk,
            by=row.accepted_by,
            on=row.on,
            until=row.until,
            reason=row.reason,
            score=seen,
        )
    except services.OtherScore as other:
        message = _(
            "The risk has been assessed anew: its residual score was %(seen)s and is %(score)s now. "
            "Look at the assessment, and accept again if you answer for that."
        )
        words = message % {"seen": seen, "score": other.score}
        raise SaveRefused(words, version=other.score) from other
    except services.NothingToAccept as nothing:
        message = _(
            "There is nothing to accept any more: the risk is closed, or within the tolerance."
        )
        raise SaveRefused(message, version=now) from nothing
    except services.OwnRisk as own:
        raise SaveRefused(str(own), version=now) from own
