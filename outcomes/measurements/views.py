"""Entering measured values, verifying them, and handing out their evidence."""

import logging

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.files.download import download
from core.files.names import extension
from core.files.store import stored_file
from core.history.versions import StaleRow
from core.languages.translated import text_of
from core.models import User
from core.pages.forms import FormPage, posted, posted_files, version_given
from core.pages.view_access import current_user, requires
from core.rights.refusing import row_to_change
from core.time import working_date
from outcomes.indicators.views import indicator_among
from outcomes.measurements import services
from outcomes.measurements.forms import MeasurementForm
from outcomes.models import Indicator, Measurement
from outcomes.rules.evidence import CONTENT_TYPES

logger = logging.getLogger(__name__)


def _to_measure(request: HttpRequest, pk: int) -> Indicator:
    """The indicator if the person may enter its values; who only sees it is told why not."""
    user = current_user(request)

    def reaches(row: Indicator, other: User) -> bool:
        grant = other.access.to(Action.ENTER_MEASUREMENT)
        return grant.reaches(row.responsible_unit_id, row.responsible_id)

    return row_to_change(
        lambda rows: indicator_among(rows, pk),
        among=Indicator.objects.measurable_by(user),
        seen=Indicator.objects.visible_to(user).filter(number_key=""),
        user=user,
        action=Action.ENTER_MEASUREMENT,
        reaches=reaches,
    )


@requires(Action.VIEW_FRAMEWORK)
def measurement_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A value for a period that has ended."""
    indicator = _to_measure(request, pk)
    measurement = Measurement(indicator=indicator, measured_on=working_date())
    return _form(request, measurement, _("Enter a measurement"))


@requires(Action.VIEW_FRAMEWORK)
def measurement_edit(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Correct a value; its verification goes, since it was for the old one."""
    indicator = _to_measure(request, pk)
    measurement = get_object_or_404(Measurement, indicator=indicator, pk=row)
    measurement.indicator = indicator
    title = _("Measurement for %(period)s") % {"period": measurement.span.label}
    return _form(request, measurement, title)


def _form(request: HttpRequest, measurement: Measurement, title: str) -> HttpResponse:
    indicator, user = measurement.indicator, current_user(request)
    shown = {
        "evidence_label": measurement.evidence_label,
        "means": text_of(indicator, "means_of_verification"),
    }
    page = FormPage(
        title=title,
        subtitle=f"{indicator.number} {text_of(indicator, 'title')}",
        back_label=_("Indicator %(number)s") % {"number": indicator.number},
        back_url=indicator.get_absolute_url(),
        draft_key=f"measurement-{measurement.pk or f'new-{indicator.pk}'}",
        saved=_("The measurement has been saved. Somebody else is to verify it."),
        save=lambda row, version: services.measurement_save(
            measurement=row, author=user, version=version
        ),
        done_url=indicator.get_absolute_url(),
        template="outcomes/measurements/form.html",
        extra=lambda: shown,
    )
    form = MeasurementForm(
        posted(request), posted_files(request), instance=measurement, today=working_date()
    )
    return page.respond(request, form)


def _is_verified_by(row: Model, user: User) -> bool:
    return isinstance(row, Measurement) and row.verified_by_id == user.pk


@requires(Action.VERIFY_MEASUREMENT)
@require_POST
def measurement_verify(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Say that value and evidence agree; nobody does so for their own."""
    indicator = indicator_among(Indicator.objects.verifiable_by(current_user(request)), pk)
    measurement = get_object_or_404(Measurement, indicator=indicator, pk=row)
    try:
        services.measurement_verify(
            measurement=measurement,
            user=current_user(request),
            on=working_date(),
            version=version_given(request),
        )
    except services.OwnMeasurement as own:
        messages.error(request, str(own))
    except StaleRow as stale:
        if not _is_verified_by(stale.current, current_user(request)):
            words = _("It has been changed meanwhile. Look at it again before you verify it.")
            messages.error(request, words)
            return redirect(indicator)
        # The second of two clicks: it stands as they want it.
        messages.info(request, _("The measurement has been verified."))
    else:
        messages.success(request, _("The measurement has been verified."))
    return redirect(indicator)


@requires(Action.VIEW_FRAMEWORK)
@require_GET
def evidence_download(request: HttpRequest, pk: int, row: int) -> HttpResponseBase:
    """The evidence file, to be saved and never shown in place."""
    rows = Measurement.objects.visible_to(current_user(request)).filter(indicator=pk)
    measurement = get_object_or_404(rows, pk=row)
    name = measurement.evidence.name
    if not name:
        raise Http404
    try:
        content = stored_file(name)
    except FileNotFoundError:
        logger.error("The evidence of measurement %s is missing", measurement.pk)
        raise Http404 from None
    given = measurement.evidence_label or f"evidence.{extension(name)}"
    kind = CONTENT_TYPES.get(extension(name), "application/octet-stream")
    return download(content, given, kind)
