"""What the files of a draft say, read back from their bytes: words, and the data of the charts."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from core.figures.registry import FigureData
from core.languages import LANGUAGES, profile
from reports.document import tree
from reports.drafts import services
from reports.models import Draft, DraftEdition
from reports.writers import WRITERS
from tests.reports.writers.pdf_parts import Pdf

SPACES = re.compile(r"\s+")
VALUE = re.compile(r"\d[\d.,\u00a0\u202f]*")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


@dataclass(frozen=True)
class Said:
    """The running words of a file, and for each chart its values in order."""

    words: str
    charts: tuple[tuple[int, ...], ...]


def read(format_: str, content: bytes) -> Said:
    """What a file says."""
    return READERS[format_](content)


def files_of(draft: Draft) -> Iterator[tuple[str, str, bytes]]:
    """Language, format and bytes of every stored file of a draft."""
    for edition in draft.editions.order_by("id"):
        for export in edition.exports.order_by("format"):
            with export.file.open("rb") as file:
                yield edition.language, export.format, file.read()


def rendered(document: tree.Document) -> dict[str, bytes]:
    """The bytes of every format."""
    return {name: services.render(document, name).content for name in WRITERS}


def document_of(edition: DraftEdition) -> tree.Document:
    """The tree that an edition was rendered from."""
    return tree.from_json(edition.tree)


def _one_line(text: str) -> str:
    return SPACES.sub(" ", text).strip()


def _docx(content: bytes) -> Said:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        main = etree.fromstring(archive.read("word/document.xml"))
        names = sorted(
            n for n in archive.namelist() if re.match(r"word/charts/chart[^/]*\.xml$", n)
        )
        charts = [etree.fromstring(archive.read(name)) for name in names]
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in main.iter(f"{W}p"))
    return Said(_one_line(" ".join(paragraphs)), tuple(sorted(_chart_values(c) for c in charts)))


def _chart_values(chart: "etree._Element") -> tuple[int, ...]:
    """Over all series: a category counts in one of them only."""
    found = chart.xpath("//c:ser/c:val//c:pt/c:v/text()", namespaces=C)
    assert isinstance(found, list)
    return tuple(sorted(int(float(str(value))) for value in found))


def _pdf(content: bytes) -> Said:
    pdf = Pdf(content)
    charts = [
        tuple(sorted(_whole(one.text) for one in figure.pieces if VALUE.fullmatch(one.text)))
        for figure in pdf.tags.all("Figure")
    ]
    return Said(_one_line(pdf.words), tuple(sorted(charts)))


def _whole(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _html(content: bytes) -> Said:
    page: Any = html.fromstring(content)
    tables = [
        tuple(
            sorted(
                _whole(cell.text_content())
                for cell in table.xpath(".//tbody/tr/td[@class='num'][1]")
            )
        )
        for table in page.xpath("//figure//table")
    ]
    for drawing in page.xpath("//svg | //figure//table | //script | //style"):
        drawing.drop_tree()
    return Said(_one_line(str(page.text_content())), tuple(sorted(tables)))


def _json(content: bytes) -> Said:
    document = tree.from_json(json.loads(content))
    words: list[str] = [tree.plain(document.cover.box)]
    charts: list[FigureData] = []
    for block in document.blocks:
        match block:
            case tree.Figure(data=data):
                charts.append(data)
            case tree.Table(rows=rows):
                words += [tree.cell_text(cell) for row in rows for cell in row]
            case (
                tree.Heading() | tree.Paragraph() | tree.Passage() | tree.BulletList() | tree.Box()
            ):
                words += [tree.plain(run) for run in tree.runs(block)]
    values = tuple(sorted(tuple(sorted(p.value for p in data.points)) for data in charts))
    return Said(_one_line(" ".join(words)), values)


def _text(content: bytes) -> Said:
    text = content.decode()
    figures = "|".join(profile(code).figure_word for code in LANGUAGES)
    drawn = re.findall(rf"^(?:{figures})\u00a0\d+\. .*\n((?:     .*\n)+)", text, re.MULTILINE)
    bars = [
        re.findall(r"^     \S.*?  +(\d[\d.,\u00a0\u202f]*)$", lines, re.MULTILINE)
        for lines in drawn
    ]
    values = (tuple(sorted(int(re.sub(r"\D", "", bar)) for bar in each)) for each in bars)
    return Said(_one_line(text), tuple(sorted(values)))


# A reader for every format there is; `test_figures_agree` asks that none is missing.
READERS: dict[str, Callable[[bytes], Said]] = {
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
    "txt": _text,
    "json": _json,
}
