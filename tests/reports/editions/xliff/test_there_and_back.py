"""Out, translated by a script that changes words only, and in: equal texts, tokens whole."""

import re

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.document.markup import parse, split_paragraphs
from reports.document.spans import TextSpan
from reports.document.tokens import all_spans, tokens_of, translation_check
from reports.drafts.services import report_paper
from reports.editions.texts import PaperText, TextKind
from reports.editions.xliff.bring_back import Preview, preview, take
from reports.editions.xliff.read import read_xliff
from reports.editions.xliff.rebuild import rebuilt
from reports.editions.xliff.seal import Remembered, unsealed
from reports.editions.xliff.write import TextUnits, Writer, text_units, units_between, xliff
from reports.models import Report
from tests.factories import make_project, make_report
from tests.reports.editions.test_side_by_side import paper
from tests.reports.editions.xliff.rules import broken_rules
from tests.reports.editions.xliff.translator import louder, translated, unchanged
from tests.reports.texts import BLOCKS
from tests.structure.sources import ROOT

FORMAT = (ROOT / "docs/text-format.md").read_text(encoding="utf-8")
EXAMPLES = [
    one
    for example in re.findall(r"```text\n(.*?)```", FORMAT, re.DOTALL)
    for one in split_paragraphs(example)
]


def file_of(original: str, translation: str) -> bytes:
    """A file of one paragraph, without a database."""
    report = Report(slug="one", original_language="en")
    text = PaperText(TextKind.PARAGRAPH, "one", {"en": original, "de": translation}, number=1)
    units = units_between(text, original, translation)
    one = TextUnits(text, original, translation, units)
    return Writer(report, "de", lambda span: "119").file([one])


def back(content: bytes) -> str | None:
    """The translation that such a file brings."""
    (found,) = read_xliff("one.xlf", content, "one", "en", "de")
    remembered = unsealed(found.seal)
    assert isinstance(remembered, Remembered)
    text = PaperText(TextKind.PARAGRAPH, "one", {"en": remembered.original}, number=1)
    made = rebuilt(text, remembered, found)
    return made.source if made else None


@pytest.mark.parametrize("text", [*EXAMPLES, BLOCKS])
def test_every_block_of_the_format_goes_out_and_comes_back(text: str) -> None:
    content = file_of(text, text)
    assert broken_rules(content) == []
    made = back(content)
    assert made is not None and parse(made) == parse(text)
    # Nobody has translated it: a copy of the source is a translation like any other.
    bare = back(translated(file_of(text, ""), unchanged))
    assert bare is not None and parse(bare) == parse(text)
    changed = back(translated(file_of(text, "")))
    assert changed is not None and translation_check(text, changed) == []
    assert tokens_of(changed) == tokens_of(text)


PARTS = st.sampled_from(
    [
        *("words ", "**bold** ", "*italic* ", "***both*** ", "{{projects.total}} ", "5*3 ", "_ "),
        *(
            "{{a.b | =0 {no # {x}} one {# was} other {# were \\#}}} ",
            "[a **b** {{a.b}}](https://x.org) ",
        ),
        *("^[note **b** {{a.b}} [[fig:f]]] ", "[[para:k..l]] ", "**b {{a.b}} b** ", "\\* ", "<&> "),
    ]
)
ENDS = st.sampled_from(
    [
        "",
        ":\n- one\n  - two\n- three",
        ":\n(a) one\n(b) two\n\nMore.",
        "\n\n::: Box\nIn it.\n:::",
        "\n+\nOn.",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PARTS, min_size=1, max_size=6), ENDS)
def test_a_text_of_any_parts_comes_back_the_same(parts: list[str], end: str) -> None:
    text = "It " + "".join(parts).strip() + end
    content = file_of(text, text)
    assert broken_rules(content) == []
    made = back(content)
    assert made is not None and parse(made) == parse(text)
    again = back(translated(file_of(text, "")))
    assert again is not None and tokens_of(again) == tokens_of(text)


def bring(report: Report, content: bytes) -> Preview:
    return preview(report, report_paper(report), "de", "paper.xlf", content)


@pytest.mark.django_db
def test_a_translation_keeps_its_own_forms_of_numbers_and_its_own_addresses() -> None:
    original = "Of {{a.b}} {{a.c | one {# was} other {# were}}}; see [it](https://x.org/en)."
    said = "{{a.c form=words agree=n}} von {{a.b form=figure}}; siehe [dort](https://x.org/de)."
    content = file_of(original, said)
    assert back(content) == said
    assert back(content.replace(b" von ", b" aus ")) == said.replace(" von ", " aus ")


@pytest.mark.django_db
def test_plural_words_are_translated_form_by_form() -> None:
    original = "{{a.b | =0 {none of it} one {# thing} other {# things}}} came."
    content = translated(file_of(original, ""))
    assert back(content) == "{{a.b | =0 {None Of It} one {# Thing} other {# Things}}} Came."


@pytest.mark.django_db
def test_numbers_of_the_placeholder_are_as_the_translation_prints_them() -> None:
    report = paper(
        make_report(editions=("en", "de"), summary=""),
        {"en": "All {{projects.total form=figure}}.", "de": "Alle {{projects.total form=figure}}."},
        {"en": "See [[para:intro/1]] and {{projects.total}}."},
    )
    for _each in range(3):
        make_project(strategy=report.strategy)
    content = xliff(report, report_paper(report), "de").decode()
    assert 'ctype="x-reference" equiv-text="Absatz\u00a01">Absatz\u00a01</ph>' in content
    assert 'equiv-text="drei">drei</ph>' in content and ">three<" not in content
    assert "n1: Projects in the work plan." in content


def levelled(report: Report) -> None:
    """Out and in changes nothing; new words come in once, with every token, and are then the same."""
    content = xliff(report, report_paper(report), "de")
    assert broken_rules(content) == [] and content == xliff(report, report_paper(report), "de")
    assert len(content) > 10_000
    nothing = bring(report, content)
    assert (nothing.problems, nothing.free, nothing.overtaken) == ([], [], [])
    brought = translated(content)
    found = bring(report, brought)
    assert found.problems == [] and found.overtaken == [] and len(found.free) > 30
    assert take(report, "de", found.free) == {}
    report.refresh_from_db()
    for one in text_units(report, report_paper(report), "de"):
        assert translation_check(one.original, one.translation) == [], one.text.id
        if one.text.kind is TextKind.PARAGRAPH:
            spans = all_spans(parse(one.translation))
            words = [span.text for span in spans if isinstance(span, TextSpan)]
            assert list(map(louder, words)) == words
    again = bring(report, brought)
    assert (again.problems, again.free, again.overtaken) == ([], [], [])


@pytest.mark.slow
@pytest.mark.django_db
def test_the_first_demonstration_goes_out_and_comes_back() -> None:
    levelled(Report.objects.get(slug="progress-2021"))


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["people-2022-25", "learning-2026-29"])
def test_the_other_demonstrations_go_out_and_come_back(name: str) -> None:
    call_command("load_demo", name)
    report = Report.objects.exclude(slug="progress-2021").get()
    report.editions.get_or_create(language="de")
    levelled(report)
