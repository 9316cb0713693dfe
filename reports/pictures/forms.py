"""Forms of pictures: bring one, replace its file."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms.plain_texts import PlainTexts
from core.forms.row_form import RowForm
from reports.models import ReportPicture
from reports.pictures.encoding import MOST_BYTES, EncodedPicture, PictureRefused, encode_picture
from reports.pictures.services import is_key_of_a_figure


class Upload(NamedTuple):
    """A file that was sent: its name, and what was made of it."""

    name: str
    made: EncodedPicture


class PictureField(forms.FileField):
    """A file that is looked at whole, whatever its name says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Picture"),
            help_text=_(
                "A PNG or JPEG file of up to 20 megabytes. What is kept is drawn anew from it, at most "
                "1,400 dots wide or high, without the place, the camera or names that the file may hold."
            ),
            widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Upload:
        """The file, drawn anew; never more of it is read than is looked at."""
        file = super().clean(data, initial)
        try:
            return Upload(file.name or "", encode_picture(file.read(MOST_BYTES + 1)))
        except PictureRefused as refused:
            raise ValidationError(str(refused)) from refused


class NewPictureForm(RowForm[ReportPicture]):
    """A picture with the key that texts name it with."""

    also_checked = ("report",)
    upload = PictureField()

    class Meta:
        model = ReportPicture
        fields = ("key",)

    def clean_key(self) -> str:
        """Pictures and figures are referred to alike, so no key is of both."""
        key: str = self.cleaned_data["key"]
        if is_key_of_a_figure(self.instance.report, key):
            raise ValidationError(_("A figure goes by this key. Give the picture another one."))
        return key


class ReplacePictureForm(PlainTexts, forms.ModelForm[ReportPicture]):
    """Another file for a picture."""

    upload = PictureField()

    class Meta:
        model = ReportPicture
        fields: tuple[str, ...] = ()
