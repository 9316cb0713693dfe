"""What of the portfolio people ask about and keep documents with."""

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Concat
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.discussions import panels as questions
from core.documents import panels as documents
from core.languages.translated import text_of
from core.subjects import Subject, subjects
from portfolio.models import Commitment, Project, StatusUpdate

_MONTH = Func(F("round__period"), Value("YYYY-MM"), function="to_char", output_field=CharField())

PROJECT = Subject(
    key="project",
    label=_("Project"),
    rows=Project.objects.all,
    seen=lambda user: Project.objects.visible_to(user),
    written=lambda user: Project.objects.editable_by(user),
    code=F("code"),
    name=lambda row: f"{row.code} {text_of(row, 'name')}",
    address=lambda row: row.get_absolute_url(),
    owner="manager",
    related=("manager", "strategy"),
)
# A draft is its author's alone: nobody asks about it.
UPDATE = Subject(
    key="update",
    label=_("Status update"),
    rows=lambda: StatusUpdate.objects.given(),
    seen=lambda user: StatusUpdate.objects.visible_to(user).given(),
    written=lambda user: StatusUpdate.objects.reached_by(user, Action.ENTER_STATUS).given(),
    code=Concat("project__code", Value(" "), _MONTH, output_field=CharField()),
    name=lambda row: f"{row.project.code} {date_format(row.round.period, 'YEAR_MONTH_FORMAT')}",
    address=lambda row: row.get_absolute_url(),
    owner="author",
    related=("author", "round", "project__strategy"),
    page=("project", "project"),
)
PROMISE = Subject(
    key="promise",
    label=_("Promise"),
    rows=Commitment.objects.all,
    seen=lambda user: Commitment.objects.visible_to(user),
    written=lambda user: Commitment.objects.editable_by(user),
    code=Concat("project__code", Value(" "), "key", output_field=CharField()),
    name=lambda row: text_of(row, "what"),
    address=lambda row: row.get_absolute_url(),
    owner="project.manager",
    related=("project__manager", "project__strategy"),
    page=("project", "project"),
)


def register() -> None:
    """Declare them, and put their cards on the pages that they have."""
    subjects.register(PROJECT, UPDATE, PROMISE)
    questions.register(PROJECT.key, PROMISE.key)
    documents.register(PROJECT.key, PROMISE.key)
