"""Is this container well? `python -m runtime.health web|worker|beat`: exit code 0 or 1.

Cheap enough for every fifteen seconds: no Django, no broker. The web server is asked; worker and beat
leave a sign of life in a file (`sign_of_life`) each time they have spoken with the broker.
"""

import http.client
import sys
import tempfile
import time
from pathlib import Path

from runtime import environment as env

FRESH = 45.0


def sign_of_life(part: str) -> None:
    """Note that `part` works now."""
    _file(part).touch()


def _file(part: str) -> Path:
    return Path(tempfile.gettempdir()) / f"outturn-{part}-alive"


def is_well(part: str) -> bool:
    """Whether this container's part works."""
    if part == "web":
        return _web_answers()
    try:
        # The file's own clock moves with the machine's, so a clock set back makes it look young.
        return abs(time.time() - _file(part).stat().st_mtime) < FRESH
    except OSError:
        return False


def _web_answers() -> bool:
    _, _, port = env.text("OUTTURN_WEB_BIND").rpartition(":")
    line = http.client.HTTPConnection("127.0.0.1", int(port or env.number("PORT", 8000)), timeout=4)
    try:
        headers = {"Host": "localhost", "X-Forwarded-Proto": "https"}
        line.request("GET", "/healthz", headers=headers)
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


if __name__ == "__main__":
    sys.exit(0 if is_well(sys.argv[1] if len(sys.argv) > 1 else "web") else 1)
