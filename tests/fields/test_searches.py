"""The search of every list finds a word that stands only in one language."""

import csv
from io import StringIO

import pytest
from django.db.models import Model
from django.urls import reverse

from core.access import Role
from core.models import Unit
from outcomes.models import Deliverable, Indicator
from portfolio.models import (
    Commitment,
    Cost,
    Decision,
    Milestone,
    Project,
    Quantity,
    Remark,
    StageChange,
    StatusUpdate,
    WorkPlanEntry,
)
from reports.models import Report
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk
from tests.access.test_three_people import client_of
from tests.factories import make_user
from tests.fields.rows import FILLED

# The list, its model, and what is searched: texts of a row itself, or of what it belongs to.
SEARCHES: list[tuple[str, type[Model], tuple[str, ...]]] = [
    ("portfolio:project-list", Project, ("name",)),
    ("portfolio:promise-list", Commitment, ("what", "answer", "project.name")),
    ("portfolio:milestone-list", Milestone, ("title", "project.name")),
    ("portfolio:money-list", Cost, ("project.name",)),
    ("portfolio:update-list", StatusUpdate, ("project.name",)),
    ("portfolio:stage-list", StageChange, ("project.name",)),
    ("portfolio:work-plan-list", WorkPlanEntry, ("project.name",)),
    ("portfolio:quantity-list", Quantity, ("unit", "qualifier", "project.name")),
    ("portfolio:remark-list", Remark, ("text", "project.name")),
    ("portfolio:decision-list", Decision, ("title", "text", "project.name")),
    ("risks:risk-list", Risk, ("cause", "event", "consequence")),
    ("risks:issue-list", Issue, ("title", "description")),
    ("risks:mitigation-list", Mitigation, ("what", "effect", "risk.event")),
    ("risks:assessment-list", Assessment, ("risk.event",)),
    ("risks:acceptance-list", Acceptance, ("risk.event",)),
    ("indicators:indicator-list", Indicator, ("title",)),
    ("portfolio:deliverable-list", Deliverable, ("title", "remark", "output.title")),
    ("reports:report-list", Report, ("title",)),
    ("people:unit-list", Unit, ("name",)),
]
MADE = {one.model: one for one in FILLED}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "model", "texts"), SEARCHES, ids=[one[0] for one in SEARCHES])
def test_a_word_that_stands_only_in_french_is_found(
    name: str, model: type[Model], texts: tuple[str, ...]
) -> None:
    row = MADE[model].made() if model in MADE else model._default_manager.latest("pk")
    words = {text: f"Zébrure{number}" for number, text in enumerate(texts)}
    for text, word in words.items():
        owner, _, field = text.rpartition(".")
        written = getattr(row, owner) if owner else row
        setattr(written, f"{field}_fr", word)
        written.save()
    client = client_of(make_user(Role.PMO, Role.ADMINISTRATOR))
    for text, word in words.items():
        owner = text.rpartition(".")[0]
        content = client.get(reverse(name), {"q": word.lower(), "export": "csv"}).content
        found = list(csv.reader(StringIO(content.decode("utf-8-sig"))))[1:]
        expected = {owner: getattr(row, owner)} if owner else {"pk": row.pk}
        assert len(found) == model._default_manager.filter(**expected).count() > 0, text
