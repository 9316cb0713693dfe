"""Every word of the demonstrations' files stands in every format, in order."""

import json

import pytest

from reports.document import tree
from reports.writers import WRITERS
from tests.demos.shown import LANGUAGES, Shown, all_lines
from tests.demos.sources import one_line, said
from tests.reports.files import read, rendered
from tests.reports.writers.docx_parts import parts_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAPERS = [(name, code) for name, languages in LANGUAGES.items() for code in languages]


def words(format_: str, content: bytes) -> str:
    """What a file says, without the frames that plain text draws."""
    if format_ == "json":
        said_here = "\n".join(all_lines(tree.from_json(json.loads(content))))
    else:
        said_here = read(format_, content).words
    return one_line(said_here).replace(" | ", " ")


@pytest.mark.parametrize(("name", "language"), PAPERS)
def test_every_format_reads_back_whole(shown: dict[str, Shown], name: str, language: str) -> None:
    one = shown[name]
    document = one.composed.documents[language]
    files = rendered(document)
    assert set(files) == set(WRITERS)
    expected = said(one.demonstration, language)
    footnotes = parts_of(document).find("//w:footnote", "word/footnotes.xml")
    notes = one_line(" ".join(map(text_of, footnotes)))
    for format_, content in files.items():
        printed, at = words(format_, content), 0
        for fragment in expected.text:
            found = printed.find(fragment, at)
            assert found >= 0, (format_, fragment, printed[at : at + 300])
            at = found + len(fragment)
        whole = f"{printed} {notes}" if format_ == "docx" else printed
        for fragment in expected.notes:
            assert fragment in whole, (format_, fragment)
