"""Reading settings out of the environment, with `NAME_FILE` for secrets kept in files."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_read: set[str] = set()


def text(name: str, default: str = "") -> str:
    """The variable `name`, or the stripped content of the file that `name`_FILE points to."""
    _read.add(name)
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SystemExit(f"{name}_FILE: cannot read {file}: {error.strerror}.") from None
    return os.environ.get(name, default)


def names_read() -> frozenset[str]:
    """The variables that this process has asked for so far."""
    return frozenset(_read)


def flag(name: str, default: bool = False) -> bool:
    """A switch: 1, true, yes and on mean true; an empty or missing variable is `default`."""
    value = text(name).strip().lower()
    return value in {"1", "true", "yes", "on"} if value else default


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A whole number; anything else is an error that names the variable."""
    value = text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise SystemExit(f"{name} must be a whole number, not {value!r}.") from None


def time_zone(name: str, default: str) -> tuple[str, bool]:
    """A time zone and whether it is one; Django would stop at an unknown one with a traceback."""
    wanted = text(name) or default
    try:
        ZoneInfo(wanted)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return default, False
    return wanted, True
