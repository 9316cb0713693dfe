"""Line ends and control signs: one rule for a page and for a file."""

import pytest
from django import forms

from core.access import Role
from core.forms.plain_texts import PlainTexts
from core.imports.fields import Mistake, Text
from core.imports.nodes import Scalar
from core.imports.problems import Location
from portfolio.models import Milestone, MilestoneKind, Remark
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_user

KIND = str(MilestoneKind.values[0])
ENDS = ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
CONTROLS = ["\x01", "\x07", "\x1b", "\x7f", "\x80", "\x9f"]


class Texts(PlainTexts, forms.Form):
    """A title and a text."""

    title = forms.CharField()
    text = forms.CharField(widget=forms.Textarea)


def of_page(text: str) -> Texts:
    return Texts({"title": text, "text": text})


def of_file(text: str, *, lines: bool) -> str:
    return Text(100, lines=lines).value(Scalar(Location("", 1), text))


@pytest.mark.parametrize("end", ENDS)
def test_every_end_of_a_line_is_one(end: str) -> None:
    form = of_page(f"Soft line{end}break.")
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"title": "Soft line break.", "text": "Soft line\nbreak."}
    assert of_file(f"Soft line{end}break.", lines=True) == "Soft line\nbreak."
    assert of_file(f"Soft line{end}break.", lines=False) == "Soft line break."


@pytest.mark.parametrize("sign", CONTROLS)
def test_a_control_sign_is_refused_by_both_and_named(sign: str) -> None:
    words = f"U+{ord(sign):04X}"
    form = of_page(f"Bell{sign}")
    assert set(form.errors) == {"title", "text"}
    assert all(words in str(each) for each in form.errors.values())
    with pytest.raises(Mistake, match=words.replace("+", r"\+")):
        of_file(f"Bell{sign}", lines=True)


@pytest.mark.django_db
def test_a_page_of_the_portfolio_has_the_rule() -> None:
    project, client = make_project(), client_of(make_user(Role.PMO))
    address = project.get_absolute_url()
    sent = {"year": "2021", "text": "Soft line\x0bbreak.", "version": "0"}
    assert client.post(f"{address}remarks/new/", sent).status_code == 302
    assert Remark.objects.get(project=project).text == "Soft line\nbreak."
    sent = {"title": "Soft\x0btitle", "baseline_on": "2022-03-01", "kind": KIND, "version": "0"}
    client.post(f"{address}milestones/new/", sent)
    assert [each.title for each in Milestone.objects.filter(project=project)] == ["Soft title"]
    sent = {"title": "Bell\x07", "baseline_on": "2022-03-01", "kind": KIND, "version": "0"}
    answer = client.post(f"{address}milestones/new/", sent)
    assert "A sign that cannot be printed stands here (U+0007)" in answer.content.decode()
