"""Around each request: what caches may keep, and whose time zone is used."""

import pytest
from django.test import Client
from django.utils import timezone

from core.models import User
from core.zones import zone_names, zone_of
from reports.models import DraftEdition
from tests.access.people import user

pytestmark = pytest.mark.django_db


def client_of(name: str) -> Client:
    """Somebody of the demonstration, signed in."""
    client = Client()
    client.force_login(user(name))
    return client


def kept_by_no_cache(header: str) -> bool:
    """Both words, whatever else stands there."""
    return {"private", "no-store"} <= {word.strip() for word in header.split(",")}


@pytest.mark.parametrize(
    "path",
    ["/", "/projects/", "/projects/?export=csv", "/projects/?export=xlsx", "/projects/P-06/",
     "/people/", "/people/password/", "/reports/", "/nowhere/", "/admin/", "/status/"],
)  # fmt: skip
def test_no_cache_keeps_what_somebody_signed_in_was_shown(path: str) -> None:
    answer = client_of("pmo").get(path)
    assert kept_by_no_cache(answer.headers.get("Cache-Control", ""))


def test_no_cache_keeps_the_files_of_a_draft() -> None:
    edition = DraftEdition.objects.select_related("draft__report").first()
    assert edition is not None
    page = f"{edition.draft.report.get_absolute_url()}drafts/{edition.draft.number}/"
    for format_ in edition.exports.values_list("format", flat=True):
        answer = client_of("pmo").get(f"{page}{edition.language}/{format_}/")
        assert answer.status_code == 200
        assert kept_by_no_cache(answer["Cache-Control"])


NO_ZONES = ["Mars/Olympus", "", "Europe", "../../etc/passwd", "/etc/localtime", "UTC\\", "a" * 60]


@pytest.mark.parametrize("zone", NO_ZONES)
def test_a_time_zone_that_does_not_exist_closes_nothing(zone: str) -> None:
    User.objects.filter(username="pmo").update(time_zone=zone)
    client = client_of("pmo")
    for path in ("/dashboard/", "/people/password/", "/projects/"):
        assert client.get(path).status_code == 200
    assert client.post("/sign-out/").status_code == 302
    assert str(zone_of(zone)) == timezone.get_default_timezone_name()


@pytest.mark.parametrize("zone", NO_ZONES)
def test_a_time_zone_that_does_not_exist_is_refused_in_the_administration(zone: str) -> None:
    person = user("pmo")
    sent = {
        "username": person.username, "full_name": person.full_name, "email": "", "language": "en",
        "unit": person.unit_id or "", "time_zone": zone, "is_active": "on",
    }  # fmt: skip
    answer = client_of("admin").post(f"/admin/core/user/{person.pk}/change/", sent)
    assert answer.status_code == 200
    person.refresh_from_db()
    assert person.time_zone in zone_names()
