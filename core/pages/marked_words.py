"""What was taken out of a text and added to it, as pages show it."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.languages.word_changes import Mark, Words


def marked_words(changes: Sequence[Words]) -> SafeString:
    """The words of a text, those that were taken out and added marked: for eyes and for ears."""
    spoken = {Mark.GONE: ("del", _("taken out:")), Mark.NEW: ("ins", _("added:"))}
    return format_html_join(
        " ",
        "{}",
        (
            (
                each.text
                if each.mark is Mark.SAME
                else format_html(
                    '<{0}><span class="visually-hidden">{1} </span>{2}</{0}>',
                    mark_safe(spoken[each.mark][0]),  # noqa: S308 (the name of a tag)
                    spoken[each.mark][1],
                    each.text,
                ),
            )
            for each in changes
        ),
    )
