"""Figures and tables in a report's file: what is wrong is told with its place and how to mend it."""

import re
from pathlib import Path

import pytest

from core.figures.annexes import annexes
from core.figures.registry import figures
from core.numbers.registry import numbers
from core.numbers.syntax import OPTIONS, PLURAL_CATEGORIES, Form
from reports.models import Report, ReportTemplate
from reports.outline.declared_schema import parted_numbers
from reports.outline.services import starting_outline
from tests.loaders.running import loaded, run
from tests.reports.declared import BY_CATEGORY, HEAD, by_category, sections

pytestmark = pytest.mark.django_db
PAGE = Path("docs/text-format.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)

# Behind each mistake what is told of it.
MISTAKES = """\
figures:
  - key: no-number #! there is no live number “projects.by_categry”. Did you mean “projects.by_category”?
    of: projects.by_categry
    caption: {en: Caption}
  - key: projects-by-rag #! the program brings “projects-by-rag” itself; choose another key.
    of: projects.rag
    caption: {en: Caption}
  - key: no-parts #! projects.total does not fall into parts.
    of: projects.total
    caption: {en: Caption}
  - key: no-caption #! caption: this is missing.
    of: projects.rag
  - key: marked #! only plain words can stand here
    of: projects.rag
    caption: {en: "Of {{projects.total}} projects"}
  - key: narrowed #! risks.by_band cannot be narrowed by “kind”. Known: outcome, unit.
    of: risks.by_band
    where: {kind: project}
    caption: {en: Caption}
  - key: of-a-day #! risks.by_band is of a day and of no year; leave it out.
    of: risks.by_band
    year: 2020
    caption: {en: Caption}
  - key: years #! Write a year as in 2021, or several as in 2016-17.
    of: projects.rag
    year: 2016/17
    caption: {en: Caption}
  - key: strategy #! there is no strategy “it-2018-12”. Did you mean “it-2018-21”?
    of: projects.rag
    strategy: it-2018-12
    caption: {en: Caption}
  - key: ordered #! there is no order “smallest”. Known: given, largest, name.
    of: projects.rag
    order: smallest
    caption: {en: Caption}
  - key: kind #! there is no kind of figure “pie”. Known: bars, stacked.
    of: projects.rag
    kind: pie
    caption: {en: Caption}
  - key: stacked #! stacked bars are of one number, asked in several ways; projects.rag is another than
    of: [projects.by_category, projects.rag]
    kind: stacked
    caption: {en: Caption}
  - key: table #! a table of a number's parts stands under “tables”
    of: projects.rag
    kind: table
    caption: {en: Caption}
  - key: printed #! a figure draws a number; how a text prints one is left out here.
    of: [projects.total, projects.late form=figure]
    caption: {en: Caption}
  - key: twice #! this stands under “where” already; say it once.
    of: projects.rag
    outcome: 1
    where: {outcome: 2}
    caption: {en: Caption}
tables:
  - key: no-table #! there is no table “indicator”. Did you mean “indicators”?
    of: indicator
  - key: no-column #! there is no column “baselines” here. Did you mean “baseline”?
    of: indicators
    columns: [code, baselines]
  - key: one-column #! “code” stands here twice.
    of: indicators
    columns: [code, code]
  - key: untold #! caption: this is missing: say what the table shows.
    of: projects
    where: {kind: project}
  - key: not-taken #! deliverables cannot be narrowed by “unit”.
    of: deliverables
    where: {unit: TMS}
"""


def file_of(folder: Path, declared: str, **stand: tuple[str, ...]) -> Path:
    path = folder / "report.yaml"
    path.write_text(HEAD + declared + sections(**stand), encoding="utf-8")
    return path


def test_every_mistake_is_told_where_it_is(tmp_path: Path) -> None:
    wanted = re.findall(r"#! (.*)", MISTAKES)
    content = re.sub(r" #! .*", "", MISTAKES)
    ended = run("load_report", file_of(tmp_path, content))
    assert ended.code == 1 and not Report.objects.filter(slug="own-2021").exists()
    assert len(ended.mistakes) == len(wanted), ended.err
    starts = [
        HEAD.count("\n") + content[: found.start()].count("\n") + 1
        for found in re.finditer(r"  - key", content)
    ]
    for told, part, line in zip(ended.mistakes, wanted, starts, strict=True):
        assert part in told, (told, part)
        place = re.match(r"report.yaml, line (\d+): (figures|tables)\[\d+\]", told)
        assert place and line <= int(place[1]) < line + 5, told


@pytest.mark.parametrize(
    ("declared", "part"),
    [
        ("{key: a, of: projects.rag, where: {unit: TSM}, caption: C}",
         "no unit “TSM”. Did you mean “TMS”"),
        ("{key: a, of: projects.rag, outcome: 9, caption: C}", "no outcome “9”. Known: 1, 2, 3."),
        ("{key: a, of: [projects.total, risks.register], caption: C}", "count the same"),
        ("{key: a, of: [projects.late, projects.late year=2020], caption: C}", "give them labels"),
        ("{key: a, of: [{number: projects.late, label: {en: A}}], caption: C}", "parts"),
    ],
)  # fmt: skip
def test_what_the_data_refuse_is_told(tmp_path: Path, declared: str, part: str) -> None:
    ended = run("load_report", file_of(tmp_path, f"figures:\n  - {declared}\n", figures=("a",)))
    assert ended.code == 1
    assert part in ended.err and "figures[1]" in ended.err, ended.err


def test_a_paragraph_names_a_declared_figure_and_no_other(tmp_path: Path) -> None:
    ended = run("load_report", file_of(tmp_path, BY_CATEGORY, figures=("plan-2012",)))
    assert ended.code == 1
    told = "there is no figure “plan-2012”. Did you mean “plan-2021”?"
    assert ended.err.count(told) == 3  # the paragraph's figure, and the text of both languages


def test_what_stands_nowhere_is_told_and_loaded(tmp_path: Path) -> None:
    path = file_of(tmp_path, BY_CATEGORY, figures=("plan-2021",))
    ended = run("load_report", path)
    assert ended.code == 0
    assert "figures[2].key: it stands nowhere in this report" in ended.err
    assert len(Report.objects.get(slug="own-2021").own_figures) == 2


def test_what_the_page_shows_loads_and_loads_again_without_a_change(tmp_path: Path) -> None:
    (example,) = EXAMPLES
    keys = re.findall(r"^  - key: (\S+)", example, re.MULTILINE)
    drawn, made = tuple(keys[:4]), tuple(keys[4:])
    path = file_of(tmp_path, f"{example}\n", figures=drawn, tables=made)
    assert run("load_report", path).err == ""
    report = Report.objects.get(slug="own-2021")
    assert [*report.declared.figures] == [*drawn] and [*report.declared.tables] == [*made]
    said = loaded("load_report", path)
    assert said.splitlines()[-1].startswith("0 added, 0 changed, 0 removed")


def test_the_page_names_every_option_of_a_declaration() -> None:
    (example,) = EXAMPLES
    named = set(re.findall(r"^(?:  - |    )(\w+):", example, re.MULTILINE))
    options = {
        *(
            "key",
            "of",
            "kind",
            "strategy",
            "year",
            "at",
            "where",
            "order",
            "caption",
            "axis",
            "note",
        ),
        *("outcome", "output", "columns"),
    }
    assert named == options
    assert "so are output and driver" in example


def test_the_page_lists_every_figure_table_and_number() -> None:
    keys = set(re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE))
    assert {spec.key for spec in figures} <= keys
    assert {spec.key for spec in numbers} <= keys
    for spec in annexes:
        (line,) = re.findall(rf"^\| `{spec.key}` \| (.*)\|$", PAGE, re.MULTILINE)
        columns, takes = (re.findall(r"`(\w+)`", part) for part in line.split("|"))
        assert columns == [*spec.columns], spec.key
        assert takes == [*spec.takes], spec.key
    (parted,) = re.findall(r"These numbers fall into parts: (.*)\.$", PAGE, re.MULTILINE)
    assert re.findall(r"`([\w.]+)`", parted) == parted_numbers()


def test_the_page_lists_every_option_of_a_live_number() -> None:
    section = PAGE.partition("## Live numbers")[2].partition("\n## ")[0]
    for option in (*OPTIONS, *PLURAL_CATEGORIES, *(str(form) for form in Form)):
        assert f"`{option}`" in section, option
    parameters = {name for spec in numbers for name in (*spec.params, *spec.optional)}
    for name in parameters:
        assert f"`{name}`" in section, name


def test_a_template_takes_no_figure_that_one_report_declares() -> None:
    report = by_category()
    report.outline = [
        {
            "key": "introduction",
            "heading": {"en": "Introduction"},
            "paragraphs": [{"key": "one", "text": {"en": "Words."}, "figure": "plan-2021"}],
            "tables": ["projects"],
        }
    ]
    report.year = 2099
    report.save()
    template = ReportTemplate(strategy=report.strategy)
    starting_outline(template)
    (section,) = template.outline
    assert section["paragraphs"] == [{"key": "one", "text": {"en": "Words."}}]
    assert section["tables"] == ["projects"]
