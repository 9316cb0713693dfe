"""What a report with an outline would contain: composed like a paper, stored nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.jobs.kinds import JobError
from core.languages import profile
from core.languages.translated import text_of
from core.models import User
from core.time import working_date
from outcomes.models import Strategy
from reports.composing.compose import PaperWords, compose_words
from reports.composing.drawing import draw
from reports.composing.stored import nothing_stored, stored_paper
from reports.document.tree import Document
from reports.drafts.report_page import MOST_ROWS, figure_rows
from reports.drafts.services import in_one_snapshot
from reports.models import Report, ReportTemplate
from reports.pictures.page import picture_address
from reports.writers.html.blocks import BlockWriter
from reports.writers.html.options import Options

# The key of a report that stands in no table: what is asked for its rows finds none.
NO_REPORT = 0


@dataclass(frozen=True)
class Choice:
    """A report or a language to choose."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class OutlinePreview:
    """The body of the paper in one language; `silent` are headings under which nothing stands, `problem`
    says what keeps it from being composed."""

    language: str
    paper: SafeString
    silent: Sequence[str]
    reports: Sequence[Choice]
    languages: Sequence[Choice]
    with_words: bool
    about: str
    problem: str = ""


def outline_preview(
    template: ReportTemplate, user: User, *, report: str, language: str, with_words: bool
) -> OutlinePreview:
    """The outline filled with the data of one report, the latest when `report` is none's name; before the
    first with those of the strategy as they are now. `with_words` also has what people wrote there."""
    rows = list(
        Report.objects.visible_to(user)
        .filter(strategy=template.strategy)
        .select_related("strategy")
        .order_by("-year", "-id")
    )
    chosen = next((one for one in rows if one.slug == report), rows[0] if rows else None)
    original = template.strategy.original_language
    codes = [*dict.fromkeys([*(template.languages or [original]), original])]
    language = next((one for one in (language, user.language) if one in codes), codes[0])
    with_words = with_words and chosen is not None
    source = chosen or report_to_be(template.strategy)
    source.outline, source.profile = template.outline, template.profile
    paper, silent, problem = SafeString(""), list[str](), ""
    try:
        words = in_one_snapshot(lambda: _composed(source, language, with_words=with_words))
    except JobError as error:
        problem = str(error)
    else:
        paper = _html(words.documents[language], source)
        silent = [_heading(one.headings, language, one.key) for one in words.paper.silent]
    return OutlinePreview(
        language=language,
        paper=paper,
        silent=silent,
        reports=[Choice(one.slug, text_of(one, "title"), one is chosen) for one in rows],
        languages=[Choice(code, profile(code).name, code == language) for code in codes],
        with_words=with_words,
        about=_about(chosen, source),
        problem=problem,
    )


def report_to_be(strategy: Strategy) -> Report:
    """A report that has not begun, on the year of the strategy that is nearest to today; never saved."""
    today = working_date()
    year = min(max(today.year, strategy.starts_on.year), strategy.ends_on.year)
    return Report(
        pk=NO_REPORT,
        strategy=strategy,
        slug="",
        year=year,
        title=text_of(strategy, "title"),
        original_language=strategy.original_language,
        session_number=1,
        dated=today,
        cut_off=min(max(today, date(year, 1, 1)), date(year, 12, 31)),
    )


def _composed(source: Report, language: str, *, with_words: bool) -> PaperWords:
    return compose_words(
        source,
        [language],
        made_on=working_date(),
        drawn=lambda numbering, code: draw(source, numbering, code),
        stored=stored_paper if with_words else nothing_stored,
    )


def _html(document: Document, source: Report) -> SafeString:
    """The body alone: an outline says nothing of the first page."""
    options = Options(
        figure_address=figure_rows,
        picture_address=lambda one: picture_address(source, one.sha256),
        most_rows=MOST_ROWS,
        top=1,  # without the title of the paper its headings stand below the page's
        interactive=False,
    )
    return format_html(
        '<article class="sheet paper" lang="{}" aria-label="{}">\n{}\n</article>',
        document.language,
        _("Preview"),
        BlockWriter(document.language, options).all(document.blocks),
    )


def _heading(headings: Mapping[str, str], language: str, key: str) -> str:
    return headings.get(language) or next(iter(headings.values()), key)


def _about(chosen: Report | None, source: Report) -> str:
    if chosen is None:
        told = _("With the data of the strategy as of today, for %(year)s. There is no report yet.")
        return told % {"year": source.year}
    return _("With the data of “%(title)s”.") % {"title": text_of(chosen, "title")}
