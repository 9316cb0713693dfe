"""What differs between two states of a paper: a draft and today's data, or two drafts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.figures.registry import FigureData
from reports.document import tree
from reports.document.list_marks import point_mark
from reports.document.recorded import RecordedAmount

Recorded = Mapping[str, RecordedAmount]
_NOTHING = RecordedAmount()


@dataclass(frozen=True)
class MovedNumber:
    """A live number that differs, as it was and is printed."""

    signature: str
    key: str
    uid: str
    old: str
    new: str
    uses: int


@dataclass(frozen=True)
class MovedFigure:
    """A figure whose bars or rows differ: each of them by name, with its value as it was and is.

    A value of None: there was, or is, no such bar.
    """

    target: str
    label: str
    points: tuple[tuple[str, int | None, int | None], ...]


@dataclass(frozen=True)
class ChangedText:
    """A paragraph whose words (numbers aside) differ, with its points; one side is empty when it came
    or went.
    """

    target: str
    number: int
    old: str
    new: str


def numbers_in(document: tree.Document) -> Iterator[tree.Number]:
    """Every live number of a tree in reading order, those of the cover's box and notes too."""
    yield from numbers_among(document.cover.box)
    for block in document.blocks:
        for run in tree.runs(block):
            yield from numbers_among(run)


def numbers_among(nodes: tuple[tree.Inline, ...]) -> Iterator[tree.Number]:
    """Every live number of some nodes in reading order, those of links and notes too."""
    for node in nodes:
        if isinstance(node, tree.Number):
            yield node
        elif isinstance(node, tree.Link | tree.Note):
            yield from numbers_among(node.children)


def stale_texts(old: tree.Document, new: tree.Document) -> dict[str, str]:
    """By the uid of a number in `old`: how it is printed in `new`, where that differs."""
    now = {number.uid: number for number in numbers_in(new)}
    return {
        number.uid: now[number.uid].text
        for number in numbers_in(old)
        if number.uid in now
        and number.signature == now[number.uid].signature
        and number.text != now[number.uid].text
    }


def moved_numbers(
    old: tree.Document, old_numbers: Recorded, new: tree.Document, new_numbers: Recorded
) -> list[MovedNumber]:
    """Numbers used in both that moved in value or whole, each once, in reading order."""
    before: dict[str, list[tree.Number]] = {}
    for number in numbers_in(old):
        before.setdefault(number.signature, []).append(number)
    after = {number.signature: number for number in numbers_in(new)}
    moved = []
    for signature, uses in before.items():
        was = old_numbers.get(signature, _NOTHING).exact
        now = new_numbers.get(signature, _NOTHING).exact
        if signature not in after or was == now:
            continue
        moved.append(
            MovedNumber(
                signature=signature,
                key=uses[0].key,
                uid=uses[0].uid,
                old=uses[0].text,
                new=after[signature].text,
                uses=len(uses),
            )
        )
    return moved


def moved_figures(old: tree.Document, new: tree.Document) -> list[MovedFigure]:
    """Figures of both whose values differ, in the order of `new`."""
    before = {each.id: each.data for each in old.blocks if isinstance(each, tree.Figure)}
    moved = []
    for figure in new.blocks:
        if isinstance(figure, tree.Figure) and figure.id in before:
            was, now = _values(before[figure.id]), _values(figure.data)
            points = tuple(
                (label, was.get(label), now.get(label))
                for label in dict.fromkeys((*now, *was))
                if was.get(label) != now.get(label)
            )
            if points:
                moved.append(MovedFigure(figure.id, figure.label, points))
    return moved


@dataclass(frozen=True)
class MovedTable:
    """A generated table whose rows differ: each by what begins it, with those of its cells that do."""

    target: str
    label: str
    rows: tuple[tuple[str, str | None, str | None], ...]


def moved_tables(old: tree.Document, new: tree.Document) -> list[MovedTable]:
    """Generated tables of both whose rows differ, in the order of `new`."""
    before = {each.id: each for each in old.blocks if isinstance(each, tree.Table)}
    moved = []
    for table in new.blocks:
        if isinstance(table, tree.Table) and not table.is_typed and table.id in before:
            was = before[table.id]
            if was.rows != table.rows and (rows := tuple(_moved_rows(was, table))):
                moved.append(MovedTable(table.id, table.label, rows))
    return moved


def _moved_rows(old: tree.Table, new: tree.Table) -> Iterator[tuple[str, str | None, str | None]]:
    was, now = _rows_by_head(old), _rows_by_head(new)
    for head in dict.fromkeys((*now, *was)):
        before, after = was.get(head), now.get(head)
        if before is None or after is None or len(before) != len(after):
            yield head[0], _cells(before), _cells(after)
        elif before != after:
            apart = [place for place, cell in enumerate(before) if cell != after[place]]
            old_cells, new_cells = (", ".join(row[at] or "–" for at in apart)
                                    for row in (before, after))  # fmt: skip
            yield head[0], old_cells, new_cells


def _rows_by_head(table: tree.Table) -> dict[tuple[str, int], tuple[str, ...]]:
    """The cells of each row by its first, and by which of those that begin alike it is."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    seen: Counter[str] = Counter()
    for row in table.rows:
        head, *cells = map(tree.cell_text, row)
        found[head, seen[head]] = tuple(cells)
        seen[head] += 1
    return found


def _cells(row: tuple[str, ...] | None) -> str | None:
    return None if row is None else ", ".join(filter(None, row))


def _values(data: FigureData) -> dict[str, int]:
    """The values of a figure by the names of its bars, those of a group behind the group's name."""
    return {
        f"{point.group}, {point.label}" if point.group else point.label: point.value
        for point in data.points
    }


@dataclass
class _Text:
    """A paragraph with the points that belong to it: as printed, and with its numbers' meaning."""

    number: int
    printed: str
    meant: str


def changed_texts(old: tree.Document, new: tree.Document) -> list[ChangedText]:
    """Paragraphs that came, went or were reworded, in the order of `new`, then those gone."""
    before, after = _texts(old), _texts(new)
    nothing = _Text(0, "", "")
    changed = [
        ChangedText(id_, text.number, before.get(id_, nothing).printed, text.printed)
        for id_, text in after.items()
        if before.get(id_, nothing).meant != text.meant
    ]
    gone = (id_ for id_ in before if id_ not in after)
    return changed + [ChangedText(id_, before[id_].number, before[id_].printed, "") for id_ in gone]


def _texts(document: tree.Document) -> dict[str, _Text]:
    found: dict[str, _Text] = {}
    last = _Text(0, "", "")
    for block in tree.with_inner(document.blocks):
        match block:
            case tree.Paragraph():
                last = _Text(block.number, tree.plain(block.children), _words(block.children))
                found[block.id] = last
            case tree.Passage() | tree.BulletList():
                for sign, run in _lines(block):
                    last.printed += f"\n{sign}{tree.plain(run)}"
                    last.meant += f"\n{sign}{_words(run)}"
            case tree.Box():
                last.printed += f"\n{block.title}"
                last.meant += f"\n{block.title}"
            case tree.Table() if block.is_typed:
                for cells in _table_lines(block):
                    last.printed += "\n" + " | ".join(map(tree.cell_text, cells))
                    last.meant += "\n" + " | ".join(map(_cell_words, cells))
            case tree.Picture():
                note = tree.cell_text(block.note)
                last.printed += f"\n{block.title}\n{block.alt}" + (f"\n{note}" if note else "")
                said = map(_cell_words, (block.caption, block.alt, block.note))
                # Another file under the same words is another picture.
                last.meant += "\n".join(("", *said, block.sha256))
    return found


def _lines(
    block: tree.Passage | tree.BulletList, sign: str = ""
) -> Iterator[tuple[str, tuple[tree.Inline, ...]]]:
    """The lines of what stands under a paragraph, each with what it begins with."""
    match block:
        case tree.Passage():
            yield sign, block.children
        case tree.BulletList():
            for place, item in enumerate(block.items):
                mark = point_mark(block.mark, place) if block.mark else "–"
                yield f"{sign}{mark} ", tree.words_of(item)
                for below in tree.lists_under(item):
                    yield from _lines(below, f"{sign}\u2003")


def _table_lines(table: tree.Table) -> Iterator[tuple[tree.TableCell, ...]]:
    """Caption, head and rows, and the note."""
    yield from ((table.caption,), table.columns, *table.rows)
    if table.note:
        yield (table.note,)


def _cell_words(cell: tree.TableCell) -> str:
    return _words(cell.children) if isinstance(cell, tree.CellWords) else tree.cell_text(cell)


def _words(nodes: tuple[tree.Inline, ...]) -> str:
    """The words with each number replaced by what it means, so that a moved figure is no rewording."""
    return "".join(
        f"{{{node.signature}}}"
        if isinstance(node, tree.Number)
        else _words(node.children)
        if isinstance(node, tree.Link | tree.Note)
        else node.text
        for node in nodes
    )
