"""People: who sees whom, who gives rights to whom, and that nobody raises their own."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from core.access import Role
from core.history.events import changes_of
from core.history.past import known_at
from core.history.tracking import event_models
from core.history.versions import version_of
from core.models import Installation, RoleAssignment, Unit, User
from core.people import services
from portfolio.models import Project, StatusUpdate
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_round, make_strategy, make_unit, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2022, 1, 17)
PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _working_date() -> None:
    Installation.objects.update(fixed_date=TODAY)


def stand_on(day: date) -> None:
    Installation.objects.update(fixed_date=day)


def again(user: User) -> User:
    """The same person in another request."""
    return User.objects.get(pk=user.pk)


# --- Who sees whom ------------------------------------------------------------------------------


def test_colleague_sees_names_units_roles_but_no_address_outsider_nothing() -> None:
    subject = make_user(Role.PMO, email="hidden@example.org", unit=make_unit())
    colleague, outsider, manager = make_user(Role.TRANSLATOR), make_user(), make_user(Role.MANAGER)
    pages = (f"/people/?q={subject.full_name}", subject.get_absolute_url())
    for page in pages:
        seen = client_of(colleague).get(page).content.decode()
        assert subject.full_name in seen and "hidden@example.org" not in seen
        assert "hidden@example.org" in client_of(manager).get(page).content.decode()
        assert client_of(outsider).get(page).status_code == 404
    assert subject.full_name not in client_of(colleague).get("/people/?q=hidden@").content.decode()


def test_export_has_every_field_for_those_who_may_and_no_address_for_others() -> None:
    make_user(email="hidden@example.org", time_zone="Pacific/Fiji")
    manager = client_of(make_user(Role.MANAGER)).get("/people/?export=csv").content.decode()
    assert "hidden@example.org" in manager and "Pacific/Fiji" in manager
    translator = client_of(make_user(Role.TRANSLATOR)).get("/people/?export=csv").content.decode()
    assert "hidden@example.org" not in translator and "Pacific/Fiji" not in translator


def test_filters_by_unit_role_and_state() -> None:
    unit = make_unit()
    here = make_user(Role.CLEARER, unit=unit)
    gone = make_user(unit=unit, is_active=False)
    client = client_of(make_user(Role.PMO))

    def names(query: str) -> str:
        return client.get(f"/people/?unit={unit.code}{query}").content.decode()

    assert here.full_name in names("") and gone.full_name not in names("")
    assert gone.full_name in names("&active=left") and here.full_name not in names("&active=left")
    assert here.full_name in names("&role=clearer") and here.full_name not in names("&role=pmo")


def test_units_form_a_tree_with_the_people_of_their_parts() -> None:
    top = make_unit()
    part = make_unit(parent=top)
    make_user(unit=top)
    make_user(unit=part)
    rows = client_of(make_user(Role.PMO)).get("/people/units/?export=csv&q=" + top.code)
    line = next(each for each in rows.content.decode().splitlines() if each.startswith(top.code))
    assert line.endswith(",1,2")


# --- Rights -------------------------------------------------------------------------------------


def test_administrator_gives_and_ends_roles() -> None:
    administrator, subject = make_user(Role.ADMINISTRATOR), make_user()
    url = f"{subject.get_absolute_url()}roles/"
    assert client_of(administrator).post(url, {"role": "pmo"}).status_code == 302
    assert again(subject).access.roles == {Role.PMO}
    role = subject.assignments.get()
    assert client_of(administrator).post(f"{url}{role.pk}/end/").status_code == 302
    assert again(subject).access.roles == frozenset()


def test_nobody_changes_their_own_roles() -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    client, url = client_of(administrator), f"{administrator.get_absolute_url()}roles/"
    assert client.post(url, {"role": "pmo"}).status_code == 404
    assert client.post(f"{url}{administrator.assignments.get().pk}/end/").status_code == 404
    assert client.post(f"{administrator.get_absolute_url()}leave/").status_code == 404
    with pytest.raises(services.NotAllowed):
        services.role_assign(by=administrator, user=administrator, role=Role.PMO)
    assert again(administrator).access.roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", [each for each in Role if each != Role.ADMINISTRATOR])
def test_nobody_but_the_administrator_gives_roles(role: Role) -> None:
    person, subject = make_user(role), make_user()
    for page in ("roles/", "edit/", "leave/", "return/", "password-link/"):
        url = subject.get_absolute_url() + page
        assert client_of(person).post(url, {"role": "pmo"}).status_code == 404
    assert client_of(person).post("/people/new/", {}).status_code == 404
    with pytest.raises(services.NotAllowed):
        services.role_assign(by=person, user=subject, role=Role.PMO)
    assert not subject.assignments.exists()


def test_the_same_role_twice_is_refused_at_the_form() -> None:
    administrator, subject = make_user(Role.ADMINISTRATOR), make_user(Role.PMO)
    response = client_of(administrator).post(f"{subject.get_absolute_url()}roles/", {"role": "pmo"})
    assert response.status_code == 422
    assert "already holds this role" in response.content.decode()


def test_somebody_who_leaves_loses_everything_and_leaves_projects_behind() -> None:
    administrator, pmo = make_user(Role.ADMINISTRATOR), make_user(Role.PMO)
    subject, stand_in = make_user(Role.PROJECT_MANAGER), make_user()
    project = make_project(manager=subject, stages={date(2021, 1, 1): "in_progress"})
    lend(subject, stand_in)
    client, url = client_of(administrator), f"{subject.get_absolute_url()}leave/"
    asked = client.get(url).content.decode()
    assert "1 project, 1 unfinished" in asked and project.name not in asked
    assert project.name in client_of(pmo).get(subject.get_absolute_url()).content.decode()
    assert client.post(url).status_code == 302
    assert not again(subject).is_active
    assert not Project.objects.visible_to(again(stand_in)).exists()
    assert not RoleAssignment.objects.in_force(TODAY).filter(user=subject).exists()
    assert client.post(f"{subject.get_absolute_url()}return/").status_code == 302
    assert again(subject).access.roles == frozenset()


def test_a_stale_save_of_a_person_shows_both_and_writes_nothing() -> None:
    administrator, subject = make_user(Role.ADMINISTRATOR), make_user()
    opened = version_of(subject)
    User.objects.filter(pk=subject.pk).update(full_name="Theirs")
    sent = {
        "full_name": "Mine",
        "username": subject.username,
        "language": "en",
        "time_zone": "Europe/Zurich",
        "version": str(opened),
    }
    response = client_of(administrator).post(f"{subject.get_absolute_url()}edit/", sent)
    page = response.content.decode()
    assert response.status_code == 409 and "Theirs" in page and "Mine" in page
    assert again(subject).full_name == "Theirs"


def test_a_unit_cannot_be_put_below_its_own_part() -> None:
    top = make_unit()
    part = make_unit(parent=top)
    sent = {
        "code": top.code,
        "name": top.name,
        "parent": str(part.pk),
        "version": str(version_of(top)),
    }
    url = f"{top.get_absolute_url()}edit/"
    assert client_of(make_user(Role.ADMINISTRATOR)).post(url, sent).status_code == 422
    assert Unit.objects.get(pk=top.pk).parent is None


# --- Standing in --------------------------------------------------------------------------------


def lend(
    lender: User, stand_in: User, *, by: User | None = None, first: date = TODAY, days: int = 4
) -> list[RoleAssignment]:
    return services.absence_begin(
        by=by or lender,
        lender=lender,
        stand_in=stand_in,
        starts_on=first,
        ends_on=first + timedelta(days=days),
        roles=services.lendable(lender, TODAY),
    )


def test_a_stand_in_reaches_exactly_the_lenders_rows_in_the_period_and_not_after() -> None:
    lender, stand_in = make_user(Role.PROJECT_MANAGER), make_user()
    theirs, other = make_project(manager=lender), make_project(manager=make_user())
    own = make_project(manager=stand_in)  # no role of their own: not even this one
    lend(lender, stand_in)
    for day, reached in (
        (TODAY - timedelta(days=1), []),
        (TODAY, [theirs]),
        (TODAY + timedelta(days=4), [theirs]),
        (TODAY + timedelta(days=5), []),
    ):
        stand_on(day)
        user = again(stand_in)
        for rows in (
            Project.objects.visible_to(user),
            Project.objects.editable_by(user),
            Project.objects.updatable_by(user),
        ):
            assert list(rows) == reached, day
        assert other not in Project.objects.visible_to(user)
        assert own not in Project.objects.visible_to(user)


def test_a_stand_in_with_a_role_of_their_own_reaches_both_and_the_lender_keeps_theirs() -> None:
    lender, stand_in = make_user(Role.PROJECT_MANAGER), make_user(Role.PROJECT_MANAGER)
    theirs, own = make_project(manager=lender), make_project(manager=stand_in)
    lend(lender, stand_in)
    assert set(Project.objects.editable_by(again(stand_in))) == {theirs, own}
    assert set(Project.objects.editable_by(again(lender))) == {theirs}


def test_a_lent_role_ends_with_the_lenders_own() -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    lender, stand_in = make_user(Role.PMO), make_user()
    lend(lender, stand_in)
    assert again(stand_in).access.roles == {Role.PMO}
    services.role_end(by=administrator, assignment=lender.assignments.get(), on=TODAY)
    assert again(stand_in).access.roles == frozenset()


def test_a_lent_role_gives_nothing_once_the_lender_lost_it_in_any_other_way() -> None:
    lender, stand_in = make_user(Role.PMO), make_user()
    lend(lender, stand_in)
    lender.assignments.all().delete()
    assert again(stand_in).access.roles == frozenset()


def test_history_shows_who_acted_for_whom() -> None:
    lender, stand_in = make_user(Role.PROJECT_MANAGER), make_user()
    strategy = make_strategy()
    make_round(strategy)
    project = make_project(
        strategy=strategy, manager=lender, stages={date(2021, 1, 1): "in_progress"}
    )
    lend(lender, stand_in)
    url = f"{project.get_absolute_url()}status/"
    sent = {"overall": "g", "achieved": "Done", "version": "0", "submit": "submit"}
    assert client_of(stand_in).post(url, sent).status_code == 302
    update = StatusUpdate.objects.get(project=project)
    assert (update.author, update.on_behalf_of) == (stand_in, lender)
    change = changes_of(update)[0]
    assert (change.user_id, change.acting_for) == (stand_in.pk, (lender.pk,))


def test_owner_who_stands_in_for_the_manager_does_not_sign_off() -> None:
    manager, owner = make_user(Role.PROJECT_MANAGER), make_user(Role.BUSINESS_OWNER)
    project = make_project(manager=manager, business_owner=owner)
    assert project in Project.objects.signable_by(again(owner))
    lend(manager, owner)
    assert project not in Project.objects.signable_by(again(owner))


def absence(stand_in: User, *roles: RoleAssignment) -> dict[str, Any]:
    return {
        "stand_in": str(stand_in.pk),
        "starts_on": "2022-01-17",
        "ends_on": "2022-01-21",
        "roles": [str(role.pk) for role in roles],
    }


def test_owner_lends_pmo_arranges_colleague_and_outsider_cannot() -> None:
    lender, stand_in = make_user(Role.CLEARER), make_user()
    url, sent = f"{lender.get_absolute_url()}absence/", absence(stand_in, lender.assignments.get())
    for person in (make_user(Role.CLEARER), make_user(Role.MANAGER), make_user()):
        assert client_of(person).post(url, sent).status_code == 404
    assert client_of(make_user(Role.PMO)).post(url, sent).status_code == 302
    assert again(stand_in).access.roles == {Role.CLEARER}
    lent = stand_in.assignments.get()
    end = f"/people/stand-ins/{lent.pk}/end/"
    assert client_of(stand_in).post(end).status_code == 404
    assert client_of(lender).post(end).status_code == 302
    assert again(stand_in).access.roles == frozenset()


@pytest.mark.parametrize("role", [Role.PMO, Role.ADMINISTRATOR])
def test_nobody_arranges_an_absence_to_gain_by_it(role: Role) -> None:
    arranger, lender = make_user(role), make_user(Role.MANAGER)
    sent = absence(arranger, lender.assignments.get())
    url = f"{lender.get_absolute_url()}absence/"
    assert client_of(arranger).post(url, sent).status_code == 422
    with pytest.raises(services.NotAllowed):
        lend(lender, arranger, by=arranger)
    assert again(arranger).access.roles == {role}


def test_lent_roles_and_the_administrators_are_not_lent_on() -> None:
    administrator, stand_in = make_user(Role.ADMINISTRATOR, Role.PMO), make_user()
    lend(administrator, stand_in)
    assert again(stand_in).access.roles == {Role.PMO}
    assert not services.lendable(again(stand_in), TODAY).exists()
    with pytest.raises(services.NotAllowed):
        services.absence_begin(
            by=again(stand_in),
            lender=again(stand_in),
            stand_in=make_user(),
            starts_on=TODAY,
            ends_on=TODAY,
            roles=stand_in.assignments.all(),
        )
    for wrong in ({"role": Role.ADMINISTRATOR}, {"user": administrator}, {"ends_on": None}):
        values = {
            "user": stand_in,
            "role": Role.CLEARER,
            "lent_by": administrator,
            "starts_on": TODAY,
            "ends_on": TODAY,
            **wrong,
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleAssignment.objects.create(**values)
        with pytest.raises(ValidationError):
            RoleAssignment(**values).full_clean()


def test_list_of_stand_ins_shows_those_of_now_and_later() -> None:
    lender, now, past = make_user(Role.PMO), make_user(), make_user()
    lend(lender, now)
    lend(lender, past, first=TODAY - timedelta(days=30))
    client = client_of(make_user(Role.TRANSLATOR))
    page = client.get("/people/stand-ins/").content.decode()
    assert now.full_name in page and past.full_name not in page
    assert past.full_name in client.get("/people/stand-ins/?when=past").content.decode()


# --- Passwords and history ----------------------------------------------------------------------


def test_no_event_holds_the_hash_of_a_password() -> None:
    user = make_user(password=PASSWORD)
    user.refresh_from_db()
    assert user.password.startswith("pbkdf2_")
    for model in event_models():
        columns = {field.column for field in model._meta.local_concrete_fields}
        assert not columns & {"password", "last_login"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_userevent e WHERE e::text LIKE '%pbkdf2_%'")
        assert cursor.fetchone() == (0,)


def test_signing_in_and_a_new_password_are_no_change_of_the_person() -> None:
    user = make_user(Role.PMO, password=PASSWORD)
    before = version_of(user)
    typed = {"username": user.username, "password": PASSWORD}
    assert Client().post("/sign-in/", typed).status_code == 302
    user.set_password("another " + PASSWORD)
    user.save()
    assert version_of(user) == before


def test_the_past_knows_people_without_their_passwords() -> None:
    with known_at(timezone.now()):
        admin = User.objects.get(username="admin")
        assert (admin.full_name, admin.password) == ("Tobias Kettering", None)
        assert admin.access.roles == {Role.ADMINISTRATOR}


def test_a_link_sets_a_password_once(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    administrator = make_user(Role.ADMINISTRATOR)
    subject = make_user(Role.PMO, email="new@example.org", language="de")
    url = f"{subject.get_absolute_url()}password-link/"
    assert client_of(administrator).post(url).status_code == 302
    [sent] = mail.outbox
    assert sent.to == ["new@example.org"]
    link = next(word for word in sent.body.split() if word.startswith("http://testserver/set-"))
    client = Client()
    form = client.get(link, follow=True)
    assert form.status_code == 200
    typed = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(form.redirect_chain[-1][0], typed)["Location"] == "/sign-in/"
    assert again(subject).check_password(PASSWORD)
    assert "too old" in Client().get(link, follow=True).content.decode()


def test_without_mail_the_link_is_shown_to_the_administrator() -> None:
    administrator, subject = make_user(Role.ADMINISTRATOR), make_user()
    page = client_of(administrator).post(f"{subject.get_absolute_url()}password-link/")
    assert "/set-password/" in page.content.decode() and "no-store" in page["Cache-Control"]
    assert mail.outbox == []


def test_everybody_changes_their_own_password_with_the_old_one() -> None:
    user = make_user(password=PASSWORD)
    typed = {
        "old_password": "wrong",
        "new_password1": "x" + PASSWORD,
        "new_password2": "x" + PASSWORD,
    }
    client = client_of(user)
    client.post("/people/password/", typed)
    assert again(user).check_password(PASSWORD)
    assert client.post("/people/password/", {**typed, "old_password": PASSWORD}).status_code == 302
    assert again(user).check_password("x" + PASSWORD)


def test_history_of_roles_is_for_administrator_and_auditor() -> None:
    administrator, subject = make_user(Role.ADMINISTRATOR), make_user(password=PASSWORD)
    url = f"{subject.get_absolute_url()}roles/"
    client_of(administrator).post(url, {"role": "clearer"})
    for person in (administrator, make_user(Role.AUDITOR)):
        page = client_of(person).get(f"/rights/changes/?person={subject.pk}").content.decode()
        assert f"{subject.full_name}: Clearer" in page and administrator.full_name in page
        assert "pbkdf2" not in page
    for person in (make_user(Role.PMO), make_user(Role.MANAGER), make_user()):
        assert client_of(person).get("/rights/changes/").status_code == 404


@pytest.mark.parametrize("code", ["FIN/HR", "new", "..", "R?D"])
def test_a_code_that_no_address_can_hold_is_refused(code: str) -> None:
    with pytest.raises(ValidationError, match="printed as it stands"):
        Unit(code=code, name="Finance").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(code=code, name="Finance")


def test_names_to_sign_in_with_differ_by_more_than_capitals() -> None:
    make_user(username="mirela")
    with pytest.raises(ValidationError, match="already"):
        User(username="Mirela", full_name="Mirela").full_clean(exclude=["password"])
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(username="MIRELA")


def test_a_ring_of_units_ends_the_question_and_is_refused() -> None:
    first = make_unit(code="ONE")
    second = make_unit(code="TWO", parent=first)
    Unit.objects.filter(pk=first.pk).update(parent=second)
    make_unit(code="SIX", parent=second).full_clean()
    first.refresh_from_db()
    with pytest.raises(ValidationError, match="part of itself"):
        first.full_clean()
