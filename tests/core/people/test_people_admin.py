"""Django's admin: for administrators; to everybody else it does not exist."""

from collections.abc import Iterator

import pytest
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, reverse

from core.access import Role
from core.admin import FILTERS_ASK, admin_site
from core.models import RoleAssignment, User
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_unit, make_user

pytestmark = pytest.mark.django_db
ANYBODY = HttpRequest()
REGISTERED = [(model._meta.model_name, made) for model, made in admin_site._registry.items()]


def addresses() -> list[str]:
    """Every address of the admin that takes no argument, and each model's by an id."""
    names = [pattern.name for pattern in admin_site.get_urls() if isinstance(pattern, URLPattern)]
    found = ["/admin/", "/admin/core/", "/admin/nowhere/"]
    for name in filter(None, names):
        if name not in {"index", "app_list"}:
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


def asked_lookups(model: type[Model], depth: int = 2) -> Iterator[str]:
    """Every field of a model, and through its relations those of others."""
    for field in model._meta.get_fields():
        yield field.name
        other = field.related_model
        if depth and isinstance(other, type):
            yield from (f"{field.name}__{rest}" for rest in asked_lookups(other, depth - 1))


@pytest.mark.parametrize("model", admin_site._registry, ids=lambda model: model.__name__)
def test_nothing_is_asked_of_a_row_but_what_its_filters_ask(model: type[Model]) -> None:
    made = admin_site._registry[model]
    for name in set(asked_lookups(model)):
        for end in ("", "__startswith", "__regex", "__gt", "__in", "__exact", "__isnull", "__year"):
            offered = name.removesuffix("__id") in made.list_filter
            fits = offered and end in {"", "__exact", "__isnull"}
            assert fits or not made.lookup_allowed(f"{name}{end}", "1", ANYBODY), (name, end)


def test_what_is_asked_beyond_that_is_a_bad_request() -> None:
    client = client_of(make_user(Role.ADMINISTRATOR))
    for asked in (
        *(
            "user/?password__startswith=pbkdf2",
            "user/?password=x",
            "user/?last_login__gt=2020-01-01",
        ),
        *("user/?assignments__role=pmo", "roleassignment/?user__password__startswith=pbkdf2"),
        "job/?requested_by__password__contains=x",
    ):
        assert client.get(f"/admin/core/{asked}").status_code == 400, asked


@pytest.mark.parametrize("model", admin_site._registry, ids=lambda model: model.__name__)
def test_no_question_to_a_list_is_an_error(model: type[Model]) -> None:
    client = client_of(make_user(Role.ADMINISTRATOR))
    client.raise_request_exception = False
    page = reverse(f"admin:core_{model._meta.model_name}_changelist")
    filters = [
        f"{name}{end}" for name in admin_site._registry[model].list_filter for end in FILTERS_ASK
    ]
    for name in (
        *filters,
        *["o", "p", "e", "all", "q", "_to_field", "_popup", "_facets", "_changelist_filters"],
    ):
        for odd in ("", "x", "-99999999999999999999"):
            addresses = [page, f"{page}add/", f"{page}1/change/"] if name[0] == "_" else [page]
            for address in addresses:
                got = client.get(address, {name: odd}).status_code
                assert got < 500, (address, name, odd)


def test_the_way_to_the_page_of_any_row_is_closed() -> None:
    from django.contrib.contenttypes.models import ContentType

    administrator, project = make_user(Role.ADMINISTRATOR), make_project(manager=None)
    kind = ContentType.objects.get_for_model(project)
    client = client_of(administrator)
    got = client.get(f"/admin/r/{kind.pk}/{project.pk}/")
    assert got.status_code == 404
    page = client.get(f"/admin/core/user/{administrator.pk}/change/").content.decode()
    assert f'href="{administrator.get_absolute_url()}"' in page


def test_accounts_that_differ_only_by_case_are_refused_in_words() -> None:
    client = client_of(make_user(Role.ADMINISTRATOR))
    other = make_user(Role.PMO)
    facts = {"full_name": "Twin", "language": "en", "time_zone": "Europe/Zurich"}
    sent = {"username": other.username.swapcase(), **facts}
    assert sent["username"] != other.username
    theirs = make_user(Role.PMO)
    for address in ("/admin/core/user/add/", f"/admin/core/user/{theirs.pk}/change/"):
        got = client.post(address, sent)
        assert got.status_code == 200
        assert "Somebody has this user name already." in got.content.decode()
    assert User.objects.filter(username__iexact=other.username).count() == 1


def test_a_code_that_no_address_holds_is_refused_and_nothing_else() -> None:
    """The form that comes back leads to the page of the unit as it is stored."""
    unit = make_unit()
    client = client_of(make_user(Role.ADMINISTRATOR))
    sent = {"code": "europe/zurich", "name": unit.name}
    answer = client.post(f"/admin/core/unit/{unit.pk}/change/", sent)
    assert answer.status_code == 200
    assert f"/people/unit/{unit.code}/" in answer.content.decode()
    unit.refresh_from_db()
    assert unit.code != "europe/zurich"
