"""Naming a place in a paper as a person would look for it, for messages of every writer."""

from collections.abc import Iterator

import msgspec

from reports.tree import Appendix, Block, Document, Paragraph

# What machines read and no page prints.
_UNPRINTED = frozenset(
    {"id", "uid", "key", "signature", "exact", "form", "rounding", "target", "category", "language"}
)


class DocumentError(ValueError):
    """A tree that cannot become a file; the message names the place and what to do."""


def places(document: Document) -> Iterator[tuple[str, object]]:
    """Every part of the paper with the name a person would look for."""
    yield "the properties", (document.title, document.subject, document.author, document.keywords)
    yield "the first page", document.cover
    last, within = "the beginning", ""
    for block in document.blocks:
        if isinstance(block, Appendix):
            within = f" of {block.label}"
        last = _place(block, last, within)
        yield last, block


def _place(block: Block, last: str, within: str) -> str:
    if isinstance(block, Paragraph):
        return f"paragraph {block.number}{within}"
    if isinstance(block, Appendix):
        return f"the heading{within}"
    what = type(block).__name__.removeprefix("Bullet").lower()
    return f"the {what} after {last.rpartition(' after ')[2]}"


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
