"""What the log of a project can be narrowed by: only what occurs in it is offered."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.row_form import DateInput
from core.time import day_of
from core.written_fields import TypedDayField
from portfolio.project_history.log import LogLine

PROGRAM = "program"


class LogForm(forms.Form):
    """Field, person and kind of row, and the days between which it changed."""

    kind = forms.ChoiceField(label=gettext_lazy("Of what"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Field"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("Changed by"), required=False)
    since = TypedDayField(label=gettext_lazy("From"), required=False, widget=DateInput)
    until = TypedDayField(label=gettext_lazy("Until"), required=False, widget=DateInput)

    def __init__(self, data: Any, lines: Sequence[LogLine]) -> None:
        super().__init__(data, label_suffix="")
        self._offer("kind", ((each.kind, each.kind_label) for each in lines))
        self._offer("field", ((each.field, each.field_label) for each in lines if each.field))
        self._offer("person", ((_person(each), each.who or _("The program")) for each in lines))

    def _offer(self, name: str, found: Iterable[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        # A field is called alike in several tables: the shortest name stands for all.
        words: dict[str, str] = {}
        for key, label in found:
            words[key] = min(words.get(key, label), label, key=len)
        offered = sorted(words.items(), key=lambda each: each[1].casefold())
        field.choices = [("", _("All")), *offered]

    def narrowed(self, lines: Sequence[LogLine]) -> list[LogLine]:
        """The lines that are asked for; what cannot be read narrows nothing, and is told at its field."""
        self.full_clean()
        asked = self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        return [
            each
            for each in lines
            if asked.get("kind") in {"", None, each.kind}
            and asked.get("field") in {"", None, each.field}
            and asked.get("person") in {"", None, _person(each)}
            and (since is None or day_of(each.at) >= since)
            and (until is None or day_of(each.at) <= until)
        ]


def _person(line: LogLine) -> str:
    return str(line.user_id) if line.user_id else PROGRAM
