"""Forms of a question and of an answer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.discussions.readers import names_of
from core.discussions.texts import check_signs, mentions_in
from core.forms.plain_texts import PlainTexts
from core.models import User
from core.models.discussions import LONGEST_TEXT
from core.written_fields import LongTextInput

_NAMES_AT_ONCE = 20  # mentioned in one text


class SayingForm(PlainTexts, forms.Form):
    """A text in which people may be mentioned: by "@" and their name, or from a list.

    `readers` are those who may see the row; nobody else can be chosen or mentioned.
    """

    text = LongTextInput(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        validators=[check_signs],
        widget=forms.Textarea(attrs={"rows": 5, "data-mentions": "mention"}),
        help_text=_("Mention somebody with @ and their name. Nobody can change it afterwards."),
    )
    mention = forms.TypedChoiceField(
        label=_("Mention somebody"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, author: User, readers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author = author
        self.names: Mapping[int, str] = names_of(readers)
        self.readers = {person.pk: person for person in readers}
        self.offer("mention", "–")

    def offer(self, field: str, empty: Any) -> None:
        """Let a field choose one of the readers, the author aside."""
        others = [(pk, name) for pk, name in self.names.items() if pk != self.author.pk]
        self.fields[field].choices = [("", empty), *others]  # type: ignore[attr-defined]

    def person(self, field: str) -> User | None:
        """Who is chosen in a field."""
        return self.readers.get(self.cleaned_data[field])

    def clean(self) -> dict[str, object]:
        """Who is chosen from the list stands in the text as well."""
        cleaned = super().clean() or {}
        chosen: int | None = cleaned.get("mention")
        text: str | None = cleaned.get("text")
        if text is None:
            return cleaned
        if chosen is not None and chosen not in mentions_in(text, self.names):
            text = cleaned["text"] = f"{text}\n@{self.names[chosen]}"
        self._check_names(text)
        return cleaned

    def _check_names(self, text: str) -> None:
        if len(text) > LONGEST_TEXT:
            self.add_error("text", _("With the name it is too long. Make it shorter."))
        if len(mentions_in(text, self.names)) > _NAMES_AT_ONCE:
            message = ngettext(
                "At most %(most)s person can be mentioned at once.",
                "At most %(most)s people can be mentioned at once.",
                _NAMES_AT_ONCE,
            )
            self.add_error("text", message % {"most": _NAMES_AT_ONCE})
        others = User.objects.active().exclude(pk__in=self.readers) if "@" in text else ()
        names = {person.pk: person.full_name for person in others}
        for pk in mentions_in(text, names)[:1]:
            message = gettext("%(person)s may not see this, and cannot be mentioned here.")
            self.add_error("text", message % {"person": names[pk]})

    @property
    def mentioned(self) -> list[int]:
        """The keys of the people whose names stand in the text."""
        return mentions_in(self.cleaned_data["text"], self.names)


class QuestionForm(SayingForm):
    """A question, and whom it is put to."""

    asked_of = forms.TypedChoiceField(label=_("Ask"), required=False, coerce=int, empty_value=None)
    field_order = ("asked_of", "text", "mention")

    def __init__(self, *args: Any, owner: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Question")
        self.offer("asked_of", _("Whoever knows"))
        if owner is not None and owner.pk in self.readers and owner.pk != self.author.pk:
            self.fields["asked_of"].initial = owner.pk
            self.fields["asked_of"].help_text = gettext("%(person)s answers for this row.") % {
                "person": owner
            }


class AnswerForm(SayingForm):
    """An answer; whoever may settle the question can do so with it, or pass it on."""

    pass_on = forms.TypedChoiceField(
        label=_("Pass the question on to"), required=False, coerce=int, empty_value=None
    )
    settles = forms.BooleanField(label=_("This settles the question"), required=False)
    field_order = ("text", "mention", "pass_on", "settles")

    def __init__(self, *args: Any, may_settle: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Answer")
        if may_settle:
            self.offer("pass_on", _("Nobody else"))
        else:
            del self.fields["pass_on"], self.fields["settles"]

    def clean(self) -> dict[str, object]:
        """What is settled is nobody's any more."""
        cleaned = super().clean()
        if cleaned.get("settles") and cleaned.get("pass_on"):
            self.add_error("settles", _("Settle the question or pass it on, not both."))
        return cleaned
