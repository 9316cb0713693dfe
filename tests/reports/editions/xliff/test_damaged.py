"""A damaged file, or text of one, is refused with its place; the good ones may be taken."""

import copy
from collections.abc import Callable

import pytest
from lxml import etree

from reports.drafts.services import report_paper
from reports.editions.xliff.bring_back import Preview, preview, take
from reports.editions.xliff.write import xliff
from reports.models import ParagraphText, Report
from reports.writing.services import paragraph_text_save
from tests.factories import make_project, make_report
from tests.reports.editions.test_side_by_side import paper
from tests.reports.editions.xliff.translator import edited, louder, tag, translated

pytestmark = pytest.mark.django_db
UNIT = "para/intro/1#1"
Edit = Callable[[etree._Element], None]


@pytest.fixture
def report() -> Report:
    found = paper(
        make_report(editions=("en", "de"), summary="", title="T"),
        {
            "en": "All {{projects.total form=figure}} began^[See [[para:intro/2]].] at [home](https://x.org).",
            "de": "Alle {{projects.total form=figure}} begannen^[Siehe [[para:intro/2]].] [dort](https://x.org).",
        },
        {"en": "Then it ended:\n- here;\n- there.", "de": "Dann endete es:\n- hier;\n- dort."},
    )
    for _each in range(3):
        make_project(strategy=found.strategy)
    return found


def bring(report: Report, content: bytes) -> Preview:
    return preview(report, report_paper(report), "de", "paper.xlf", content)


def out(report: Report) -> bytes:
    return xliff(report, report_paper(report), "de")


def target(unit: etree._Element) -> etree._Element:
    found = unit.find(tag("target"))
    assert found is not None
    return found


def placeholder(unit: etree._Element) -> etree._Element:
    found = target(unit).find(tag("ph"))
    assert found is not None
    return found


def removed_from_parent(element: etree._Element) -> None:
    above = element.getparent()
    assert above is not None
    above.remove(element)


def dropped(unit: etree._Element) -> None:
    target(unit).remove(placeholder(unit))


def doubled(unit: etree._Element) -> None:
    number = placeholder(unit)
    number.addnext(copy.deepcopy(number))


def retyped(unit: etree._Element) -> None:
    placeholder(unit).text = "4"


def renamed(unit: etree._Element) -> None:
    placeholder(unit).set("id", "n9")


def unlinked(unit: etree._Element) -> None:
    link = next(one for one in target(unit).iter(tag("g")) if one.get("ctype") == "link")
    removed_from_parent(link)


def unnoted(unit: etree._Element) -> None:
    note = next(target(unit).iter(tag("x")))
    removed_from_parent(note)


def resourced(unit: etree._Element) -> None:
    source = unit.find(tag("source"))
    assert source is not None
    source.text = "None of the "


def emptied(unit: etree._Element) -> None:
    for child in list(target(unit)):
        target(unit).remove(child)
    target(unit).text = ""


def removed(unit: etree._Element) -> None:
    removed_from_parent(unit)


def twice(unit: etree._Element) -> None:
    unit.addnext(copy.deepcopy(unit))


def strange(unit: etree._Element) -> None:
    etree.SubElement(target(unit), tag("bpt"), {"id": "1"}).text = "<b>"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (dropped, "the placeholder n1 (3) is missing"),
        (doubled, "the placeholder n1 (3) stands twice"),
        (retyped, "was changed from “3” to “4”"),
        (renamed, "<ph id=“n9”> is no mark of this text"),
        (unlinked, "the placeholder l1 (link) is missing"),
        (unnoted, "the placeholder f1 (footnote) is missing"),
        (resourced, "the source is not what the file was made with"),
        (emptied, "1 of 2 pieces are not translated yet"),
        (removed, "the unit is missing"),
        (twice, "the unit stands twice"),
        (strange, "<bpt id=“1”> is no mark of this text"),
    ],
)
def test_a_damaged_text_is_named_with_paragraph_unit_and_line(
    report: Report, edit: Edit, said: str
) -> None:
    found = bring(report, edited(translated(out(report)), UNIT, edit))
    (problem,) = found.problems
    assert said in str(problem) and "Paragraph 1" in str(problem) and UNIT in str(problem)
    assert problem.location.line > 2
    # The others are good.
    assert {one.pk for one in found.free} >= {"para/intro/2"}
    assert "para/intro/1" not in {one.pk for one in found.free}


def test_a_point_that_would_be_read_as_another_structure_is_refused(report: Report) -> None:
    def undone(unit: etree._Element) -> None:
        target(unit).text = "Dann endete es"

    def figure(unit: etree._Element) -> None:
        target(unit).text = "23 Orte;"

    content = edited(
        edited(translated(out(report)), "para/intro/2#1", undone), "para/intro/2#2", figure
    )
    (problem,) = bring(report, content).problems
    assert "is a point or a figure below nought" in str(problem)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'original="', b'original="x', "of another paper"),
        (b'target-language="de"', b'target-language="fr"', "of another paper or edition"),
        (b'source-language="en"', b'source-language="fr"', "of another paper or edition"),
        (b'version="1.2"', b'version="2.0"', "no XLIFF 1.2"),
        (b"</body>", b"", "damaged"),
        (b"<xliff", b"<!DOCTYPE x><xliff", "document type"),
        (
            b"<xliff",
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff',
            "document type",
        ),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(
    report: Report, old: bytes, new: bytes, said: str
) -> None:
    found = bring(report, out(report).replace(old, new, 1))
    assert said in str(found.problems[0]) and found.is_empty


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"PK\x03\x04" + b"\x00" * 50,
        b"<a>" * 100_000,
        b"<xliff/>",
        "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>".encode(
            "utf-16"
        ),
        b"<?xml version='1.0' encoding='utf-7'?>+ADwAIQ-DOCTYPE x>",
        b"<!DOCTYPE z [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><z>&b;</z>",
        b'<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1:1/x"?><x/>',
        b'<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></x>',
    ],
)
def test_hostile_xml_is_refused(report: Report, content: bytes) -> None:
    found = bring(report, content)
    assert len(found.problems) == 1 and found.is_empty


def test_a_forged_memory_is_refused(report: Report) -> None:
    content = translated(out(report))
    root = etree.fromstring(content)
    seals = [*root.iter(tag("context"))]
    seals[-1].text, seals[-2].text = seals[-2].text, f"{seals[-1].text}x"
    found = bring(report, etree.tostring(root))
    assert len([one for one in found.problems if "damaged or missing" in str(one)]) == 2


def test_what_somebody_else_changed_since_is_shown_and_taken_only_when_chosen(
    report: Report,
) -> None:
    content = translated(out(report))
    before = report_paper(report).sections[0].paragraphs[1].every["de"]
    paragraph_text_save(
        report=report,
        key="intro/2",
        language="de",
        text=before.replace("Dann", "Später"),
        base=before,
    )
    found = bring(report, content)
    (one,) = found.overtaken
    assert one.pk == "para/intro/2" and one.then == before and "Später" in one.now
    assert take(report, "de", [one]) == {}
    assert report_paper(report).sections[0].paragraphs[1].every["de"].startswith("Then It Ended")


def test_an_original_that_changed_since_is_told_and_its_translation_taken_as_behind(
    report: Report,
) -> None:
    content = translated(out(report))
    first = report_paper(report).sections[0].paragraphs[0].every["en"]
    paragraph_text_save(
        report=report,
        key="intro/1",
        language="en",
        text=first.replace("All", "Nearly all"),
        base=first,
    )
    found = bring(report, content)
    (one,) = found.overtaken
    assert one.original_then == first and "<ins>" in one.original_marked
    assert take(report, "de", [one]) == {}
    assert report_paper(report).sections[0].paragraphs[0].behind == {"de": first}
    again = bring(report, content)
    assert (again.problems, again.overtaken) == ([], []) and again.same > 0


def test_a_translation_that_was_behind_is_level_once_the_file_says_so(report: Report) -> None:
    paragraph = report_paper(report).sections[0].paragraphs[1]
    german, english = paragraph.every["de"], paragraph.every["en"]
    paragraph_text_save(report=report, key="intro/2", language="de", text=german + " ", base=german)
    paragraph_text_save(
        report=report, key="intro/2", language="de", text=german.replace("Dann", "Da"), base=german
    )
    paragraph_text_save(
        report=report,
        key="intro/2",
        language="en",
        text=english.replace("Then", "At last"),
        base=english,
    )
    content = out(report)
    assert b'state="needs-review-translation"' in content
    assert bring(report, content).is_empty
    done = content.replace(b"needs-review-translation", b"final")
    (one,) = bring(report, done).free
    assert one.is_level and take(report, "de", [one]) == {}
    row = ParagraphText.objects.get(paragraph__key="intro/2", language="de")
    assert row.translated_from.startswith("At last") and bring(report, done).is_empty


def test_words_that_a_program_wraps_and_marks_are_read(report: Report) -> None:
    """Trados and memoQ put segments around sentences, and lines end where a program likes."""

    def segmented(unit: etree._Element) -> None:
        own = target(unit)
        segment = etree.Element(tag("mrk"), {"mtype": "seg", "mid": "1"})
        segment.text, own.text = own.text, None
        segment.extend(list(own))
        own.append(segment)

    content = edited(translated(out(report), louder), UNIT, segmented)
    found = bring(report, content)
    assert found.problems == [] and "para/intro/1" in {one.pk for one in found.free}
