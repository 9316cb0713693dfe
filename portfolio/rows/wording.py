"""How pages and lists write a project, its states and its days."""

from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.languages.translated import text_of
from core.pages.columns import shown_text
from core.pages.rendered_once import rendered_once
from outcomes.models import all_terms
from portfolio.choices import STATE_WORDS
from portfolio.models import Project


def day_words(value: date | None) -> str:
    """A day as a page writes it; nothing where there is none."""
    return date_format(value, "DATE_FORMAT") if value else ""


def rag_mark(value: str, strategy: int = 0, *, words: bool = False) -> SafeString:
    """A status as every page shows it, in the words of its strategy; `words` in place of the letter."""
    own = all_terms().own_name(strategy, STATE_WORDS, value) if value else ""
    return named_mark(value, own, words=words)


def named_mark(value: str, own: str, *, words: bool = False) -> SafeString:
    """The same, by what its strategy calls it, where it has a word of its own."""
    return rendered_once("core/pages/_rag.html", rag=value, words=words, own=own)


def project_link(project: Project) -> SafeString:
    """A project by code and name on one line, leading to its page."""
    return format_html(
        '<a class="shortened" title="{}" href="{}"><b>{}</b> {}</a>',
        text_of(project, "name"),
        project.get_absolute_url(),
        project.code,
        shown_text(project, "name"),
    )


def project_words(project: Project) -> str:
    """The same for files."""
    return f"{project.code} {text_of(project, 'name')}"


def slip_words(days: int | None, most: int) -> SafeString | str:
    """ "+12 d" in the colour of how bad it is; nothing where nothing is known or late.

    With more than `most` days after the plan its strategy calls a project slipping.
    """
    if not days:
        return ""
    words = _("%(days)s d") % {"days": f"{days:+d}".replace("-", "−")}
    return format_html('<span class="nowrap {}">{}</span>', slip_tone(days, most), words)


def slip_tone(days: int, most: int) -> str:
    """The colour of so many days after the plan: bad with more than `most`."""
    if days > most:
        return "bad"
    return "warn" if days > 0 else "good"


def illustrative_words(text: str, illustrative: bool) -> SafeString:
    """A text, underlined where it is made up for the demonstration."""
    if not illustrative:
        return format_html("{}", text)
    return format_html(
        '<span class="illustrative" title="{}">{}</span>',
        _("Illustrative: made up for the demonstration"),
        text,
    )
