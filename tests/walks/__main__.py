"""`python -m tests.walks [--seed N] [forms | addresses | files | sheets]`: the long walks, whole.

2,000 forms, 3,000 questions, 5,000 files and 20,000 sheets; what was answered and what is wrong is
printed. The exit code is 1 when anything is. Another seed takes another way; a shorter one is part of
the tests.
"""

import argparse
import os
import sys
from pathlib import Path

import pytest

from tests.walks.lengths import ALL, SEED

FOLDER = Path(__file__).parent
WALKS = ("forms", "addresses", "files", "sheets")


def main() -> int:
    """Run the long tests of this folder, with their figures shown."""
    parser = argparse.ArgumentParser(prog="python -m tests.walks")
    parser.add_argument("walk", nargs="*", choices=[*WALKS, []], help="which; without, all of them")
    parser.add_argument("--seed", type=int, default=10, help="what decides about every step")
    asked = parser.parse_args()
    os.environ.update({ALL: "1", SEED: str(asked.seed)})
    files = [str(FOLDER / f"test_{walk}.py") for walk in asked.walk or WALKS]
    options = ["-n0", "-q", "--show-capture=no", "-k", "long", "-p", "no:logging", "-s"]
    return int(pytest.main([*options, *files]))


if __name__ == "__main__":
    sys.exit(main())
