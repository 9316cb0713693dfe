"""What of the framework people ask about and keep documents with."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.discussions import panels as questions
from core.documents import panels as documents
from core.languages.translated import text_of
from core.subjects import Subject, subjects
from outcomes.models import Indicator


def _written(user: Any) -> Any:
    """Whoever enters its values also proves them; so does whoever keeps the framework."""
    rows = Indicator.objects.all()
    return rows.reached_by(user, Action.ENTER_MEASUREMENT) | rows.editable_by(user)


INDICATOR = Subject(
    key="indicator",
    label=_("Indicator"),
    rows=Indicator.objects.all,
    seen=lambda user: Indicator.objects.visible_to(user),
    written=_written,
    code=F("number"),
    name=lambda row: f"{row.number} {text_of(row, 'title')}",
    address=lambda row: row.get_absolute_url(),
    owner="responsible",
    related=("responsible", "strategy"),
)


def register() -> None:
    """Declare it, and put its cards on its page."""
    subjects.register(INDICATOR)
    questions.register(INDICATOR.key)
    documents.register(INDICATOR.key)
