"""YAML with places: a strict subset, read into nodes without ever building objects.

Values stay as they were typed, so `1.10` is not 1.1 and `no` is not false; the schema decides what
they are. Refused with a line: keys given twice, tags, several documents, and what would blow up
(aliases inside aliases, endless depth).
"""

from itertools import islice

import yaml
from django.utils.translation import gettext as _

from core.imports.nodes import Entry, Listing, Node, Scalar, Table
from core.imports.problems import FileCheck, Location, quoted

MOST_BYTES = 5_000_000
MOST_NODES = 200_000
MOST_DEPTH = 40
_PLAIN = "tag:yaml.org,2002:"
_ALLOWED = {
    _PLAIN + one for one in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
}


def read_yaml_tree(content: bytes, reading: FileCheck) -> Node | None:
    """The one document in `content`; mistakes go to `reading`, None when it cannot be read."""
    text = _decoded(content, reading)
    if text is None:
        return None
    loader = _LOADER(text)
    try:
        if _is_too_deep(text, reading):
            return None
        root, more = islice([*_documents(loader), None, None], 2)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        location = Location(reading.file, mark.line + 1, mark.column + 1) if mark else reading.whole
        message = _("this is not YAML (%(problem)s); check indentation, colons and quotes here.")
        reading.problem(location, "", message % {"problem": error.problem or error.context})
        return None
    except yaml.YAMLError as error:
        reading.problem(reading.whole, "", _("this is not YAML: %(error)s") % {"error": error})
        return None
    finally:
        loader.dispose()
    if root is None:
        reading.problem(reading.whole, "", _("the file is empty."))
        return None
    if more is not None:
        location = Location(reading.file, more.start_mark.line + 1)
        reading.problem(location, "", _("a second document begins here; write one per file."))
    return _Builder(reading).node(root, "", 0)


_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def _is_too_deep(text: str, reading: FileCheck) -> bool:
    """Whether more lies inside one another than is read, which is noted.

    Counted on the parser's events, one after the other: composing nodes calls itself for every
    level, in C, and enough of them end the whole process instead of raising anything.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_DEPTH:
                mark = event.start_mark
                assert mark is not None  # every event that was read has one
                location = Location(reading.file, mark.line + 1, mark.column + 1)
                message = _("more than %(most)d levels lie inside one another here; use fewer.")
                reading.problem(location, "", message % {"most": MOST_DEPTH})
                return True
    return False


def _documents(loader: yaml.SafeLoader | yaml.CSafeLoader) -> list[yaml.Node]:
    """Every document as the parser's nodes; values are never constructed."""
    found = []
    while loader.check_node():
        node = loader.get_node()
        if node is not None:
            found.append(node)
    return found


def _decoded(content: bytes, reading: FileCheck) -> str | None:
    if len(content) > MOST_BYTES:
        message = _("the file has %(size)d bytes; at most %(most)d are read.")
        reading.problem(reading.whole, "", message % {"size": len(content), "most": MOST_BYTES})
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        location = Location(reading.file, content.count(b"\n", 0, error.start) + 1)
        reading.problem(
            location, "", _("this is not UTF-8; save the file with the encoding UTF-8.")
        )
        return None


class _Builder:
    """Turns the parser's nodes into ours, counting them: an alias counts each time it is used."""

    def __init__(self, reading: FileCheck) -> None:
        self.reading = reading
        self.count = 0
        self.refused = False

    def node(self, raw: yaml.Node, path: str, depth: int) -> Node:
        location = self._place(raw)
        self.count += 1
        if depth > MOST_DEPTH or self.count > MOST_NODES:
            self._too_much(location)
            return Scalar(location, "")
        if raw.tag not in _ALLOWED:
            tag = raw.tag.removeprefix(_PLAIN)
            message = _("the tag %(tag)s is not allowed; write the plain value.")
            self.reading.problem(location, path, message % {"tag": quoted(tag)})
            return Scalar(location, "")
        if isinstance(raw, yaml.MappingNode):
            return self._table(raw, location, path, depth)
        if isinstance(raw, yaml.SequenceNode):
            items = (
                self.node(one, f"{path}[{index}]", depth + 1)
                for index, one in enumerate(raw.value, 1)
                if not self.refused
            )
            return Listing(location, tuple(items))
        assert isinstance(raw, yaml.ScalarNode)
        return self._scalar(raw, location)

    def _place(self, raw: yaml.Node) -> Location:
        return Location(self.reading.file, raw.start_mark.line + 1, raw.start_mark.column + 1)

    def _too_much(self, location: Location) -> None:
        if not self.refused:
            self.refused = True
            message = _("the file holds too much from here on; do aliases repeat one another?")
            self.reading.problem(location, "", message)

    def _scalar(self, raw: yaml.ScalarNode, location: Location) -> Scalar:
        # `~` and `null` are nothing; in quotation marks they are words.
        empty = raw.tag == f"{_PLAIN}null"
        literal = raw.style == "|"
        first = location.line + 1 if literal else location.line
        return Scalar(location, "" if empty else raw.value, None, literal, first)

    def _table(self, raw: yaml.Node, location: Location, path: str, depth: int) -> Table:
        entries: dict[str, Entry] = {}
        for key, value in raw.value:
            if self.refused:
                break
            where = self._place(key)
            if not isinstance(key, yaml.ScalarNode):
                self.reading.problem(where, path, _("a key must be a word."))
                continue
            if key.value == "<<":
                message = _("merging (<<) is not supported; write the values out.")
                self.reading.problem(where, path, message)
                continue
            inner = f"{path}.{key.value}" if path else key.value
            if key.value in entries:
                message = _("this key stands here twice, first in line %(line)d; keep one of them.")
                first = entries[key.value].location.line
                self.reading.problem(where, inner, message % {"line": first})
                continue
            entries[key.value] = Entry(where, self.node(value, inner, depth + 1))
        return Table(location, entries)
