"""What reports start from: read, edited line by line, kept with its history; a new report from it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.history.versions import version_of
from core.imports.problems import FileRefused
from core.languages.translated import text_in
from outcomes.models import Strategy
from reports.models import Report, ReportTemplate
from reports.models.outline_yaml import outline_text
from reports.outline.first_outline import first_outline
from reports.outline.text import read_outline
from tests.access.people import user
from tests.factories import make_report, make_strategy, outline, regenerate

pytestmark = pytest.mark.django_db
SLUG = "it-2018-21"


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(user("editor"))
    return client


def sent(template: ReportTemplate | None = None, **changes: Any) -> dict[str, Any]:
    values = {"profile": "information", "languages": ["en", "de"], "outline": "", "version": 0}
    if template is not None:
        values |= {"outline": outline_text(template.outline), "version": version_of(template)}
    return values | changes


def make_template(**changes: Any) -> ReportTemplate:
    """In place of the one that the demonstration's strategy has."""
    strategy = Strategy.objects.get(slug=SLUG)
    ReportTemplate.objects.filter(strategy=strategy).delete()
    values = {"strategy": strategy, "outline": outline("There were {{projects.total}} projects.")}
    return ReportTemplate.objects.create(**{**values, "languages": ["en"], **changes})


EDIT = f"/templates/reports/{SLUG}/edit/"


def test_an_outline_comes_back_from_its_text_as_it_was() -> None:
    stored = Report.objects.get(slug="progress-2021").outline
    assert read_outline(outline_text(stored), "en") == stored


def test_the_text_has_the_order_people_write_in() -> None:
    lines = outline_text([{"heading": {"de": "Ä", "en": "A"}, "key": "a"}]).splitlines()
    assert lines == ["- key: a", "  heading:", "    en: A", "    de: Ä"]


MISTAKES = """\
- key: a
  heding: {en: One}
- each: outcom
  heading: {en: "{nummer}"}
- key: a
  heading: {en: Two}
  paragraphs:
    - text: {en: "There are {{projects.totl}}."}
      origin: written
"""


def test_every_mistake_of_an_outline_is_told_with_its_line() -> None:
    with pytest.raises(FileRefused) as refused:
        read_outline(MISTAKES, "en")
    found = {(one.location.line, one.field.rpartition(".")[2]) for one in refused.value.problems}
    assert {
        (1, "heading"), (2, "heding"), (3, "each"), (4, "heading"), (5, "key"), (8, "en"), (9, "origin"),
    } == found  # fmt: skip


@pytest.mark.parametrize("text", ["", "key: a", "- [", "- !!python/object:os.system {}"])
def test_what_is_no_list_of_sections_is_refused(text: str) -> None:
    with pytest.raises(FileRefused):
        read_outline(text, "en")


def test_a_wrong_outline_comes_back_as_typed_with_its_lines(editor: Client) -> None:
    template = make_template()
    response = editor.post(EDIT, sent(template, outline=MISTAKES))
    assert response.status_code == 422
    text = response.content.decode()
    assert "Line 8: outline[3].paragraphs[1].text.en" in text
    assert "heding: {en: One}" in text
    template.refresh_from_db()
    assert template.outline == outline("There were {{projects.total}} projects.")


def test_the_first_template_of_a_strategy_begins_with_its_latest_report(editor: Client) -> None:
    ReportTemplate.objects.all().delete()
    text = editor.get(EDIT).content.decode()
    assert "key: introduction/strategy" in text
    stored = Report.objects.get(slug="progress-2021").outline
    assert editor.post(EDIT, sent(outline=outline_text(stored))).status_code == 302
    template = ReportTemplate.objects.get(strategy__slug=SLUG)
    assert (template.outline, template.languages) == (stored, ["en", "de"])


def test_an_outline_with_appendix_and_tables_is_shown_in_words(editor: Client) -> None:
    tables = {"key": "lists", "heading": {"en": "Lists"}, "tables": ["projects"]}
    template = make_template(outline=[{**tables, "appendix": True, "landscape": True}])
    text = editor.get(template.get_absolute_url()).content.decode()
    assert "appendix, pages on their side" in text
    assert "table: " in text
    assert read_outline(outline_text(template.outline), "en") == template.outline


def test_an_edit_shows_in_the_outline_and_its_lines_in_the_history(editor: Client) -> None:
    template = make_template()
    new = outline_text(template.outline).replace("en: Introduction", "en: Opening")
    assert editor.post(EDIT, sent(template, outline=new)).status_code == 302
    text = editor.get(template.get_absolute_url()).content.decode()
    assert "<h3>Opening</h3>" in text
    assert "2 lines changed" in text
    assert "<del>    en: Introduction</del>" in text
    assert "<ins>    en: Opening</ins>" in text


def test_a_stale_save_shows_both_and_changes_nothing(editor: Client) -> None:
    template = make_template()
    old = version_of(template)
    template.profile = "decision"
    template.save()
    response = editor.post(EDIT, sent(template, version=old))
    assert response.status_code == 409
    assert "Somebody else has saved this meanwhile" in response.content.decode()
    template.refresh_from_db()
    assert template.profile == "decision"


def test_two_who_write_the_first_one_at_once_do_not_overwrite_each_other(editor: Client) -> None:
    mine = sent(outline=outline_text(outline("Mine.")))
    theirs = make_template()
    assert editor.post(EDIT, mine).status_code == 409
    theirs.refresh_from_db()
    assert theirs.outline == outline("There were {{projects.total}} projects.")


def test_a_report_that_has_begun_keeps_its_outline(editor: Client) -> None:
    report = Report.objects.get(slug="progress-2021")
    before = report.outline
    template = make_template()
    editor.post(EDIT, sent(template, outline=outline_text(outline("Other words."))))
    report.refresh_from_db()
    assert report.outline == before


# --- A new report -----------------------------------------------------------------------------


def new_report(**changes: Any) -> dict[str, Any]:
    values = {
        "strategy": Strategy.objects.get(slug=SLUG).pk,
        "year": 2020,
        "profile": "information",
        "slug": "progress-2020",
        "cut_off": "2020-12-31",
        "rounding": "nearest",
        "in_words": "ten",
        "languages": ["en", "de"],
        "original_language": "en",
        "title": "Progress in 2020",
        "title_de": "Fortschritte 2020",
        "symbol": "GB.341/PFA/INF/2",
        "session_number": 341,
        "session_place": "Geneva",
        "session_dates": "March 2021",
        "dated": "2021-02-15",
        "related_documents": "GB.331/PFA/5,GB.338/PFA/INF/2",
        "summary": "It had {{projects.total}} projects.",
    }
    return values | changes


ADDRESS = "/reports/new/"


def test_an_edition_that_is_sent_twice_is_one(editor: Client) -> None:
    make_template()
    response = editor.post(ADDRESS, new_report(languages=["en", "de", "en", "de"]))
    assert response.status_code == 302, response.content.decode()
    editions = Report.objects.get(slug="progress-2020").editions
    assert sorted(editions.values_list("language", flat=True)) == ["de", "en"]


def test_a_report_begins_with_a_copy_of_the_outline_and_can_be_drafted(editor: Client) -> None:
    make_template(profile="decision")
    response = editor.post(ADDRESS, new_report())
    assert response.status_code == 302, response.content.decode()
    report = Report.objects.get(slug="progress-2020")
    assert response["Location"] == report.get_absolute_url()
    assert report.outline == outline("There were {{projects.total}} projects.")
    assert report.profile == "decision"
    assert report.related_documents == ["GB.331/PFA/5", "GB.338/PFA/INF/2"]
    assert [one.language for one in report.editions.all()] == ["en", "de"]
    assert regenerate(report).editions.count() == 2


def test_what_the_last_report_says_of_the_house_is_filled_in(editor: Client) -> None:
    make_template()
    text = editor.get(f"{ADDRESS}?strategy={SLUG}").content.decode()
    last = Report.objects.get(slug="progress-2021")
    assert f'value="{last.symbol}"' in text
    assert f'value="{last.session_place}"' in text
    # The strategy ends with the year of its last report.
    assert 'value="2022"' not in text


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "year": ({"year": 2031}, "The strategy does not cover this year."),
    "cut_off": ({"cut_off": "2019-12-31"}, "older than the year reported on"),
    "languages": ({"languages": ["de"]}, "must be among the editions"),
    "slug": ({"slug": "progress-2021"}, "already exists"),
    "an address": ({"slug": "new"}, "is an address of the program"),
    "summary": ({"summary": "There were {{projects.totl}}."}, "Did you mean “projects.total”?"),
    "points": ({"summary": "One:\n- point"}, "holds no points"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_and_nothing_is_begun(editor: Client, what: str) -> None:
    make_template()
    changes, said = WRONG[what]
    before = Report.objects.count()
    response = editor.post(ADDRESS, new_report(**changes))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Report.objects.count() == before


def test_a_report_for_decision_asks_for_its_lines(editor: Client) -> None:
    assert "Lines of the box" not in editor.get(ADDRESS).content.decode()
    make_template(profile="decision")
    assert "Lines of the box" in editor.get(ADDRESS).content.decode()
    sent = new_report(decision="The Governing Body:\n- takes note.", legal_implications="None.")
    assert editor.post(ADDRESS, sent).status_code == 302
    report = Report.objects.get(slug="progress-2020")
    assert (report.decision, report.legal_implications) == (sent["decision"], "None.")
    wrong = new_report(slug="x", legal_implications="{{projects.total}}")
    assert "neither live numbers" in editor.post(ADDRESS, wrong).content.decode()


def test_facts_of_a_report_can_be_changed_and_an_edition_added(editor: Client) -> None:
    report = make_report(
        strategy=Strategy.objects.get(slug=SLUG), title_de="Bericht", symbol="GB.1/OLD/1"
    )
    address = reverse("reports:report-edit", args=[report.slug])
    assert 'value="GB.1/OLD/1"' in editor.get(address).content.decode()
    sent = new_report(symbol="GB.2/NEW/2", version=version_of(report))
    answer = editor.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    report.refresh_from_db()
    assert (report.symbol, text_in(report, "title", "de")) == ("GB.2/NEW/2", "Fortschritte 2020")
    assert [one.language for one in report.editions.all()] == ["en", "de"]
    without = new_report(languages=["en"], version=version_of(report))
    answer = editor.post(address, without)
    assert "An edition that has begun stays" in answer.content.decode()
    assert editor.post(address, sent).status_code == 409


def test_a_locked_report_is_not_changed_any_more(editor: Client) -> None:
    report = make_report(known_at=timezone.now())
    assert editor.get(reverse("reports:report-edit", args=[report.slug])).status_code == 404


def test_a_strategy_without_template_cannot_be_chosen(editor: Client) -> None:
    response = editor.post(ADDRESS, new_report(strategy=make_strategy().pk))
    assert response.status_code == 422


def test_outsider_gets_404() -> None:
    make_template()
    client = Client()
    client.force_login(user("cio"))
    for address in (EDIT, reverse("templates:outline-detail", args=[SLUG])):
        assert client.get(address).status_code == 404
    assert client.get(ADDRESS).status_code == 403  # sees the list of reports, and reads who may add


def test_an_information_paper_becomes_one_for_decision_and_its_history_says_so(
    editor: Client,
) -> None:
    report = make_report(strategy=Strategy.objects.get(slug=SLUG))
    address = reverse("reports:report-edit", args=[report.slug])
    assert "Lines of the box" not in editor.get(address).content.decode()
    sent = new_report(profile="decision", version=version_of(report))
    assert editor.post(address, sent).status_code == 302
    page = editor.get(address).content.decode()
    assert "Lines of the box" in page
    assert "Who changed what" in page


def test_the_first_outline_speaks_of_what_the_strategy_calls_its_projects() -> None:
    named = make_strategy(level_names={"projects": {"en": "Initiatives"}, "output": {"en": "Area"}})
    introduction, outcome, _driver, appendix = first_outline(named)
    text = introduction["paragraphs"][0]["text"]["en"]
    assert text.startswith("Initiatives in the work plan for the year: {{projects.total}};")
    assert outcome["sections"][0]["heading"] == {"en": "Area {number}. {title}"}
    assert appendix["heading"] == {"en": "Initiatives"}
    assert first_outline(make_strategy())[-1]["heading"] == {"en": "List of projects"}
