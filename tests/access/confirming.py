"""What a second person confirms, and the attempts to: rows for the walk over decisions."""

from django.test import Client
from django.urls import reverse

from core.history.versions import version_of
from core.models import User
from outcomes.models import Measurement
from reports.gate.services import override_ask
from reports.models import NumberOverride
from tests.factories import make_report, make_user, regenerate
from tests.outcomes.rows import make_indicator, make_measurement


def override(_person: User) -> NumberOverride:
    """A number of a paper that somebody has set by hand."""
    report = make_report()
    regenerate(report)
    asker, signature = make_user(), "projects.total"
    override_ask(report=report, user=asker, signature=signature, value="7", reason="As counted.")
    return NumberOverride.objects.get(report=report)


def confirms(client: Client, row: NumberOverride) -> bool:
    address = reverse("reports:override-confirm", args=[row.report.slug, row.pk])
    answer = client.post(address)
    assert answer.status_code == 302 or "Somebody else must decide." in answer.content.decode()
    row.refresh_from_db()
    return row.confirmed_by is not None


def measurement(_person: User) -> Measurement:
    """A value that waits for its verification."""
    return make_measurement(make_indicator(responsible=make_user()), entered_by=make_user())


def verifies(client: Client, row: Measurement) -> bool:
    address = reverse("indicators:measurement-verify", args=[row.indicator_id, row.pk])
    client.post(address, {"version": str(version_of(row))})
    row.refresh_from_db()
    return row.verified_by is not None
