"""A text that no draft could be composed with is refused where it is written, with its place."""

import pytest

from core.time import working_date
from portfolio.models import Remark
from portfolio.texts.forms import RemarkForm
from tests.factories import make_project, make_user


def errors_of(text: str, name: str = "text") -> list[str]:
    form = RemarkForm(
        {"year": "2021", "text": "A sentence.", name: text},
        instance=Remark(project=make_project()),
        user=make_user(),
        at=working_date(),
    )
    return [str(each) for each in form.errors.get(name, ())]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["text", "text_de"])
@pytest.mark.parametrize(
    "text",
    [
        "a ^[x",
        "a [[foo]] b",
        "- a point first",
        "a " + "[" * 80_000,
        "a\n\nb ^[x",
        "{{projects.total | =" + "9" * 5000 + " {x} other {y}}}",
    ],
    ids=lambda text: text[:12],
)
def test_what_cannot_be_composed_is_refused(name: str, text: str) -> None:
    assert errors_of(text, name)


@pytest.mark.django_db
def test_what_is_refused_has_its_line_and_what_is_well_is_saved() -> None:
    [told] = errors_of("A paragraph.\r\n\r\nAnother ^[x")
    assert told.startswith("Line 3, character 9: A footnote is not closed")
    assert errors_of("A paragraph, with [brackets].\r\n\r\nAnother ^[note].\r\n- a point") == []
