"""The cover from data, and the name of the file in the house's habit."""

from datetime import date

from core.languages import LanguageProfile, profile
from core.translated import text_in
from reports import tree
from reports.models import Profile, Report


def compose_cover(report: Report, language: str, summary: tuple[tree.Inline, ...]) -> tree.Cover:
    """The first page of `report`. Fixed words come from the language profile."""
    words = profile(language)

    def text(field: str) -> str:
        return text_in(report, field, language) or getattr(report, field)

    # "344th Session, Geneva, March 2022": the cover prints it on two lines.
    line = words.session_line(report.session_number, text("session_place"), text("session_dates"))
    session, _, place_and_dates = line.partition(", ")
    information = report.profile == Profile.INFORMATION
    related = tuple(report.related_documents)
    return tree.Cover(
        body=words.phrase("body"),
        session=session,
        session_place_dates=place_and_dates,
        symbol=report.symbol,
        section=text("section"),
        section_code=report.section_code,
        segment=text("segment"),
        banner=words.phrase("for_information") if information else "",
        date=words.phrase("date", date=words.date(report.dated)),
        original=words.phrase("original", language=words.language_name(report.original_language)),
        title=text("title"),
        box_label=words.phrase("summary" if information else "purpose"),
        box=summary,
        author_label=words.phrase("author_unit"),
        author=text("author_unit"),
        related_label=words.phrase("related_one" if len(related) == 1 else "related_many"),
        related=related,
    )


def file_stem(report: Report, words: LanguageProfile, draft: int, made_on: date) -> str:
    """Symbol with dashes, [unit-yymmdd-draft], language: "GB344-PFA_INF_2_[INFOT-220117-1]-En"."""
    body, _, rest = report.symbol.replace(".", "", 1).partition("/")
    symbol = f"{body}-{rest.replace('/', '_')}" if rest else body
    return f"{symbol}_[{report.file_tag}-{made_on:%y%m%d}-{draft}]-{words.file_suffix}"
