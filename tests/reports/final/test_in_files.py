"""What a report requires comes with the strategy's file, in any language, and goes to its workbook."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from core.access import Role
from reports.models import ReportTemplate
from tests.factories import make_strategy, make_user
from tests.loaders.running import loaded, run

pytestmark = pytest.mark.django_db
FILE = """\
slug: people
title: {en: People}
short_title: {en: People}
period: {from: 2021-01-01, to: 2024-12-31}
report:
  languages: [en]
%s
  outline:
    - {key: introduction, heading: {en: Introduction}}
"""
NAMED = "  requires: [gate, Word budgets are kept, gate]\n  required_figures: [finished]"


def write(folder: Path, lines: str) -> Path:
    path = folder / "strategy.yaml"
    path.write_text(FILE % lines, encoding="utf-8")
    return path


def test_a_file_names_what_is_required_and_one_that_does_not_leaves_it(tmp_path: Path) -> None:
    loaded("load_strategy", write(tmp_path, NAMED))
    template = ReportTemplate.objects.get(strategy__slug="people")
    assert (template.requires, template.required_figures) == (["gate", "words"], ["finished"])
    loaded("load_strategy", write(tmp_path, ""))
    template.refresh_from_db()
    assert (template.requires, template.required_figures) == (["gate", "words"], ["finished"])
    loaded("load_strategy", write(tmp_path, "  requires: []\n  required_figures: []"))
    template.refresh_from_db()
    assert (template.requires, template.required_figures) == ([], [])


def test_a_word_that_means_nothing_is_refused_with_its_line(tmp_path: Path) -> None:
    ended = run(
        "load_strategy", write(tmp_path, "  requires: [gates]\n  required_tables: [no key]")
    )
    assert ended.code == 1
    gate, table = ended.mistakes
    assert "line 7" in gate and "gates" in gate and "gate" in gate
    assert "line 8" in table and "no key" in table


def test_the_workbook_of_the_template_says_what_is_required() -> None:
    strategy = make_strategy()
    ReportTemplate.objects.create(
        strategy=strategy, languages=["en"], requires=["gate"], required_tables=["projects"]
    )
    client = Client()
    client.force_login(make_user(Role.PMO))
    url = reverse("templates:outline-detail", args=[strategy.slug])
    response = client.get(url, {"export": "xlsx"})
    content: bytes = getattr(response, "content", b"") or b"".join(response.streaming_content)  # type: ignore[attr-defined]
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    head, row = ([str(cell.value) for cell in line] for line in list(sheet.rows)[:2])
    shown = dict(zip(head, row, strict=True))
    assert shown["Required"] == "No number waits to be let in or confirmed"
    assert shown["Required tables"] == "projects"
