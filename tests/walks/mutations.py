"""Files with something wrong in them: bytes, words, parts of packages."""

import io
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

from tests.walks.values import hostile

Mutation = Callable[[random.Random, bytes], bytes]
WORDS = re.compile(rb"[^\s,;:<>\"'=/]{1,40}")
ZEROS = 40_000_000  # unpacked; a few kilobytes in the package
DEEP = 30_000


def mutated(chance: random.Random, content: bytes, kind: str) -> bytes:
    """The file with one to three mistakes; `kind` is the ending of its name."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        known = OF_PACKAGES if content.startswith(b"PK\x03\x04") and chance.random() < 0.8 else ()
        known = known or (OF_TEXTS.get(kind, ()) if chance.random() < 0.8 else OF_BYTES) or OF_BYTES
        content = chance.choice(known)(chance, content)
    return content


# --- Any bytes ------------------------------------------------------------------------------------


def _flipped(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content or b"\0")
    for _ in range(chance.choice((1, 1, 3, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _beheaded(chance: random.Random, content: bytes) -> bytes:
    return content[chance.randrange(min(len(content), 200) + 1) :]


def _slice_again(chance: random.Random, content: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:end] + content[start:end] * chance.choice((1, 2)) + content[end:]


def _slice_out(chance: random.Random, content: bytes) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.randrange(1, 200) :]


def _put_in(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + hostile(chance) + content[at:]


def _other_encoding(chance: random.Random, content: bytes) -> bytes:
    text = content.decode("utf-8", errors="replace")
    encoding = chance.choice(
        ("utf-16", "utf-16-le", "utf-32", "cp1252", "cp037", "utf-8-sig", "utf-7")
    )
    return text.encode(encoding, errors="replace")


def _other_kind(chance: random.Random, content: bytes) -> bytes:
    kinds = (
        b"",
        b"\0",
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\0" * 18,
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x1f\x8b\x08",
        b"{\\rtf1",
        b"<html>",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"[" * DEEP,
        b"\r",
        b"\xff" * 999,
    )
    return chance.choice(kinds)


OF_BYTES: tuple[Mutation, ...] = (
    *(_flipped, _flipped, _cut, _beheaded, _slice_again, _slice_out, _put_in),
    *(_other_encoding, _other_kind),
)


# --- Texts ----------------------------------------------------------------------------------------


def _other_word(chance: random.Random, content: bytes) -> bytes:
    words = list(WORDS.finditer(content))
    if not words:
        return hostile(chance)
    one = chance.choice(words)
    value = hostile(chance, chance.choice(("", "number", "date", "select", "textarea", "text")))
    return content[: one.start()] + value + content[one.end() :]


def _without_line(chance: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def _line_again(chance: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b"\n"]
    at = chance.randrange(len(lines))
    return b"".join([*lines[:at], *[lines[at]] * chance.choice((1, 1, 500)), *lines[at:]])


def _lines_swapped(chance: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b"\n"]
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _indented(chance: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b"\n"]
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b" ", b"  ", b"\t", b"- ", b"      ")) + lines[at]
    return b"".join(lines)


def _yaml_of_experts(chance: random.Random, content: bytes) -> bytes:
    """What YAML has besides keys and values."""
    bomb = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 108)
    )
    pieces = (
        bomb,
        b"&x ",
        b"*x\n",
        b"!!python/object/apply:os.system [ls]\n",
        b"!!binary aGk=\n",
        b"<<: *x\n",
        b"---\n",
        b"...\n",
        b"%YAML 9.9\n",
        b"? [a]\n: b\n",
        b"{a: {b: [",
        b"x: !!set {a}\n",
        b"x: |\n",
        b"x: >9\n",
        b"'",
        b'"\\ud800"',
        b"- " * DEEP,
        b"x: 0o17\ny: 190:20:30\nz: .inf\n",
        b"\xc2\x85",
        b"#" * 200,
        b"x: 2021-99-99\n",
        b"&a [*a]\n",
        b"a: &a {b: *a}\n",
    )
    lines = content.splitlines(keepends=True)
    at = chance.randrange(len(lines) + 1)
    if chance.random() < 0.5 and at < len(lines):
        name, colon, _rest = lines[at].partition(b": ")
        lines[at] = name + (colon or b": ") + chance.choice(pieces)
        return b"".join(lines)
    return b"".join([*lines[:at], chance.choice(pieces), *lines[at:]])


def _cells_of_experts(chance: random.Random, content: bytes) -> bytes:
    """What CSV makes of signs that separate, and of sizes."""
    pieces = (
        b'"',
        b'""',
        b",",
        b";" * 50,
        b"\t",
        b"\r",
        b"," * 300,
        b"a" * 140_000,
        b'"' + b"\n" * 5000 + b'"',
        b"\0",
        b"sep=;\r\n",
        b"\n" * 25_000,
        b'"a"b',
        b"'=1",
        b"\x1a",
        b"x,\n" * 21_000,
    )
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(pieces) + content[at:]


_OF_TEXT: tuple[Mutation, ...] = (
    *(_other_word, _other_word, _other_word, _other_word, _without_line, _line_again),
    *(_lines_swapped, _slice_out, _put_in),
)
OF_TEXTS: dict[str, tuple[Mutation, ...]] = {
    "yaml": (*_OF_TEXT, _indented, _yaml_of_experts, _yaml_of_experts),
    "csv": (*_OF_TEXT, _cells_of_experts, _cells_of_experts),
    "txt": _OF_TEXT,
    "json": (*_OF_TEXT, _indented),
}


# --- Packages -------------------------------------------------------------------------------------


def _parts(content: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [(info, package.read(info)) for info in package.infolist()]
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ):
        return []  # a mistake before this one: then there is no package to look into


def _packed(parts: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # doubled names are meant
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for info, data in parts:
                made = zipfile.ZipInfo(info.filename)
                made.external_attr, made.compress_type = info.external_attr, info.compress_type
                package.writestr(made, data)
    return out.getvalue()


def _in_a_part(change: Mutation) -> Mutation:
    """A change of one part of a package, most often one that says something."""

    def changed(chance: random.Random, content: bytes) -> bytes:
        parts = _parts(content)
        if not parts:
            return content
        telling = [at for at, (info, _data) in enumerate(parts) if _TELLING.search(info.filename)]
        at = chance.choice(telling if telling and chance.random() < 0.7 else range(len(parts)))
        info, data = parts[at]
        parts[at] = (info, change(chance, data))
        return _packed(parts)

    return changed


_TELLING = re.compile(
    r"sheet\d|workbook\.xml|sharedStrings|styles|document\.xml|numbering|header|footer|manifest|Content_Types"
)


def _without_part(chance: random.Random, content: bytes) -> bytes:
    parts = _parts(content)
    if parts:
        del parts[chance.randrange(len(parts))]
    return _packed(parts)


def _odd_name(chance: random.Random, content: bytes) -> bytes:
    parts = _parts(content)
    names = (
        "../x.xml",
        "/etc/passwd",
        "..\\x",
        "C:/x",
        "a\0b",
        "word/document.xml",
        "xl/workbook.xml",
        "XL/WORKBOOK.XML",
        "x" * 5000,
        "xl/worksheets/sheet1.xml",
        "word/vbaProject.bin",
        "xl/vbaProject.bin",
        "a/",
        "",
        "\u202ex",
        "word/_rels/document.xml.rels",
    )
    added = zipfile.ZipInfo(chance.choice(names))
    if chance.random() < 0.3:
        added.external_attr = 0o120777 << 16  # a symbolic link
    data = chance.choice((b"/etc/passwd", b"<a/>", hostile(chance), parts[0][1] if parts else b""))
    return _packed([*parts, (added, data)])


def _bomb(chance: random.Random, content: bytes) -> bytes:
    parts = _parts(content)
    if not parts:
        return content
    at = chance.randrange(len(parts))
    info, data = parts[at]
    filler = chance.choice((b"\0", b" ", b"<a>", b"A"))
    parts[at] = (info, data + filler * (ZEROS // len(filler)))
    return _packed(parts)


def _lying_sizes(chance: random.Random, content: bytes) -> bytes:
    """A number of the directory at the end that is not true."""
    start = content.rfind(b"PK\x01\x02")
    if start < 0:
        return content
    offset, form = chance.choice(
        ((8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (28, "<H"), (42, "<I"))
    )
    value = chance.choice((0, 1, 9, 12, 99, 0xFFFF, 0xFFFFFFFF, 1 << 20))
    changed = bytearray(content)
    size = struct.calcsize(form)
    changed[start + offset : start + offset + size] = struct.pack(
        form, value & ((1 << 8 * size) - 1)
    )
    return bytes(changed)


def _xml_of_experts(chance: random.Random, data: bytes) -> bytes:
    """Entities, depth, cells far away and of other kinds, numbers without end."""
    entity = b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 1000 + b'"><!ENTITY d "&b;&b;&b;&b;">]>'
    pieces = (
        b"<a>" * DEEP,
        b"<a>" * DEEP + b"</a>" * DEEP,
        b"<a b='" + b"c" * 200_000 + b"'/>",
        b"&nosuch;",
        b"<!--",
        b"<?x ?>",
        b"<![CDATA[",
        b"</x>",
        b'<c r="XFD1048576"><v>1</v></c>',
        b'<c r="ZZZZZZ99999999999"><v>1</v></c>',
        b'<row r="99999999999999999999"/>',
        b'<row r="-1"/>',
        b'<row r="a"/>',
        b'<c t="s"><v>999999999</v></c>',
        b'<c t="s"><v>-1</v></c>',
        b'<c t="b"><v>9</v></c>',
        b'<c t="d"><v>2021-99-99</v></c>',
        b'<c t="e"><v/></c>',
        b"<c><v>1e99999</v></c>",
        b"<c><v>NaN</v></c>",
        b'<c s="99999"><v>1</v></c>',
        b'<c t="inlineStr"><is/></c>',
        b"<c><f>1+1</f></c>",
        b'<mergeCell ref="A1:XFD1048576"/>',
        b'<mergeCell ref="Z9:A1"/>',
        b'<dimension ref="A1:XFD1048576"/>',
        b'<w:p xmlns:w="x"/>',
        b"<a:b/>",
        b" xmlns:w='nowhere' ",
        b"\0",
        b"\xef\xbf\xbf",
    )
    if chance.random() < 0.15:
        return data.replace(b"?>", b"?>" + entity, 1).replace(b"<v>", b"<v>&d;", 1)
    places = [one.start() for one in re.finditer(rb"<", data)] or [0]
    at = chance.choice(places)
    return data[:at] + chance.choice(pieces) + data[at:]


def _other_attribute(chance: random.Random, data: bytes) -> bytes:
    """A value between quotation marks, or between tags, that is another."""
    found = list(re.finditer(rb'(?<==")[^"]{0,200}(?=")|(?<=>)[^<]{1,200}(?=<)', data))
    if not found:
        return data
    one = chance.choice(found)
    value = hostile(chance, chance.choice(("number", "number", "date", "select", "")))
    escaped = value.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b'"', b"&quot;")
    return data[: one.start()] + escaped + data[one.end() :]


def _without_element(chance: random.Random, data: bytes) -> bytes:
    found = list(re.finditer(rb"<[^<>?!]{1,300}/>", data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + data[one.end() :]


OF_PACKAGES: tuple[Mutation, ...] = (
    *(_in_a_part(_other_attribute), _in_a_part(_other_attribute), _in_a_part(_other_attribute)),
    *(_in_a_part(_xml_of_experts), _in_a_part(_xml_of_experts), _in_a_part(_without_element)),
    *(_in_a_part(_flipped), _in_a_part(_cut), _in_a_part(_slice_again), _in_a_part(_slice_out)),
    *(_in_a_part(_other_encoding), _in_a_part(_other_kind), _without_part, _odd_name, _odd_name),
    *(_bomb, _lying_sizes, _lying_sizes, *OF_BYTES),
)
