"""The form of a person's reminders."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.row_form import FieldGroup, group
from core.models.reminders import MailsEvery


class ReminderForm(forms.Form):
    """How often mails come."""

    mails = forms.ChoiceField(
        label=_("Mails"), choices=MailsEvery.choices, widget=forms.RadioSelect
    )

    @property
    def groups(self) -> list[FieldGroup]:
        """One thing is asked."""
        return [group(self, _("Reminders"), "mails")]
