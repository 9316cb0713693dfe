"""A password is long, and more than a name."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from core.models import User
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """Somebody with names of every kind."""
    unit = make_unit(code="PABX", name="Telephones and Mail")
    return make_user(
        username="wf.records", full_name="Wilhelmina Müller-Farquharson", unit=unit,
        email="minnie.pantry@example.org",
    )  # fmt: skip


@pytest.mark.parametrize(
    "password",
    ["farquharson1", "Farquharson-2024!", "WILHELMINA-1234", "1234567Muller", "müller müller 1",
     "minnie.pantry.1", "wf.records.99", "Telephones-2024", "example.org-99", "Outturn-12345",
     "ILO-2024-ILO-1", "OIT.IAO.12345", "Infotec-office-1", "Farquharson-Wilhelmina-PABX"],
)  # fmt: skip
def test_a_name_with_little_around_it_is_refused(person: User, password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, person)
    assert len(password) >= 12
    codes = {error.code for error in refused.value.error_list}
    assert codes & {"password_of_names", "password_too_similar"}


@pytest.mark.parametrize("password", ["abc-def-ghi", "x9$Kq!72mPw", "staple horse"[:11]])
def test_eleven_signs_are_too_few(person: User, password: str) -> None:
    with pytest.raises(ValidationError, match="12"):
        validate_password(password, person)


@pytest.mark.parametrize(
    "password", ["correct horse battery", "x9$Kq!72mPwT", "Wilhelmina rides a brown horse"]
)
def test_a_sentence_is_taken_even_with_a_name_in_it(person: User, password: str) -> None:
    validate_password(password, person)
    validate_password(password)
