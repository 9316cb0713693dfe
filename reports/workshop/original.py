"""The original of a text that is being translated, as the paper prints it, and how it has changed."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.jobs.kinds import JobError
from core.languages.word_changes import word_changes
from core.pages.marked_words import marked_words
from reports.composing.merge import Paper
from reports.composing.one_text import compose_text
from reports.document import tree
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
    try:
        blocks = _printed(report, current, place.target, place.original)
    except JobError:
        return format_html('<p class="piece-source">{}</p>', place.original)
    options = Options(
        prefix=PREFIX,
        interactive=False,
        picture_address=lambda one: picture_address(report, one.sha256),
    )
    return quoted(blocks, report.original_language, options)


def original_changes(report: Report, current: Paper, place: PlaceText) -> SafeString:
    """How the original of `place` has changed since it was translated; nothing where it has not.

    Both stand with today's numbers: what is marked are its words.
    """
    if not place.then or place.then == place.original:
        return SafeString("")
    try:
        then, now = (
            _words(_printed(report, current, place.target, text))
            for text in (place.then, place.original)
        )
    except JobError:
        then, now = place.then, place.original
    return marked_words(word_changes(then, now))


def _printed(report: Report, current: Paper, target: str, text: str) -> Sequence[tree.Block]:
    language = report.original_language

    def make() -> Sequence[tree.Block]:
        gate = gate_of(report, opens=True)
        return compose_text(report, current, language, target, text, gate)

    return services.in_one_snapshot(make)


def _words(blocks: Iterable[tree.Block]) -> str:
    """What some blocks say, each note in brackets where its mark stands."""
    return " ".join(_run(run) for block in blocks for run in tree.runs(block))


def _run(run: Sequence[tree.Inline]) -> str:
    return "".join(
        f" [{tree.plain(node.children)}]" if isinstance(node, tree.Note) else tree.plain([node])
        for node in run
    )
