"""The fields that forms of rows in force for a time share."""

from django.forms import Widget

from core.forms.row_form import DateInput

IN_FORCE = ("in_force_from", "in_force_until")
IN_FORCE_WIDGETS: dict[str, Widget] = {name: DateInput() for name in IN_FORCE}
