"""Names of files: every system takes them, no header and no folder is left by them."""

import re

import pytest

from core.files.names import LONGEST, as_attachment, file_name

ODD = [
    'Q"; filename="x',
    "a\nb",
    "a\r\nSet-Cookie: x",
    "E\x01",
    "../../etc/passwd",
    "..",
    "",
    "con",
    "a\0b",
]
ODD += [
    "\u202ecod.exe",
    "Ж" * 300,
    "😀" * 300,
    "a" * 3000,
    "\ud800",
    "a:b|c?*<>",
    "\\\\host\\x",
    "  . ",
    "é",
]


@pytest.mark.parametrize("given", ODD, ids=ascii)
def test_a_name_stays_in_its_folder_and_in_its_quotes(given: str) -> None:
    name = file_name(given, "pdf")
    assert name.endswith(".pdf")
    assert name.isprintable()
    assert not set(name) & set('/\\:*?"<>|;%\n\r\0')
    assert not name.startswith(".")
    assert len(name.encode()) <= 2 * LONGEST + 4
    for header in (as_attachment(name), as_attachment(f"{given}.pdf")):
        assert re.fullmatch(
            r"attachment; filename=\"[^\"\\]+\"(; filename\*=utf-8''[\w.%~/-]+)?", header
        )
        assert header.isascii()
        assert header.isprintable()


def test_a_usual_name_is_left_as_it_is() -> None:
    assert file_name("GB344-PFA_INF_2_[INFOT-220117-1]-En", "docx").startswith("GB344-PFA_INF_2_[")
    assert (
        as_attachment("Ж-1.xlsx")
        == "attachment; filename=\"-1.xlsx\"; filename*=utf-8''%D0%96-1.xlsx"
    )
