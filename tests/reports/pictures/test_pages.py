"""Pictures on their pages: brought, looked at, replaced, taken away; and in a report's file."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.files.store import stored_file
from core.imports.problems import FileCheck, FileRefused
from core.jobs.kinds import JobError
from reports.composing.merge import paper
from reports.document import tree
from reports.drafts.services import report_compose
from reports.imports.write import report_import
from reports.models import DraftEdition, Report
from reports.pictures.services import PictureStands, picture_delete
from reports.writing.errors import TextRefused
from reports.writing.texts import paragraph_text_save
from tests.access.people import user
from tests.factories import CUT_OFF, make_report, make_strategy, regenerate
from tests.reports.declared import HEAD
from tests.reports.pictures.files import make_picture, png

pytestmark = pytest.mark.django_db
SHOWN = "The house.\n\nPicture: The house {#house}\nAlt: A brick house."


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(user("editor"))
    return client


@pytest.fixture
def report() -> Report:
    texts = {"en": "The house.", "de": "Das Haus."}
    outline = [
        {
            "key": "one",
            "heading": {"en": "One", "de": "Eins"},
            "paragraphs": [{"key": "one/1", "text": texts}],
        }
    ]
    return make_report(strategy=make_strategy(), outline=outline, editions=("en", "de"))


def upload(
    client: Client, report: Report, content: bytes, name: str = "House.png", **more: Any
) -> Any:
    address = reverse("reports:picture-create", args=[report.slug])
    return client.post(
        address, {"key": "house", "upload": SimpleUploadedFile(name, content), **more}
    )


def write(report: Report, text: str, language: str = "en") -> None:
    base = "The house." if language == "en" else "Das Haus."
    paragraph_text_save(report=report, key="one/1", language=language, text=text, base=base)


def pictures_in(report: Report, language: str) -> list[tree.Picture]:
    made = report_compose(report, (language,), draft=1, made_on=CUT_OFF)
    return [one for one in made.documents[language].blocks if isinstance(one, tree.Picture)]


def test_a_picture_is_brought_and_said_how_to_show(editor: Client, report: Report) -> None:
    response = upload(editor, report, png(300, 200), "C:\\Photos\\House.png")
    assert response["Location"] == reverse("reports:picture-list", args=[report.slug])
    picture = report.pictures.get()
    assert (picture.key, picture.file_name) == ("house", "House.png")
    assert (picture.width, picture.height, picture.uploaded_by) == (300, 200, user("editor"))
    page = editor.get(response["Location"]).content.decode()
    assert "Picture: … {#house}\nAlt: …" in page
    assert f"files/{picture.sha256}.png" in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("house.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG or JPEG"),
        ("house.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG or JPEG"),
        ("house.png", png(30, 30)[:70], "damaged"),
    ],
)
def test_what_is_no_picture_is_not_kept(
    editor: Client, report: Report, name: str, content: bytes, words: str
) -> None:
    response = upload(editor, report, content, name)
    assert response.status_code in (200, 422)
    assert words in response.content.decode()
    assert not report.pictures.exists()


@pytest.mark.parametrize("key", ["projects-by-category", "with blanks", "../up", ""])
def test_a_key_is_of_one_thing_and_written_plainly(
    editor: Client, report: Report, key: str
) -> None:
    upload(editor, report, png(40, 40), key=key)
    assert not report.pictures.exists()


def test_its_file_is_dots_to_a_browser_and_only_for_readers(editor: Client, report: Report) -> None:
    picture = make_picture(report, "house")
    address = reverse("reports:picture-file", args=[report.slug, picture.sha256])
    answer = editor.get(address)
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer).startswith(b"\x89PNG")
    other = make_report(slug="other-2021", strategy=report.strategy, year=2020)
    elsewhere = reverse("reports:picture-file", args=[other.slug, picture.sha256])
    assert editor.get(elsewhere).status_code == 404
    stranger = Client()
    stranger.force_login(user("outsider"))
    assert stranger.get(address).status_code == 404


def test_texts_show_it_and_drafts_keep_it_when_it_is_replaced(
    editor: Client, report: Report
) -> None:
    picture = make_picture(report, "house")
    first = picture.sha256
    write(report, SHOWN)
    (shown,) = pictures_in(report, "en")
    assert (shown.id, shown.sha256, shown.language) == ("fig/house", first, "")
    assert pictures_in(report, "de") == []
    draft = regenerate(report)
    address = reverse("reports:picture-replace", args=[report.slug, picture.pk])
    version = editor.get(address).context["version"]
    file = SimpleUploadedFile("new.png", png(100, 100, (200, 0, 0)))
    assert editor.post(address, {"upload": file, "version": version}).status_code == 302
    picture.refresh_from_db()
    assert picture.sha256 != first
    assert pictures_in(report, "en")[0].sha256 == picture.sha256
    kept = tree.from_json(DraftEdition.objects.get(draft=draft, language="en").tree)
    assert first in {one.sha256 for one in kept.blocks if isinstance(one, tree.Picture)}
    old = reverse("reports:picture-file", args=[report.slug, first])
    assert editor.get(old).status_code == 200
    page = editor.get(report.get_absolute_url()).content.decode()
    assert old in page
    with stored_file(f"pictures/{first[:2]}/{first}.png", sha256=first) as stored:
        assert stored.read(4) == b"\x89PNG"


def test_a_text_may_not_name_what_is_not_there(report: Report) -> None:
    with pytest.raises(TextRefused, match="no picture “house”"):
        write(report, SHOWN)
    make_picture(report, "houses")
    with pytest.raises(TextRefused, match="Did you mean “houses”"):
        write(report, SHOWN)


def test_what_a_text_shows_is_not_taken_away(editor: Client, report: Report) -> None:
    picture = make_picture(report, "house")
    write(report, SHOWN)
    with pytest.raises(PictureStands) as stands:
        picture_delete(picture=picture, paper=paper(report))
    assert stands.value.paragraph == "one/1"
    address = reverse("reports:picture-delete", args=[report.slug, picture.pk])
    told = editor.post(address, follow=True).content.decode()
    assert "Take it out of that text first" in told
    assert report.pictures.exists()


def test_a_paper_whose_picture_is_gone_says_where(report: Report) -> None:
    make_picture(report, "house")
    write(report, SHOWN)
    report.pictures.all().delete()
    words = r"Paragraph 1 \(one/1\), English: the report has no picture house"
    with pytest.raises(JobError, match=words):
        pictures_in(report, "en")


# --- Files ----------------------------------------------------------------------------------------

FILE = """\
pictures:
  - {{key: house, file: {name}}}
sections:
  - key: one
    heading: {{en: One, de: Eins}}
    paragraphs:
      - text:
          en: |
            The house, see [[fig:house]].

            Picture: The house {{#house}}
            Alt: A brick house.
          de: |
            Das Haus, siehe [[fig:house]].

            Picture: Das Haus {{#house}}
            Alt: Ein Haus aus Ziegeln.
"""


def load(folder: Path | None, name: str = "house.png") -> Report:
    report_import((HEAD + FILE.format(name=name)).encode(), FileCheck("report.yaml"), folder=folder)
    return Report.objects.get(slug="own-2021")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    make_strategy()
    (tmp_path / "house.png").write_bytes(png(60, 40))
    return tmp_path


def test_a_file_brings_the_pictures_that_lie_beside_it(house: Path) -> None:
    report = load(house)
    assert report.pictures.get().width == 60
    assert [one.alt for one in pictures_in(report, "de")] == ["Ein Haus aus Ziegeln."]
    stamp = report.pictures.get().uploaded_at
    assert load(house).pictures.get().uploaded_at == stamp


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gone.png", "there is no file “gone.png” beside this one"),
        ("../house.png", "without a path"),
        ("page.svg", "PNG or JPEG"),
    ],
)
def test_a_file_says_at_which_line_a_picture_is_missing(house: Path, name: str, words: str) -> None:
    (house / "page.svg").write_text("<svg/>", "utf-8")
    with pytest.raises(FileRefused) as refused:
        load(house, name)
    (problem,) = [str(one) for one in refused.value.problems if words in str(one)]
    assert problem.startswith("report.yaml, line 13: pictures[1].file: ")
    assert not Report.objects.filter(slug="own-2021").exists()


def test_a_file_without_its_folder_brings_none(house: Path) -> None:
    with pytest.raises(FileRefused, match="upload it on the report’s page of pictures"):
        load(None)
