"""The cover from data, and the name of the file in the house's habit."""

from collections.abc import Mapping
from datetime import date

from core.languages import LanguageProfile
from core.languages.translated import text_in
from reports.document import tree
from reports.models import Profile, Report

# The lines of a decision paper's box: field, label, and how "None." agrees with the label.
LINES = (
    ("strategic_objective", "strategic_obj", "none_objective"),
    ("main_outcome", "main_outcome", "none_outcome"),
    ("policy_implications", "policy_impl", "none"),
    ("legal_implications", "legal_impl", "none"),
    ("financial_implications", "fin_impl", "none"),
    ("follow_up", "follow_up", "none_follow_up"),
)


def compose_cover(
    report: Report,
    words: LanguageProfile,
    box: tuple[tree.Inline, ...],
    lines: Mapping[str, str],
) -> tree.Cover:
    """The first page of `report`. Fixed words come from the language profile.

    `lines` are the texts of a decision paper's implications by field.
    """

    def text(field: str) -> str:
        return text_in(report, field, words.code) or getattr(report, field)

    # "344th Session, Geneva, March 2022": the cover prints it on two lines.
    line = words.session_line(report.session_number, text("session_place"), text("session_dates"))
    session, _, place_and_dates = line.partition(", ")
    decides = report.profile == Profile.DECISION
    related = tuple(report.related_documents)
    return tree.Cover(
        body=_body(report, words),
        session=session,
        session_place_dates=place_and_dates,
        symbol=report.symbol,
        section=text("section"),
        section_code=report.section_code,
        segment=text("segment"),
        banner="" if decides else words.phrase("for_information"),
        date=words.phrase("date", date=words.date(report.dated)),
        original=words.phrase("original", language=words.language_name(report.original_language)),
        title=text("title"),
        box_label=words.phrase("purpose" if decides else "summary"),
        box=box,
        lines=_lines(words, lines) if decides else (),
        agenda_item=words.agenda_item(report.agenda_item) if decides and report.agenda_item else "",
        author_label=words.phrase("author_unit"),
        author=text("author_unit"),
        related_label=words.phrase("related_one" if len(related) == 1 else "related_many")
        if related
        else "",
        related=related,
        alone=report.cover_alone,
    )


def _body(report: Report, words: LanguageProfile) -> str:
    """The governing body, by the strategy's own name for it where it has one."""
    names = report.strategy.level_names.get("governing_body", {})
    return names.get(words.code) or words.phrase("body")


def _lines(words: LanguageProfile, lines: Mapping[str, str]) -> tuple[tree.CoverLine, ...]:
    """The six lines; one with nothing to say reads "None."."""
    return tuple(
        tree.CoverLine(label=words.phrase(label), text=lines[field] or words.phrase(none))
        for field, label, none in LINES
    )


def file_stem(report: Report, words: LanguageProfile, draft: int, made_on: date) -> str:
    """Symbol with dashes, [unit-yymmdd-draft], language: "GB344-PFA_INF_2_[INFOT-220117-1]-En"."""
    body, _, rest = report.symbol.replace(".", "", 1).partition("/")
    symbol = f"{body}-{rest.replace('/', '_')}" if rest else body
    return f"{symbol}_[{report.file_tag}-{made_on:%y%m%d}-{draft}]-{words.file_suffix}"
