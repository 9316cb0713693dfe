"""Golden files: what a writer made once, read by a person, and must make again.

`OUTTURN_WRITE_GOLDEN=1 pytest …` writes them anew; look at the difference before you keep it.
"""

import os
from pathlib import Path


def assert_golden(path: Path, text: str) -> None:
    """`text` is what stands in the file `path`."""
    if os.environ.get("OUTTURN_WRITE_GOLDEN") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
