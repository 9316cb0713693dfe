"""What each style of a paper is for, in words for whoever makes a template."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the id of our style, in the order of the page.
PURPOSES: Final[dict[str, Promise]] = {
    "Normal": _("what all other text is based on"),
    "CoverBody": _("first page: name of the body"),
    "CoverSession": _("first page: session, place and dates"),
    "CoverSection": _("first page: section, in the frame"),
    "CoverSegment": _("first page: segment, in the frame"),
    "CoverCode": _("first page: code of the section, white on colour"),
    "CoverReference": _("first page: line with symbol, date and original language"),
    "CoverSymbol": _("first page: the symbol in that line"),
    "CoverGap": _("empty lines between tables"),
    "Banner": _("first page: “For information”"),
    "AgendaItem": _("first page: item of the agenda"),
    "Title": _("title of the paper"),
    "BoxLabel": _("first page: “Summary” above the box"),
    "BoxText": _("first page: text of the box"),
    "CoverFoot": _("first page: author unit and related documents"),
    "FootLabel": _("first page: the words “Author unit:” in that line"),
    "Heading1": _("headings of level 1"),
    "Heading2": _("headings of level 2"),
    "Heading3": _("headings of level 3"),
    "Heading4": _("headings of level 4"),
    "HeadingSubtitle": _("second line under a heading"),
    "NumberedParagraph": _("paragraphs with their numbers"),
    "ParagraphContinued": _("text that goes on in a paragraph, below a list or a table"),
    "ListBullet": _("points under a paragraph"),
    "Caption": _("captions of figures and tables"),
    "Figure": _("the paragraph that holds a figure"),
    "FigureNote": _("note under a figure or table"),
    "PaperTable": _("tables as a whole: lines and shading"),
    "TableHeading": _("heads of tables"),
    "TableText": _("cells of tables"),
    "FootnoteText": _("text of footnotes"),
    "FootnoteReference": _("the raised number of a footnote"),
    "Hyperlink": _("links"),
    "UntranslatedMark": _("mark before a text that is not translated"),
    "Header": _("header of pages"),
    "Footer": _("footer of pages"),
    "DefaultParagraphFont": _("characters without a style"),
    "TableNormal": _("tables without a style"),
    "NoList": _("paragraphs without a list"),
}
