"""Files of the latest draft while numbers wait: they say so on their cover and in their name."""

import msgspec
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import tree
from reports.drafts.services import RenderedFile, render
from reports.gate.state import behind
from reports.models import Export, Report
from reports.word_templates.services import template_in_use


def marked_file(report: Report, export: Export) -> RenderedFile | None:
    """The file as it is given away while numbers of its draft wait; None where it stands as it is.

    What is stored stays as it was rendered: the mark goes with what waits.
    """
    edition = export.edition
    is_latest = not report.drafts.filter(number__gt=edition.draft.number).exists()
    count = behind(report) if is_latest else 0
    if not count:
        return None
    document = marked(tree.from_json(edition.tree), count)
    return render(document, export.format, template_in_use(report))


def marked(document: tree.Document, count: int) -> tree.Document:
    """The paper with a line on its first page that `count` numbers have moved, and that in its name."""
    cover = document.cover
    with translation.override(document.language):
        words = ngettext(
            "%(count)s number has moved since and waits for acceptance",
            "%(count)s numbers have moved since and wait for acceptance",
            count,
        ) % {"count": count}
        name = _("%(count)s-waiting") % {"count": count}
    # A paper for decision has its item on the agenda there, which some formats print instead.
    line = " · ".join(filter(None, (cover.banner or cover.agenda_item, words)))
    return msgspec.structs.replace(
        document,
        cover=msgspec.structs.replace(cover, banner=line, agenda_item=""),
        file_stem=f"{document.file_stem}_{name}",
    )
