"""The second step: nobody passes it by, guesses it, or repeats it; who must have one has one."""

import html
import re
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.access import Role
from core.jobs.services import job_run
from core.models import Job, RoleAssignment, SecondFactor, SecurityEvent, User
from core.second_factor import notices, totp
from core.second_factor.services import NotAllowed, app_add, factors_reset, recovery_codes_make
from tests.access.people import user as demo
from tests.core.second_factor.soft_passkey import SoftPasskey
from tests.core.sign_in.test_throttle import pass_time
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a brown horse eats the staple"
NOW = 1_800_000_015.0
STEP = "/sign-in/second-step/"
HOME, AWAY = "192.0.2.1", "198.51.100.9"


@pytest.fixture(autouse=True)
def quick(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quick hashes, and a clock of codes that stands."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(totp, "step_now", lambda: int(NOW) // 30)


@pytest.fixture
def person() -> User:
    """Somebody with a password, an address and a role."""
    made = make_user(Role.PMO, email="person@example.org", language="de")
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def app(person: User) -> pyotp.TOTP:
    """Their app."""
    secret = totp.new_secret()
    made = pyotp.TOTP(secret)
    assert app_add(user=person, secret=secret, code=made.at(int(NOW) - 30), session_key="")
    return made


def browser(address: str = HOME) -> Client:
    return Client(REMOTE_ADDR=address, HTTP_HOST="localhost", headers={"Accept-Language": "en"})


def first(client: Client, person: User, **more: str) -> Any:
    """The password."""
    return client.post("/sign-in/", {"username": person.username, "password": PASSWORD, **more})


def second(client: Client, code: str) -> Any:
    return client.post(STEP, {"code": code})


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_without_a_factor_the_password_is_enough(person: User) -> None:
    client = browser()
    assert first(client, person)["Location"] == "/"
    assert is_in(client)


def test_the_password_alone_opens_no_page_and_a_code_does(person: User, app: pyotp.TOTP) -> None:
    client = browser()
    answer = first(client, person, next="/projects/")
    assert answer["Location"] == STEP
    assert not is_in(client)
    assert client.get("/projects/").status_code == 302
    assert second(client, "000000").status_code == 422
    assert not is_in(client)
    answer = second(client, app.at(int(NOW)))
    assert answer["Location"] == "/projects/"
    assert is_in(client)


def test_the_same_code_twice_is_refused(person: User, app: pyotp.TOTP) -> None:
    code = app.at(int(NOW))
    one, other = browser(), browser()
    first(one, person)
    first(other, person)
    assert second(one, code).status_code == 302
    answer = second(other, code)
    assert answer.status_code == 422
    assert "was used already" in answer.content.decode()
    assert code not in answer.content.decode()


def test_it_does_not_wait_for_ever_nor_past_a_new_password(
    person: User, app: pyotp.TOTP, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser()
    first(client, person)
    with monkeypatch.context() as later:
        later.setattr("core.sign_in.steps.time.time", lambda: 10**10)
        assert second(client, app.at(int(NOW)))["Location"] == "/sign-in/"
    first(client, person)
    person.set_password("another horse eats the brown staple")
    person.save()
    assert second(client, app.at(int(NOW)))["Location"] == "/sign-in/"
    assert not is_in(client)


def test_who_has_left_meanwhile_stays_out(person: User, app: pyotp.TOTP) -> None:
    client = browser()
    first(client, person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert second(client, app.at(int(NOW)))["Location"] == "/sign-in/"


def test_guessing_has_to_wait_and_a_right_password_forgives_nothing(
    person: User, app: pyotp.TOTP
) -> None:
    client = browser(AWAY)
    for number in range(5):
        first(client, person)
        assert second(client, f"00000{number}").status_code == 422
    first(client, person)
    answer = second(client, app.at(int(NOW)))
    assert answer.status_code == 422
    assert "Too many wrong codes. Wait 15 minutes" in answer.content.decode()
    home = browser(HOME)
    first(home, person)
    assert second(home, app.at(int(NOW))).status_code == 302, "nobody is locked out by it"
    pass_time(timedelta(minutes=15, seconds=1))
    first(client, person)
    assert second(client, app.at(int(NOW) + 30)).status_code == 302


def test_a_recovery_code_lets_in_once_and_counts_as_guessing_too(
    person: User, app: pyotp.TOTP
) -> None:
    codes = recovery_codes_make(user=person)
    for code, status in (
        (codes[0], 302),
        (codes[0], 422),
        (codes[1], 302),
        ("aaaa-bbbb-cccc", 422),
    ):
        client = browser()
        first(client, person)
        assert second(client, code).status_code == status


def test_wrong_steps_are_in_the_history_and_the_third_is_told(
    person: User, app: pyotp.TOTP
) -> None:
    Job.objects.filter(kind=notices.KIND).delete()
    client = browser(AWAY)
    for number in range(4):
        first(client, person)
        second(client, f"00000{number}")
    events = SecurityEvent.objects.filter(user=person)
    assert events.count() == 4
    assert AWAY in events[0].detail
    assert [text for _, text in sent(person)] == [mail.outbox[-1].body]
    assert "falsche Codes" in mail.outbox[-1].body and AWAY in mail.outbox[-1].body
    admin = browser()
    admin.force_login(demo("auditor"))
    told = admin.get(f"/rights/changes/?person={person.pk}").content.decode()
    assert told.count(f": Second step failed, Unknown device, {AWAY}") == 4


def sent(person: User) -> list[tuple[str, str]]:
    """The mails that wait for `person`, sent by their jobs."""
    mail.outbox.clear()
    for job in Job.objects.filter(kind=notices.KIND, params__user=person.pk, state="queued"):
        assert job_run(job.pk)
    assert not any(set(message.to) - {person.email} for message in mail.outbox)
    return [(str(message.subject), str(message.body)) for message in mail.outbox]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_every_notice_is_a_sentence_in_ones_language(person: User, language: str) -> None:
    person.language = language
    texts = {
        notices.notice(person, event, "%s {} thing", timezone.now())[1]
        for event in notices.SENTENCES
    }
    assert len(texts) == len(notices.SENTENCES)
    assert not [text for text in texts if "%(" in text]


def test_one_click_in_the_demonstration_asks_for_it_too(settings: LazySettings) -> None:
    settings.EMBEDDED = True
    person = demo("pmo")
    secret = totp.new_secret()
    code = pyotp.TOTP(secret).at(int(NOW))
    assert app_add(user=person, secret=secret, code=code, session_key="")
    client = Client(HTTP_HOST="localhost")
    assert client.post("/sign-in/as/", {"username": "pmo"})["Location"] == STEP
    assert not is_in(client)


# --- Roles that must have one ------------------------------------------------------------------


@pytest.fixture
def pmo_must(settings: LazySettings) -> None:
    settings.MFA_ROLES = ["pmo", "administrator"]


def test_who_must_have_one_sets_it_up_before_anything_else(person: User, pmo_must: None) -> None:
    client = browser()
    first(client, person)
    for page in ("/", "/projects/", "/dashboard/", "/people/", "/admin/", "/people/password/"):
        assert client.get(page)["Location"] == "/account/", page
        assert client.post(page)["Location"] == "/account/", page
    assert "note-warn" in client.get("/account/").content.decode()
    page = client.get("/account/app/").content.decode()
    found = re.search(r'class="secret"[^>]*>([^<]+)<', page)
    assert found
    app = pyotp.TOTP(found.group(1).replace(" ", ""))
    answer = client.post("/account/app/", {"code": app.at(int(NOW))})
    assert answer.status_code == 200 and "recovery-codes" in answer.content.decode()
    assert client.get("/projects/").status_code == 200
    again = browser()
    first(again, person)
    assert second(again, app.at(int(NOW) + 30)).status_code == 302
    assert again.get("/projects/").status_code == 200


def test_the_demonstrations_one_click_is_no_way_around(
    pmo_must: None, settings: LazySettings
) -> None:
    settings.EMBEDDED = True
    client = Client(HTTP_HOST="localhost")
    client.post("/sign-in/as/", {"username": "pmo"})
    assert client.get("/projects/")["Location"] == "/account/"
    client.post("/sign-in/as/", {"username": "editor"})
    assert client.get("/reports/").status_code == 200


def test_a_role_that_is_given_or_lent_later_asks_for_it_in_a_session_that_is_there(
    pmo_must: None, app: pyotp.TOTP, person: User
) -> None:
    """Also of one who has a factor, but did not show it in this session."""
    client = browser()
    client.force_login(person)
    assert client.get("/projects/?q=x")["Location"] == STEP
    assert second(client, app.at(int(NOW)))["Location"] == "/projects/?q=x"
    assert client.get("/projects/").status_code == 200
    other = make_user(Role.AUDITOR)
    client = browser()
    client.force_login(other)
    assert client.get("/projects/").status_code == 200
    RoleAssignment.objects.create(
        user=other, role=Role.PMO, lent_by=person, starts_on="2000-01-01", ends_on="2100-01-01"
    )
    assert client.get("/projects/")["Location"] == "/account/"


def test_the_last_factor_of_who_must_have_one_stays(
    pmo_must: None, app: pyotp.TOTP, person: User
) -> None:
    client = browser()
    first(client, person)
    second(client, app.at(int(NOW)))
    factor = SecondFactor.objects.get(user=person)
    client.post(f"/account/factors/{factor.pk}/remove/")
    assert SecondFactor.objects.filter(user=person).exists()


# --- Somebody has lost everything ---------------------------------------------------------------


def test_an_administrator_of_the_whole_resets_and_the_person_is_told(
    person: User, app: pyotp.TOTP
) -> None:
    recovery_codes_make(user=person)
    theirs = browser()
    first(theirs, person)
    second(theirs, app.at(int(NOW)))
    Job.objects.filter(kind=notices.KIND).delete()
    admin = browser()
    admin.force_login(demo("admin"))
    address = f"/people/{person.pk}/second-step/"
    assert address in admin.get(person.get_absolute_url()).content.decode()
    assert admin.get(address).status_code == 200
    assert SecondFactor.objects.filter(user=person).exists(), "a question changes nothing"
    assert admin.post(address).status_code == 302
    assert not SecondFactor.objects.filter(user=person).exists()
    assert not is_in(theirs)
    client = browser()
    assert first(client, person)["Location"] == "/", "the old codes went with it"
    assert len(sent(person)) == 1
    told = admin.get(f"/rights/changes/?person={person.pk}").content.decode()
    assert str(demo("admin")) in told and "Authenticator app" in told
    assert admin.get(f"/people/{demo('admin').pk}/second-step/").status_code == 404, "not one's own"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_nobody_else_does(person: User, app: pyotp.TOTP, role: Role) -> None:
    """An administrator always is one of the whole: the database refuses another."""
    asking = make_user(role)
    client = browser()
    client.force_login(asking)
    address = f"/people/{person.pk}/second-step/"
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert address not in client.get(person.get_absolute_url()).content.decode()
    with pytest.raises(NotAllowed):
        factors_reset(by=asking, user=person)
    assert SecondFactor.objects.filter(user=person).exists()


# --- Passkeys -----------------------------------------------------------------------------------


def question_on(page: str) -> str:
    """What the page asks the browser."""
    found = re.search(r'data-passkey-question="([^"]+)"', page)
    assert found
    return html.unescape(found.group(1))


@pytest.fixture
def passkey(person: User) -> SoftPasskey:
    """Their passkey, added in a browser."""
    key, client = SoftPasskey(), browser()
    first(client, person)
    asked = question_on(client.get("/account/passkey/").content.decode())
    answer = client.post("/account/passkey/", {"name": "key", "passkey": key.made(asked)})
    assert answer.status_code == 200 and "recovery-codes" in answer.content.decode()
    return key


def ask(person: User) -> tuple[Client, str]:
    """A browser with the password shown, and what it is asked."""
    client = browser()
    first(client, person)
    return client, question_on(client.get(STEP).content.decode())


def test_a_passkey_signs_in_and_its_answer_is_good_once(person: User, passkey: SoftPasskey) -> None:
    client, asked = ask(person)
    answer = passkey.signed(asked)
    assert client.post(STEP, {"passkey": answer})["Location"] == "/"
    assert is_in(client)
    other, _asked = ask(person)
    refused = other.post(STEP, {"passkey": answer})
    assert refused.status_code == 422
    assert "webauthn" not in refused.content.decode() and "rawId" not in refused.content.decode()
    assert not is_in(other)


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://evil.example"},
        {"host": "evil.example"},
        {"id": b"another passkey!"},
        {"key": SoftPasskey().key},
    ],
    ids=["another site's page", "another site", "unknown", "another key"],
)
def test_what_another_passkey_or_site_signs_is_refused(
    person: User, passkey: SoftPasskey, change: dict[str, Any]
) -> None:
    client, asked = ask(person)
    for name, value in change.items():
        setattr(passkey, name, value)
    assert client.post(STEP, {"passkey": passkey.signed(asked)}).status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize(
    "answer", ["x", "[]", "{}", "null", '{"id": 1}', "[" * 5000, '{"rawId": "é", "response": []}']
)
def test_an_answer_that_is_none_is_refused_without_an_error(
    person: User, passkey: SoftPasskey, answer: str
) -> None:
    client, _asked = ask(person)
    assert client.post(STEP, {"passkey": answer}).status_code == 422
    known = browser()
    first_of = {"name": "other", "passkey": answer}
    known.force_login(person)
    assert known.post("/account/passkey/", first_of).status_code == 302, "asks for the password"


def test_a_copy_that_counts_backwards_is_refused(person: User, passkey: SoftPasskey) -> None:
    passkey.counter = 7
    client, asked = ask(person)
    assert client.post(STEP, {"passkey": passkey.signed(asked)}).status_code == 302
    for counter in (7, 6, 0):
        passkey.counter = counter
        client, asked = ask(person)
        assert client.post(STEP, {"passkey": passkey.signed(asked)}).status_code == 422
    passkey.counter = 8
    client, asked = ask(person)
    assert client.post(STEP, {"passkey": passkey.signed(asked)}).status_code == 302


def test_a_passkey_belongs_to_one_person(person: User, passkey: SoftPasskey) -> None:
    other = make_user(Role.PMO)
    other.set_password(PASSWORD)
    other.save()
    client = browser()
    first(client, other)
    asked = question_on(client.get("/account/passkey/").content.decode())
    answer = client.post("/account/passkey/", {"name": "mine", "passkey": passkey.made(asked)})
    assert answer.status_code == 422
    assert not SecondFactor.objects.filter(user=other).exists()


def test_no_passkey_is_asked_for_at_a_bare_address(person: User, passkey: SoftPasskey) -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    first(client, person)
    assert "data-passkey-question" not in client.get(STEP).content.decode()
