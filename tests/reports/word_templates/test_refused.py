"""Templates that are not taken: each hostile or damaged file by itself, with words that help."""

import io
import random
import struct
import zipfile
from collections.abc import Callable

import pytest

from reports.writers.docx.template import TemplateRefused, read_template, unpack
from tests.reports.word_templates.docx_templates import (
    W,
    as_dotx,
    german_template,
    letter_template,
    png,
    replaced,
    rewritten,
    wide_template,
)

GOOD = letter_template()
TYPES, MAIN, MAIN_RELS = "[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"
HEADER = "word/header1.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def changed(path: str, old: str, new: str) -> bytes:
    return rewritten(GOOD, {path: replaced(old, new)})


def relation(kind: str, target: str, mode: str = "External") -> bytes:
    row = (
        f'<Relationship Id="rId900" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    )
    return changed(MAIN_RELS, "</Relationships>", f"{row}</Relationships>")


def settings_relation(kind: str, target: str) -> bytes:
    rows = (
        '<?xml version="1.0"?><Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )
    return rewritten(GOOD, added={"word/_rels/settings.xml.rels": rows.encode()})


def in_header(xml: str) -> bytes:
    """The running header with something more in its first paragraph."""
    return rewritten(GOOD, {_running_header(): replaced("</w:p>", f"{xml}</w:p>")})


def _running_header() -> str:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        names = [n for n in archive.namelist() if n.startswith("word/header")]
        return next(name for name in names if b"sym" in archive.read(name))


def typed(kind: str) -> bytes:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return changed(TYPES, main, kind)


def bomb() -> bytes:
    return rewritten(GOOD, added={"word/media/bomb.xml": b"<a>" + b" " * 40_000_000 + b"</a>"})


def large_xml(seed: int) -> bytes:
    """Eight megabytes that pack no better than a text does."""
    words = random.Random(seed).randbytes(3_600_000).hex(" ", 4)
    return f"<a>{words}</a>".encode()


def lying_bomb() -> bytes:
    """Declares a small size in the directory and unpacks to a large one."""
    content = bytearray(bomb())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        size = archive.getinfo("word/media/bomb.xml").file_size
    packed = struct.pack("<L", size)
    assert content.count(packed) == 2
    return bytes(content.replace(packed, struct.pack("<L", 1000)))


def twice() -> bytes:
    buffer = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/styles.xml", b"<x/>")
    return buffer.getvalue()


def encrypted_entry() -> bytes:
    content = bytearray(GOOD)
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def encrypted_word() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )


DOCTYPE = '<!DOCTYPE styles [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:styles'
FIELD = '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://example.org/a.png&quot; "/>'
CUT_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDE</w:instrText></w:r>'
    '<w:r><w:instrText>AUTO cmd</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
VML = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    '<v:imagedata src="\\\\server\\share\\a.png"/></v:shape></w:pict></w:r>'
)

# What is brought → words that must stand in the answer: what is wrong, and how to mend it.
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", "empty", "Choose"),
    "a text file": (lambda: b"Hello", "not a Word file", "save it as"),
    "a PDF": (lambda: b"%PDF-1.7 ...", "PDF", "save it as"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, "97–2003", ".docx"),
    "a password": (encrypted_word, "password", "remove the password"),
    "an encrypted entry": (encrypted_entry, "encrypted", "without a password"),
    "half a file": (lambda: GOOD[: len(GOOD) // 2], "damaged", "save it again"),
    "a broken part": (lambda: GOOD[:900] + b"\xff" * 60 + GOOD[960:], "damaged", "save it"),
    "too large": (lambda: GOOD + b"\0" * unpack.MOST_BYTES, "megabytes", "smaller"),
    "a zip bomb": (bomb, "larger than a template", "empty document"),
    "a bomb that lies": (lying_bomb, "", "save"),
    "more XML than a template has": (
        lambda: rewritten(GOOD, added={f"x/{n}.xml": large_xml(n) for n in range(3)}),
        "of XML",
        "empty document",
    ),
    "many parts": (
        lambda: rewritten(GOOD, added={f"x/{n}.xml": b"<a/>" for n in range(1001)}),
        "parts",
        "empty document",
    ),
    "a zip of something": (lambda: rewritten(GOOD, without=(TYPES,)), "not a Word file", "save it as"),
    "a spreadsheet": (
        lambda: typed("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        "not a document or template of Word",
        "save it",
    ),
    "macros by kind": (
        lambda: typed("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
        "not .docm",
    ),
    "macros in a template": (
        lambda: typed("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        "macros",
        ".dotm",
    ),
    "macros by part": (
        lambda: rewritten(GOOD, added={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "macros",
        ".dotx",
    ),
    "a path out of the file": (
        lambda: rewritten(GOOD, added={"../evil.xml": b"<a/>"}),
        "forbidden name",
        "get the template again",
    ),
    "an absolute path": (lambda: rewritten(GOOD, added={"/etc/x": b""}), "forbidden name", "again"),
    "a path of Windows": (
        lambda: rewritten(GOOD, added={"word\\..\\..\\x.xml": b""}),
        "forbidden name",
        "again",
    ),
    "one name twice": (twice, "twice", "new name"),
    "names that differ by case": (
        lambda: rewritten(GOOD, added={"word/STYLES.xml": b"<a/>"}),
        "twice",
        "new name",
    ),
    "an entity bomb": (lambda: changed("word/styles.xml", "<w:styles", DOCTYPE), "entities", "Copy"),
    "an entity bomb in UTF-16": (
        lambda: rewritten(
            GOOD,
            {
                "docProps/app.xml": lambda _old: (
                    '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
                ).encode("utf-16")
            },
        ),
        "entities",
        "Copy",
    ),
    "XML that is none": (lambda: changed("word/styles.xml", "<w:styles", "<w:stiles"), "damaged", "save"),
    "an attached template": (
        lambda: settings_relation("attachedTemplate", "file:///C:/house.dotm"),
        "attached to another template",
        "Normal",
    ),
    "a linked picture": (
        lambda: relation("image", "http://example.org/logo.png"),
        "linked from outside",
        "Break Link",
    ),
    "a linked object": (lambda: relation("oleObject", "file:///x.xlsx"), "embedded object", "picture"),
    "a remote frame": (lambda: relation("frame", "http://example.org/"), "outside the file", "break"),
    "a mail merge source": (
        lambda: settings_relation("mailMergeSource", "file:///C:/people.mdb"),
        "outside the file",
        "break the link",
    ),
    "an embedded object": (
        lambda: relation("oleObject", "embeddings/o.bin", "Internal"),
        "embedded object",
        "picture",
    ),
    "an embedded file": (
        lambda: relation("package", "embeddings/o.docx", "Internal"),
        "embedded object",
        "picture",
    ),
    "a control": (
        lambda: in_header('<w:r><w:object><w:control w:name="x"/></w:object></w:r>'),
        "control",
        "Delete the object",
    ),
    "an included web page": (
        lambda: relation("aFChunk", "chunk.html", "Internal"),
        "embedded object",
        "picture",
    ),
    "a field that includes": (lambda: in_header(FIELD), "INCLUDEPICTURE", "Ctrl+Shift+F9"),
    "a field cut in two": (lambda: in_header(CUT_FIELD), "DDEAUTO", "Ctrl+Shift+F9"),
    "an old drawing from a share": (lambda: in_header(VML), "linked from outside", "Insert"),
    "tracked changes in the header": (
        lambda: in_header('<w:ins w:id="9" w:author="a"><w:r><w:t>new</w:t></w:r></w:ins>'),
        "tracked changes",
        "accept or reject",
    ),
    "a page too narrow": (
        lambda: changed(MAIN, 'w:w="12240"', 'w:w="6000"'),
        "leaves",
        "margins",
    ),
    "strict Open XML": (
        lambda: changed(MAIN, W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        "Strict",
        "save it as",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_and_how_to_mend_it(what: str) -> None:
    make, wrong, cure = REFUSED[what]
    with pytest.raises(TemplateRefused) as refused:
        read_template(make())
    assert wrong in str(refused.value)
    assert cure in str(refused.value)


def test_a_link_of_a_header_may_lead_to_the_web_only() -> None:
    header = _running_header()
    rels = f"word/_rels/{header.rpartition('/')[2]}.rels"

    def linked(target: str) -> bytes:
        link = f'Type="{OFFICE}/hyperlink" Target="{target}" TargetMode="External"'
        ns = "http://schemas.openxmlformats.org/package/2006/relationships"
        rows = f'<Relationships xmlns="{ns}"><Relationship Id="rId1" {link}/></Relationships>'
        return rewritten(GOOD, added={rels: rows.encode()})

    assert read_template(linked("https://example.org/")).parts.files
    with pytest.raises(TemplateRefused, match="http, https or mailto"):
        read_template(linked("file://server/share"))


def test_every_reason_is_told_at_once() -> None:
    content = rewritten(
        relation("image", "http://example.org/logo.png"),
        added={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
    )
    with pytest.raises(TemplateRefused) as refused:
        read_template(content)
    assert len(refused.value.problems) == 2


def test_a_drawing_in_svg_must_not_fetch_anything() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.org/a.png"/></svg>'
    with pytest.raises(TemplateRefused, match="linked from outside"):
        read_template(rewritten(GOOD, added={"word/media/a.svg": svg.encode()}))


@pytest.mark.parametrize(
    "content",
    [GOOD, german_template(), wide_template(), as_dotx(GOOD)],
    ids=["letter", "german", "wide", "dotx"],
)
def test_sound_templates_are_taken(content: bytes) -> None:
    assert read_template(content).parts.files


def test_a_picture_that_packs_well_is_no_bomb() -> None:
    big = png(width=1200, height=800)
    assert read_template(rewritten(GOOD, added={"word/media/big.png": big})).parts.files
