"""The look of a Governing Body paper: measures, colours and type. Twips unless a name says more."""

# A4 with wide margins; the text hangs beside the column of numbers and ▶.
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 1588, 1588, 1418
HEADER_DISTANCE, FOOTER_DISTANCE = 794, 680
PAGE_TEXT = PAGE_WIDTH - 2 * MARGIN_SIDE
HANG = 567
COLUMN = PAGE_TEXT - HANG
LANDSCAPE_TEXT = PAGE_HEIGHT - 2 * MARGIN_SIDE

EMU_PER_TWIP = 635
EMU_PER_POINT = 12700
COLUMN_EMU = COLUMN * EMU_PER_TWIP

# Present with every Word on Windows and macOS; elsewhere Liberation Sans has the same widths.
FONT = "Arial"
# ▶ and • must not fall to an emoji font.
SIGN_FONT = "Segoe UI Symbol"
MARK = "▶"

BLUE = "1F3DBC"
QUIET = "9AA8E1"
TINT = "EEF1FF"
INK = "1A1D29"
SOFT = "5A6072"
LINE = "C5CCE3"
# Behind the mark of an untranslated paragraph.
PAPER = "FFFFFF"
WARN_TINT = "FDF3E0"

# Bars of the first, second, third … group.
GROUP_COLOURS = (BLUE, QUIET, SOFT, LINE)


def tinted(share: float) -> str:
    """The main tone on white paper, so much of it."""
    tones = (int(BLUE[place : place + 2], 16) for place in (0, 2, 4))
    return "".join(f"{round(tone * share + 255 * (1 - share)):02X}" for tone in tones)
