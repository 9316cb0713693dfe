"""The risks of the demonstration as its file brings them."""

import pytest

from core.languages.translated import text_in
from risks.models import Assessment, Issue, Mitigation, Risk

pytestmark = pytest.mark.django_db


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
