"""Pictures in a text: a caption with the key of an uploaded file, words for who cannot see it, a note.

Picture: The learning centre in Turin {#centre}
Alt: A brick building between trees; six people stand at its door.
Note: Photograph: training unit, May 2021.
"""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from reports.document.inline_markup import marked_words, plain_words
from reports.document.spans import MarkupError, TypedPicture
from reports.models.keys import KEY

PICTURE, ALT, NOTE = "Picture:", "Alt:", "Note:"
_KEY = re.compile(rf"\{{#({KEY})\}}$")


def begins_picture(lines: Sequence[str]) -> bool:
    """Whether a picture begins with these lines: the first has a key, or the second is its words."""
    if not lines or not lines[0].startswith(PICTURE):
        return False
    below = lines[1] if len(lines) > 1 else ""
    return bool(_KEY.search(lines[0].rstrip())) or below.startswith(ALT)


def pictures_named(text: str) -> Iterator[tuple[str, int]]:
    """The keys of the pictures in a text in order, each with the offset of its line."""
    offset = 0
    for line in text.split("\n"):
        key = _KEY.search(line.rstrip()) if line.startswith(PICTURE) else None
        if key:
            yield key[1], offset
        offset += len(line) + 1


def picture_keys(text: str) -> list[str]:
    """The keys of the pictures in a text, in order."""
    return [key for key, _offset in pictures_named(text.replace("\r\n", "\n"))]


def read_picture(lines: Sequence[str], at: int) -> tuple[TypedPicture, int]:
    """The picture that begins at `lines[at]`, and the line behind it."""
    title = lines[at].removeprefix(PICTURE).strip()
    key = _KEY.search(title)
    if key is None:
        message = _(
            "A picture names its file: write {#key} behind the caption, with the key it was uploaded "
            "under."
        )
        raise MarkupError(message, lines[at])
    caption = marked_words(title[: key.start()].strip(), _("The caption of a picture"))
    if not caption:
        message = _("A picture needs a caption: write it between “Picture:” and {#%(key)s}.")
        raise MarkupError(message % {"key": key[1]}, lines[at])
    alt, behind = _words(lines, at + 1, ALT)
    if not alt:
        message = _(
            "A picture needs words for those who cannot see it: write “Alt: …” on the line below "
            "“%(near)s”."
        )
        raise MarkupError(message % {"near": lines[at][:40]}, lines[at])
    note, behind = _words(lines, behind, NOTE)
    return (
        TypedPicture(
            key[1],
            caption,
            plain_words(alt, _("The alternative text of a picture")),
            marked_words(note, _("The note under a picture")),
        ),
        behind,
    )


def _words(lines: Sequence[str], at: int, mark: str) -> tuple[str, int]:
    """What stands behind a mark, which goes on to a blank line or another mark; and the line behind."""
    if at >= len(lines) or not lines[at].startswith(mark):
        return "", at
    end = at + 1
    while end < len(lines) and lines[end].strip() and not _ends(lines[end]):
        end += 1
    words = " ".join(line.strip() for line in lines[at:end])
    return words.removeprefix(mark).strip(), end


def _ends(line: str) -> bool:
    return line.strip() == "+" or line.startswith(("|", ":::", NOTE, "Table:", PICTURE))
