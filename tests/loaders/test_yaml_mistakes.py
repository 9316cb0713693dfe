"""Every mistake in a YAML file is told with its line and field, and nothing is written."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class

from outcomes.models import Strategy
from reports.models import Report
from tests.loaders.running import FILES, run

STRATEGY = """\
slug: ten mistakes
title: {en: A strategy, xx: Eine Strategie}
short_title: {de: Strategie}
period: {from: 2022-01-01, to: 2021-12-31}
original_langauge: en
level_names:
  outcom: {en: Goal}
outcomes:
  - number: "1"
    title: {en: First}
  - number: "1"
    title: {en: Second}
    outputs:
      - title: {en: No number}
    indicators:
      - number: "1.1"
        title: {en: Share}
        measure: per cnt
        targets:
          - {from: 2022-01-01, to: 31.12.2022, value: 2.637}
drivers:
  - slug: data
    slug: data
    title: {en: Data}
"""


def told(path: Path) -> list[str]:
    """The mistakes told of a file, without its name."""
    command = "load_report" if path.name.startswith("report") else "load_strategy"
    ended = run(command, path)
    assert ended.code == 1
    assert ended.out == ""
    return [line.removeprefix(f"{path.name}, ") for line in ended.mistakes]


@pytest.mark.django_db
def test_ten_mistakes_are_told_with_line_and_field(tmp_path: Path) -> None:
    path = tmp_path / "strategy.yaml"
    path.write_text(STRATEGY, encoding="utf-8")
    before = Strategy.objects.count()
    found = told(path)
    wanted = [
        ("line 1: slug: “ten mistakes”", "only letters"),
        ("line 2: title.xx:", "there is no language “xx”"),
        ("line 3: short_title:", "original language (en) is missing"),
        ("line 4: period.to:", "2021-12-31 lies before 2022-01-01"),
        ("line 5: original_langauge:", "Did you mean “original_language”?"),
        ("line 7: level_names.outcom:", "Did you mean “outcome”?"),
        ("line 11: outcomes[2].number:", "“1” stands here twice, first at strategy.yaml, line 9"),
        ("line 14: outcomes[2].outputs[1].number:", "this is missing"),
        ("line 18: outcomes[2].indicators[1].measure:", "Did you mean “Per cent”?"),
        ("line 20: outcomes[2].indicators[1].targets[1].to:", "as in 2022-12-31"),
        ("line 20: outcomes[2].indicators[1].targets[1].value:", "may be 2637 or 2.637"),
        ("line 23: drivers[1].slug:", "twice, first in line 22"),
    ]
    assert len(found) == len(wanted), "\n".join(found)
    for line, (start, part) in zip(found, wanted, strict=True):
        assert line.startswith(start) or start in line, (line, start)
        assert part in line, (line, part)
    assert Strategy.objects.count() == before


@pytest.mark.django_db
def test_no_strategy_is_called_like_a_page(tmp_path: Path) -> None:
    path = tmp_path / "strategy.yaml"
    path.write_text(STRATEGY.replace("ten mistakes", "new"), encoding="utf-8")
    assert "line 1: slug: this is an address of the program; choose another." in told(path)


MISTAKES = sorted((FILES / "mistakes").glob("*.yaml"))
STRATEGY_OPTIONS = {
    "decisions": ("--strategy", "it-2018-21"),
    "measurements": ("--strategy", "it-2018-21"),
    "remarks": ("--strategy", "it-2018-21", "--year", "2021"),
    "risks": ("--strategy", "it-2018-21"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_ten_mistakes_in_every_kind_of_file(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted = [
        (number, line.split(" #! ")[1]) for number, line in enumerate(lines, 1) if " #! " in line
    ]
    assert len(wanted) >= 10
    before = rows()
    ended = run(f"load_{path.stem}", path, *STRATEGY_OPTIONS.get(path.stem, ()))
    assert ended.code == 1 and ended.out == ""
    assert len(ended.mistakes) == len(wanted), ended.err
    for told, (number, part) in zip(ended.mistakes, wanted, strict=True):
        assert told.startswith(f"{path.name}, line {number}: "), (told, number, part)
        assert part in told
    assert rows() == before


def rows() -> dict[str, int]:
    """How many rows there are of everything that a file can bring."""
    ours = ("core", "outcomes", "portfolio", "risks", "reports")
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ours
    }


@pytest.mark.django_db
def test_every_loader_of_yaml_has_such_a_file() -> None:
    told_elsewhere = {"load_strategy", "load_report", "load_demo"}
    yaml = {
        name for name, app in get_commands().items()
        if name.startswith("load_")
        and not getattr(load_command_class(app, name), "is_sheet", False)
    }  # fmt: skip
    assert yaml - told_elsewhere == {f"load_{path.stem}" for path in MISTAKES}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["strategy", "report", *(path.stem for path in MISTAKES)])
@pytest.mark.parametrize(
    ("content", "where", "part"),
    [
        (b"slug: a\n  title: b\n", "line 2", "this is not YAML"),
        (b"slug: \xe4\n", "line 1", "not UTF-8"),
        (b"", "", "the file is empty"),
        (b"slug: a\n---\nslug: b\n", "line 3", "a second document"),
        (b"slug: !!python/name:os.system\n", "line 1", "not allowed"),
        (b"slug: a\n<<: {title: b}\n", "line 2", "merging"),
        (b"- a\n- b\n", "line 1", "a group belongs here"),
        (b"slug: &a [*a]\n", "line 1", "too much"),
        (b"- " * 50_000, "line 1", "levels lie inside one another"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_with_a_line(
    tmp_path: Path, kind: str, content: bytes, where: str, part: str
) -> None:
    path = tmp_path / f"{kind}.yaml"
    path.write_bytes(content)
    ended = run(f"load_{kind}", path, *STRATEGY_OPTIONS.get(kind, ()))
    assert ended.code == 1
    assert any(where in line and part in line for line in ended.mistakes), ended.err


@pytest.mark.django_db
def test_aliases_that_multiply_are_refused_at_once(tmp_path: Path) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    path = tmp_path / "strategy.yaml"
    path.write_text("\n".join(rows))
    assert any("too much" in line for line in told(path))


REPORT = (FILES / "report_mistakes.yaml").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_mistakes_inside_texts_have_the_line_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(REPORT, encoding="utf-8")
    before = Report.objects.count()
    found = told(path)
    lines = REPORT.splitlines()
    marked = [number for number, line in enumerate(lines, 1) for _ in range(line.count("#!"))]
    numbers = sorted(int(line.split("line ")[1].split(":")[0].split(",")[0]) for line in found)
    assert numbers == marked, "\n".join(found)
    for part in (
        "there is no live number “projects.totel”. Did you mean “projects.total”?",
        "projects.quantity needs more",
        "form=wrods is unknown",
        "is not closed; end it with }}",
        "is no cross reference",
        "there is no figure “projects-by-plac”. Did you mean “projects-by-place”?",
        "A footnote is not closed",
        "a second paragraph begins here",
        "holds braces that are neither",
    ):
        assert any(part in line for line in found), (part, found)
    assert Report.objects.count() == before


@pytest.mark.django_db
def test_what_only_the_data_show_is_told_and_taken_back(tmp_path: Path) -> None:
    good = (FILES / "report_data.yaml").read_text(encoding="utf-8")
    path = tmp_path / "report.yaml"
    path.write_text(good, encoding="utf-8")
    before = Report.objects.count()
    found = told(path)
    assert len(found) == 3, found
    assert "line 19" in found[0] and "no quantity “participantz”" in found[0]
    assert "line 20" in found[1] and "there is no paragraph “intro/tow”" in found[1]
    assert "Did you mean “intro/two”?" in found[1]
    assert "line 21" in found[2] and "stands nowhere in this report" in found[2]
    assert Report.objects.count() == before
