"""The demonstration's framework against the published strategy's counts."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from core.imports.problems import FileCheck
from outcomes.models import Deliverable, Indicator, Outcome, Output
from outcomes.strategy.loading import strategy_load
from reports.imports.strategy import strategy_file
from tests.outcomes.rows import SLUG, indicator, strategy

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "demo" / "it-2018-21"
# Counted in the published strategy (GB.331/PFA/5).
WHOLES = {"1.1": 9, "1.2": 5, "1.3": 4, "2.1": 5, "2.2": 7, "2.3": 3, "2.4": 3,
          "3.1": 5, "3.2": 1, "3.3": 4, "3.4": 3}  # fmt: skip
PARTS = {"1.2": 3, "1.3": 12, "3.2": 6}


def demonstration() -> Any:
    """The demonstration's strategy file, as its loader reads it."""
    reading = FileCheck("strategy.yaml")
    file = strategy_file((FOLDER / "strategy.yaml").read_bytes(), reading)
    reading.refuse_if_wrong()
    return file.row


def counted(**of: Any) -> dict[str, int]:
    """Deliverables by the number of their output."""
    rows = Deliverable.objects.of_strategy(SLUG).filter(**of)
    return dict(Counter(rows.values_list("output__number", flat=True).order_by()))


def test_the_framework_has_the_published_counts() -> None:
    assert Outcome.objects.of_strategy(SLUG).count() == 3
    assert Output.objects.of_strategy(SLUG).count() == 11
    assert Indicator.objects.of_strategy(SLUG).count() == 9
    assert counted(part_of__isnull=True) == WHOLES and sum(WHOLES.values()) == 49
    assert counted(part_of__isnull=False) == PARTS and sum(PARTS.values()) == 21


def test_three_indicators_go_down() -> None:
    down = Indicator.objects.of_strategy(SLUG).filter(direction="down")
    assert sorted(down.values_list("number", flat=True)) == ["2.1", "2.3", "3.3"]


def test_the_strategy_itself_gave_no_numeric_baseline() -> None:
    data = demonstration()
    rows = [each for outcome in data["outcomes"] for each in outcome["indicators"]]
    assert len(rows) == 9
    assert not [row["number"] for row in rows if row["baseline"]["value"] is not None]


def test_everything_measured_in_the_demonstration_is_marked_as_invented() -> None:
    measured = [row for each in Indicator.objects.all() for row in each.measurements.all()]
    assert measured and all(row.illustrative and row.evidence_text for row in measured)


def test_a_file_that_changes_a_target_leaves_a_reason() -> None:
    data = demonstration()
    data["outcomes"][1]["indicators"][0]["targets"][0]["value"] = 25
    strategy_load(data)
    target = indicator("2.1").targets.get(period_start="2018-01-01")
    assert target.value == Decimal(25) and target.reason


def test_a_strategy_with_other_levels_and_untitled_outcomes_loads() -> None:
    loaded = strategy_load(
        {
            "slug": "people-2022-25",
            "title": {"en": "People Strategy"},
            "short_title": {"en": "People"},
            "period": {"from": "2022-01-01", "to": "2025-12-31"},
            "level_names": {"output": {"en": "Focus area", "de": "Schwerpunkt"}},
            "outcomes": [
                {
                    "number": "1",
                    "outputs": [
                        {
                            "number": "1.1",
                            "title": {"en": "Fair pay"},
                            "deliverables": [{"en": "Pay scale"}],
                        }
                    ],
                }
            ],
            "indicators": [
                {
                    "number": "1",
                    "title": {"en": "Staff who would recommend us"},
                    "targets": [{"from": "2022-01-01", "to": "2022-12-31", "value": 70}],
                }
            ],
        }
    )
    assert loaded.level_name("output") == "Focus area"
    assert loaded.level_name("driver") == "Cross-cutting driver"
    assert str(Outcome.objects.get(strategy=loaded)) == "1"
    assert loaded.indicators.get().outcome is None
    assert strategy().level_name("output") == "Output"
