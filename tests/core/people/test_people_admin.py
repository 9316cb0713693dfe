"""Django's admin: for administrators; to everybody else it does not exist."""

import pytest
from django.contrib.admin import ModelAdmin
from django.test import Client
from django.urls import URLPattern, reverse

from core.access import Role
from core.admin import admin_site
from core.models import RoleAssignment, User
from tests.access.test_three_people import client_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db
REGISTERED = [(model._meta.model_name, made) for model, made in admin_site._registry.items()]


def addresses() -> list[str]:
    """Every address of the admin that takes no argument, and each model's by an id."""
    names = [pattern.name for pattern in admin_site.get_urls() if isinstance(pattern, URLPattern)]
    found = ["/admin/", "/admin/core/", "/admin/nowhere/"]
    for name in filter(None, names):
        if name not in {"view_on_site", "index", "app_list"}:
            found.append(reverse(f"admin:{name}"))
    for _model, made in REGISTERED:
        for pattern in made.get_urls():
            if getattr(pattern, "name", None):
                count = pattern.pattern.regex.groups
                found.append(reverse(f"admin:{pattern.name}", args=["1"] * count))
    return found


@pytest.mark.parametrize("role", [None, *[role for role in Role if role != Role.ADMINISTRATOR]])
def test_nobody_but_an_administrator_finds_any_of_its_addresses(
    role: Role | None, request: pytest.FixtureRequest
) -> None:
    client = client_of(make_user(*[role] if role else []))
    for number, address in enumerate(addresses()):
        if number == 1:
            request.getfixturevalue("plain_404")
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 404, address
    assert Client().get("/admin/").status_code == 404


def test_administrator_opens_every_list_and_every_form() -> None:
    client = client_of(make_user(Role.ADMINISTRATOR))
    assert client.get("/admin/").status_code == 200
    for model, made in REGISTERED:
        assert client.get(reverse(f"admin:core_{model}_changelist")).status_code == 200
        row = made.model._default_manager.first()
        if row is not None:
            page = client.get(reverse(f"admin:core_{model}_change", args=[row.pk]))
            assert page.status_code == 200
            assert "pbkdf2" not in page.content.decode()


def test_it_holds_no_contents() -> None:
    assert {model._meta.app_label for model in admin_site._registry} == {"core"}
    assert all(isinstance(made, ModelAdmin) for made in admin_site._registry.values())


def test_nobody_changes_their_own_roles_here_either() -> None:
    administrator, other = make_user(Role.ADMINISTRATOR), make_user(Role.PMO)
    client = client_of(administrator)
    sent = {"user": str(administrator.pk), "role": "pmo"}
    assert client.post("/admin/core/roleassignment/add/", sent).status_code == 200
    own, theirs = administrator.assignments.get(), other.assignments.get()
    change = "/admin/core/roleassignment/{}/change/"
    assert client.post(change.format(own.pk), {**sent, "role": "manager"}).status_code == 403
    client.post(change.format(theirs.pk), {**sent, "role": "manager"})
    assert list(administrator.assignments.values_list("role", flat=True)) == ["administrator"]
    assert client.post(f"/admin/core/roleassignment/{theirs.pk}/delete/").status_code == 403
    added = client.post(
        "/admin/core/roleassignment/add/", {"user": str(other.pk), "role": "manager"}
    )
    assert added.status_code == 302
    assert RoleAssignment.objects.filter(user=other, role="manager").exists()


def test_nobody_closes_their_own_account_and_new_ones_cannot_sign_in() -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    client = client_of(administrator)
    sent = {
        "username": "fresh",
        "full_name": "Fresh",
        "language": "en",
        "time_zone": "Europe/Zurich",
        "is_active": "on",
    }
    assert client.post("/admin/core/user/add/", sent).status_code == 302
    assert not User.objects.get(username="fresh").has_usable_password()
    own = {**sent, "username": administrator.username}
    del own["is_active"]
    assert client.post(f"/admin/core/user/{administrator.pk}/change/", own).status_code == 302
    assert User.objects.get(pk=administrator.pk).is_active
