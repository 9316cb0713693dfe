"""Word templates for tests, made with python-docx and raw parts, and ways to spoil them."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import docx
from django.core.files.base import ContentFile
from django.utils import timezone
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Cm, Inches, Pt, RGBColor

from core.files.store import store_whole
from reports.models import WordTemplate
from reports.writers.docx.template import read_template
from reports.writers.docx.template.findings import findings_to_json
from reports.writers.docx.template.inspection import inspect_template

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def png(
    red: int = 180, green: int = 30, blue: int = 60, width: int = 120, height: int = 40
) -> bytes:
    """A plain picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    rows = b"".join(b"\x00" + bytes((red, green, blue)) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    )


def saved(document: Any) -> bytes:
    """The bytes of a python-docx document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def letter_template() -> bytes:
    """An American house: Letter, Georgia 11 point justified, red headings with numbers of their own,
    a logo in the header of the first page, placeholders in the others."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.different_first_page_header_footer = True
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Georgia", Pt(11)
    styles["Normal"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for level, size in ((1, 16), (2, 13), (3, 11)):
        font = styles[f"Heading {level}"].font
        font.name, font.size, font.color.rgb = "Georgia", Pt(size), RGBColor(0xA3, 0x12, 0x2F)
    _number_headings(document)
    first = section.first_page_header.paragraphs[0]
    first.add_run().add_picture(io.BytesIO(png()), width=Cm(3))
    section.first_page_footer.paragraphs[0].text = "{body} · {session}"
    running = section.header.paragraphs[0]
    # Word cuts words into runs as it likes.
    for piece in ("Ref. {sym", "bol", "} – ", "{title}"):
        running.add_run(piece).italic = True
    foot = section.footer.paragraphs[0]
    foot.add_run("{date} · page {page} of {pages}").bold = True
    document.add_paragraph("Text of the template, which no paper takes.")
    return saved(document)


def _number_headings(document: Any) -> None:
    """Headings 1 and 2 count themselves, in one list of two levels."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle '
        f'w:val="Heading{n + 1}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>'
        for n, text in enumerate(("%1", "%1.%2"))
    )
    numbering = document.part.numbering_part.element
    list_ = parse_xml(
        f'<w:abstractNum {NS} w:abstractNumId="90"><w:nsid w:val="4F555401"/>'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering.insert(0, list_)
    numbering.append(parse_xml(f'<w:num {NS} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for n in (0, 1):
        style = document.styles[f"Heading {n + 1}"].element
        properties = style.get_or_add_pPr()
        properties.remove_all("w:numPr")
        properties.insert_element_before(
            parse_xml(f'<w:numPr {NS}><w:ilvl w:val="{n}"/><w:numId w:val="90"/></w:numPr>'),
            "w:spacing",
            "w:outlineLvl",
        )


def german_template() -> bytes:
    """A German house, as a program writes it that names styles in its own language: A4 with narrow
    margins, green headings, a style for numbered paragraphs that counts with brackets."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3.5), Cm(2)
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Carlito", Pt(12)
    names = {"Heading 1": "Überschrift 1", "Heading 2": "Überschrift 2", "Caption": "Beschriftung"}
    names |= {"Title": "Titel", "List Bullet": "Aufzählungszeichen", "Header": "Kopfzeile"}
    for english, german in names.items():
        style = styles[english]
        style.font.color.rgb = RGBColor(0x0B, 0x6B, 0x3A)
        style.element.find(f"{{{W}}}name").set(f"{{{W}}}val", german)
        style.element.set(f"{{{W}}}styleId", german.replace(" ", "").replace("Ü", "ber"))
    # What follows from a renamed style must know its new id.
    for reference in list(styles.element.iter(f"{{{W}}}basedOn", f"{{{W}}}next", f"{{{W}}}link")):
        old = reference.get(f"{{{W}}}val")
        new = {e.replace(" ", ""): g.replace(" ", "").replace("Ü", "ber") for e, g in names.items()}
        reference.set(f"{{{W}}}val", new.get(old, old))
    paragraph = styles.add_style("Numbered Paragraph", WD_STYLE_TYPE.PARAGRAPH)
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {NS} w:abstractNumId="91"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/>'
            f'<w:pStyle w:val="{paragraph.style_id}"/><w:lvlText w:val="(%1)"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="700" w:hanging="700"/></w:pPr></w:lvl>'
            "</w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f'<w:num {NS} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    paragraph.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {NS}><w:numId w:val="91"/></w:numPr>')
    )
    return saved(document)


def wide_template() -> bytes:
    """A sheet on its side, with a header and nothing else."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.header.paragraphs[0].text = "{symbol}"
    return saved(document)


def as_dotx(content: bytes) -> bytes:
    """The same file as a template of Word."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return rewritten(
        content, {"[Content_Types].xml": lambda old: old.replace(main.encode(), DOTX.encode())}
    )


def rewritten(
    content: bytes,
    changes: Mapping[str, Callable[[bytes], bytes]] | None = None,
    *,
    added: Mapping[str, bytes] | None = None,
    without: tuple[str, ...] = (),
) -> bytes:
    """The zip with some parts changed, added or left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            if entry.filename in without:
                continue
            data = old.read(entry.filename)
            change = (changes or {}).get(entry.filename)
            new.writestr(entry.filename, change(data) if change else data, zipfile.ZIP_DEFLATED)
        for name, data in (added or {}).items():
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change that must find something to change."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode())

    return change


@cache
def _letter() -> tuple[bytes, dict[str, object]]:
    content = letter_template()
    return content, findings_to_json(inspect_template(read_template(content)))


def make_word_template(**changes: Any) -> WordTemplate:
    """A template of the American house, stored and described as an upload would."""
    content, found = _letter()
    digest = hashlib.sha256(content).hexdigest()
    path = f"word-templates/{digest[:2]}/{digest}/template.docx"
    store_whole(path, ContentFile(content))
    values = {
        "name": f"House {WordTemplate.objects.count() + 1}",
        "file": path,
        "file_name": "house.docx",
        "sha256": digest,
        "size": len(content),
        "uploaded_at": timezone.now(),
        "found": found,
    }
    return WordTemplate.objects.create(**{**values, **changes})
