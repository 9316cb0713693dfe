"""How words are counted, and that headings, notes, tables and captions are among them."""

import re
import subprocess
import tempfile
from pathlib import Path

import msgspec
import pytest

from core.figures.registry import FigureData
from reports.document import tree
from reports.document.word_counts import count, total, word_counts
from reports.writers import docx, text
from tests.reports.documents import make_document
from tests.reports.texts import BLOCKS, composed


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("2\u202f637 people", 2),
        ("2\u00a0637 people", 2),
        ("2,637 people", 2),
        ("US$ 4.5 million", 3),
        ("US$4.5\u00a0million", 2),
        ("10\u00a0per\u00a0cent", 3),
        ("in 2021\u00a0119 projects", 4),
        ("2018–21 – a year", 3),
        ("well-known, it’s (so)", 3),
        ("a\u00a0\n b\tc", 3),
        ("* † –", 0),
        ("", 0),
    ],
)
def test_a_word_is_what_stands_between_white_space(words: str, wanted: int) -> None:
    assert count(words) == wanted


def paper() -> tree.Document:
    note = tree.Note(number=1, children=(tree.Text(text="See it."),))
    first = tree.Heading(id="section/a", level=1, children=(tree.Text(text="One two"),))
    inner = tree.Heading(id="section/b", level=2, children=(tree.Text(text="Three"),))
    last = tree.Heading(id="section/c", level=1, children=(tree.Text(text="Four"),))
    words = tree.Paragraph(id="para/p", number=1, children=(tree.Text(text="a b"), note))
    data = FigureData(
        key="f", kind="bar", caption="Cap tion", alt="", unit="", points=(), total=0, note="N."
    )
    figure = tree.Figure(id="fig/f", number=1, label="Figure 1", caption="Cap tion", data=data)
    return make_document(first, words, inner, figure, last)


def test_a_section_counts_what_stands_under_it_and_a_whole_one_what_is_deeper() -> None:
    head, one, two, three = word_counts(paper())
    assert (head.id, head.level) == ("", 0) and head.words == head.whole > 0
    assert (one.words, one.whole) == (6, 12)
    assert (two.words, two.whole) == (6, 6)
    assert (three.label, three.words, three.whole) == ("Four", 1, 1)
    assert total(paper()) == head.words + 13


def counted(lines: str) -> int:
    """As `wc -w`, signs alone aside."""
    return len([one for one in lines.split() if re.search(r"\w", one)])


def test_the_count_is_that_of_the_text_file_without_its_numbers_and_marks() -> None:
    document = composed(BLOCKS)
    lines = text.write(document).decode()
    body = lines.partition("\n1.   ")[2]
    body = re.sub(r"\[\d\]", "", body)  # marks of notes
    body = re.sub(r"(?m)^\W*(\((?:[a-z]|i+)\)|\d[.)]) ", "", body)  # marks of points
    assert total(document) - first_page(document) == counted(body)


def first_page(document: tree.Document) -> int:
    """The words of the first page alone."""
    return total(msgspec.structs.replace(document, blocks=()))


@pytest.mark.slow
def test_an_office_program_finds_as_many_words_in_the_word_file() -> None:
    """LibreOffice writes the file's text; numbers of paragraphs and marks of points are counted apart."""
    document = composed("One two\u00a0three^[Four five.]: six\n- seven eight\n- 2\u202f637 nine.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.docx"
        path.write_bytes(docx.write(document))
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(path)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        except FileNotFoundError:
            pytest.skip("LibreOffice is not installed")
        lines = path.with_suffix(".txt").read_text(encoding="utf-8-sig")
    body = lines[lines.index("One two") :]
    assert "seven eight" in body
    found = [one for one in body.replace("\u202f", "").split() if re.search(r"\w", one)]
    words = [one for one in found if one not in {"1", "1.", "•"}]
    # Its text export leaves out the two words of the note.
    assert len(words) == 8 and total(document) - first_page(document) == 10
