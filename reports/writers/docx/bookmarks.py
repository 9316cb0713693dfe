"""Bookmarks: the places that cross references jump to."""

from collections.abc import Iterable, Iterator

from reports.document.tree import Block, Document, Reference, block_id, with_inner
from reports.document.walk import nodes
from reports.writers.docx.xml import Element, w


class Bookmarks:
    """Names for the blocks that something refers to.

    A name in Word has at most 40 characters, letters, digits and underscores, so ids of blocks
    cannot be names; one that begins with an underscore is hidden from the list of bookmarks.
    """

    def __init__(self, document: Document) -> None:
        wanted = {node.target for node in nodes(document) if isinstance(node, Reference)}
        found = dict.fromkeys(name for name in _ids(document.blocks) if name in wanted)
        self.names = {target: f"_Place{n}" for n, target in enumerate(found, 1)}
        self._numbers = {target: n for n, target in enumerate(self.names)}

    def around(self, target: str, content: Iterable[Element]) -> Iterator[Element]:
        """`content` between the marks of its bookmark, if anything refers to `target`."""
        number = self._numbers.pop(target, None)
        if number is None:
            yield from content
            return
        yield w("bookmarkStart", id=number, name=self.names[target])
        yield from content
        yield w("bookmarkEnd", id=number)


def _ids(blocks: Iterable[Block]) -> Iterator[str]:
    return filter(None, map(block_id, with_inner(blocks)))
