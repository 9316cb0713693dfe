"""The form by which a part of the paper is given to somebody, and whom it offers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.discussions.readers import names_of, people_with_access
from core.forms.plain_texts import PlainTexts
from core.forms.row_form import DateInput
from core.languages.translated import text_of
from core.models import Unit, User
from core.written_fields import TypedDayField

_Choices = list[tuple[str, Any]]


class AssignForm(PlainTexts, forms.Form):
    """Whom a part waits for, and until when. Whoever only reads the paper is told apart."""

    to = forms.ChoiceField(
        label=gettext_lazy("It waits for"),
        help_text=gettext_lazy("Being assigned gives no rights: who only reads the paper now "
                               "can say what it should say, and somebody else writes it."),
    )  # fmt: skip
    # Whom it waited for when the form was opened: to give it back to somebody is no form sent twice.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    due_on = TypedDayField(label=gettext_lazy("Until"), required=False, widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_with_access()
        self.people = {f"person:{one.pk}": one for one in people if _reads(one)}
        self.units = {f"unit:{one.pk}": one for one in _units_of([*self.people.values()])}
        self.fields["to"].choices = [("", "–"), *self._choices()]  # type: ignore[attr-defined]

    def _choices(self) -> _Choices:
        """People by what they may do with the paper, then units in which anybody reads it."""
        readers = [*self.people.values()]
        names = names_of(readers)
        groups = (
            (_("Write the paper"), [one for one in readers if _writes(one)]),
            (_("Translate it"), [one for one in readers if _translates_only(one)]),
            (_("Only read it"), [one for one in readers if _only_reads(one)]),
        )
        offered: _Choices = [
            (label, [(f"person:{one.pk}", names[one.pk]) for one in people])
            for label, people in groups
            if people
        ]
        if self.units:
            units = [(key, _unit_label(one, readers)) for key, one in self.units.items()]
            offered.append((_("The people of a unit"), units))
        return offered

    def clean_to(self) -> User | Unit:
        """The person or unit that was chosen."""
        key = self.cleaned_data["to"]
        found = self.people.get(key) or self.units.get(key)
        if found is None:
            raise ValidationError(_("Choose somebody who may read the paper."))
        return found

    @property
    def warning(self) -> str:
        """What has to be known of the choice: that nobody of it may write the paper."""
        to = self.cleaned_data["to"]
        people = [to] if isinstance(to, User) else _of_unit(to, [*self.people.values()])
        if any(not _only_reads(one) for one in people):
            return ""
        return _("%(who)s may read the paper, and not write it.") % {"who": to}


def _reads(person: User) -> bool:
    return person.access.may(Action.VIEW_REPORT)


def _writes(person: User) -> bool:
    return person.access.may(Action.EDIT_PAPER)


def _translates_only(person: User) -> bool:
    return not _writes(person) and person.access.may(Action.TRANSLATE)


def _only_reads(person: User) -> bool:
    return not _writes(person) and not person.access.may(Action.TRANSLATE)


def _units_of(people: Sequence[User]) -> list[Unit]:
    """The units of some people, by code."""
    units = {one.unit.pk: one.unit for one in people if one.unit is not None}
    return sorted(units.values(), key=lambda unit: unit.code)


def _of_unit(unit: Unit, people: Sequence[User]) -> list[User]:
    return [one for one in people if one.unit_id == unit.pk]


def _unit_label(unit: Unit, readers: Sequence[User]) -> str:
    """Its code and name; and that nobody there may write the paper."""
    name = f"{unit.code} – {text_of(unit, 'name')}"
    if all(_only_reads(one) for one in _of_unit(unit, readers)):
        return _("%(unit)s (only read it)") % {"unit": name}
    return name
