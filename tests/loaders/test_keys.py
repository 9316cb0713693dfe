"""One rule for keys: the exact spelling first, else what differs by nothing that is read; no twins."""

import pytest
from django.core.exceptions import ValidationError

from core.codes import same_key, tidied
from core.imports.fields import Mistake
from core.imports.keys import Keys, known_keys
from core.imports.problems import FileCheck, FileRefused
from outcomes.models import Strategy
from portfolio.models import Project
from portfolio.projects.imports.sheet import project_file
from portfolio.projects.imports.write import project_rows_load
from tests.factories import make_project, make_strategy, make_unit

pytestmark = pytest.mark.django_db
SPELLINGS = [
    "P-14",
    "P-14\u00a0",
    " p-14",
    "P\u201114",
    "P-\u200b14",
    "\ufeffP-14",
    "\uff30-14",
    "P\u201314",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_what_nobody_reads_makes_no_other_key(text: str) -> None:
    assert same_key(text) == "p-14"
    assert known_keys(["P-14", "P-15"]).find(text) == "P-14"


def test_the_exact_spelling_comes_first_and_what_fits_two_is_refused_with_both() -> None:
    keys = Keys({"P-14": 1, "p-14": 2})
    assert (keys.find("P-14"), keys.find("p-14"), keys.find("p-14\u00a0")) == (1, 2, 2)
    with pytest.raises(Mistake, match="“P-14” or “p-14”"):
        keys.find("\uff30-14")
    assert keys.find("P-15") is None


def test_a_new_key_is_stored_tidily() -> None:
    assert tidied(" A\u00a0\u200b1  \u0065\u0301 ") == "A 1 \u00e9"


@pytest.fixture
def strategy() -> Strategy:
    strategy = make_strategy()
    for code in ("P-14", "P-16"):
        make_project(strategy=strategy, code=code)
    return strategy


def load(strategy: Strategy, *codes: str) -> None:
    head = "code,name,output,stage,category,lead unit"
    lines = [f"{code},Renamed,1.1,in_progress,minor_improvement,AMS" for code in codes]
    reading = FileCheck("plan.csv")
    content = "\n".join([head, *lines]).encode()
    file = project_file(content, reading, strategy, 2021)
    reading.refuse_if_wrong()
    project_rows_load(strategy, 2021, file)


def test_a_plan_makes_no_twin(strategy: Strategy) -> None:
    load(strategy, "P-14\u00a0", "p-16", "p-17\u00a0")
    names = dict(strategy.projects.values_list("code", "name"))
    assert names == {"P-14": "Renamed", "P-16": "Renamed", "p-17": "Renamed"}


def test_two_spellings_in_one_file_are_one_project_twice(strategy: Strategy) -> None:
    with pytest.raises(FileRefused, match="stands here twice"):
        load(strategy, "P-20", "p-20")


def test_a_page_refuses_a_twin_and_names_it(strategy: Strategy) -> None:
    project = Project(strategy=strategy, code="p-14", name="Twin", lead_unit=make_unit())
    project.output = strategy.outcomes.get().outputs.get()
    with pytest.raises(ValidationError, match="“P-14” is there already: “p-14” would be taken"):
        project.full_clean()
    made = make_project(strategy=strategy, code="p-16")
    made.full_clean()  # what stands there may be saved again
