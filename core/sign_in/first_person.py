"""The first administrator of an empty house, made on a page that an address from the log opens.

The address is signed with the installation's secret, good for a day, and for as long as there is
nobody: whoever reads the log has the machine. After the first person it leads nowhere, for ever.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordMixin
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import Role
from core.forms.plain_texts import PlainTexts
from core.models import RoleAssignment, Unit, User

if TYPE_CHECKING:
    Passwords = SetPasswordMixin[User]
else:  # Django's class takes no argument while the program runs.
    Passwords = SetPasswordMixin

SECONDS = 86_400
_WHAT = "first"
# Two people at once wait for each other, and the second finds somebody there.
_LOCK = 5_231_987


class NotTheFirst(Exception):
    """There is somebody already."""


def _signer() -> TimestampSigner:
    # Not while this module loads: without a secret key nothing starts, and that is said elsewhere.
    return TimestampSigner(salt="core.first_person")


def first_path() -> str:
    """The path of the page, with a code that is good for a day; empty once there is somebody."""
    if User.objects.exists():
        return ""
    return reverse("core:first-person", args=[_signer().sign(_WHAT).removeprefix(f"{_WHAT}:")])


def opens_first_page(code: str) -> bool:
    """Whether a code from the log still opens the page."""
    try:
        _signer().unsign(f"{_WHAT}:{code}", max_age=SECONDS)
    except BadSignature:
        return False
    return not User.objects.exists()


class FirstPersonForm(Passwords, PlainTexts, forms.ModelForm[User]):
    """Who begins, in which unit, and a password."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    unit_code = forms.CharField(
        label=_("Code of your unit"),
        max_length=20,
        help_text=_("Short, such as PMO; more units can be added later."),
    )
    unit_name = forms.CharField(label=_("Name of your unit"), max_length=200)
    password1, password2 = SetPasswordMixin.create_password_fields()

    class Meta:
        model = User
        fields = ("full_name", "username", "email", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in (("full_name", "name"), ("username", "username"), ("email", "email")):
            self.fields[name].widget.attrs["autocomplete"] = kind
        self.unit = Unit()

    def clean(self) -> dict[str, object]:
        """The unit as its own page would take it, and a password that is good for this person."""
        cleaned = super().clean() or {}
        self.unit.code, self.unit.name = cleaned.get("unit_code", ""), cleaned.get("unit_name", "")
        if self.unit.code and self.unit.name:
            try:
                self.unit.full_clean()
            except ValidationError as error:
                for name, problems in error.message_dict.items():
                    self.add_error(f"unit_{name}", problems)
        self.validate_passwords()
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if "password2" not in self.errors:
            self.instance.unit = self.unit
            self.validate_password_for_user(self.instance)


def first_person_create(*, user: User, unit: Unit, password: str) -> None:
    """Make the first administrator, who is of the PMO too, and their unit.

    Raises `NotTheFirst` when somebody was there before.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        if User.objects.exists():
            raise NotTheFirst
        unit.save()
        user.unit = unit
        user.set_password(password)
        user.save()
        for role in (Role.ADMINISTRATOR, Role.PMO):
            RoleAssignment.objects.create(user=user, role=role)
