"""What a check finds in a template, as it is stored beside its file."""

from typing import Literal

import msgspec


class PageFound(msgspec.Struct, frozen=True):
    """Paper and margins (in centimetres) of the last section."""

    name: str = ""
    landscape: bool = False
    first_page_differs: bool = False
    top: float = 0
    right: float = 0
    bottom: float = 0
    left: float = 0
    gutter: float = 0


class StyleFound(msgspec.Struct, frozen=True):
    """A style of ours by `id` and `name`; `found` is the name of the template's own, or empty."""

    id: str
    name: str
    found: str


class FontFound(msgspec.Struct, frozen=True):
    """A family that papers will be set in: in the file, or `common` wherever Word is."""

    name: str
    embedded: bool
    common: bool


class MarginFound(msgspec.Struct, frozen=True):
    """A header or footer (`kind`) of some pages (`type`: first, default, even) and its content.

    `places` are the words in braces that stand in it.
    """

    kind: Literal["header", "footer"]
    type: str
    text: str
    pictures: int
    places: tuple[str, ...] = ()


class TemplateFindings(msgspec.Struct, frozen=True):
    """Everything that was found; `notes` are keys of what its maker should know."""

    page: PageFound = PageFound()
    styles: tuple[StyleFound, ...] = ()
    fonts: tuple[FontFound, ...] = ()
    margins: tuple[MarginFound, ...] = ()
    unknown_places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def findings_to_json(findings: TemplateFindings) -> dict[str, object]:
    """Findings as plain values, ready for a JSON column."""
    plain: dict[str, object] = msgspec.to_builtins(findings)
    return plain


def findings_from_json(plain: object) -> TemplateFindings:
    """Findings back from plain values; what an older check did not look for is empty."""
    return msgspec.convert(plain, TemplateFindings)
