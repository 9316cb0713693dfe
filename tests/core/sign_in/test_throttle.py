"""Guessing a password is slow, and an attacker locks nobody out."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from core.models import SignInAttempt, User
from core.requests.addresses import network
from core.sign_in import throttle
from tests.factories import make_user

pytestmark = pytest.mark.django_db
HOME, ATTACKER, OFFICE = "192.0.2.1", "198.51.100.9", "192.0.2.2"
PASSWORD = "long-enough-and-right"
TOO_MANY = "Too many wrong passwords"


@pytest.fixture(autouse=True)
def quick_hashes(settings: LazySettings) -> None:
    """Hundreds of passwords are tried here, and how slowly one is hashed is Django's affair."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def name() -> str:
    """Somebody who can sign in."""
    person = make_user()
    person.set_password(PASSWORD)
    person.save()
    return person.username


def sign_in(name: str, password: str, address: str, language: str = "en") -> tuple[bool, str]:
    """Whether it let us in, and the page."""
    client = Client(REMOTE_ADDR=address, headers={"Accept-Language": language})
    answer = client.post("/sign-in/", {"username": name, "password": password})
    return answer.status_code == 302, answer.content.decode() if answer.status_code != 302 else ""


def guess(name: str, times: int, address: str) -> None:
    """Wrong passwords."""
    for number in range(times):
        assert not sign_in(name, f"wrong-{number}", address)[0]


def pass_time(by: timedelta) -> None:
    """Let everything have happened earlier."""
    for row in SignInAttempt.objects.all():
        SignInAttempt.objects.filter(pk=row.pk).update(at=row.at - by)


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(name: str) -> None:
    guess(name, 5, HOME)
    came, page = sign_in(name, PASSWORD, HOME)
    assert not came
    assert TOO_MANY in page
    assert "15 minutes" in page


def test_four_wrong_ones_are_no_harm_and_are_forgiven(name: str) -> None:
    for _ in range(3):
        guess(name, 4, HOME)
        assert sign_in(name, PASSWORD, HOME)[0]


def test_the_wait_ends_by_itself_and_trying_on_does_not_lengthen_it(name: str) -> None:
    guess(name, 5, HOME)
    pass_time(timedelta(minutes=10))
    assert "Wait 5 minutes" in sign_in(name, PASSWORD, HOME)[1]
    pass_time(timedelta(minutes=5, seconds=1))
    assert sign_in(name, PASSWORD, HOME)[0]


def test_somebody_elses_guesses_do_not_lock_a_person_out(name: str) -> None:
    guess(name, 8, ATTACKER)
    assert sign_in(name, PASSWORD, HOME)[0]


def test_guessing_from_everywhere_leaves_open_only_where_the_person_comes_from(name: str) -> None:
    assert sign_in(name, PASSWORD, HOME)[0]
    for number in range(8):
        guess(name, 4, f"198.51.100.{number}")
    assert TOO_MANY in sign_in(name, PASSWORD, "203.0.113.200")[1]
    assert sign_in(name, PASSWORD, HOME)[0]


def test_one_address_cannot_try_one_password_on_everybody() -> None:
    for number in range(50):
        guess(f"person-{number}", 1, ATTACKER)
    assert TOO_MANY in sign_in("person-51", "wrong", ATTACKER)[1]
    assert TOO_MANY not in sign_in("person-51", "wrong", HOME)[1]


def test_an_account_that_does_not_exist_answers_alike(name: str) -> None:
    guess("nobody-of-that-name", 5, HOME)
    assert TOO_MANY in sign_in("Nobody-of-that-name ", "wrong", HOME)[1]


def test_neither_name_nor_address_is_kept(name: str) -> None:
    guess(name, 1, HOME)
    kept = str(list(SignInAttempt.objects.values()))
    assert name not in kept
    assert HOME not in kept


def test_old_rows_go(name: str) -> None:
    sign_in(name, PASSWORD, HOME)
    guess(name, 1, HOME)
    pass_time(timedelta(days=2))
    guess(name, 1, OFFICE)
    assert SignInAttempt.objects.filter(succeeded=False).count() == 1
    pass_time(timedelta(days=90))
    guess(name, 1, OFFICE)
    assert SignInAttempt.objects.filter(succeeded=True).count() == 0


def test_tries_at_the_same_moment_count_each_other(name: str) -> None:
    """Each is written down before any is counted, so a hundred at once do not all slip through."""
    now = timezone.now()
    for _ in range(5):
        SignInAttempt.objects.create(
            account=throttle._digest("account", name.casefold()),
            address=throttle._digest("address", HOME),
            at=now,
        )
    assert throttle.sign_in_attempt(account=name, address=HOME).wait > timedelta(minutes=14)


def test_behind_a_proxy_each_client_counts_for_itself(name: str, settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 1

    def post(password: str, forwarded: str) -> int:
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded})
        return client.post("/sign-in/", {"username": name, "password": password}).status_code

    for number in range(5):
        # What a client invents stands left of what the proxy saw.
        post("wrong", f"203.0.113.{number}, {ATTACKER}")
    assert post(PASSWORD, f"203.0.113.99, {ATTACKER}") == 200
    assert post(PASSWORD, HOME) == 302


def test_networks_of_version_six_count_as_one() -> None:
    assert network("2001:db8:1:2:aaaa::1") == network("2001:db8:1:2:bbbb::9")
    assert network("2001:db8:1:2::1") != network("2001:db8:1:3::1")
    assert network("::ffff:192.0.2.1") == "192.0.2.1"
    assert network("not an address") == "not an address"


# --- However the name is spelt, and at whatever door --------------------------------------------


def test_every_spelling_of_a_name_counts_for_the_account_that_it_finds() -> None:
    person = make_user(username="kilian.list")
    person.set_password(PASSWORD)
    person.save()
    for spelling in ("kilian.list", "KILIAN.LIST", "k\u0131lian.list", " Kilian.l\u0131st",
                     "\uff4bilian.list"):  # fmt: skip
        guess(spelling, 1, HOME)
    assert TOO_MANY in sign_in("kilian.list", PASSWORD, HOME)[1]


def change_password(name: str, old: str, address: str) -> tuple[bool, str]:
    """Whether it was changed, and the page; to the very same one, so that it stays."""
    client = Client(REMOTE_ADDR=address)
    client.force_login(User.objects.get(username=name))
    typed = {"old_password": old, "new_password1": PASSWORD, "new_password2": PASSWORD}
    answer = client.post("/people/password/", typed)
    return answer.status_code == 302, answer.content.decode()


def test_the_old_password_is_not_guessed_where_it_is_changed(name: str) -> None:
    for number in range(5):
        assert not change_password(name, f"wrong-{number}", HOME)[0]
    changed, page = change_password(name, PASSWORD, HOME)
    assert not changed
    assert TOO_MANY in page
    assert TOO_MANY in sign_in(name, PASSWORD, HOME)[1], "one count for both doors"
    pass_time(timedelta(minutes=15, seconds=1))
    assert change_password(name, PASSWORD, HOME)[0]


def test_the_right_old_password_forgives_the_wrong_ones(name: str) -> None:
    for _ in range(3):
        for number in range(4):
            change_password(name, f"wrong-{number}", HOME)
        assert change_password(name, PASSWORD, HOME)[0]
