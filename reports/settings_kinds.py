"""What the changes of settings tell of templates."""

from django.utils.translation import gettext_lazy

from core.access import Action
from core.rights.changes.kinds import SettingsKind, related, settings_kinds
from reports.models import ReportTemplate, WordTemplate
from reports.models.outline_yaml import outline_text


def register() -> None:
    """Word templates, and the outlines that reports start from."""
    settings_kinds.register(
        SettingsKind(
            "word_templates",
            gettext_lazy("Word templates"),
            WordTemplate,
            reads=Action.VIEW_TEMPLATES,
            texts={"found": lambda _found: ""},  # worked out of the file, which is told by its hash
        ),
        SettingsKind(
            "outlines",
            gettext_lazy("Outlines of reports"),
            ReportTemplate,
            lambda row: related(row, "strategy"),
            reads=Action.VIEW_TEMPLATES,
            texts={"outline": outline_text},
        ),
    )
