"""Forms about people and units."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.access import Limit, limited_to
from core.forms.plain_texts import PlainTexts
from core.forms.row_form import DateInput, FieldGroup, RowForm, group
from core.forms.translated import TranslatedForm, in_languages
from core.languages.translated import text_of
from core.models import RoleAssignment, Unit, User
from core.people.services import lendable
from core.time import rights_day, working_date
from core.written_fields import TypedDayField
from core.zones import zone_names


class UnitChoice(forms.ModelChoiceField[Unit]):
    """A unit by code and name."""

    def label_from_instance(self, obj: Unit) -> str:
        """Such as "AMS – Application Management Services"."""
        return f"{obj.code} – {text_of(obj, 'name')}"


class PersonForm(PlainTexts, forms.ModelForm[User]):
    """Who somebody is. Roles and passwords are given apart."""

    unit = UnitChoice(label=_("Unit"), queryset=Unit.objects.all(), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"))

    class Meta:
        model = User
        fields = ("full_name", "username", "email", "unit", "language", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [(zone, zone) for zone in zone_names()]  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[FieldGroup]:
        """Who first, then how they use the program."""
        return [
            group(self, _("Who"), "full_name unit email"),
            group(self, _("Signing in"), "username language time_zone"),
        ]

    def clean_username(self) -> str:
        """Names differ by more than capitals, as signing in does not tell those apart."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Somebody already has this user name."))
        return name


class UnitForm(TranslatedForm[Unit]):
    """A unit, its name in each language, and what it is a part of."""

    translated = ("name",)
    parent = UnitChoice(label=_("Part of"), queryset=Unit.objects.all(), required=False)

    class Meta:
        model = Unit
        fields = ("code", "parent", *in_languages("name"))

    @property
    def groups(self) -> list[FieldGroup]:
        """The name in its languages, then the place."""
        return [
            self.group(_("Name"), in_languages("name"), "translations"),
            self.group(_("Place"), ("code", "parent")),
        ]


class RoleForm(RowForm[RoleAssignment]):
    """A role for somebody; the person is set by the page."""

    also_checked = ("user", "lent_by")

    unit = UnitChoice(label=_("Only in unit"), queryset=Unit.objects.all(), required=False)
    language = forms.ChoiceField(
        label=_("Only for edition"), required=False, choices=[("", "–"), *settings.LANGUAGES]
    )

    class Meta:
        model = RoleAssignment
        fields = ("role", "unit", "language", "starts_on", "ends_on")
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A limit is offered only where it means something: `role_limits.js` reads for which roles.
        for name, limit in (("unit", Limit.UNIT), ("language", Limit.EDITION)):
            roles = limited_to(limit)
            field = self.fields[name]
            field.widget.attrs["data-only-for"] = " ".join(roles)
            labels = ", ".join(str(role.label) for role in roles)
            field.help_text = _("For this role: %(roles)s.") % {"roles": labels}
            if len(roles) > 1:
                field.help_text = _("For these roles: %(roles)s.") % {"roles": labels}

    @property
    def groups(self) -> list[FieldGroup]:
        """What, where, when."""
        return [
            group(self, _("Role and scope"), "role unit language"),
            group(self, _("When"), "starts_on ends_on"),
        ]


class RoleChoices(forms.ModelMultipleChoiceField[RoleAssignment]):
    """Roles held, by their names."""

    def label_from_instance(self, obj: RoleAssignment) -> str:
        """Such as "Manager (TMS)"."""
        return obj.label


class AbsenceForm(PlainTexts, forms.Form):
    """Who stands in, from when to when, and with which roles."""

    stand_in = forms.ModelChoiceField(label=_("Stand-in"), queryset=User.objects.none())
    starts_on = TypedDayField(label=_("First day"), widget=DateInput())
    ends_on = TypedDayField(label=_("Last day"), widget=DateInput())
    roles = RoleChoices(
        label=_("Roles lent"),
        queryset=RoleAssignment.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "They end by themselves after the last day. Whoever is away keeps them meanwhile."
        ),
    )

    def __init__(self, *args: Any, lender: User, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lender = lender
        roles = lendable(lender, rights_day())
        others = User.objects.active().exclude(pk__in=(lender.pk, by.pk))
        self.fields["stand_in"].queryset = others.select_related("unit")  # type: ignore[attr-defined]
        self.fields["roles"].queryset = roles  # type: ignore[attr-defined]
        self.fields["roles"].initial = list(roles)
        self.fields["starts_on"].initial = working_date()

    @property
    def groups(self) -> list[FieldGroup]:
        """Who and when, then what."""
        return [
            group(self, _("Who stands in, and when"), "stand_in starts_on ends_on"),
            group(self, _("With what"), "roles"),
        ]

    def clean(self) -> dict[str, Any]:
        """The time runs forwards, is not over, and does not overlap what is lent already."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if not first or not last:
            return cleaned
        if last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        elif last < rights_day():
            self.add_error("ends_on", _("This time is over already."))
        elif self._lent_already(cleaned):
            self.add_error("stand_in", _("This person already stands in then, with this role."))
        return cleaned

    def _lent_already(self, cleaned: dict[str, Any]) -> bool:
        if not cleaned.get("stand_in") or not cleaned.get("roles"):
            return False
        return RoleAssignment.objects.filter(
            lent_by=self.lender,
            user=cleaned["stand_in"],
            role__in=[each.role for each in cleaned["roles"]],
            starts_on__lte=cleaned["ends_on"],
            ends_on__gte=cleaned["starts_on"],
        ).exists()
