"""How pages and lists write a project, its states and its days."""

from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.languages.translated import text_of
from core.pages.columns import shown_text
from core.pages.rendered_once import rendered_once
from portfolio.models import Project
from portfolio.rules.thresholds import slip


def day_words(value: date | None) -> str:
    """A day as a page writes it; nothing where there is none."""
    return date_format(value, "DATE_FORMAT") if value else ""


def rag_mark(value: str) -> SafeString:
    """A status as every page shows it."""
    return rendered_once("core/pages/_rag.html", rag=value)


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


def slip_words(days: int | None) -> SafeString | str:
    """ "+12 d" in the colour of how bad it is; nothing where nothing is known or late."""
    if not days:
        return ""
    words = _("%(days)s d") % {"days": f"{days:+d}".replace("-", "−")}
    return format_html('<span class="nowrap {}">{}</span>', slip_tone(days), words)


def slip_tone(days: int) -> str:
    """The colour of so many days after the plan: bad from where on a project is slipping."""
    if days > slip().days:
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
