"""The original of a text that is being translated, as the paper prints it."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.jobs.kinds import JobError
from reports.composing.merge import Paper
from reports.composing.one_text import compose_text
from reports.document.tree import Block
from reports.drafts import services
from reports.gate.state import gate_of
from reports.models import Report
from reports.pictures.page import picture_address
from reports.workshop.texts import PlaceText
from reports.writers.html.options import Options
from reports.writers.html.quoted import quoted

PREFIX = "original-"


def original_html(report: Report, current: Paper, place: PlaceText) -> SafeString:
    """What `place` translates, its numbers as its own edition has them; nothing where nothing stands.

    One that cannot be read stands as it is stored: somebody has to mend it.
    """
    if not place.original:
        return SafeString("")
    language = report.original_language

    def make() -> list[Block]:
        gate = gate_of(report, opens=True)
        return [*compose_text(report, current, language, place.target, place.original, gate)]

    try:
        blocks = services.in_one_snapshot(make)
    except JobError:
        return format_html('<p class="piece-source">{}</p>', place.original)
    options = Options(
        prefix=PREFIX,
        interactive=False,
        picture_address=lambda one: picture_address(report, one.sha256),
    )
    return quoted(blocks, language, options)
