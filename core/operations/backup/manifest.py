"""What a backup says about itself: who made it, from what, and the hash of each part."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = 1
NAME = "manifest.json"


class BackupError(Exception):
    """What is wrong with a backup or with where it should go, in words for a person."""


@dataclass
class BackupPart:
    """One member of the file: its length and its SHA-256, uncompressed."""

    size: int
    sha256: str


@dataclass
class BackupTable(BackupPart):
    """A table: its columns in the order of the copy, and how many rows."""

    columns: list[str]
    rows: int


@dataclass
class Manifest:
    """Everything that must be known before the first byte of a backup is put anywhere."""

    version: str
    made_at: str
    server: str
    migrations: list[tuple[str, str]]
    format: int = FORMAT
    tables: dict[str, BackupTable] = field(default_factory=dict)
    sequences: dict[str, tuple[int, bool]] = field(default_factory=dict)
    files: dict[str, BackupPart] = field(default_factory=dict)
    missing_files: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables.values())

    def to_json(self) -> str:
        """As it stands in the file."""
        return json.dumps({"program": "outturn", **asdict(self)}, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """Read it back; `BackupError` when it is none, or of a form this program does not know."""
        try:
            content: dict[str, Any] = json.loads(text)
            if content.pop("program") != "outturn":
                raise KeyError("program")
            known_form = int(content["format"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise BackupError(
                "The file is no backup of Outturn: its manifest is unreadable."
            ) from None
        if known_form > FORMAT:
            raise BackupError(
                f"The backup has form {known_form}, made by Outturn {content.get('version')}; this "
                f"program reads forms up to {FORMAT}. Restore it with that version or a newer one."
            )
        try:
            content["tables"] = {n: BackupTable(**part) for n, part in content["tables"].items()}
            content["files"] = {n: BackupPart(**part) for n, part in content["files"].items()}
            content["migrations"] = [(app, name) for app, name in content["migrations"]]
            content["sequences"] = {n: (last, on) for n, (last, on) in content["sequences"].items()}
            return cls(**content)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BackupError("The file is damaged: its manifest lacks something.") from None
