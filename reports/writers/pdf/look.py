"""The look of the Word paper in the points of the PDF: one source, so that both stay alike."""

from typing import Final

from reports.writers.docx import look
from reports.writers.pdf.typefaces import FAMILIES

_TWIPS_PER_POINT = 20

PAGE_TEXT: Final = look.PAGE_TEXT / _TWIPS_PER_POINT
HANG: Final = look.HANG / _TWIPS_PER_POINT
COLUMN: Final = look.COLUMN / _TWIPS_PER_POINT
LANDSCAPE_COLUMN: Final = (look.PAGE_HEIGHT - 2 * look.MARGIN_SIDE - look.HANG) / _TWIPS_PER_POINT
# A figure shares its page with its caption and note.
_BESIDE_FIGURE = look.MARGIN_TOP + look.MARGIN_BOTTOM + 1600
FIGURE_HEIGHT: Final = (look.PAGE_HEIGHT - _BESIDE_FIGURE) / _TWIPS_PER_POINT
LANDSCAPE_FIGURE_HEIGHT: Final = (look.PAGE_WIDTH - _BESIDE_FIGURE) / _TWIPS_PER_POINT


def look_data() -> dict[str, object]:
    """What the template needs to know: lengths in points, colours in hexadecimal."""
    return {
        "families": FAMILIES,
        "colours": {
            "blue": look.BLUE,
            "quiet": look.QUIET,
            "tint": look.TINT,
            "ink": look.INK,
            "soft": look.SOFT,
            "line": look.LINE,
            "warn": look.WARN_TINT,
        },
        "page": {
            "width": look.PAGE_WIDTH / _TWIPS_PER_POINT,
            "height": look.PAGE_HEIGHT / _TWIPS_PER_POINT,
            "side": look.MARGIN_SIDE / _TWIPS_PER_POINT,
            "top": look.MARGIN_TOP / _TWIPS_PER_POINT,
            "bottom": look.MARGIN_BOTTOM / _TWIPS_PER_POINT,
            "header": look.HEADER_DISTANCE / _TWIPS_PER_POINT,
            "footer": look.FOOTER_DISTANCE / _TWIPS_PER_POINT,
        },
        "hang": HANG,
    }
