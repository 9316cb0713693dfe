"""The pages on which an outline is edited by hand: each change one post, none lost, none by the way."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from core.history.versions import version_of
from outcomes.models import Strategy
from reports.models import Edition, Paragraph, ParagraphText, Report, ReportTemplate, Section
from reports.outline.entries import entries, entry_of
from tests.access.people import user
from tests.factories import make_report, make_strategy

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(user("editor"))
    return client


def paragraph(key: str, **texts: str) -> dict[str, Any]:
    return {"key": key, "text": texts or {"en": f"Words of {key}."}}


OUTLINE: list[dict[str, Any]] = [
    {
        "key": "first",
        "heading": {"en": "First", "de": "Erstes"},
        "paragraphs": [paragraph("first/1"), paragraph("first/2")],
        "sections": [{"key": "inner", "heading": {"en": "Inner"}}],
    },
    {"each": "output", "heading": {"en": "Output {number}"}, "projects": True},
    {"key": "last", "heading": {"en": "Last"}, "paragraphs": [paragraph("last/1")]},
]


@pytest.fixture
def template() -> ReportTemplate:
    strategy = make_strategy(original_language="en")
    return ReportTemplate.objects.create(
        strategy=strategy, outline=deepcopy(OUTLINE), languages=["en", "de"]
    )


def at(template: ReportTemplate, rest: str = "") -> str:
    return f"/templates/reports/{template.strategy.slug}/outline/{rest}"


def said(response: Any) -> str:
    content: bytes = response.content
    return content.decode()


def ids(template: ReportTemplate) -> list[str]:
    template.refresh_from_db()
    return [one.id for one in entries(template.outline)]


def send(client: Client, template: ReportTemplate, rest: str, **values: Any) -> Any:
    """Post one change, opened on the outline as it is."""
    return client.post(at(template, rest), {"version": version_of(template), **values})


# --- The tree and its steps -----------------------------------------------------------------------


def test_the_tree_shows_every_entry_with_its_steps(
    editor: Client, template: ReportTemplate
) -> None:
    text = said(editor.get(at(template)))
    for one in entries(template.outline):
        assert f'id="entry-{one.id}"' in text
        assert at(template, f"{one.id}/edit/") in text
        assert at(template, f"{one.id}/remove/") in text
    assert "Words of first/1." in text
    assert "once for every output, with what its projects report" in text
    assert 'aria-label="Move “First” down"' in text


def test_a_move_is_one_post_that_is_saved_with_its_history(
    editor: Client, template: ReportTemplate
) -> None:
    answer = send(editor, template, "move/", step="down paragraph:first/1")
    assert answer.status_code == 302
    assert ids(template)[1:3] == ["paragraph:first/2", "paragraph:first/1"]
    page = said(editor.get(answer["Location"].partition("#")[0]))
    assert "“Words of first/1.” has moved down." in page
    assert page.count("autofocus") == 1
    assert "#" not in answer["Location"]  # a browser would give no button the focus
    history = said(editor.get(template.get_absolute_url()))
    assert "lines changed" in history


def test_the_pressed_button_keeps_the_focus_while_it_can_be_pressed(
    editor: Client, template: ReportTemplate
) -> None:
    def focused(id: str, done: str) -> str:
        text = said(editor.get(at(template), {"at": id, "done": done}))
        before = text.partition("autofocus")[0]
        return before[before.rindex("<") :]

    assert 'value="up heading:last"' in focused("heading:last", "up")
    assert "heading:last/edit/" in focused("heading:last", "down")  # it is the last: no way down


def test_what_cannot_be_done_says_why_and_changes_nothing(
    editor: Client, template: ReportTemplate
) -> None:
    answer = editor.post(
        at(template, "move/"),
        {"version": version_of(template), "step": "up heading:first"},
        follow=True,
    )
    assert "It is the first here already" in said(answer)
    template.refresh_from_db()
    assert template.outline == OUTLINE


@pytest.mark.parametrize("step", ["up heading:nothing", "sideways heading:first", "", "up"])
def test_a_step_that_there_is_not_leads_back(
    editor: Client, template: ReportTemplate, step: str
) -> None:
    answer = send(editor, template, "move/", step=step, follow=True)
    assert answer["Location"] == at(template)
    template.refresh_from_db()
    assert template.outline == OUTLINE


def test_a_step_on_an_outline_that_has_changed_shows_both(
    editor: Client, template: ReportTemplate
) -> None:
    seen = version_of(template)
    send(editor, template, "heading:last/edit/", heading_en="Closing", key="last")
    answer = editor.post(at(template, "move/"), {"version": seen, "step": "up heading:last"})
    assert answer.status_code == 409
    text = said(answer)
    assert "“Closing” was to move up." in text
    assert "<del>    en: Last</del>" in text
    assert "<ins>    en: Closing</ins>" in text
    assert ids(template)[0] == "heading:first"


# --- Forms of entries -----------------------------------------------------------------------------


def test_a_heading_is_added_below_another_with_a_key_of_its_words(
    editor: Client, template: ReportTemplate
) -> None:
    place = "new/heading/?at=heading:first&where=below"
    assert "German" in said(editor.get(at(template, place)))
    send(editor, template, place, heading_en="What we learned", heading_de="Was wir lernten")
    assert "heading:what-we-learned" in ids(template)
    found = entry_of(template.outline, "heading:what-we-learned")
    assert (found.level, found.item["heading"]["de"]) == (2, "Was wir lernten")


def test_a_second_heading_of_the_same_words_gets_another_key(
    editor: Client, template: ReportTemplate
) -> None:
    for _turn in range(2):
        send(editor, template, "new/heading/", heading_en="First")
    assert {"heading:first", "heading:first-2", "heading:first-3"} <= {*ids(template)}


def test_a_paragraph_is_added_between_two(editor: Client, template: ReportTemplate) -> None:
    place = "new/paragraph/?at=paragraph:first/2&where=before"
    text = "There were {{projects.total}} projects.\n\n- one\n- two"
    send(editor, template, place, text_en=text, figure="projects-by-place")
    assert ids(template)[1:4] == ["paragraph:first/1", "paragraph:first/3", "paragraph:first/2"]
    item = entry_of(template.outline, "paragraph:first/3").item
    assert item["figure"] == "projects-by-place"
    assert "{{projects.total}}" in item["text"]["en"]


def test_a_generated_part_and_a_table_are_added(editor: Client, template: ReportTemplate) -> None:
    send(
        editor, template, "new/generated/?at=heading:first&where=below",
        each="outcome", heading_en="Outcome {number}: {title}", opening="on",
    )  # fmt: skip
    send(editor, template, "new/table/?at=heading:last&where=below", tables="projects")
    assert {"heading:first:outcome", "table:projects"} <= {*ids(template)}
    assert entry_of(template.outline, "heading:first:outcome").item["opening"] is True
    page = said(editor.get(at(template, "new/table/?at=heading:first&where=below")))
    assert 'value="projects"' not in page  # it stands once in a paper


def test_an_appendix_is_one_only_at_the_top(editor: Client, template: ReportTemplate) -> None:
    send(editor, template, "heading:last/edit/", heading_en="Last", key="last", part="landscape")
    template.refresh_from_db()
    last = entry_of(template.outline, "heading:last").item
    assert last["appendix"] and last["landscape"]
    assert last["paragraphs"] == OUTLINE[2]["paragraphs"]
    assert 'name="part"' not in said(editor.get(at(template, "heading:inner/edit/")))


@pytest.mark.parametrize(
    ("rest", "values", "words"),
    [
        ("paragraph:first/1/edit/", {"text_en": "{{projects.totl}}", "key": "first/1"},
         "projects.total"),
        ("paragraph:first/1/edit/", {"text_en": "", "key": "first/1"}, "This field is required"),
        ("paragraph:first/1/edit/", {"text_en": "Words.", "text_de": "[[fig:nothing]]", "key": "first/1"},
         "nothing"),
        ("paragraph:first/1/edit/", {"text_en": "Words.", "key": "last/1"}, "stands here twice"),
        ("heading:first/edit/", {"heading_en": "First", "key": "no key"}, "a key is letters"),
        ("heading:first/edit/", {"heading_en": "{title:>9}", "key": "first"}, "braces"),
        ("generated:output/edit/", {"each": "output", "heading_en": "O", "opening": "on"},
         "only an outcome has an opening"),
        ("heading:first/edit/", {"heading_en": "First", "key": "first", "words": "0"}, "1"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_field_and_what_was_typed_stays(
    editor: Client, template: ReportTemplate, rest: str, values: dict[str, str], words: str
) -> None:
    answer = send(editor, template, rest, **values)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert words in str(form.errors.as_json(escape_html=False)).replace('\\"', '"')
    assert "__all__" not in form.errors
    template.refresh_from_db()
    assert template.outline == OUTLINE


def test_an_edit_of_an_outline_that_has_changed_shows_both_and_loses_nothing(
    editor: Client, template: ReportTemplate
) -> None:
    seen = version_of(template)
    send(editor, template, "paragraph:last/1/edit/", text_en="Theirs.", key="last/1")
    mine = {"version": seen, "text_en": "Mine.", "key": "last/1"}
    answer = editor.post(at(template, "paragraph:last/1/edit/"), mine)
    assert answer.status_code == 409
    row = said(answer).partition('id="conflict"')[2].partition("</table>")[0]
    assert "Theirs." in row
    assert "Mine." in row
    template.refresh_from_db()
    assert entry_of(template.outline, "paragraph:last/1").item["text"]["en"] == "Theirs."
    again = editor.post(
        at(template, "paragraph:last/1/edit/"), {**mine, "version": answer.context["version"]}
    )
    assert again.status_code == 302
    template.refresh_from_db()
    assert entry_of(template.outline, "paragraph:last/1").item["text"]["en"] == "Mine."


def test_what_was_typed_into_an_entry_that_is_gone_stays_and_can_be_saved(
    editor: Client, template: ReportTemplate
) -> None:
    send(editor, template, "paragraph:last/1/remove/")
    mine = {"text_en": "Still mine.", "key": "last/1"}
    answer = send(editor, template, "paragraph:last/1/edit/", **mine)
    assert answer.status_code == 422
    assert "Still mine." in said(answer)
    assert "put it back under “Taken out”" in said(answer)
    send(editor, template, "move/", step="back paragraph:last/1")
    assert send(editor, template, "paragraph:last/1/edit/", **mine).status_code == 302
    template.refresh_from_db()
    assert entry_of(template.outline, "paragraph:last/1").item["text"]["en"] == "Still mine."


def test_the_same_form_sent_twice_adds_one_entry(editor: Client, template: ReportTemplate) -> None:
    page = editor.get(at(template, "new/heading/"))
    values = {"submission": page.context["submission"], "version": page.context["version"]}
    for _turn in range(2):
        editor.post(at(template, "new/heading/"), {**values, "heading_en": "Once"})
    assert [one for one in ids(template) if one.startswith("heading:once")] == ["heading:once"]


# --- Take out and put back ------------------------------------------------------------------------


def test_what_goes_along_is_named_before_and_comes_back_after(
    editor: Client, template: ReportTemplate
) -> None:
    question = said(editor.get(at(template, "heading:first/remove/")))
    for words in ("Words of first/1.", "Words of first/2.", "Inner"):
        assert words in question
    assert ids(template)[0] == "heading:first"
    send(editor, template, "heading:first/remove/")
    assert ids(template) == ["generated:output", "heading:last", "paragraph:last/1"]
    page = said(editor.get(at(template)))
    assert "with 3 entries under it" in page
    assert 'value="back heading:first"' in page
    send(editor, template, "move/", step="back heading:first")
    template.refresh_from_db()
    assert template.outline == OUTLINE
    assert 'value="back ' not in said(editor.get(at(template)))


def test_what_has_only_moved_or_has_another_key_is_not_offered(
    editor: Client, template: ReportTemplate
) -> None:
    send(editor, template, "move/", step="in generated:output")
    send(editor, template, "heading:last/edit/", heading_en="Last", key="closing")
    assert 'value="back ' not in said(editor.get(at(template)))


def test_what_was_taken_out_as_text_comes_back_here_too(
    editor: Client, template: ReportTemplate
) -> None:
    template.outline = OUTLINE[1:]
    template.save()
    assert 'value="back heading:first"' in said(editor.get(at(template)))


# --- Begin, and the way to the text ---------------------------------------------------------------


@pytest.mark.parametrize("begin", ["proposed", "empty"])
def test_an_outline_is_begun(editor: Client, begin: str) -> None:
    strategy = make_strategy()
    address = f"/templates/reports/{strategy.slug}/outline/"
    assert "Begin with an empty one" in said(editor.get(address))
    editor.post(f"{address}begin/", {"begin": begin})
    template = ReportTemplate.objects.get(strategy=strategy)
    assert bool(template.outline) is (begin == "proposed")
    editor.post(f"{address}begin/", {"begin": "proposed"})
    template.refresh_from_db()
    assert bool(template.outline) is (begin == "proposed")


def test_page_and_text_lead_to_each_other(editor: Client, template: ReportTemplate) -> None:
    text = f"/templates/reports/{template.strategy.slug}/edit/"
    assert text in said(editor.get(at(template)))
    assert at(template) in said(editor.get(text))
    assert at(template) in said(editor.get(template.get_absolute_url()))


def test_an_old_mistake_is_shown_and_keeps_nobody_from_working(
    editor: Client, template: ReportTemplate
) -> None:
    template.outline[0]["paragraphs"][0]["figure"] = "gone-figure"
    template.save()
    assert "there is no figure “gone-figure”" in said(editor.get(at(template)))
    assert send(editor, template, "move/", step="up heading:last").status_code == 302


# --- Preview --------------------------------------------------------------------------------------


def test_a_preview_before_the_first_report(editor: Client, template: ReportTemplate) -> None:
    template.outline[0]["paragraphs"][0]["text"]["en"] = "There were {{projects.total}} projects."
    template.save()
    before = Report.objects.count()
    text = said(editor.get(at(template, "preview/")))
    assert "There is no report yet." in text
    assert "First" in text
    assert "Words of first/2." in text
    assert "{{" not in text
    assert "Left out" in text
    assert "Inner" in text.partition("Left out")[2]
    assert Report.objects.count() == before


def test_a_preview_takes_the_data_of_a_report_and_not_its_outline(
    editor: Client, template: ReportTemplate
) -> None:
    report = make_report(strategy=template.strategy, editions=("en", "de"), title="Of 2021")
    section = Section.objects.create(report=report, key="last", position=0, level=1, heading="Last")
    row = Paragraph.objects.create(section=section, key="mine", position=0, origin="written")
    ParagraphText.objects.create(paragraph=row, language="en", text="What a person wrote.")
    text = said(editor.get(at(template, "preview/")))
    assert "With the data of “Of 2021”." in text
    assert "Words of last/1." in text
    assert "What a person wrote." not in text
    assert "There were" not in text  # of the report's own outline
    with_words = said(editor.get(at(template, "preview/"), {"words": "1"}))
    assert "What a person wrote." in with_words
    assert "Erstes" in said(editor.get(at(template, "preview/"), {"language": "de"}))
    report.refresh_from_db()
    assert report.outline != template.outline
    assert Edition.objects.filter(report=report).count() == 2


def test_a_preview_of_the_demonstration_is_its_paper(editor: Client) -> None:
    slug = Strategy.objects.get(slug="it-2018-21").slug
    text = said(editor.get(f"/templates/reports/{slug}/outline/preview/"))
    assert "Introduction" in text
    assert "<figure" in text


@pytest.mark.parametrize("name", ["auditor", "pm-ams", "outsider"])
def test_who_may_not_edit_templates_has_no_such_page(template: ReportTemplate, name: str) -> None:
    client = Client()
    client.force_login(user(name))
    assert client.get(at(template)).status_code == 404
    assert send(client, template, "move/", step="up heading:last").status_code == 404
    assert client.get(at(template, "preview/")).status_code == 404
