"""What waits for a person in the reports: parts of papers that were given to them or to their unit."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages.translated import text_of
from core.models import User
from core.models.discussions import shortened
from core.models.people import rows_for
from core.my_work.gathering import lender_name
from core.my_work.kinds import Weight, WorkItem, WorkKind, work_kinds
from core.my_work.subscriptions import UNIT
from core.numbers.syntax import TokenError, find_tokens
from reports.models import PartAssignment
from reports.workshop.page import workshop_url


def register() -> None:
    """Declare the kind of item."""
    work_kinds.register(
        WorkKind(
            "paper-parts",
            gettext_lazy("Parts of papers"),
            gettext_lazy("They were assigned to you, or to your unit."),
            _parts,
        )
    )


def _parts(user: User, _at: date) -> Iterator[WorkItem]:
    def open_parts() -> QuerySet[PartAssignment]:
        rows = PartAssignment.objects.visible_to(user).open().to(user)
        related = ("unit", "report", "section", "paragraph__section")
        return rows.select_related(*related).prefetch_related(
            "report__editions", "paragraph__texts"
        )

    for row in rows_for(user, "parts of papers", open_parts):
        report = row.report
        codes = {edition.language for edition in report.editions.all()}
        language = user.language if user.language in codes else report.original_language
        yield WorkItem(
            title=_title(row, language),
            todo=_("say what it should say, or that it is done"),
            url=workshop_url(report, language, row.target),
            weight=Weight.REPORTED,
            due=row.due_on,
            about=frozenset({f"{UNIT}:{row.unit_id}"} if row.unit_id else ()),
            lender=lender_name(user, row.person_id),
        )


def _title(row: PartAssignment, language: str) -> str:
    """ "GB.344/PFA/3 Introduction: In 2021, of … projects": its number would cost the whole paper."""
    section = row.paragraph.section if row.paragraph else row.section
    title = f"{row.report.symbol} {text_of(section, 'heading') if section else ''}".strip()
    texts = {one.language: one.text for one in row.paragraph.texts.all()} if row.paragraph else {}
    words = texts.get(language) or texts.get(row.report.original_language, "")
    return f"{title}: {shortened(_without_numbers(words))}" if words else title


def _without_numbers(words: str) -> str:
    """The words of a text with "…" for each live number."""
    try:
        tokens = list(find_tokens(words))
    except TokenError:
        return words
    for start, end, _token in reversed(tokens):
        words = f"{words[:start]}…{words[end:]}"
    return words
