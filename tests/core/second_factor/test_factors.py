"""Codes of apps and recovery codes: each good once, and no secret of theirs lies about."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyotp
import pytest
from django.conf import LazySettings
from django.core.serializers import serialize
from django.db import connection

from core.history.tracking import event_models
from core.models import RecoveryCodes, SecondFactor, User
from core.second_factor import recovery, totp
from core.second_factor.encryption import Unreadable, decrypted, encrypted
from core.second_factor.services import app_add, recovery_codes_make
from tests.factories import make_user

NOW = 1_800_000_015.0


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock of codes."""

    def stand(moment: float) -> None:
        monkeypatch.setattr(totp, "step_now", lambda: int(moment) // 30)

    stand(NOW)
    return stand


def with_app(user: User) -> pyotp.TOTP:
    """The app of somebody who has just set it up."""
    secret = totp.new_secret()
    app = pyotp.TOTP(secret)
    assert app_add(user=user, secret=secret, code=app.at(int(NOW)), session_key="")
    return app


@pytest.mark.django_db
def test_a_code_is_good_once_and_so_are_all_before_it(at: Any) -> None:
    user = make_user()
    app = with_app(user)
    assert not totp.code_taken(user, app.at(int(NOW))), "used at the set-up"
    assert not totp.code_taken(user, app.at(int(NOW) - 30))
    later = app.at(int(NOW) + 30)
    assert totp.code_taken(user, later)
    assert not totp.code_taken(user, later)
    at(NOW + 60)
    assert not totp.code_taken(user, later)
    assert totp.code_taken(user, app.at(int(NOW) + 60))


@pytest.mark.django_db
@pytest.mark.parametrize(("drift", "is_good"), [(-31, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(at: Any, drift: int, is_good: bool) -> None:
    user = make_user()
    app = with_app(user)
    at(NOW + 300)
    # NOW lies in the middle of a half minute: -31 is of the one before the last.
    shown = app.at(int(NOW) + 300 + (drift if drift != -31 else -60))
    assert totp.code_taken(user, shown) is is_good


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "0", "12345", "1234567", "abcdef", "１２３４５６", "0" * 400])
def test_what_is_no_code_is_none(at: Any, code: str) -> None:
    user = make_user()
    with_app(user)
    assert not totp.code_taken(user, code)


@pytest.mark.django_db
def test_somebody_elses_code_is_none(at: Any) -> None:
    mine, theirs = make_user(), make_user()
    app = with_app(theirs)
    with_app(mine)
    assert not totp.code_taken(mine, app.at(int(NOW) + 30))


def in_threads(work: Any) -> list[bool]:
    """The same, four times at once, each over a connection of its own."""

    def one(_: int) -> bool:
        try:
            return bool(work())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(one, range(4)))


def test_of_four_at_once_one_gets_in(committed: None, at: Any) -> None:
    user = make_user()
    app = with_app(user)
    code = app.at(int(NOW) + 30)
    assert sum(in_threads(lambda: totp.code_taken(user, code))) == 1
    word = recovery_codes_make(user=user)[0]
    assert sum(in_threads(lambda: recovery.code_use(user=user, code=word))) == 1


@pytest.mark.django_db
def test_a_recovery_code_works_once_however_it_is_typed(at: Any) -> None:
    user = make_user()
    with_app(user)
    codes = recovery_codes_make(user=user)
    assert len(set(codes)) == recovery.HOW_MANY
    assert recovery.code_use(user=user, code=f" {codes[0].upper().replace('-', ' ')} ")
    assert not recovery.code_use(user=user, code=codes[0])
    assert not recovery.code_use(user=make_user(), code=codes[1])
    assert RecoveryCodes.objects.get(user=user).left == recovery.HOW_MANY - 1
    new = recovery_codes_make(user=user)
    assert not recovery.code_use(user=user, code=codes[1]), "the old ones are gone"
    assert recovery.code_use(user=user, code=new[1])


@pytest.mark.django_db
def test_neither_tables_nor_history_hold_a_secret_that_can_be_read(at: Any) -> None:
    user = make_user()
    secret = totp.new_secret()
    app_add(user=user, secret=secret, code=pyotp.TOTP(secret).at(int(NOW)), session_key="")
    codes = [code.replace("-", "") for code in recovery_codes_make(user=user)]
    rows = serialize("json", [*SecondFactor.objects.all(), *RecoveryCodes.objects.all()])
    assert secret not in rows
    assert not [code for code in codes if code in rows]
    kept = {
        name
        for event in event_models()
        for name in (field.name for field in event._meta.local_concrete_fields)
        if event.pgh_tracked_model in {SecondFactor, RecoveryCodes}  # type: ignore[attr-defined]
    }
    assert not kept & {"secret", "credential", "public_key", "salt", "digests"}


def test_an_earlier_secret_key_still_reads_and_a_strange_one_does_not(
    settings: LazySettings,
) -> None:
    old = settings.SECRET_KEY
    kept = encrypted("word")
    assert "word" not in kept
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key" * 4, [old]
    assert decrypted(kept) == "word"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unreadable):
        decrypted(kept)


@pytest.mark.django_db
def test_what_cannot_be_read_lets_nobody_in_and_recovery_codes_still_do(
    at: Any, settings: LazySettings
) -> None:
    user = make_user()
    app = with_app(user)
    code = recovery_codes_make(user=user)[0]
    settings.SECRET_KEY = "another-key" * 4
    assert not totp.code_taken(user, app.at(int(NOW) + 30))
    assert recovery.code_use(user=user, code=code)


def test_the_picture_is_an_image_without_style_and_says_the_address() -> None:
    drawn = totp.qr_code("otpauth://totp/Outturn:me?secret=ABC")
    assert drawn.startswith("<svg") and "style" not in drawn and "<script" not in drawn
    user = User(username="jürg")
    assert totp.address(user, "ABCDEFGH" * 4).startswith("otpauth://totp/Outturn:j%C3%BCrg?")
