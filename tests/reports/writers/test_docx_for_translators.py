"""A translation program takes out of a Word file what stands in it, and nothing that is not the paper's.

Such programs extract comments, hidden text, document properties and custom data as well, and accept
tracked changes without a word: so the one Word file there is carries none of them.
"""

import pytest
from lxml import etree

from reports.document.tree import Document
from tests.reports.documents import decision_paper, full_report
from tests.reports.texts import BLOCKS, composed
from tests.reports.writers.docx_parts import parts_of

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Comments, tracked changes, hidden text, fields to ask for, data behind the text.
FORBIDDEN = (
    *("comment", "commentReference", "commentRangeStart", "ins", "del", "moveFrom", "moveTo"),
    *("delText", "rPrChange", "pPrChange", "vanish", "webHidden", "specVanish", "trackRevisions"),
    *("docVars", "docVar", "sdt", "dataBinding", "attachedTemplate", "mailMerge", "rsid"),
)
PARTS = ("comments", "people", "customXml", "docProps/custom", "glossary", "vbaProject")
PAPERS = [full_report(), decision_paper(), composed(BLOCKS)]


@pytest.mark.parametrize("document", PAPERS, ids=["report", "decision", "blocks"])
def test_nothing_hidden_remarked_or_tracked_is_in_the_file(document: Document) -> None:
    parts = parts_of(document)
    assert not [name for name in parts.files if any(one in name for one in PARTS)]
    for path, tree in parts.trees():
        found = {etree.QName(one).localname for one in tree.iter() if str(one.tag).startswith(WORD)}
        assert not found & set(FORBIDDEN), path


@pytest.mark.parametrize("document", PAPERS, ids=["report", "decision", "blocks"])
def test_properties_say_what_the_first_page_says_and_settings_hold_no_words(
    document: Document,
) -> None:
    parts = parts_of(document)
    said = {etree.QName(one).localname: one.text for one in parts.xml("docProps/core.xml")}
    assert set(said) <= {
        *("title", "subject", "creator", "keywords", "lastModifiedBy", "revision"),
        *("created", "modified", "language"),
    }
    assert said["title"] == document.title and said["creator"] == document.author
    assert {etree.QName(one).localname for one in parts.xml("docProps/app.xml")} == {
        *("Application", "DocSecurity", "Company", "AppVersion"),
    }
    assert "".join(map(str, parts.xml("word/settings.xml").itertext())).strip() == ""


def test_every_part_that_a_program_could_take_words_from_is_known() -> None:
    """A new part is looked at before it is here: would a translator get it?"""
    folders = {name.rpartition("/")[0] for name in parts_of(full_report()).files}
    known = {"", "_rels", "docProps", "word", "word/_rels", "word/theme", "word/charts"}
    assert folders <= {*known, "word/charts/_rels", "word/embeddings"}
