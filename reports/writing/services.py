"""Everything that can be done to the words of a paper."""

from reports.writing.assigning import (
    assigned,
    assignment_done,
    assignment_withdraw,
    paragraph_row,
    part_assign,
    part_of,
)
from reports.writing.errors import ParagraphGone, TextMoved, TextRefused
from reports.writing.steps import (
    paragraph_add,
    paragraph_join,
    paragraph_move,
    paragraph_remove,
    paragraph_restore,
    paragraph_split,
    remark_take_in,
    source_taken,
)
from reports.writing.texts import cover_text_save, heading_save, paragraph_text_save

__all__ = [
    "ParagraphGone",
    "TextMoved",
    "TextRefused",
    "assigned",
    "assignment_done",
    "assignment_withdraw",
    "cover_text_save",
    "heading_save",
    "paragraph_add",
    "paragraph_join",
    "paragraph_move",
    "paragraph_remove",
    "paragraph_restore",
    "paragraph_row",
    "paragraph_split",
    "paragraph_text_save",
    "part_assign",
    "part_of",
    "remark_take_in",
    "source_taken",
]
