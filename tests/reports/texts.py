"""A text in the report's format composed into a paper of one paragraph, without a database."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from core.languages import profile
from core.numbers.registry import NumberValue
from core.numbers.syntax import find_tokens, token_signature
from core.numbers.words import Style
from reports.composing.computed_numbers import ComputedNumbers
from reports.composing.inline import Inliner
from reports.composing.numbering import Numbering, table_name
from reports.composing.text_blocks import TextBlocks
from reports.document import tree
from reports.document.list_marks import point_mark
from reports.document.markup import parse, table_keys
from reports.document.picture_files import PictureFile
from reports.document.picture_markup import picture_keys
from tests.reports.documents import make_document

# Every kind of block once.
BLOCKS = """\
The plan, shown in [[table:means]]:^[First.]
(a) one:
(i) plans;^[Second.]
(ii) reports:
  - now;
  - later;
(b) two:
(i) begins again.

All goes on here.

1) first
2) second

Table: Means {#means}
| What | US$ |
| --- | ---: |
| Hardware^[Third.] | {{projects.total}} |
Note: Per biennium.

::: What staff said
It works.^[Fourth.]

- time:
  1. now
  2. then
:::

The end."""


NUMBER = NumberValue(Decimal(119), of=Decimal(200), before=Decimal(100))


def composed(
    text: str,
    language: str = "en",
    *,
    decides: bool = False,
    pictures: Mapping[str, PictureFile] | None = None,
) -> tree.Document:
    """The paper whose one paragraph is `text`; every live number in it is 119 of 200, and was 100."""
    names = [table_name("one", key, place) for place, key in enumerate(table_keys(text))]
    signatures = [token_signature(token) for _start, _end, token in find_tokens(text)]
    inliner = Inliner(
        computed=ComputedNumbers(dict.fromkeys(signatures, NUMBER), {}, {}),
        profile=profile(language),
        style=Style(),
        numbering=Numbering(
            paragraphs={"one": 1},
            within={"one": ""},
            figures={key: place for place, key in enumerate(dict.fromkeys(picture_keys(text)), 1)},
            tables={name: place for place, name in enumerate(dict.fromkeys(names), 1)},
            appendices={},
        ),
    )
    blocks = TextBlocks(inliner, "one", "", decides, set(), set(), pictures or {})
    return make_document(*blocks.blocks(parse(text)), language=language)


def lines(document: tree.Document) -> list[str]:
    """What stands in the blocks, a line for each run, with the marks before points."""
    return [line for block in document.blocks for line in _lines(block)]


def _lines(block: tree.Block, indent: str = "") -> Iterator[str]:
    match block:
        case tree.BulletList():
            for place, item in enumerate(block.items):
                mark = block.first_mark
                sign = point_mark(mark, place) if mark else "•"
                yield f"{indent}{sign} {_words(tree.words_of(item))}"
                for below in tree.lists_under(item):
                    yield from _lines(below, indent + "  ")
        case tree.Table():
            yield tree.cell_text(block.caption)
            yield " | ".join(map(tree.cell_text, block.columns))
            for row in block.rows:
                yield " | ".join(
                    _words(cell.children)
                    if isinstance(cell, tree.CellWords)
                    else tree.cell_text(cell)
                    for cell in row
                )
            yield from filter(None, (tree.cell_text(block.note),))
        case tree.Picture():
            yield from filter(None, map(tree.cell_text, (block.caption, block.alt, block.note)))
        case tree.Box():
            yield from filter(None, (block.title,))
            for inner in block.blocks:
                yield from _lines(inner)
        case tree.Paragraph() | tree.Passage():
            yield _words(block.children)


def _words(nodes: tuple[tree.Inline, ...]) -> str:
    """The words with each note where its mark stands."""
    return "".join(
        f"⟦{_words(node.children)}⟧" if isinstance(node, tree.Note) else tree.plain((node,))
        for node in nodes
    )


def one_line(text: str) -> str:
    """`text` with every white space as one blank."""
    return re.sub(r"\s+", " ", text).strip()
