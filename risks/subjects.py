"""What of the risks people ask about and keep documents with."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.discussions import panels as questions
from core.documents import panels as documents
from core.languages.translated import text_of
from core.subjects import Subject, subjects
from risks.models import Issue, Risk

RISK = Subject(
    key="risk",
    label=pgettext_lazy("of risks", "Risk"),
    rows=Risk.objects.all,
    seen=lambda user: Risk.objects.visible_to(user),
    written=lambda user: Risk.objects.editable_by(user),
    code=F("code"),
    name=lambda row: f"{row.code} {text_of(row, 'event')}",
    address=lambda row: row.get_absolute_url(),
    owner="owner",
    related=("owner", "strategy"),
)
ISSUE = Subject(
    key="issue",
    label=_("Issue"),
    rows=Issue.objects.all,
    seen=lambda user: Issue.objects.visible_to(user),
    written=lambda user: Issue.objects.editable_by(user),
    code=F("code"),
    name=str,
    address=lambda row: row.get_absolute_url(),
    owner="owner",
    related=("owner", "strategy"),
)


def register() -> None:
    """Declare them, and put their cards on their pages."""
    subjects.register(RISK, ISSUE)
    questions.register(RISK.key, ISSUE.key)
    documents.register(RISK.key, ISSUE.key)
