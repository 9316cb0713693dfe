"""What people see: lines that say which part speaks, on the terminal and in var/log."""

import contextlib
import sys
import threading
from pathlib import Path
from typing import IO

WIDTH = 8
COLOURS = {"outturn": 36, "web": 32, "worker": 35, "beat": 34, "prepare": 33}
_one_line_at_a_time = threading.Lock()


def line(part: str, text: str) -> None:
    """Print one line of `part`, coloured only on a terminal."""
    label = f"{part:<{WIDTH}}|"
    if sys.stdout.isatty():
        label = f"\033[{COLOURS.get(part, 37)}m{label}\033[0m"
    # Whoever read our output may have gone; the servers go on.
    with _one_line_at_a_time, contextlib.suppress(OSError, ValueError):
        print(label, text, flush=True)


def say(text: str) -> None:
    """A line of the runtime itself."""
    line("outturn", text)


def follow(part: str, stream: IO[bytes], log: Path) -> threading.Thread:
    """Copy a child's output to the terminal and its log until it closes."""

    def copy() -> None:
        with log.open("ab", buffering=0) as file, stream:
            for raw in stream:
                file.write(raw)
                line(part, raw.decode(errors="replace").rstrip("\n"))

    thread = threading.Thread(target=copy, name=f"output of {part}", daemon=True)
    thread.start()
    return thread
