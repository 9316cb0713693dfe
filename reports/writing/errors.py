"""What keeps a text from being saved."""


class TextRefused(ValueError):
    """A text or a step that the paper cannot take; the message says where, what and how to mend it."""


class TextMoved(Exception):
    """Somebody was faster: `current` is the text as it reads now, in markup."""

    def __init__(self, current: str) -> None:
        super().__init__(current)
        self.current = current


class ParagraphGone(LookupError):
    """The paper has no such paragraph, or no such section, any more."""
