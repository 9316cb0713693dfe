"""Words, live numbers, links, references and notes as HTML. Nothing gets here unescaped."""

from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reports.document.tree import Inline, Link, Note, Number, Reference, Text
from reports.writers.html.options import Options

BETWEEN_NOTES = SafeString('<sup class="note-mark">,</sup>')


class InlineWriter:
    """Writes runs of inlines and keeps the notes it meets, for the end of their part.

    `part` is the id of the appendix being written, so that its first note is not the paper's first.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.notes: list[Note] = []
        self.part = ""

    def note_id(self, note: Note) -> str:
        """The id of a note, before it becomes an anchor."""
        return f"{self.part}/note-{note.number}" if self.part else f"note-{note.number}"

    def run(self, inlines: Iterable[Inline]) -> SafeString:
        """A run of inlines; notes 1 and 2 at one word would read as note 12."""
        return format_html_join("", "{}{}", self._parted(inlines))

    def _parted(self, inlines: Iterable[Inline]) -> Iterator[tuple[SafeString, SafeString]]:
        """Each, with what stands between it and a note right before it."""
        before: Inline | None = None
        for inline in inlines:
            touches = isinstance(before, Note) and isinstance(inline, Note)
            yield BETWEEN_NOTES if touches else SafeString(""), self.one(inline)
            before = inline

    def one(self, inline: Inline) -> SafeString:
        """One inline."""
        match inline:
            case Text():
                return self._text(inline)
            case Number():
                return _weighed(self._number(inline), inline.strong, inline.emphasis)
            case Link():
                return self._link(inline)
            case Reference():
                return self._reference(inline)
            case Note():
                return self._mark(inline)

    def _text(self, text: Text) -> SafeString:
        words = format_html("{}", text.text)
        if text.language:
            words = format_html('<span lang="{}">{}</span>', text.language, words)
        return _weighed(words, text.strong, text.emphasis)

    def _number(self, number: Number) -> SafeString:
        """A live number: a plain link, which htmx opens in the panel beside the paper."""
        link = self.options.number_link(number) if self.options.number_link else ""
        if not link:
            return _exactly(number)
        moved = self._moved(number)
        by_hand = number.signature in self.options.by_hand
        return format_html(
            '<a class="{}" id="{}" href="{}" hx-get="{}" hx-target="#number-panel"'
            ' hx-push-url="false" data-number="{}" aria-roledescription="{}">{}{}</a>',
            _kinds(by_hand=by_hand, is_stale=moved is not None),
            self.options.anchor("number-" + number.uid),
            link,
            link,
            number.uid,
            gettext("link to a live number"),
            format_html("{}", number.text) if moved is None else _old_and_new(*moved),
            format_html('<span class="unseen"> {}</span>', gettext("set by hand"))
            if by_hand
            else "",
        )

    def _moved(self, number: Number) -> tuple[str, str] | None:
        """What was let in and what the data say now, where the number waits."""
        if (now := self.options.stale.get(number.uid)) is not None:
            return number.text, now
        if (was := self.options.accepted.get(number.uid)) is not None:
            return was, number.text
        return None

    def _link(self, link: Link) -> SafeString:
        if not link.href:
            return self.run(link.children)
        # A link cannot stand inside a link, so the numbers in its words are not live ones.
        words = InlineWriter(Options()).run(link.children)
        return format_html('<a class="outside" href="{}" rel="noreferrer">{}</a>', link.href, words)

    def _reference(self, reference: Reference) -> SafeString:
        return format_html(
            '<a class="reference" href="{}">{}</a>',
            self.options.target(reference.target),
            reference.text,
        )

    def _mark(self, note: Note) -> SafeString:
        self.notes.append(note)
        return format_html(
            '<sup class="note-mark"><a id="{}" href="{}" role="doc-noteref" aria-label="{}">{}</a>'
            "</sup>",
            self.options.anchor(f"{self.note_id(note)}-mark"),
            self.options.target(self.note_id(note)),
            gettext("Note %(number)s") % {"number": note.number},
            note.number,
        )


def _weighed(words: SafeString, strong: bool, emphasis: bool) -> SafeString:
    if emphasis:
        words = format_html("<em>{}</em>", words)
    return format_html("<strong>{}</strong>", words) if strong else words


def _kinds(*, by_hand: bool, is_stale: bool) -> str:
    return " ".join(
        filter(None, ("live", "stale" if is_stale else "", "by-hand" if by_hand else ""))
    )


def _exactly(number: Number) -> SafeString:
    """A number that leads nowhere still carries its exact value."""
    if not number.exact:
        return format_html("{}", number.text)
    return format_html('<data value="{}">{}</data>', number.exact, number.text)


def _old_and_new(old: str, new: str) -> SafeString:
    """What stands in the paper and what the data say now; the words between are for the ear."""
    return format_html(
        '<s>{}</s> <span class="unseen">{} </span><ins>{}</ins>', old, gettext("is now"), new
    )
