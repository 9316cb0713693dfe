"""Going through the tree in reading order, which is the order Word numbers footnotes in."""

from collections.abc import Iterator

import msgspec

from reports.document.tree import Appendix, Block, Cover, Document


def nodes(node: object) -> Iterator[msgspec.Struct]:
    """`node` and every node below it; values that are not nodes are passed over."""
    if isinstance(node, msgspec.Struct):
        yield node
        for name in node.__struct_fields__:
            yield from nodes(getattr(node, name))
    elif isinstance(node, tuple):
        for item in node:
            yield from nodes(item)


def parts(document: Document) -> list[tuple[Cover | Block, ...]]:
    """The paper in the parts that count on their own: cover and body, then each appendix."""
    found: list[tuple[Cover | Block, ...]] = [(document.cover,)]
    for block in document.blocks:
        if isinstance(block, Appendix):
            found.append(())
        found[-1] = (*found[-1], block)
    return found
