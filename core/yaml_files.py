"""Reading YAML files of our own into plain values; what people write goes through `core.imports`."""

import re
from pathlib import Path
from typing import Any

import yaml

_BOOL = "tag:yaml.org,2002:bool"


class FileError(ValueError):
    """A file cannot be read; the message says which, where and what."""


class _Loader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """As YAML 1.2 has it: only true and false are truth values, so that the key `on` is a word."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != _BOOL]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$", re.IGNORECASE), list("tTfF"))


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; `FileError` names file, line and column of a mistake."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except FileNotFoundError:
        raise FileError(f"There is no file {path.name} in {path.parent.name}.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "somewhere"
        raise FileError(f"{path.name}, {where}: {error.problem}.") from None
