"""The paper as another program lays it out, and how long writing takes."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reports.document.tree import Document
from reports.writers.docx import write
from tests.reports.documents import decision_paper, full_report, hard_paper
from tests.waiting import PATIENCE
from tests.work import least_work

SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")


def text_of_pages(document: Document, folder: Path) -> str:
    """The paper through LibreOffice to PDF to text."""
    assert SOFFICE is not None
    assert PDFTOTEXT is not None
    path = folder / "paper.docx"
    path.write_bytes(write(document))
    # A profile of its own: LibreOffice serves one user at a time.
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=PATIENCE)
    command = [PDFTOTEXT, "-layout", str(path.with_suffix(".pdf")), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(not (SOFFICE and PDFTOTEXT), reason="needs LibreOffice and pdftotext")
def test_libreoffice_counts_paragraphs_and_notes_as_the_tree_does(tmp_path: Path) -> None:
    text = text_of_pages(full_report(), tmp_path)
    numbers = [int(found) for found in re.findall(r"^\s*(\d+)\.\s{2,}\S", text, re.MULTILINE)]
    assert numbers == list(range(1, 55))
    notes = [
        int(n) for n in re.findall(r"^\s*(\d+)\s+(?:GB\.331|The count|See GB)", text, re.MULTILINE)
    ]
    assert notes == list(range(1, len(notes) + 1))
    assert len(notes) == 8


@pytest.mark.skipif(not (SOFFICE and PDFTOTEXT), reason="needs LibreOffice and pdftotext")
@pytest.mark.parametrize("document", [hard_paper(), decision_paper()], ids=["hard", "decision"])
def test_libreoffice_opens_other_papers(document: Document, tmp_path: Path) -> None:
    assert document.symbol in text_of_pages(document, tmp_path)


def test_an_edition_is_less_than_a_second_of_work() -> None:
    document = full_report()
    assert least_work(lambda: write(document)) < 1
