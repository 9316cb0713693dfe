"""How far a long command is, on its terminal: one line that moves, or now and then a line."""

import time
from dataclasses import dataclass, field
from typing import TextIO

EVERY = 0.1
EVERY_IN_A_LOG = 10.0


@dataclass
class Progress:
    """Tells steps as they go by; in a log (no terminal) only every ten seconds."""

    out: TextIO
    _told_at: float = field(default_factory=time.monotonic)
    _line: bool = False

    def step(self, done: int, of: int, what: str) -> None:
        """`done` of `of` things are behind us."""
        pause = EVERY if self.out.isatty() else EVERY_IN_A_LOG
        if time.monotonic() - self._told_at < pause:
            return
        self._told_at = time.monotonic()
        text = f"{done:,} of {of:,} {what}"
        if self.out.isatty():
            self._line = True
            self.out.write(f"\r\033[K{text}")
            self.out.flush()
        else:
            self.say(text)

    def say(self, text: str) -> None:
        """A line that stays."""
        self.out.write(("\r\033[K" if self._line else "") + text + "\n")
        self._line = False
        self.out.flush()
