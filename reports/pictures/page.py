"""The page of a report's pictures: each with what texts name it with, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from core.languages.translated import text_of
from reports.composing.merge import Paper
from reports.composing.numbering import number
from reports.models import Report, ReportPicture
from reports.pictures.services import shown_in


@dataclass(frozen=True)
class PictureLine:
    """A picture; `paragraph` is the number of the one that shows it, 0 for none that is in the paper.

    `markup` is what an author copies into a text; addresses are empty for who may not change it.
    """

    key: str
    file_name: str
    width: int
    height: int
    size: int
    address: str
    markup: str
    paragraph: int
    where_url: str
    replace_url: str
    delete_url: str


@dataclass(frozen=True)
class PicturesPage:
    """All pictures of a report; `new_url` is for who may bring one."""

    report: Report
    title: str
    pictures: list[PictureLine]
    new_url: str


def pictures_page(report: Report, paper: Paper, *, may_change: bool) -> PicturesPage:
    """Every picture, by its key."""
    shown, numbers = shown_in(paper), number(paper).paragraphs
    return PicturesPage(
        report=report,
        title=text_of(report, "title"),
        pictures=[
            _line(report, one, shown, numbers, may_change=may_change)
            for one in report.pictures.all()
        ],
        new_url=reverse("reports:picture-create", args=[report.slug]) if may_change else "",
    )


def picture_address(report: Report, sha256: str) -> str:
    """Where the file of a picture is had, by those who read the report."""
    return reverse("reports:picture-file", args=[report.slug, sha256])


def _line(
    report: Report,
    picture: ReportPicture,
    shown: Mapping[str, str],
    numbers: Mapping[str, int],
    *,
    may_change: bool,
) -> PictureLine:
    key = shown.get(picture.key, "")

    def to(name: str) -> str:
        return reverse(f"reports:{name}", args=[report.slug, picture.pk]) if may_change else ""

    return PictureLine(
        key=picture.key,
        file_name=picture.file_name,
        width=picture.width,
        height=picture.height,
        size=picture.size,
        address=picture_address(report, picture.sha256),
        markup=f"Picture: … {{#{picture.key}}}\nAlt: …",
        paragraph=numbers.get(key, 0),
        where_url=f"{reverse('reports:workshop', args=[report.slug])}#paper-para/{key}",
        replace_url=to("picture-replace"),
        delete_url=to("picture-delete"),
    )
