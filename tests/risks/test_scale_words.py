"""The scale of risks and its bands in the words of a strategy: on pages, in lists, files and papers."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from core.access import Role
from core.figures.annexes import annexes
from core.numbers.registry import NumberContext, number_value
from core.numbers.syntax import parse_token
from outcomes.models import Strategy, Term
from risks.models import Assessment, Risk
from tests.access.test_three_people import client_of
from tests.factories import make_strategy, make_user
from tests.loaders.running import loaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def risk() -> Risk:
    """A risk of likelihood 4 and impact 5, very high, in a strategy with words of its own."""
    strategy = make_strategy()
    for vocabulary, key, name, hint in (
        ("likelihood", "4", "Expected", "Once a year"),
        ("impact", "5", "Fatal", "The strategy fails"),
        ("band", "very_high", "Intolerable", "Stop at once"),
    ):
        Term.objects.create(
            strategy=strategy,
            vocabulary=vocabulary,
            key=key,
            position=0,
            name=name,
            hint=hint,
            name_de=f"{name} (de)",
        )
    found = Risk.objects.create(
        strategy=strategy, code="R-1", event="It fails", identified_on=date(2021, 1, 1)
    )
    Assessment.objects.create(
        risk=found,
        on=date(2021, 2, 1),
        inherent_likelihood=4,
        inherent_impact=5,
        residual_likelihood=4,
        residual_impact=5,
    )
    return found


def test_form_page_matrix_and_list_say_them(risk: Risk) -> None:
    pmo, slug = client_of(make_user(Role.PMO)), risk.strategy.slug
    page = pmo.get(risk.get_absolute_url()).content.decode()
    assert "4 Expected" in page and "5 Fatal" in page and "Intolerable" in page
    form = pmo.get(reverse("risks:assessment-create", args=[slug, "R-1"])).context["form"]
    choices = dict(form.fields["inherent_likelihood"].widget.choices)
    assert choices[4] == "4 Expected: Once a year" and choices[3] == "3 Possible"
    matrix = pmo.get(reverse("risks:risk-matrix"), {"strategy": slug}).context["matrix"]
    assert matrix.impacts[4] == (5, "Fatal", "The strategy fails")
    assert [band.label for band in matrix.bands] == ["Low", "Medium", "High", "Intolerable"]
    offered = pmo.get(reverse("risks:risk-list"), {"strategy": slug}).context["filter"]
    assert offered.choices_of("band")["very_high"] == "Intolerable"
    file = pmo.get(reverse("risks:risk-list"), {"strategy": slug, "export": "csv"}).content
    assert "Intolerable" in file.decode()


def test_number_and_table_of_the_paper_say_them_in_its_language(risk: Risk) -> None:
    context = NumberContext(risk.strategy.slug, 2021, date(2021, 12, 31))
    parts = {
        part.key: part.label for part in number_value(parse_token("risks.by_band"), context).parts
    }
    assert parts["very_high"] == "Intolerable"
    with translation.override("de"):
        table = annexes["risks"].compute(context)
        assert "Intolerable (de)" in str(table.rows)


def test_a_stored_step_is_said_with_its_figure(risk: Risk) -> None:
    assessment = risk.assessments.get()
    assert assessment.get_residual_likelihood_display() == "4 Expected"
    assert assessment.get_residual_impact_display() == "5 Fatal"


FILE = """
slug: own-scale
title: {en: Own scale}
short_title: {en: Own scale}
period: {from: 2022-01-01, to: 2025-12-31}
thresholds: {slip_days: 14, silent_days: 45, stuck_updates: 4}
stages:
  - {key: in_progress, name: {en: Delivery, de: Umsetzung}}
dimensions:
  - {key: budget, name: {en: Money}, offered: false}
likelihoods:
  - {key: "4", name: {en: Expected}, hint: {en: Once a year}}
bands:
  - {key: low, name: {en: Fine}}
outcomes:
  - number: "1"
    outputs:
      - {number: "1.1", title: {en: Skills}}
"""


def test_a_strategys_file_brings_names_and_thresholds_and_can_be_repeated(tmp_path: Path) -> None:
    path = tmp_path / "strategy.yaml"
    path.write_text(FILE, encoding="utf-8")
    loaded("load_strategy", path)
    strategy = Strategy.objects.get(slug="own-scale")
    assert (strategy.slip_days, strategy.slip_red_days, strategy.stuck_updates) == (14, None, 4)
    assert strategy.terms.get(vocabulary="likelihood").hint == "Once a year"
    assert not strategy.terms.get(vocabulary="dimension").offered
    assert "0 added, 0 changed, 0 removed" in loaded("load_strategy", path)
