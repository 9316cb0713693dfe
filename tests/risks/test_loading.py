"""The risks of the demonstration, loaded again and again."""

import pytest
from django.conf import settings

from core.history import event_models
from core.translated import text_in
from core.yaml_files import read_yaml
from outcomes.models import Strategy
from risks.loading import risks_load
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk

pytestmark = pytest.mark.django_db
MODELS = (Risk, Assessment, Mitigation, Acceptance, Issue)


def plain(rows: object) -> object:
    """The file as a strict reader gives it: plain YAML reads the key "on" as true."""
    if isinstance(rows, dict):
        return {"on" if key is True else key: plain(value) for key, value in rows.items()}
    return [plain(row) for row in rows] if isinstance(rows, list) else rows


def test_loading_twice_changes_nothing_and_leaves_no_event() -> None:
    events = [m for m in event_models() if m._meta.app_label == "risks"]
    before = [model.objects.count() for model in (*MODELS, *events)]  # type: ignore[attr-defined]
    data = plain(read_yaml(settings.BASE_DIR / "demo" / "it-2018-21" / "risks.yaml"))
    assert isinstance(data, dict)
    counts = risks_load(Strategy.objects.get(slug="it-2018-21"), data)
    assert counts == {"risks": 27, "issues": 7}
    after = [model.objects.count() for model in (*MODELS, *events)]  # type: ignore[attr-defined]
    assert after == before


def test_what_is_invented_says_so() -> None:
    ours = Risk.objects.filter(strategy__slug="it-2018-21")
    assert all(risk.illustrative for risk in ours.filter(register="register"))
    assert not any(risk.illustrative for risk in ours.filter(register="framework"))
    assert all(
        Issue.objects.filter(strategy__slug="it-2018-21").values_list("illustrative", flat=True)
    )


def test_the_framework_has_no_invented_scores_or_owners() -> None:
    listed = Risk.objects.filter(strategy__slug="it-2018-21", register="framework")
    assert not Assessment.objects.filter(risk__in=listed).exists()
    assert not listed.filter(owner__isnull=False).exists()


def test_every_text_is_there_in_german() -> None:
    for risk in Risk.objects.all():
        for field in ("event", "cause", "consequence"):
            assert bool(text_in(risk, field, "de")) == bool(text_in(risk, field, "en"))
    assert all(text_in(row, "what", "de") for row in Mitigation.objects.all())
    for issue in Issue.objects.all():
        assert text_in(issue, "title", "de")
        assert text_in(issue, "description", "de")
