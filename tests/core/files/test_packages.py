"""Packages that people bring: whatever is broken in one is one error, at every door."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core.files.packages import PackageDamaged, open_package
from core.imports.excel_files import read_excel
from core.imports.problems import FileCheck
from core.operations.backup.archive import opened
from core.operations.backup.manifest import BackupError
from outcomes.rules.evidence import check_evidence
from reports.writers.docx.template import TemplateRefused, read_template
from tests.loaders.test_far_and_damaged_sheets import workbook

DIRECTORY = b"PK\x01\x02"


def directory(offset: int, form: str, value: int) -> bytes:
    """A workbook whose directory says something else of its first part."""
    changed = bytearray(workbook())
    start = changed.find(DIRECTORY) + offset
    changed[start : start + struct.calcsize(form)] = struct.pack(form, value)
    return bytes(changed)


def cut_inside() -> bytes:
    """The end of the package lies nearer to its beginning than it says."""
    content = workbook()
    return content[:4] + content[60:]


def spoiled_stream() -> bytes:
    changed = bytearray(workbook())
    start = changed.find(b"PK\x03\x04", 100) + 60
    changed[start : start + 8] = b"\xff" * 8
    return bytes(changed)


def nameless() -> bytes:
    out = io.BytesIO(workbook())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "a") as package:
            package.writestr(zipfile.ZipInfo("xx"), b"")
    return out.getvalue().replace(b"xx", b"\0x")


DAMAGED: dict[str, Callable[[], bytes]] = {
    "no zip": lambda: b"PK\x03\x04" + b"nothing" * 20,
    "cut at its beginning": cut_inside,
    "a broken stream": spoiled_stream,
    "a part without a name": nameless,
    "an unknown method": lambda: directory(10, "<H", 99),
    "a password": lambda: directory(8, "<H", 1),
    "a part beyond the end": lambda: directory(42, "<I", 1 << 30),
}


def read_whole(content: bytes) -> int:
    package = open_package(content)
    return sum(len(piece) for entry in package.entries for piece in package.pieces(entry))


def test_a_sound_package_is_read_whole() -> None:
    assert read_whole(workbook()) > 1000


@pytest.mark.parametrize("what", DAMAGED)
def test_what_is_broken_is_one_error_at_every_door(
    what: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = DAMAGED[what]()
    with pytest.raises(PackageDamaged):
        read_whole(content)
    reading = FileCheck("damaged.xlsx")
    assert read_excel(content, reading) is None
    assert len(reading.problems) == 1
    with pytest.raises(TemplateRefused):
        read_template(content)
    path = tmp_path_factory.mktemp("backup") / "damaged"
    path.write_bytes(content)
    with pytest.raises(BackupError), opened(path):
        pass


@pytest.mark.parametrize("what", ["no zip", "a part without a name"])
def test_evidence_whose_directory_is_broken_is_refused(what: str) -> None:
    with pytest.raises(ValidationError):
        check_evidence(SimpleUploadedFile("evidence.xlsx", DAMAGED[what]()))
