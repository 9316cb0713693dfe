"""A paper without a fault has no finding; and nothing that can be written makes the checker fail."""

from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import LANGUAGES
from core.time import working_date
from reports.checking.check import check_material
from reports.checking.findings import Finding
from reports.checking.gather import gather
from reports.composing.compose import compose_words
from reports.document.markup_check import check_text
from tests.factories import make_project, make_report
from tests.reports.checking.clean_paper import paragraphs
from tests.reports.checking.papers import checked, material
from tests.reports.texts import BLOCKS

# A check takes no longer than so many times what composing the same words takes.
MOST_TIMES = 4


@pytest.mark.django_db
def test_a_clean_paper_of_300_paragraphs_in_four_languages_has_no_finding() -> None:
    section: dict[str, Any] = {
        "key": "part",
        "heading": dict.fromkeys(LANGUAGES, "Part"),
        "paragraphs": [{"key": key, "text": texts} for key, texts in paragraphs(300)],
    }
    report = make_report(outline=[section], editions=tuple(LANGUAGES))
    for _each in range(12):
        make_project(strategy=report.strategy, category="new_service")
    begun = process_time()
    compose_words(report, list(LANGUAGES), made_on=working_date())
    composed = process_time()
    paper = gather(report)
    gathered = process_time()
    found = list(check_material(paper))
    done = process_time()
    assert not [_told(one) for one in found]
    taken, wanted = done - gathered, composed - begun
    assert taken < MOST_TIMES * wanted


def _told(finding: Finding) -> str:
    return (
        f"{finding.rule} {finding.language} {finding.target}: {finding.words} | {finding.message}"
    )


# Pieces that rules look at, in any order, with all that may stand between them.
PIECES = st.sampled_from(
    [
        *("{{projects.total}}", "{{projects.new_or_major form=count_share}}", "[[para:one/1]]",
          "^[A note.]"),
        *("119 projects", "72 of 119 (63 per cent)", "(61 per cent)", "43%", "US$4.5 million", "$",
          "2018-21", "12-14"),
        *("three countries: ", "A, B and C", "the four outcomes", "was completed",
          "wurde abgeschlossen", "% ", "per cent"),
        *("5 offices", "eleven", "2.637", "1 815", "2\u202f637", "31 March", "1er mars", "März 2022",
          "ISO 27001", "+41 22 1"),
        *("\u201eWort\u201c", '"word"', "it's", "the the", "provides describes", "(PMO)",
          "Project Management Office", " : ", " ;"),
        *("GB.331/PFA/5", "https://a.org/12-14", "**bold**", "*it*", "[link](https://a.org)", ".",
          ", ", ": ", "(", ")", "\u00a0"),
        *("\n- point 1", "\n- 2 points", "\n\nTable: T\n| a | b |\n| --- | --- |\n| All | 1 |", "0",
          "00", "0 of 0 (5 per cent)"),
        *("999999999999999999", "1,2,3", "1.2.3", "½", "٣", "Ⅳ", "²", "\u0301", "😀", "ß", "ﬁ",
          "\u200f12", "ſ", "İ"),
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=12).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=8)), min_size=1, max_size=10).map("".join),
    st.text(max_size=80),
)


@given(text=TEXTS, other=TEXTS, language=st.sampled_from(LANGUAGES))
def test_the_checker_never_fails_on_a_text_that_can_be_printed(
    text: str, other: str, language: str
) -> None:
    for one in (text, other):
        if check_text(one).problems or not one.strip() or "one/2" in one:
            return
    texts = {
        "en": {"one/1": text, "project/P-1/1": other},
        language: {"one/1": other, "project/P-1/1": text},
    }
    try:
        made = material(texts)
    except ValueError:
        return  # two tables of one key, and the like: composing refuses them
    first = list(check_material(made))
    assert [one.fingerprint for one in first] == [
        one.fingerprint for one in check_material(material(texts))
    ]
    for finding in first:
        assert finding.message
        if finding.repair:
            assert finding.repair.new != finding.repair.old
            assert not check_text(finding.repair.new).problems


def test_fingerprints_tell_all_findings_apart() -> None:
    found = checked("In 5 offices, 43% and 43%, the the “US$ 5” is was 12-14. " * 5 + BLOCKS)
    assert len({one.fingerprint for one in found}) == len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_text_takes_no_time(language: str) -> None:
    """However many digits, words or brackets follow one another: no rule looks at pairs of them all."""
    for piece in (
        "1",
        "1 ",
        "1.",
        "1,",
        "a ",
        "(",
        "“",
        "A",
        "A-",
        "1-",
        "of 1 ",
        "the ",
        " ",
        "US$1 ",
        ": a, ",
    ):
        text = piece * (10_000 // len(piece))
        begun = process_time()
        checked({language: {"one/1": f"x {text} x"}})
        assert process_time() - begun < 5, piece
