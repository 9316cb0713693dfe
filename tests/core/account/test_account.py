"""One's own account: changes ask for the password, sessions are seen and ended, and only one's own."""

import re
import uuid
from datetime import timedelta
from io import StringIO

import pyotp
import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from core.access import Role
from core.admin import admin_site
from core.models import Job, PersonSession, SecondFactor, SecurityEvent, User
from core.people.services import password_link, user_deactivate
from core.second_factor import notices, services, totp
from core.second_factor.services import app_add, factor_add, recovery_codes_make
from core.sign_in import sessions
from core.sign_in.devices import device
from core.time import working_date
from tests.access.people import user as demo
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a brown horse eats the staple"
NOW = 1_800_000_015
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture(autouse=True)
def quick(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quick hashes, and a clock of codes that stands."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(totp, "step_now", lambda: NOW // 30)


@pytest.fixture
def person() -> User:
    """Somebody with a password and an address."""
    made = make_user(Role.PMO, email="person@example.org")
    made.set_password(PASSWORD)
    made.save()
    return made


def signed_in(person: User, agent: str = FIREFOX, address: str = "192.0.2.1") -> Client:
    """A browser of theirs."""
    client = Client(REMOTE_ADDR=address, headers={"User-Agent": agent})
    answer = client.post("/sign-in/", {"username": person.username, "password": PASSWORD})
    assert answer["Location"] == "/"
    return client


def words(client: Client, address: str = "/account/") -> str:
    return client.get(address).content.decode()


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def grow_old(client: Client) -> None:
    """Ten minutes have gone by since the password."""
    session = client.session
    session["confirmed_at"] -= 601
    session.save()


def add_app(person: User, client: Client) -> pyotp.TOTP:
    """Set up on the page."""
    found = re.search(r'class="secret"[^>]*>([^<]+)<', words(client, "/account/app/"))
    assert found
    app = pyotp.TOTP(found.group(1).replace(" ", ""))
    assert client.post("/account/app/", {"code": app.at(NOW)}).status_code == 200
    return app


# --- Sessions -----------------------------------------------------------------------------------


def test_the_page_lists_ones_sessions_and_no_key_of_any(person: User) -> None:
    laptop, phone = signed_in(person), signed_in(person, PHONE, "203.0.113.7")
    stranger = signed_in_stranger()
    page = words(laptop)
    assert "Firefox on Linux" in page and "Safari on iPhone" in page and "203.0.113.7" in page
    assert page.count("this one") == 1
    assert page.index("this one") < page.index("Safari on iPhone")
    for client in (laptop, phone, stranger):
        assert str(client.session.session_key) not in page
    assert "198.51.100.1" not in page


def signed_in_stranger() -> Client:
    other = make_user(Role.PMO)
    other.set_password(PASSWORD)
    other.save()
    return signed_in(other, address="198.51.100.1")


def number_of(client: Client) -> uuid.UUID:
    return PersonSession.objects.get(session_key=client.session.session_key).number


def test_ending_one_ends_that_one_and_is_recorded_and_told(person: User) -> None:
    laptop, phone = signed_in(person), signed_in(person, PHONE)
    assert laptop.get(f"/account/sessions/{number_of(phone)}/end/").status_code == 405
    laptop.post(f"/account/sessions/{number_of(phone)}/end/")
    assert not is_in(phone)
    assert is_in(laptop)
    event = SecurityEvent.objects.get(user=person)
    assert "Safari on iPhone" in event.detail
    assert Job.objects.get(kind=notices.KIND).params["event"] == "session_ended"
    again = laptop.post(f"/account/sessions/{uuid.uuid4()}/end/", follow=True)
    assert "ended already" in again.content.decode()
    laptop.post(f"/account/sessions/{number_of(laptop)}/end/")
    assert not is_in(laptop)


def test_nobody_ends_somebody_elses(person: User) -> None:
    laptop, stranger = signed_in(person), signed_in_stranger()
    stranger.post(f"/account/sessions/{number_of(laptop)}/end/")
    stranger.post("/account/sessions/end-others/")
    assert is_in(laptop)
    assert not SecurityEvent.objects.exists()


def test_ending_all_others_leaves_this_one(person: User) -> None:
    clients = [signed_in(person) for _ in range(4)]
    clients[2].post("/account/sessions/end-others/")
    assert [is_in(client) for client in clients] == [False, False, True, False]
    assert SecurityEvent.objects.get(user=person).detail == "× 3"


def test_signing_in_once_more_in_the_same_browser_is_one_session(person: User) -> None:
    """Its key is a new one then, and so is its number."""
    client = signed_in(person)
    before = number_of(client)
    client.get("/sign-in/")
    session = client.session
    session.cycle_key()
    session.save()
    assert PersonSession.objects.get(user=person).number != before


def test_a_new_password_ends_the_others(person: User) -> None:
    laptop, phone = signed_in(person), signed_in(person, PHONE)
    new = "the staple eats a brown horse"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert laptop.post("/people/password/", typed).status_code == 302
    assert is_in(laptop)
    assert not is_in(phone)
    assert PersonSession.objects.filter(user=person).count() == 1
    assert SecurityEvent.objects.get(user=person).kind == "password_set"
    assert Job.objects.get(kind=notices.KIND).params["event"] == "password_set"


def test_a_password_by_link_and_leaving_end_all(person: User) -> None:
    laptop = signed_in(person)
    phone = signed_in(person, PHONE)
    link = password_link(by=demo("admin"), user=User.objects.get(pk=person.pk))
    answer = phone.get(link)
    new = "the staple eats a brown horse"
    answer = phone.post(answer["Location"], {"new_password1": new, "new_password2": new})
    assert answer["Location"] == "/sign-in/"
    assert not is_in(laptop)
    assert not is_in(phone)
    Client().force_login(person)
    user_deactivate(by=demo("admin"), user=person, on=working_date())
    assert not PersonSession.objects.filter(user=person).exists()


def test_a_page_that_is_read_notes_once_in_a_while_that_somebody_was_here(person: User) -> None:
    client = signed_in(person)
    row = PersonSession.objects.get(user=person)
    assert is_in(client)
    assert PersonSession.objects.get(user=person).seen_at == row.seen_at
    earlier = row.seen_at - 2 * sessions.SEEN_EVERY
    PersonSession.objects.update(seen_at=earlier, begun_at=earlier)
    assert is_in(client)
    after = PersonSession.objects.get(user=person)
    assert after.seen_at > row.seen_at
    assert after.number == row.number


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605", "Safari on macOS"),
        ("curl/8", "Unknown device"),
        ("", "Unknown device"),
        ("<script>" * 90, "Unknown device"),
    ],
)  # fmt: skip
def test_a_browser_is_named_in_words(agent: str, words: str) -> None:
    assert device(agent) == words


# --- Changes ask who it is ------------------------------------------------------------------------

CHANGES = ("/account/app/", "/account/passkey/", "/account/recovery-codes/")


def test_every_change_asks_for_the_password_when_that_is_long_ago(person: User) -> None:
    client = signed_in(person)
    add_app(person, client)
    factor = SecondFactor.objects.get(user=person)
    grow_old(client)
    own = (f"/account/factors/{factor.pk}/name/", f"/account/factors/{factor.pk}/remove/")
    for address in (*CHANGES, *own):
        for answer in (client.get(address), client.post(address, {"name": "x", "code": "1"})):
            assert answer["Location"].startswith("/account/confirm/?next=%2Faccount%2F"), address
    assert SecondFactor.objects.filter(user=person).exists()
    confirm = "/account/confirm/?next=/account/recovery-codes/"
    assert client.post(confirm, {"password": "wrong"}).status_code == 422
    assert client.post(confirm, {"password": PASSWORD})["Location"] == "/account/recovery-codes/"
    assert client.get("/account/recovery-codes/").status_code == 200
    grow_old(client)
    away = "/account/confirm/?next=https://evil.example/"
    assert client.post(away, {"password": PASSWORD})["Location"] == "/account/"


def test_the_password_is_not_guessed_there_either(person: User) -> None:
    client = signed_in(person)
    for number in range(5):
        client.post("/account/confirm/", {"password": f"wrong-{number}"})
    answer = client.post("/account/confirm/", {"password": PASSWORD})
    assert answer.status_code == 422
    assert "Too many wrong passwords" in answer.content.decode()


def test_who_has_no_password_signs_in_anew(settings: LazySettings) -> None:
    settings.EMBEDDED = True
    client = Client()
    client.post("/sign-in/as/", {"username": "clearer"})
    assert client.get("/account/app/").status_code == 200
    grow_old(client)
    assert "/sign-out/" in words(client, "/account/confirm/")
    assert client.post("/account/confirm/", {"password": ""}).status_code == 422


# --- Factors --------------------------------------------------------------------------------------


def test_the_secret_stays_until_the_app_is_set_up_and_is_never_in_the_session_as_it_is(
    person: User,
) -> None:
    client = signed_in(person)
    pages = [words(client, "/account/app/") for _ in range(2)]
    secrets = {re.findall(r'class="secret"[^>]*>([^<]+)<', page)[0] for page in pages}
    assert len(secrets) == 1
    assert secrets.pop().replace(" ", "") not in str(dict(client.session.items()))
    answer = client.post("/account/app/", {"code": "000000"})
    assert answer.status_code == 422
    assert not SecondFactor.objects.filter(user=person).exists()


def test_a_new_factor_ends_the_other_sessions_and_shows_recovery_codes_once(person: User) -> None:
    laptop, phone = signed_in(person), signed_in(person, PHONE)
    add_app(person, laptop)
    assert is_in(laptop)
    assert not is_in(phone)
    told = [job.params["event"] for job in Job.objects.filter(kind=notices.KIND).order_by("pk")]
    assert told == ["added", "codes_made"]
    page = words(laptop)
    assert "10 codes are left" in page
    assert laptop.get("/account/recovery-codes/").content.decode().count('recovery-codes"') == 0
    new = laptop.post("/account/recovery-codes/").content.decode()
    codes = re.findall(r"<li>([a-z0-9]{4}(?:-[a-z0-9]{4}){2})</li>", new)
    assert len(codes) == 10
    assert not [code for code in codes if code in words(laptop)]


def test_there_is_one_app_and_no_codes_without_a_factor(person: User) -> None:
    client = signed_in(person)
    answer = client.post("/account/recovery-codes/", follow=True)
    assert "Set up an app or a passkey first" in answer.content.decode()
    add_app(person, client)
    page = words(client, "/account/app/")
    secret = re.findall(r'class="secret"[^>]*>([^<]+)<', page)[0].replace(" ", "")
    answer = client.post("/account/app/", {"code": pyotp.TOTP(secret).at(NOW)}, follow=True)
    assert "There is an authenticator app already" in answer.content.decode()
    assert SecondFactor.objects.filter(user=person).count() == 1


def test_a_factor_is_renamed_and_removed_by_its_owner_alone(person: User) -> None:
    client, stranger = signed_in(person), signed_in_stranger()
    add_app(person, client)
    factor = SecondFactor.objects.get(user=person)
    for what in ("name", "remove"):
        address = f"/account/factors/{factor.pk}/{what}/"
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"name": "mine"}).status_code == 404
        assert client.get(address).status_code == 200
    version = re.findall(
        r'name="version" value="(\d+)"', words(client, f"/account/factors/{factor.pk}/name/")
    )
    client.post(
        f"/account/factors/{factor.pk}/name/", {"name": "blue phone", "version": version[0]}
    )
    assert "blue phone" in words(client)
    client.post(f"/account/factors/{factor.pk}/remove/")
    assert not SecondFactor.objects.filter(user=person).exists()
    assert "blue phone" not in words(client)
    reader = Client()
    reader.force_login(demo("auditor"))
    history = words(reader, f"/rights/changes/?person={person.pk}")
    for told in ("New: ", "Removed: ", "Authenticator app", "blue phone", "Recovery codes"):
        assert told in history, told
    signed_in(person)


def test_the_page_of_a_person_tells_nobody_what_they_sign_in_with(person: User) -> None:
    secret = totp.new_secret()
    app_add(user=person, secret=secret, code=pyotp.TOTP(secret).at(NOW), session_key="")
    recovery_codes_make(user=person)
    for who in ("admin", "pmo", "auditor", "editor"):
        client = Client()
        client.force_login(demo(who))
        page = words(client, person.get_absolute_url())
        assert "Authenticator" not in page
        assert ("second-step" in page) is (who == "admin")


def test_djangos_administration_knows_none_of_these_tables() -> None:
    hidden = {SecondFactor, SecurityEvent, PersonSession}
    assert not hidden & set(admin_site._registry)


def test_more_passkeys_than_anybody_carries_are_refused(person: User) -> None:
    def passkey(number: int) -> SecondFactor:
        return SecondFactor(kind="passkey", name=f"{number}", credential=f"c{number}")

    for number in range(services.MOST_FACTORS):
        factor_add(user=person, factor=passkey(number), session_key="")
    with pytest.raises(services.NotAllowed):
        factor_add(user=person, factor=passkey(99), session_key="")


def test_sessions_that_are_over_are_forgotten_and_are_not_listed(person: User) -> None:
    laptop, phone = signed_in(person), signed_in(person, PHONE)
    over = PersonSession.objects.filter(session_key=phone.session.session_key)
    over.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert "iPhone" not in words(laptop)
    assert services.sessions_forget() >= 1
    assert not over.exists()
    assert is_in(laptop)


def test_who_has_the_machine_helps_the_last_administrator(person: User) -> None:
    client = signed_in(person)
    add_app(person, client)
    call_command("second_factor_reset", person.username.upper(), stdout=StringIO())
    assert not SecondFactor.objects.filter(user=person).exists()
    assert not is_in(client)
    signed_in(person)
    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command("second_factor_reset", "nobody-at-all")
