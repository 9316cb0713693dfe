"""Size and margins of a page, in twips."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reports.writers.docx.xml import Element, qualified, w

TWIPS_PER_CM = 567
# Less, and the table of the cover cannot be read.
LEAST_WIDTH, LEAST_HEIGHT = 9 * TWIPS_PER_CM, 9 * TWIPS_PER_CM
_SIDES = ("top", "right", "bottom", "left", "header", "footer", "gutter")
# What Word takes where a section says nothing: Letter, an inch all round.
_WORD_SIZE = {"w": 12240, "h": 15840}
_WORD_MARGINS = dict.fromkeys(_SIDES, 1440) | {"header": 720, "footer": 720, "gutter": 0}
_NAMES = {(11906, 16838): "A4", (12240, 15840): "Letter", (12240, 20160): "Legal"}
_NAMES |= {(8391, 11906): "A5", (16838, 23811): "A3"}
# Programs round millimetres to twips in their own ways.
_NEAR = 30


@dataclass(frozen=True)
class Page:
    """A page as a section has it."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    gutter: int

    @classmethod
    def of(cls, section: Element) -> "Page":
        """The page of a `w:sectPr`."""
        size, margins = dict(_WORD_SIZE), dict(_WORD_MARGINS)
        for name, values in (("pgSz", size), ("pgMar", margins)):
            given = section.find(qualified(f"w:{name}"))
            if given is not None:
                for key in values:
                    values[key] = _whole(given.get(qualified(f"w:{key}"), ""), values[key])
        # A negative margin fixes the text although the header is taller.
        return cls(size["w"], size["h"], *(abs(margins[side]) for side in _SIDES))

    @property
    def text_width(self) -> int:
        """What is left for words between the margins."""
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        """What is left for words between top and bottom."""
        return self.height - self.top - self.bottom

    @property
    def is_landscape(self) -> bool:
        """Wider than high."""
        return self.width > self.height

    @property
    def name(self) -> str:
        """ "A4", "Letter"; centimetres for what has no name."""
        short, long = sorted((self.width, self.height))
        for (w_, h_), name in _NAMES.items():
            if abs(w_ - short) <= _NEAR and abs(h_ - long) <= _NEAR:
                return name
        return f"{self.width / TWIPS_PER_CM:.1f} × {self.height / TWIPS_PER_CM:.1f} cm"

    def turned(self) -> "Page":
        """The same sheet on its other side: margins turn with it."""
        return replace(
            self,
            width=self.height,
            height=self.width,
            top=self.left,
            right=self.top,
            bottom=self.right,
            left=self.bottom,
        )

    def elements(self) -> tuple[Element, Element]:
        """`pgSz` and `pgMar`."""
        turned = {"orient": "landscape"} if self.is_landscape else {}
        margins = {side: getattr(self, side) for side in _SIDES}
        return w("pgSz", w=self.width, h=self.height, **turned), w("pgMar", **margins)

    def problems(self) -> Iterator[str]:
        """Why no paper can be set on it."""
        if self.text_width < LEAST_WIDTH or self.text_height < LEAST_HEIGHT:
            yield _(
                "The page leaves %(width).1f × %(height).1f cm for text; a paper needs at least "
                "%(least_width)d × %(least_height)d cm. Change size or margins in Word under Layout."
            ) % {
                "width": self.text_width / TWIPS_PER_CM,
                "height": self.text_height / TWIPS_PER_CM,
                "least_width": LEAST_WIDTH // TWIPS_PER_CM,
                "least_height": LEAST_HEIGHT // TWIPS_PER_CM,
            }


def _whole(text: str, otherwise: int) -> int:
    """A measure in twips; LibreOffice and others may write decimals."""
    try:
        return round(float(text))
    except ValueError:
        return otherwise
