"""The PDF as a file: metadata, equal bytes in every process, pages, speed."""

import hashlib
import re
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from reports.document.tree import Document
from reports.writers.docx.look import BLUE, PAGE_HEIGHT, PAGE_WIDTH
from reports.writers.pdf import write
from reports.writers.pdf.typesetter import FOLDER, Refused, typeset
from tests.reports.documents import (
    decision_paper,
    full_report,
    make_document,
    paper_with_appendices,
)
from tests.reports.writers.pdf_parts import Pdf, fonts_of
from tests.work import least_work

ELSEWHERE = """
import hashlib
import re
from reports.writers.pdf import write
from tests.reports.documents import full_report
print(hashlib.sha256(write(full_report())).hexdigest())
"""


def test_equal_trees_are_equal_bytes() -> None:
    assert write(full_report()) == write(full_report())


def test_another_process_on_another_day_writes_the_same_bytes() -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings", "TZ": "Pacific/Fiji", "LANG": "C"}
    made = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()\n" + ELSEWHERE],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert made.stdout.strip() == hashlib.sha256(write(full_report())).hexdigest()


def test_another_tree_is_another_file() -> None:
    assert write(make_document()) != write(make_document(author="Somebody else"))


def test_two_threads_do_not_disturb_each_other() -> None:
    papers: list[Document] = [full_report(), decision_paper(), paper_with_appendices()] * 3
    alone = [write(paper) for paper in papers]
    made: dict[int, bytes] = {}

    def work(number: int) -> None:
        made[number] = write(papers[number])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(papers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [made[number] for number in range(len(papers))] == alone


def test_the_properties_are_the_paper_s() -> None:
    document = full_report()
    facts: dict[str, object] = dict(Pdf(document).reader.metadata or {})
    assert {name: facts[name] for name in ("/Title", "/Author", "/Subject", "/Keywords")} == {
        "/Title": document.title,
        "/Author": document.author,
        "/Subject": document.subject,
        "/Keywords": ", ".join(document.keywords),
    }
    assert facts["/CreationDate"] == f"D:{document.dated:%Y%m%d}000000Z"


def test_the_date_of_the_paper_is_the_only_time_in_the_file() -> None:
    pdf = Pdf(make_document(dated=date(2019, 3, 7)))
    times = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", pdf.metadata)
    assert set(times) == {"2019-03-07T00:00:00Z"}
    assert re.findall(rb"D:(\d{8})", pdf.content) == [b"20190307"] * 2


def test_pages_are_of_the_size_of_the_word_paper() -> None:
    box = Pdf(make_document()).reader.pages[0].mediabox
    size = (float(box.width), float(box.height))
    assert size == pytest.approx((PAGE_WIDTH / 20, PAGE_HEIGHT / 20))


def test_every_typeface_is_within_the_file_and_of_ours() -> None:
    names = set()
    for page in Pdf(full_report()).reader.pages:
        for font in fonts_of(page).values():
            (below,) = font["/DescendantFonts"]
            descriptor = below.get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(str(descriptor["/FontName"]).partition("+")[2])
    assert names <= {"Arimo-Regular", "Arimo-Italic", "Arimo-Bold", "Arimo-BoldItalic"}


def test_a_warning_of_the_typesetter_is_a_refusal() -> None:
    from reports.writers.pdf.content import content

    plain: Any = content(make_document())
    plain["look"]["families"] = ["No Such Typeface", *plain["look"]["families"]]
    with pytest.raises(Refused, match="no such typeface"):
        typeset(plain, date(2022, 2, 14))


def test_no_template_names_a_colour_of_its_own() -> None:
    """Colours are the Word paper's, from one place."""
    for path in Path(FOLDER).glob("*.typ"):
        assert BLUE not in path.read_text("utf-8"), path.name
        assert 'rgb("' not in path.read_text("utf-8"), path.name


def test_an_edition_is_less_than_a_second_of_work() -> None:
    """In words not set before: the typesetter remembers what it has set."""
    titles = iter(("Not written before", "Nor this one", "Nor that"))
    write(make_document())  # reads the typefaces
    assert least_work(lambda: write(full_report(title=next(titles)))) < 1
