"""Naming a place in a paper as a person would look for it, for messages of every writer."""

import unicodedata
from collections.abc import Iterator

import msgspec
from django.utils.translation import gettext

from reports.document.tree import (
    Appendix,
    Block,
    Box,
    BulletList,
    Document,
    Figure,
    Heading,
    Paragraph,
    Passage,
    Picture,
    Table,
)

# What machines read and no page prints.
_UNPRINTED = frozenset(
    {"id", "uid", "key", "signature", "exact", "form", "rounding", "target", "category"}
    | {"language", "mark", "sha256"}
)


class DocumentError(ValueError):
    """A tree that cannot become a file; the message names the place and what to do."""


def locations(document: Document) -> Iterator[tuple[str, object]]:
    """Every part of the paper with the name a person would look for."""
    facts = (document.title, document.subject, document.author, document.keywords)
    yield gettext("the properties"), facts
    yield gettext("the first page"), document.cover
    before, appendix = gettext("the beginning"), ""
    for block in document.blocks:
        if isinstance(block, Appendix):
            appendix = block.label
            before = gettext("the heading of %(appendix)s") % {"appendix": appendix}
            yield before, block
        elif isinstance(block, Paragraph):
            before = _paragraph(block.number, appendix)
            yield before, block
        else:
            yield _after(block, before), block


def _paragraph(number: int, appendix: str) -> str:
    if not appendix:
        return gettext("paragraph %(number)s") % {"number": number}
    return gettext("paragraph %(number)s of %(appendix)s") % {
        "number": number,
        "appendix": appendix,
    }


def _after(block: Block, before: str) -> str:
    """What has no number of its own, by what stands before it."""
    match block:
        case Heading():
            words = gettext("the heading after %(before)s")
        case BulletList():
            words = gettext("the list after %(before)s")
        case Passage():
            words = gettext("the text that goes on after %(before)s")
        case Box():
            words = gettext("the box after %(before)s")
        case Figure():
            words = gettext("the figure after %(before)s")
        case Picture():
            words = gettext("the picture after %(before)s")
        case _:
            words = gettext("the table after %(before)s")
    return words % {"before": before}


def sign(character: str) -> str:
    """A character as a person can look it up: code and name."""
    private = unicodedata.category(character) == "Co"
    unnamed = gettext("a private character") if private else gettext("a control character")
    name = unicodedata.name(character, unnamed)
    return f"U+{ord(character):04X} ({name})"


def refuse_ragged(table: Table, place: str) -> None:
    """Raise `DocumentError` where a row is not as long as the columns."""
    for number, cells in enumerate(table.rows, start=1):
        if len(cells) != len(table.columns):
            raise DocumentError(
                gettext(
                    "In %(place)s, row %(row)s has %(cells)s cells for %(columns)s columns. "
                    "Make them as many."
                )
                % {
                    "place": place,
                    "row": number,
                    "cells": len(cells),
                    "columns": len(table.columns),
                }
            )


def strings(node: object) -> Iterator[str]:
    """Every text of `node` that will be printed."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, msgspec.Struct):
        for name in node.__struct_fields__:
            if name not in _UNPRINTED:
                yield from strings(getattr(node, name))
    elif isinstance(node, tuple):
        for item in node:
            yield from strings(item)
