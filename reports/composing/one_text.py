"""One text of an edition as the paper prints it now, without composing the rest of it."""

from collections.abc import Iterator, Sequence

from core.history.past import known_at
from core.languages import profile
from core.languages.translated import text_in
from core.numbers.syntax import Form, find_tokens
from reports.composing.compose import pictures_of
from reports.composing.computed_numbers import compute_numbers
from reports.composing.gate import Gate, settle
from reports.composing.inline import Inliner
from reports.composing.merge import Paper
from reports.composing.numbering import MAIN, decision_key, number
from reports.composing.text_blocks import TextBlocks
from reports.document import tree
from reports.document.markup import parse, read_heading, read_line, read_sentences
from reports.document.spans import FootnoteText, Spans, TextSpan, every_run
from reports.models import IMPLICATIONS, Profile, Report

NOTE = "^["


def compose_text(
    report: Report, paper: Paper, language: str, target: str, text: str, gate: Gate
) -> Sequence[tree.Block]:
    """The blocks of the `text` that stands at `target` ("para/KEY", "section/KEY", "cover/FIELD").

    Its notes go on counting, and its money is called, as after what stands above it. Raises `ValueError`
    for a text that cannot be read.
    """
    kind, _stroke, key = target.partition("/")
    where = key if kind != "section" else target
    inliner = _inliner(report, paper, language, target, text, gate)
    if kind == "para":
        blocks = TextBlocks(
            inliner=inliner,
            key=key,
            language="",
            decides=report.profile == Profile.DECISION and key == decision_key(paper),
            printed=set(),
            generated=(),
            pictures=pictures_of(report, inliner.numbering),
        )
        return [*blocks.blocks(parse(text))]
    spans = _line(kind, key, text)
    return [tree.Passage(children=inliner.inline(where, spans, ""))] if spans else []


def _inliner(
    report: Report, paper: Paper, language: str, target: str, text: str, gate: Gate
) -> Inliner:
    """One that stands where the text begins."""
    numbering = number(paper)
    tokens = [token for _start, _end, token in find_tokens(text)]
    with known_at(report.known_at):
        computed = settle(compute_numbers(tokens, report.number_context), gate).computed
    made = Inliner(
        computed=computed,
        profile=profile(language),
        style=report.style,
        numbering=numbering,
        appendix=numbering.within.get(target.partition("/")[2], MAIN),
    )
    for where, above in _in_order(report, paper, language):
        if where == target:
            break
        if where.startswith("app/"):
            made.begin_appendix(where.partition("/")[2])
        if NOTE in above:
            made.notes += _notes(where, above)
        made.money_used = made.money_used or any(
            token.form is Form.MONEY for _start, _end, token in find_tokens(above)
        )
    return made


def _in_order(report: Report, paper: Paper, language: str) -> Iterator[tuple[str, str]]:
    """The texts of an edition by their target, from the first page on; "app/KEY" begins an appendix."""
    lines = IMPLICATIONS if report.profile == Profile.DECISION else ()
    for field in ("title", *lines, "summary"):
        yield f"cover/{field}", text_in(report, field, language)
    for section in paper.sections:
        if section.begins_appendix:
            yield f"app/{section.key}", ""
        yield f"section/{section.key}", section.headings.get(language, "")
        for paragraph in section.paragraphs:
            yield f"para/{paragraph.key}", paragraph.every.get(language, "")


def _line(kind: str, key: str, text: str) -> Spans:
    """The words of a heading or of the first page; the title has no marks."""
    if kind == "section":
        return read_heading(text)
    if key == "title":
        return (TextSpan(text),)
    return read_line(text) if key in IMPLICATIONS else read_sentences(text)


def _notes(target: str, text: str) -> int:
    """How many notes a text holds; none where it cannot be read, as its own place says."""
    kind, _stroke, key = target.partition("/")
    try:
        lines = [*every_run(parse(text))] if kind == "para" else [_line(kind, key, text)]
    except ValueError:
        return 0
    return sum(isinstance(span, FootnoteText) for spans in lines for span in spans)
