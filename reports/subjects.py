"""What of the reports people ask about and keep documents with: paragraphs, the same in all editions."""

from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.addresses import address_of
from core.discussions import panels as questions
from core.documents import panels as documents
from core.models import User
from core.subjects import Rows, Subject, subjects
from reports.composing.numbering import number
from reports.drafts.services import kept_paper
from reports.models import PARAGRAPH_KIND, Paragraph, Report


def _seen(user: User) -> Rows:
    return Paragraph.objects.filter(section__report__in=Report.objects.visible_to(user))


def _written(user: User) -> Rows:
    rows = Paragraph.objects.filter(section__report__known_at__isnull=True)
    return rows if user.access.may(Action.EDIT_PAPER) else rows.none()


def paragraph_name(row: Paragraph) -> str:
    """ "Paragraph 16, GB.344/PFA/3": by its number as long as it stands in the paper."""
    report = row.section.report
    place = number(kept_paper(report)).paragraphs.get(row.key)
    given = {"number": place, "report": report.symbol or report.slug}
    if place is None:
        return _("Paragraph that was taken out, %(report)s") % given
    return _("Paragraph %(number)s, %(report)s") % given


def paragraph_address(row: Paragraph) -> str:
    """Its own page, from which the paper is one step away."""
    report = row.section.report
    target = f"para/{row.key}"
    return address_of("reports:piece-detail", report.slug, report.original_language, target)


PARAGRAPH = Subject(
    key=PARAGRAPH_KIND,
    label=gettext_lazy("Paragraph"),
    rows=Paragraph.objects.all,
    seen=_seen,
    written=_written,
    code=Concat("section__report__slug", Value(" "), "key"),
    name=paragraph_name,
    address=paragraph_address,
    owner="waits_for",
    related=("section__report__strategy",),
)


def register() -> None:
    """Declare it, and put its cards on its page."""
    subjects.register(PARAGRAPH)
    questions.register(PARAGRAPH.key)
    documents.register(PARAGRAPH.key)
