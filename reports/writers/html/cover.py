"""The first page's head and foot, as in the Word paper."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.document.tree import Cover
from reports.writers.html.blocks import NOTHING, heading_tag
from reports.writers.html.inline import InlineWriter
from reports.writers.html.options import Options


def cover_html(cover: Cover, inline: InlineWriter, options: Options) -> SafeString:
    """The whole cover: head, banner, title, box, author unit and related documents."""
    return format_html(
        '<header class="cover{alone}">{}{}{}<{tag} class="cover-title" id="{id}">{title}</{tag}>{}{}'
        "</header>",
        _head(cover),
        _dates(cover),
        _line("agenda-item", cover.agenda_item),
        _box(cover, inline),
        _foot(cover),
        tag=SafeString(heading_tag(options.top)),
        id=options.anchor("title"),
        title=cover.title,
        alone=" alone" if cover.alone else "",
    )


def _line(kind: str, text: str) -> SafeString:
    return format_html('<p class="{}">{}</p>', kind, text) if text else NOTHING


def _head(cover: Cover) -> SafeString:
    left = (
        _line("cover-body", cover.body)
        + _line("cover-session", cover.session)
        + _line("cover-place", cover.session_place_dates)
    )
    frame = (
        _line("cover-symbol", cover.symbol)
        + _line("cover-section", cover.section)
        + _line("cover-segment", cover.segment)
    )
    return format_html(
        '<div class="cover-head"><div>{}</div><div class="cover-right">{}{}</div></div>',
        left,
        format_html('<div class="cover-frame">{}</div>', frame) if frame else NOTHING,
        _line("cover-code", cover.section_code),
    )


def _dates(cover: Cover) -> SafeString:
    """Under the rule: the banner at the left, date and original language at the right."""
    return format_html(
        '<div class="cover-under"><div>{}</div><div class="cover-dates">{}</div></div>',
        _line("banner", cover.banner),
        _line("cover-date", cover.date) + _line("cover-original", cover.original),
    )


def _box(cover: Cover, inline: InlineWriter) -> SafeString:
    """The tinted box: its text, and the labelled lines of a decision paper."""
    if not (cover.box or cover.lines):
        return NOTHING
    lines = ((line.label, line.text) for line in cover.lines)
    return format_html(
        '<div class="cover-box">{}{}{}</div>',
        _line("cover-box-label", cover.box_label),
        format_html("<p>{}</p>", inline.run(cover.box)) if cover.box else NOTHING,
        format_html_join("", '<p class="cover-line"><b>{}</b> {}</p>', lines),
    )


def _foot(cover: Cover) -> SafeString:
    pairs = (cover.author_line, cover.related_line)
    lines = format_html_join("", "<p><b>{}</b> {}</p>", (pair for pair in pairs if pair[1]))
    return format_html('<div class="cover-foot">{}</div>', lines) if lines else NOTHING
