"""Reading YAML files that people write."""

from pathlib import Path
from typing import Any

import yaml


class FileError(ValueError):
    """A file cannot be read; the message says which, where and what."""


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; `FileError` names file, line and column of a mistake."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileError(f"There is no file {path.name} in {path.parent.name}.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "somewhere"
        raise FileError(f"{path.name}, {where}: {error.problem}.") from None
