"""The pictures of a report file: files beside it, read and checked before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from core.imports.fields import ListOf, Text
from core.imports.problems import FileCheck, Problem, quoted
from core.imports.records import Record, Row
from reports.document.picture_markup import pictures_named
from reports.models import Report, ReportPicture
from reports.models.keys import KEY
from reports.pictures.encoding import MOST_BYTES, EncodedPicture, PictureRefused, encode_picture
from reports.pictures.services import is_key_of_a_figure, take_file


@dataclass
class BroughtPictures:
    """The pictures of a file, made anew, with the names of their files."""

    folder: Path | None
    made: dict[str, tuple[str, EncodedPicture]] = field(default_factory=dict)

    def read(self, rows: Iterable[Row]) -> None:
        """Read every file; what is missing or no picture is a problem at its line."""
        for row in rows:
            key, name = row["key"], row["file"]
            if key and name and (made := self._made(row, name)):
                self.made[key] = (name, made)

    def _made(self, row: Row, name: str) -> EncodedPicture | None:
        if self.folder is None:
            message = _(
                "no picture can be brought with the file here; upload it on the report’s page of "
                "pictures."
            )
            row.problem("file", message)
            return None
        path = self.folder / name
        try:
            with path.open("rb") as file:
                return encode_picture(file.read(MOST_BYTES + 1))
        except OSError:
            message = _("there is no file %(name)s beside this one.")
            row.problem("file", message % {"name": quoted(name)})
        except PictureRefused as refused:
            row.problem("file", f"{quoted(name)}: {refused}")
        return None


def picture_record() -> Record:
    """A picture in a report file: its key, and the name of the file beside it."""
    asks = _("a key is letters, figures, points, hyphens and strokes, as in new-centre.")
    beside = _("the name of a file in the folder of this one, without a path.")
    return Record(
        {
            "key": Text(60, pattern=KEY, asks=asks, required=True),
            "file": Text(120, pattern=r"(?!\.)[^/\\]+", asks=beside, required=True),
        }
    )


def pictures_field() -> ListOf:
    """The pictures of a report file; a key stands once."""
    return ListOf(picture_record(), unique="key")


def pictures_load(report: Report, rows: Iterable[Row], brought: BroughtPictures) -> None:
    """Bring the pictures of a report to those of its file; others stay, since people upload them too."""
    stored = {one.key: one for one in report.pictures.all()}
    for row in rows:
        if is_key_of_a_figure(report, row["key"]):
            message = _("a figure goes by %(key)s already; give the picture another key.")
            row.problem("key", message % {"key": quoted(row["key"])})
        elif row["key"] in brought.made:
            name, made = brought.made[row["key"]]
            picture = stored.get(row["key"]) or ReportPicture(report=report, key=row["key"])
            if picture.sha256 != sha256(made.content).hexdigest():
                take_file(picture, made, name, None)
                picture.save()


def tell_unused(rows: Iterable[Row], texts: Iterable[str], reading: FileCheck) -> None:
    """Notices of pictures that no text of the paper shows."""
    shown = {key for text in texts for key, _offset in pictures_named(text)}
    for row in rows:
        if row["key"] and row["key"] not in shown:
            message = _("the picture %(key)s stands nowhere in this report.")
            place, words = row.location_of("key"), message % {"key": quoted(row["key"])}
            reading.notice(str(Problem(place, row.path_of("key"), words)))
