"""What the parts of a paper are called on pages."""

from django.utils.translation import gettext as _

from reports.composing.merge import Paper, PaperSection
from reports.composing.numbering import number
from reports.writing.services import ParagraphGone


def part_name(current: Paper, target: str, language: str) -> str:
    """ "Paragraph 16", or the words of a heading. Raises `ParagraphGone`."""
    kind, _stroke, key = target.partition("/")
    if kind == "section":
        return heading_of(section_of(current, key), language)
    place = number(current).paragraphs.get(key)
    if kind != "para" or place is None:
        raise ParagraphGone(target)
    return _("Paragraph %(number)s") % {"number": place}


def section_of(current: Paper, key: str) -> PaperSection:
    """A section of the paper by its key; raises `ParagraphGone`."""
    for section in current.sections:
        if section.key == key:
            return section
    raise ParagraphGone(key)


def heading_of(section: PaperSection, language: str) -> str:
    """The heading in a language, else in one that it has."""
    return section.headings.get(language) or next(iter(section.headings.values()), section.key)
