"""Who manages a project and who names its signer are two people."""

import pytest

from core.access import Role
from core.history.versions import version_of
from portfolio.models import Project
from tests.access.test_nobody_decides_alone import DONE, recorded_by
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "who", "said"),
    [
        ("business_owner", "the new manager", "Nobody signs off a project that they manage."),
        ("business_owner", "another", "does not name who signs it off."),
        ("manager", "who named the signer", "has named who signs the project off"),
    ],
)
def test_who_manages_and_who_names_the_signer_are_two(field: str, who: str, said: str) -> None:
    pmo, colleague, other = make_user(Role.PMO), make_user(Role.PMO), make_user()
    row = make_project(manager=make_user(), stages=DONE)
    if who == "who named the signer":
        with recorded_by(colleague):
            Project.objects.filter(pk=row.pk).update(business_owner=other)
    changed = {
        "the new manager": {"manager": other.pk, "business_owner": other.pk},
        "another": {"manager": pmo.pk, "business_owner": other.pk},
        "who named the signer": {"manager": colleague.pk},
    }[who]
    address = row.get_absolute_url() + "edit/"
    client = client_of(pmo)
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value is not None}
    answer = client.post(address, {**sent, **changed, "version": str(version_of(row))})
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
