"""Pages of the framework and its indicators: who may what, and what people do there."""

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from core.access import Role
from core.history.versions import version_of
from core.languages.translated import text_in
from core.models import User
from outcomes.models import Deliverable, Driver, Measurement, Outcome, Output, Strategy
from tests.access.test_three_people import client_of
from tests.factories import make_user
from tests.outcomes.rows import SLUG, indicator, make_indicator, make_measurement

pytestmark = pytest.mark.django_db
TREE = reverse("outcomes:strategy-detail", args=[SLUG])
LIST = reverse("indicators:indicator-list")


def signed_in(username: str) -> Client:
    """A browser of that person."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def address(name: str, *args: Any) -> str:
    """An address of the indicators."""
    return reverse(f"indicators:{name}", args=args)


def fields_of(response: Any) -> dict[str, object]:
    """What the form of a page would send back unchanged."""
    form = response.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if value not in (None, "") and bound.name != "evidence":
            sent[bound.name] = value
    return {**sent, "version": response.context["version"]}


# --- Who ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("username", "see", "measure", "change"),
    [
        ("pmo", 200, 200, 200),
        ("cio", 200, 403, 403),
        ("chief-tms", 200, 200, 403),
        ("owner-finance", 200, 403, 403),
        ("auditor", 200, 403, 403),
        ("focal", 200, 403, 403),
        ("outsider", 404, 404, 404),
        ("admin", 404, 404, 404),
    ],
)
def test_who_reaches_indicator_1_2(username: str, see: int, measure: int, change: int) -> None:
    client, of = signed_in(username), indicator("1.2")
    assert client.get(address("indicator-detail", of.pk)).status_code == see
    assert client.get(address("measurement-create", of.pk)).status_code == measure
    assert client.get(address("indicator-edit", of.pk)).status_code == change
    assert client.get(address("target-create", of.pk)).status_code == change
    assert client.get(TREE).status_code == see
    output = Output.objects.get(number="1.1")
    part = reverse("outcomes:part-edit", args=[SLUG, "output", output.pk])
    assert client.get(part).status_code == change


def test_the_responsible_person_measures_their_own_and_no_other() -> None:
    client = signed_in("owner-finance")
    assert client.get(address("measurement-create", indicator("3.3").pk)).status_code == 200
    assert client.get(address("measurement-create", indicator("2.1").pk)).status_code == 403


def test_nobody_signed_in_is_sent_to_sign_in() -> None:
    assert Client().get(TREE).status_code == 302


def test_a_part_of_another_strategy_does_not_exist_here() -> None:
    other = Strategy.objects.create(
        slug="other",
        title="Other",
        short_title="Other",
        starts_on=date(2022, 1, 1),
        ends_on=date(2025, 12, 31),
    )
    output = Output.objects.get(number="1.1")
    url = reverse("outcomes:part-detail", args=[other.slug, "output", output.pk])
    assert signed_in("pmo").get(url).status_code == 404
    assert signed_in("pmo").get(f"/strategy/{SLUG}/nonsense/1/").status_code == 404


# --- The tree -----------------------------------------------------------------------------------


def test_the_current_strategy_is_one_click_away() -> None:
    assert signed_in("pmo").get("/strategy/").url == TREE  # type: ignore[attr-defined]


def test_the_tree_shows_what_holds_on_the_day() -> None:
    client = signed_in("pmo")
    assert "Risk management" in client.get(TREE).content.decode()
    earlier = client.get(TREE, {"at": "2019-06-30"}).content.decode()
    assert "Risk management" not in earlier
    assert "Risk management" in client.get(TREE, {"at": "2019-06-30", "all": "1"}).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_whole_tree_is_a_sheet(kind: str) -> None:
    response = signed_in("pmo").get(TREE, {"export": kind})
    assert "attachment" in response["Content-Disposition"]
    if kind == "csv":
        text = response.content.decode("utf-8-sig")
        assert len(text.splitlines()) >= 1 + 3 + 11 + 49 + 21 + 9 + 6
        assert "Größeres Angebot" in text and "Ende 2019" in text
        return
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
    assert len(rows.to_python()) == 1 + 3 + 11 + 49 + 21 + 9 + 6


def test_who_may_not_export_gets_no_file() -> None:
    assert signed_in("owner").get(TREE, {"export": "csv"}).status_code == 404


# --- Parts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["strategy", "outcome", "output", "driver", "deliverable"])
def test_each_kind_of_part_can_be_looked_at_and_saved_unchanged(kind: str) -> None:
    client = signed_in("pmo")
    model: dict[str, type[Strategy | Output | Driver | Deliverable]] = {
        "strategy": Strategy,
        "output": Output,
        "driver": Driver,
        "deliverable": Deliverable,
    }
    row = model[kind].objects.first() if kind in model else Output.objects.first().outcome
    assert row is not None
    detail = reverse("outcomes:part-detail", args=[SLUG, kind, row.pk])
    assert client.get(detail).status_code == 200
    edit = reverse("outcomes:part-edit", args=[SLUG, kind, row.pk])
    before = version_of(row)
    response = client.post(edit, fields_of(client.get(edit)))
    assert response.status_code == 302, response.context["form"].errors
    assert version_of(row) == before


def test_a_new_deliverable_stands_in_the_tree_and_in_the_history() -> None:
    client = signed_in("pmo")
    output = Output.objects.get(number="2.4")
    url = reverse("outcomes:part-create", args=[SLUG, "deliverable"])
    page = client.get(url, {"output": output.pk})
    sent = {**fields_of(page), "output": output.pk, "title": "Paperless archive", "title_de": "Ä"}
    response = client.post(url, sent, follow=True)
    made = Deliverable.objects.get(title="Paperless archive")
    assert made.position == 3 and text_in(made, "title", "de") == "Ä"
    assert "Mirela Sandoval" in response.content.decode()
    assert "Paperless archive" in client.get(TREE).content.decode()


def test_a_part_stands_under_the_output_of_its_whole() -> None:
    client = signed_in("pmo")
    whole = Deliverable.objects.get(title="network access control")
    url = reverse("outcomes:part-create", args=[SLUG, "deliverable"])
    other = Output.objects.get(number="3.1")
    sent = {"title": "x", "position": 1, "output": other.pk, "part_of": whole.pk, "version": 0}
    response = client.post(url, sent)
    assert response.status_code == 422 and "part_of" in response.context["form"].errors


def test_a_stale_save_shows_both_and_overwrites_nothing() -> None:
    client = signed_in("pmo")
    output = Output.objects.get(number="1.1")
    url = reverse("outcomes:part-edit", args=[SLUG, "output", output.pk])
    sent = {**fields_of(client.get(url)), "title": "Mine"}
    Output.objects.filter(pk=output.pk).update(title="Theirs")
    response = client.post(url, sent)
    assert response.status_code == 409
    output.refresh_from_db()
    assert output.title == "Theirs" and "Theirs" in response.content.decode()


# --- The strategy itself ------------------------------------------------------------------------


def about(strategy: Strategy, name: str = "part-edit") -> str:
    """The address of a strategy's own page."""
    return reverse(f"outcomes:{name}", args=[strategy.slug, "strategy", strategy.pk])


NEW_STRATEGY = {
    "title": "Data Strategy",
    "short_title": "Data",
    "slug": "data",
    "starts_on": "2026-01-01",
    "ends_on": "2029-12-31",
    "original_language": "en",
}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"ends_on": "2025-12-31"}, "ends_on", "before the first"),
        ({"starts_on": "0202-01-01"}, "starts_on", "A year from 1950 to 2150"),
        ({"slug": SLUG}, "slug", "Another strategy"),
        ({"slug": "new"}, "slug", "an address of the program"),
        ({"slug": "data/2026"}, "slug", "Only letters without accents"),
        ({"name_output_de": "Handlungsfeld"}, "name_output_en", "English; give the text"),
        ({"original_language": "de"}, "title_de", "German; give the text"),
    ],
)
def test_what_is_wrong_with_a_new_strategy_is_said_at_its_field(
    changes: dict[str, str], field: str, message: str
) -> None:
    before = Strategy.objects.count()
    response = signed_in("pmo").post(
        reverse("outcomes:strategy-create"), {**NEW_STRATEGY, **changes}
    )
    assert response.status_code == 422
    assert message in str(response.context["form"].errors[field])
    assert Strategy.objects.count() == before


def test_the_short_name_is_put_right_only_while_nothing_stands_under_it() -> None:
    client = signed_in("pmo")
    client.post(reverse("outcomes:strategy-create"), {**NEW_STRATEGY, "slug": "dta"})
    made = Strategy.objects.get(slug="dta")
    for slug, kept in (("data", "data"), ("moved", "data")):
        sent = {**fields_of(client.get(about(made))), "slug": slug}
        assert client.post(about(made), sent).status_code == 302
        made.refresh_from_db()
        assert made.slug == kept
        made.outcomes.get_or_create(number="1", position=0)


def test_a_form_sent_without_the_rhythm_of_rounds_keeps_it() -> None:
    client, strategy = signed_in("pmo"), Strategy.objects.get(slug=SLUG)
    Strategy.objects.filter(pk=strategy.pk).update(rounds_every=3)
    sent = fields_of(client.get(about(strategy)))
    assert sent.pop("rounds_every") == 3
    refused = client.post(about(strategy), {**sent, "title": ""})
    assert refused.status_code == 422 and refused.context["form"]["rounds_every"].value() == 3
    assert client.post(about(strategy), {**sent, "title": "Renamed"}).status_code == 302
    strategy.refresh_from_db()
    assert (strategy.title, strategy.rounds_every) == ("Renamed", 3)
    again = {**fields_of(client.get(about(strategy))), "rounds_every": "1"}
    assert client.post(about(strategy), again).status_code == 302
    strategy.refresh_from_db()
    assert strategy.rounds_every == 1


def test_names_of_levels_stay_are_compared_and_stand_in_the_history() -> None:
    client, strategy = signed_in("pmo"), Strategy.objects.get(slug=SLUG)
    names = {"strategy": {"en": "Plan"}, "output": {"en": "Output", "de": "Leistung"}}
    Strategy.objects.filter(pk=strategy.pk).update(level_names=names)
    sent = {**fields_of(client.get(about(strategy))), "name_output_de": "Handlungsfeld"}
    assert client.post(about(strategy), sent).status_code == 302
    strategy.refresh_from_db()
    assert strategy.level_names == {**names, "output": {"en": "Output", "de": "Handlungsfeld"}}
    (change,) = client.get(about(strategy, "part-detail")).context["page"].history[0].what
    assert (change.old, change.new) == ("output_de: Leistung", "output_de: Handlungsfeld")
    stale = client.post(about(strategy), {**sent, "name_output_de": "Bereich"})
    assert stale.status_code == 409
    (field,) = stale.context["conflict"]["fields"]
    assert (field["theirs"], field["yours"]) == ("Handlungsfeld", "Bereich")


# --- Indicators ---------------------------------------------------------------------------------


def test_the_list_filters_sorts_and_exports_by_state() -> None:
    client = signed_in("pmo")
    assert client.get(LIST, {"state": "no_baseline"}).context["result_count"] == 2
    rows = client.get(LIST, {"sort": "-reached"}).context["table"].rows
    assert rows[0].record.number == "3.3"
    text = client.get(LIST, {"export": "csv"}).content.decode("utf-8-sig")
    assert "Yearly count of targeted anomalies" in text and "Jährliche Zählung" in text


def test_the_page_of_an_indicator_draws_its_course() -> None:
    text = signed_in("pmo").get(address("indicator-detail", indicator("2.1").pk)).content.decode()
    assert text.count("<svg xmlns") == 2 and "figure-expected" in text and "4,100" in text


def test_queries_of_an_indicator_do_not_grow_with_its_periods(
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in("pmo")
    few, many = (address("indicator-detail", indicator(number).pk) for number in ("2.3", "1.2"))
    for each in (few, many):
        client.get(each)  # fills what is kept: the person's work; the row's questions, documents
    with django_assert_max_num_queries(40) as before:
        client.get(few)
    with django_assert_max_num_queries(len(before) + 1):
        client.get(many)


def test_a_changed_baseline_asks_why_and_keeps_it() -> None:
    client, of = signed_in("pmo"), indicator("2.1")
    url = address("indicator-edit", of.pk)
    sent = {**fields_of(client.get(url)), "baseline_value": "5000"}
    refused = client.post(url, sent)
    assert refused.status_code == 422 and "baseline_reason" in refused.context["form"].errors
    done = client.post(url, {**sent, "baseline_reason": "200 were counted twice."}, follow=True)
    of.refresh_from_db()
    assert of.baseline_value == 5000
    assert "200 were counted twice." in done.content.decode()


def test_a_changed_target_asks_why_every_time() -> None:
    client, of = signed_in("pmo"), indicator("2.1")
    target = of.targets.get(period_start="2021-01-01")
    url = address("target-edit", of.pk, target.pk)
    for value in ("15", "12"):
        sent = {**fields_of(client.get(url)), "value": value}
        assert client.post(url, sent).status_code == 422
        done = client.post(url, {**sent, "reason": f"Committee, to {value}"}, follow=True)
        assert f"Committee, to {value}" in done.content.decode()
    target.refresh_from_db()
    assert target.value == 12


def test_a_number_that_nobody_declared_is_refused() -> None:
    client, of = signed_in("pmo"), indicator("1.3")
    url = address("indicator-edit", of.pk)
    for key in ("projects.nothing", "indicators.met"):  # the second would rest on itself
        response = client.post(url, {**fields_of(client.get(url)), "number_key": key})
        assert "number_key" in response.context["form"].errors


# --- Measurements -------------------------------------------------------------------------------

FOR_2021 = {"span": "2021-01-01/2021-12-31", "measured_on": "2022-01-15"}


def test_a_value_with_its_evidence_is_entered_verified_and_corrected(
    tmp_path: Any, settings: Any
) -> None:
    of = make_indicator(measure="per_cent")
    pmo, other = signed_in("pmo"), signed_in("pmo2")
    sent = {
        **FOR_2021,
        "numerator": "72",
        "denominator": "119",
        "evidence_text": "Register of projects",
        "evidence": SimpleUploadedFile("../Sign offs.pdf", b"%PDF-1.7 x"),
    }
    assert pmo.post(address("measurement-create", of.pk), sent).status_code == 302
    row: Any = Measurement.objects.get(indicator=of)
    assert row.value == Decimal("60.504202") and row.evidence_label == "Sign offs.pdf"

    file = other.get(address("evidence-download", of.pk, row.pk))
    assert file["Content-Disposition"] == 'attachment; filename="Sign offs.pdf"'
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content) == b"%PDF-1.7 x"  # type: ignore[attr-defined]
    outsider = signed_in("outsider").get(address("evidence-download", of.pk, row.pk))
    assert outsider.status_code == 404

    verify = address("measurement-verify", of.pk, row.pk)
    pmo.post(verify, {"version": version_of(row)})
    row.refresh_from_db()
    assert row.verified_by is None
    lent = {"lent_by": row.entered_by, "starts_on": "2022-01-01", "ends_on": "2022-12-31"}
    stand_in = User.objects.get(username="pmo2").assignments.create(role=Role.PMO, **lent)
    page = other.get(address("indicator-detail", of.pk)).content.decode()
    assert verify not in page
    other.post(verify, {"version": version_of(row)})
    row.refresh_from_db()
    assert row.verified_by is None, "who stands in for the author verifies as little as the author"
    stand_in.delete()
    other.post(verify, {"version": version_of(row)})
    row.refresh_from_db()
    assert row.verified_by is None, "giving the role back wipes nothing out"
    other = client_of(make_user(Role.PMO, full_name="Third Person"))
    assert verify in other.get(address("indicator-detail", of.pk)).content.decode()
    other.post(verify, {"version": version_of(row) - 1})
    row.refresh_from_db()
    assert row.verified_by is None
    other.post(verify, {"version": version_of(row)})
    row.refresh_from_db()
    assert str(row.verified_by) == "Third Person"

    edit = address("measurement-edit", of.pk, row.pk)
    again = {**fields_of(pmo.get(edit)), "numerator": "73", "value": ""}
    assert pmo.post(edit, again).status_code == 302
    row.refresh_from_db()
    assert row.verified_by is None and row.value == Decimal("61.344538")
    assert row.evidence_label == "Sign offs.pdf"
    default_storage.delete(row.evidence.name)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": "61", "numerator": "72", "denominator": "118"}, ""),
        ({"value": "60", "numerator": "72", "denominator": "119"}, "value"),
        ({"numerator": "72"}, "denominator"),
        ({"numerator": "72", "denominator": "0"}, "denominator"),
        ({}, "value"),
        ({"value": "5", "evidence_text": ""}, "evidence_text"),
        ({"value": "5", "measured_on": "2022-02-01"}, "measured_on"),
        ({"value": "5", "span": "2022-01-01/2022-12-31"}, "span"),
    ],
)
def test_what_does_not_agree_is_said_at_its_field(changes: dict[str, str], field: str) -> None:
    of = make_indicator(measure="per_cent")
    sent = {**FOR_2021, "evidence_text": "Register", **changes}
    response = signed_in("pmo").post(address("measurement-create", of.pk), sent)
    assert (response.status_code == 302) == (not field)
    if field:
        assert response.status_code == 422 and field in response.context["form"].errors


def test_a_second_value_for_a_period_is_refused_with_a_clear_message() -> None:
    of = make_indicator()
    make_measurement(of)
    sent = {**FOR_2021, "value": "9", "evidence_text": "Register"}
    response = signed_in("pmo").post(address("measurement-create", of.pk), sent)
    assert response.status_code == 422
    assert "correct that one" in response.content.decode()


def test_for_a_computed_indicator_nobody_enters_values() -> None:
    of = make_indicator(number_key="projects.completed")
    client = signed_in("pmo")
    assert client.get(address("measurement-create", of.pk)).status_code == 404
    assert "projects.completed" in client.get(address("indicator-detail", of.pk)).content.decode()


def test_an_outcome_without_a_title_is_named_once() -> None:
    Outcome.objects.filter(strategy__slug=SLUG, number="1").update(title="", i18n={})
    client = signed_in("pmo")
    tree = " ".join(re.sub("<[^>]+>", " ", client.get(TREE).content.decode()).split())
    assert tree.count("Strategy outcome 1 ") == 1
    outcome = Outcome.objects.get(strategy__slug=SLUG, number="1")
    page = client.get(outcome.get_absolute_url()).content.decode()
    assert "Strategy outcome 1" in page and "1 Strategy outcome 1" not in " ".join(page.split())
    form = client.get(f"{outcome.get_absolute_url()}edit/").content.decode()
    assert "Strategy outcome 1" in form and "Strategy outcome: 1" not in form
    assert outcome.called("Outcome") == "Outcome 1"
    choices = client.get("/projects/").content.decode()
    assert ">Strategy outcome 1</option>" in choices
