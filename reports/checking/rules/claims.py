"""What the text claims of projects, and what an earlier report has promised of them."""

import re
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.checking.findings import Found, Severity
from reports.checking.material import Material, ProjectFacts, project_of
from reports.checking.reading import Run, RunKind, Sentence
from reports.checking.rules.base import Rule, found
from reports.checking.vocabulary import vocabulary

# Stages in which a project is not completed; a service that runs has no end to speak of.
_UNFINISHED = {"proposed", "approved", "in_progress", "on_hold"}
_LONG = 5  # letters of a word that tells what a project is about


def _completed(material: Material) -> Iterator[Found]:
    for unit, run in material.prose(RunKind.SENTENCES):
        project = material.projects.get(project_of(unit.key))
        if project is None or project.stage not in _UNFINISHED:
            continue
        for sentence in run.sentences:
            hit = vocabulary(run.language).completed.search(sentence.text)
            if hit is None or not _is_of_the_project(run, sentence, hit, project):
                continue
            start = sentence.start + run.text[sentence.start :].find(hit[0])
            message = _(
                "Project %(project)s was in the stage “%(stage)s” on %(day)s. Correct the sentence, or "
                "the stage."
            ) % {
                "project": project.code,
                "stage": project.stage_name,
                "day": date_format(material.cut_off, "DATE_FORMAT"),
            }
            yield found(unit, run, start, start + len(hit[0]), message)


def _is_of_the_project(
    run: Run, sentence: Sentence, hit: re.Match[str], project: ProjectFacts
) -> bool:
    """Whether a claim is about the project as a whole, plainly, and of what has been."""
    known = vocabulary(run.language)
    clause = _clause(sentence.text, hit)
    if known.not_yet.search(clause) or known.parts.search(clause):
        return False
    title = project.titles.get(run.language) or ""
    about = _telling(title) & _telling(clause)
    named = re.search(
        r"\b(?:the project|das Projekt|le projet|el proyecto)\b", clause, re.IGNORECASE
    )
    return bool(about or named)


def _clause(text: str, hit: re.Match[str]) -> str:
    """The part of a sentence that holds the claim: between semicolons, colons and dashes."""
    start = max(text.rfind(sign, 0, hit.start()) for sign in (";", ":", "–", "—"))
    ends = [place for sign in (";", ":", "–", "—") if (place := text.find(sign, hit.end())) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _telling(text: str) -> set[str]:
    """The beginnings of long words, so that "migrating" is about a "migration"."""
    return {word[:6].casefold() for word in re.findall(r"[^\W\d_]+", text) if len(word) >= _LONG}


def _promises(material: Material) -> Iterator[Found]:
    """Promises that nobody has answered: their project is not in the paper, or they are overdue."""
    told = {project_of(unit.key) for unit in material.editions.get(material.original, ())}
    for one in material.promises:
        spoken = one.project in told
        if spoken and not one.overdue:
            continue
        what = one.what.get(material.original) or next(iter(one.what.values()), one.key)
        facts = {"project": one.project, "year": one.year, "what": what, "due": one.due or "–"}
        if spoken:
            message = _(
                "The report on %(year)s promised of %(project)s: “%(what)s” (due: %(due)s). It is "
                "still open. Record "
                "how it ended, and look whether the text says so."
            )
        else:
            message = _(
                "The report on %(year)s promised of %(project)s: “%(what)s” (due: %(due)s). It is "
                "still open, and this "
                "paper says nothing of the project."
            )
        target = next(
            (
                unit.target
                for unit in material.editions.get(material.original, ())
                if project_of(unit.key) == one.project
            ),
            "",
        )
        yield Found(target, material.original, what, message % facts, f"{one.project}/{one.key}")


COMPLETED = Rule(
    "not-completed",
    gettext_lazy("“Completed” said of what is not"),
    gettext_lazy(
        "A paragraph that was adopted from a project says that it is completed, and on the day of the "
        "data the "
        "project was proposed, approved, in progress or on hold. Stages, phases and pilots of it may "
        "be completed; so may "
        "what is only expected to be."
    ),
    Severity.ERROR,
    _completed,
)
PROMISES = Rule(
    "open-promise",
    gettext_lazy("A promise that is not answered"),
    gettext_lazy(
        "An earlier report promised something of a project. It is open on the day of the data, and "
        "either overdue or "
        "of a project that this paper does not mention."
    ),
    Severity.WARNING,
    _promises,
)
