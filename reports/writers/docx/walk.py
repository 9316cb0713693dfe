"""Going through the tree in reading order, which is the order Word numbers footnotes in."""

from collections.abc import Iterator

import msgspec


def nodes(node: object) -> Iterator[msgspec.Struct]:
    """`node` and every node below it; values that are not nodes are passed over."""
    if isinstance(node, msgspec.Struct):
        yield node
        for name in node.__struct_fields__:
            yield from nodes(getattr(node, name))
    elif isinstance(node, tuple):
        for item in node:
            yield from nodes(item)
