"""What the files of a demonstration say, in the order in which its paper prints it.

A text is taken apart at whatever the program computes or numbers (live numbers, references, marks of
points), so that each fragment stands in the paper as it was typed.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from reports.imports.demonstrations import FOLDER, Demonstration

NOTE = re.compile(r"\^\[((?:\[\[.*?\]\]|[^\[\]])*)\]")
# Computed, or a mark: what stands on both sides of it is a fragment of its own.
BREAKS = re.compile(
    r"\{\{.*?\}\}(?!\})|\[\[.*?\]\]|\*\*|\*|\{#\w+\}|^:::|^(?:Table|Note): "
    r"|^ *(?:-|\(?\w{1,3}\)|\d\.) (?=\S)|^\+$|^\| *-.*$|\||\n",
    re.MULTILINE,
)
ENDS = " ;.,:"


@dataclass(frozen=True)
class Said:
    """Fragments of the text in their order, and those of its notes."""

    text: tuple[str, ...]
    notes: tuple[str, ...]


def one_line(text: str) -> str:
    """All white space as one blank."""
    return " ".join(text.split())


def said(demonstration: Demonstration, language: str) -> Said:
    """Every word that people wrote for the paper of a demonstration."""
    texts = list(_paper(demonstration, language))
    notes = [note for text in texts for note in NOTE.findall(text)]
    return Said(
        tuple(part for text in texts for part in _fragments(NOTE.sub("\n", text))),
        tuple(part for note in notes for part in _fragments(note)),
    )


def texts_of(demonstration: Demonstration) -> Iterator[tuple[str, str]]:
    """Name and content of every file."""
    for path in sorted((FOLDER / demonstration.strategy).iterdir()):
        yield path.name, path.read_text(encoding="utf-8")


def _fragments(text: str) -> Iterator[str]:
    for part in BREAKS.split(text):
        if words := one_line(part).strip(ENDS):
            yield words


def _paper(demonstration: Demonstration, language: str) -> Iterator[str]:
    strategy, report, remarks = _read(demonstration)
    yield report["cover"]["summary"][language]
    for section in report["sections"]:
        if "each" in section or "sections" in section or not section.get("appendix"):
            yield from _section(section, strategy, remarks, language)
            if section.get("decision"):
                yield report["cover"]["decision"][language]
        else:
            yield from _section(section, strategy, remarks, language)


def _section(
    section: dict[str, Any], strategy: dict[str, Any], remarks: dict[str, list[str]], language: str
) -> Iterator[str]:
    if section.get("each") == "outcome":
        for outcome in strategy["outcomes"]:
            yield from _outcome(section, outcome, remarks, language)
        return
    yield section["heading"][language]
    for paragraph in section.get("paragraphs", ()):
        yield paragraph["text"][language]
    for below in section.get("sections", ()):
        yield from _section(below, strategy, remarks, language)


def _outcome(
    section: dict[str, Any],
    outcome: dict[str, Any],
    remarks: dict[str, list[str]],
    language: str,
) -> Iterator[str]:
    yield _headed(section, outcome, language)
    yield outcome["opening"][language]
    for output in outcome["outputs"]:
        yield _headed(section["sections"][0], output, language)
        yield from remarks[f"{output['number']} {language}"]


def _headed(section: dict[str, Any], part: dict[str, Any], language: str) -> str:
    return str(
        section["heading"][language].format(number=part["number"], title=part["title"][language])
    )


def _read(
    demonstration: Demonstration,
) -> tuple[dict[str, Any], dict[str, Any], dict[str, list[str]]]:
    """Strategy and report as they stand in the files; remarks by output and language."""
    folder = FOLDER / demonstration.strategy
    strategy, report = (
        yaml.safe_load((folder / name).read_text(encoding="utf-8"))
        for name in ("strategy.yaml", "report.yaml")
    )
    remarks: dict[str, list[str]] = {}
    path = folder / "remarks.yaml"
    if path.exists():
        with (folder / "projects.csv").open(encoding="utf-8", newline="") as sheet:
            outputs = {row["code"]: row["output"] for row in csv.DictReader(sheet)}
        for remark in _remarks(path.read_text(encoding="utf-8")):
            for language, text in remark["text"].items():
                remarks.setdefault(f"{outputs[remark['project']]} {language}", []).append(text)
    return strategy, report, remarks


def _remarks(content: str) -> Iterable[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(content)["remarks"]
    return sorted(found, key=lambda remark: str(remark["project"]))
