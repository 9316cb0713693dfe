"""Every list with a loader: its sheet, taken along in any language, changes nothing when it is loaded."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from django.utils.functional import Promise

from core.access import Role
from core.imports.layouts import SheetLayout, in_every_language
from core.languages import LANGUAGES
from core.models import Installation, User
from outcomes.models import Vocabulary, all_terms
from portfolio.choices import CostKind, MilestoneKind, Rag, UpdateKind
from portfolio.milestones import imports as milestones
from portfolio.models import (
    Cost,
    FundingLine,
    Milestone,
    Project,
    Stage,
    UpdateState,
    WorkPlanEntry,
)
from portfolio.money import imports as costs
from portfolio.projects.imports import sheet as projects
from portfolio.status import imports as updates
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_round, make_strategy, make_update, make_user
from tests.loaders.running import loaded

pytestmark = pytest.mark.django_db
LISTS = {
    "milestones": ("load_milestones", ()),
    "money": ("load_costs", ()),
    "updates": ("load_updates", ()),
    "projects": ("load_projects", ("--year", 2021)),
}
CODE = "THERE-1"
LAYOUTS = (milestones.LAYOUT, costs.LAYOUT, updates.LAYOUT, projects.LAYOUT)


@pytest.fixture
def pmo() -> User:
    """Who sees a project with a row of every kind."""
    Installation.objects.update_or_create(pk=1, defaults={"fixed_date": date(2022, 1, 17)})
    strategy = make_strategy(ends_on=date(2022, 12, 31))
    project = make_project(
        strategy=strategy,
        code=CODE,
        manager=make_user(Role.PROJECT_MANAGER),
        name_de="Verschlüsselung",
        description="- one\n- two",
        baseline_start=date(2021, 2, 1),
        size="medium",
        stages={date(2021, 1, 1): "in_progress"},
    )
    WorkPlanEntry.objects.get_or_create(
        project=project, year=2021, defaults={"joined_on": date(2021, 1, 1)}
    )
    Milestone.objects.create(
        project=project, title="Live", title_de="In Betrieb", kind="ordinary",
        baseline_on=date(2022, 3, 1),
    )  # fmt: skip
    line = FundingLine.objects.create(
        strategy=strategy, code="F1", title="Hardware", amount=100, biennium_start=2021
    )
    Cost.objects.create(project=project, funding_line=line, year=2021, kind="spent",
                        amount="2637.50", note="=laptops")  # fmt: skip
    make_update(project, round=make_round(strategy), author=project.manager, overall="a",
                reason="+ late", per_cent_complete=40, achieved="one\n\ntwo",
                forecast_finish=date(2022, 6, 30), reported_on=date(2022, 1, 3))  # fmt: skip
    return make_user(Role.PMO)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_a_sheet_taken_along_changes_nothing(
    pmo: User, tmp_path: Path, name: str, language: str, kind: str
) -> None:
    User.objects.filter(pk=pmo.pk).update(language=language)
    client: Client = client_of(User.objects.get(pk=pmo.pk))
    answer = client.get(f"/{name}/", {"export": kind, "q": CODE})
    assert answer.status_code == 200
    assert CODE.encode() in answer.content or kind == "xlsx"
    file = tmp_path / f"{name}.{kind}"
    file.write_bytes(answer.content)
    command, more = LISTS[name]
    for spoken in dict.fromkeys((language, "en")):
        with translation.override(spoken):
            told = loaded(
                command, file, "--strategy", Project.objects.get(code=CODE).strategy.slug, *more
            )
        if spoken == "en":
            assert "0 added, 0 changed, 0 removed" in told, told
    assert Project.objects.filter(code=CODE).count() == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_is_brought_back_on_its_page_changes_nothing(
    pmo: User, name: str, language: str, kind: str
) -> None:
    User.objects.filter(pk=pmo.pk).update(language=language)
    client: Client = client_of(User.objects.get(pk=pmo.pk))
    content = client.get(f"/{name}/", {"export": kind}).content
    strategy = Project.objects.get(code=CODE).strategy.slug
    file = SimpleUploadedFile(f"list.{kind}", content)
    answer = client.post(f"/sheets/{name}/{strategy}/", {"file": file}, follow=True)
    assert answer.status_code == 200
    preview = answer.context["preview"]
    assert (preview.problems, preview.others) == ([], [])
    assert preview.is_empty, [each.cells for each in preview.free]
    assert preview.same >= 1


@pytest.mark.parametrize("layout", LAYOUTS, ids=LISTS)
def test_no_header_means_two_columns(layout: SheetLayout) -> None:
    known = {name: set(layout.headers_known(name)) for name in layout.labels}
    assert not [(a, b) for a, b in combinations(known, 2) if known[a] & known[b]]


def _words(choices: Sequence[tuple[str, str | Promise]]) -> list[set[str]]:
    return [{word.casefold() for word in in_every_language(label)} for _v, label in choices]


@pytest.mark.parametrize("choices", [CostKind, MilestoneKind, Rag, Stage, UpdateKind, UpdateState])
def test_no_word_means_two_choices(choices: type) -> None:
    found = _words(choices.choices)  # type: ignore[attr-defined]
    assert not [(a, b) for a, b in combinations(found, 2) if a & b]


@pytest.mark.parametrize("vocabulary", Vocabulary.values)
def test_no_first_word_of_a_strategy_means_two(vocabulary: str) -> None:
    strategy = make_strategy()
    terms = all_terms().of(strategy.pk, vocabulary)
    found = [{name.casefold() for name in (*each.names, each.key)} for each in terms]
    assert len(found) > 2
    assert not [(a, b) for a, b in combinations(found, 2) if a & b]
