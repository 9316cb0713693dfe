"""The watch over walks sees what no answer may do; spoiled files are spoiled, and the same each time."""

import pytest

from tests.walks import watching
from tests.walks.lengths import chance_of
from tests.walks.mutations import mutated
from tests.walks.rendered_forms import Field, Form, forms_on
from tests.walks.sent import hostile_form
from tests.walks.watching import Request, Watch
from tests.walks.whole_files import word_files


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("breaks", "LookupError"),
        ("writes", "core_unit"),
        ("mails", "LookupError"),
        ("shows", "a traceback"),
        ("repeats", "markup of the page"),
        ("works", " s: pmo"),
    ],
)
def test_what_no_answer_may_do_is_seen(name: str, word: str, settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    watch = Watch()
    watch.ask(Request("pmo", "GET", "/projects/"))
    assert not watch.seen.wrong
    settings.ROOT_URLCONF = "tests.walks.faulty_addresses"
    if name == "works":
        monkeypatch.setattr(watching, "MOST_SECONDS", 0.001)
    watch.ask(Request("pmo", "GET", f"/{name}/?q=%3Cscript%3Ealert(1)%3C/script%3E"))
    assert any(word in one for one in watch.seen.wrong), watch.seen.wrong


def test_forms_are_read_as_a_browser_sends_them() -> None:
    page = (
        b'<main><form method="post" action="save/" id="f"><input name="a" value="1">'
        b'<input type="checkbox" name="b" value="x"><input type="checkbox" name="b" value="y" checked>'
        b'<select name="c"><option value=""><option value="2" selected></select>'
        b'<textarea name="d">text</textarea><button name="e" value="go"></button>'
        b'<input type="file" name="f"></form><button name="g" value="away" form="f"></button></main>'
    )
    [form] = forms_on(page, "/rows/1/")
    assert (form.path, form.method, form.takes_files) == ("/rows/1/save/", "POST", True)
    assert {(one.name, one.kind, one.value) for one in form.fields} == {
        *(
            ("a", "text", "1"),
            ("b", "checkbox", "y"),
            ("c", "select", "2"),
            ("d", "textarea", "text"),
        ),
        *(("e", "submit", "go"), ("f", "file", ""), ("g", "submit", "away")),
    }


def test_the_same_seed_makes_the_same_steps() -> None:
    form = Form("/", fields=(Field("a", "text"), Field("b", "number", "1"), Field("c", "file")))
    made = [[hostile_form(chance_of("forms", n), "", form) for n in range(50)] for _ in range(2)]
    assert made[0] == made[1]
    assert len(set(made[0])) > 45
    word = word_files()[0]
    spoiled = [[mutated(chance_of("files", n), word, "docx") for n in range(40)] for _ in range(2)]
    assert spoiled[0] == spoiled[1]
    assert sum(one != word for one in spoiled[0]) > 30
