"""What can be done to a report: ask for a new draft, and make it."""

import hashlib
import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import Action
from core.files.names import file_name
from core.files.store import store_whole
from core.history.past import known_at
from core.jobs.kinds import JobError, Progress
from core.jobs.services import job_enqueue
from core.kept import found_in_this_snapshot
from core.languages import profile
from core.models import Job, User
from core.request_cache import reading
from core.time import working_date
from reports.composing.compose import (
    Composition,
    EditionWords,
    Preview,
    compose,
    compose_edition_words,
    compose_preview,
)
from reports.composing.drawing import Drawn
from reports.composing.keep import paper_save
from reports.composing.merge import Paper, paper
from reports.composing.numbering import Numbering
from reports.composing.one_number import compose_number
from reports.composing.unprintable import missing_glyph_notes
from reports.document import tree
from reports.document.notes import MissingGlyphs, notes_to_json
from reports.document.recorded import numbers_to_json
from reports.drafts.jobs import KIND
from reports.gate.services import amounts_drafted
from reports.gate.state import gate_of
from reports.kept_data import kept_of_data
from reports.models import Draft, DraftEdition, Export, Report
from reports.word_templates.services import NO_TEMPLATE, TemplateInUse, template_in_use, template_of
from reports.writers import WRITERS
from reports.writers.locations import DocumentError

logger = logging.getLogger(__name__)
Made = TypeVar("Made")


def report_regenerate_request(
    *,
    report: Report,
    user: User | None,
    submission: uuid.UUID | None = None,
    lets_in: bool | None = None,
) -> Job:
    """Ask for a new draft in all editions; a second request joins the first.

    Of one `submission` there is one draft, however late it is sent again. A draft that `lets_in` accepts
    the numbers that have moved and are not held; others print what was accepted. Left out: as the right
    of the person has it, and nothing in nobody's name.
    """
    if lets_in is None:
        lets_in = user is not None and user.access.may(Action.ACCEPT_NUMBERS)
    return job_enqueue(
        kind=KIND,
        key=report.slug,
        params={"report": report.pk, "lets_in": lets_in},
        user=user,
        language=user.language if user else "en",
        submission=submission,
    )


@dataclass(frozen=True)
class RenderedFile:
    """A rendered file, stored under the hash of its content; it shows `squares` for some signs."""

    language: str
    format: str
    name: str
    sha256: str
    content: bytes
    missing_glyphs: frozenset[str] = frozenset()


def report_regenerate(job: Job, progress: Progress) -> None:
    """Make the next draft: compose every edition, render every file, write all of it at once."""
    report = Report.objects.select_related("strategy").get(pk=job.params["report"])
    languages = list(report.editions.values_list("language", flat=True))
    if not languages:
        raise JobError(_("This report has no edition yet. Add a language first."))
    progress.plan(1 + len(languages) * len(WRITERS))
    progress.say(_("Reading the portfolio"))
    number = 1 + (report.drafts.values_list("number", flat=True).first() or 0)
    in_use = template_in_use(report)
    composition = report_compose(
        report,
        languages,
        draft=number,
        made_on=working_date(),
        lets_in=bool(job.params.get("lets_in")),
    )
    files = []
    for language, document in composition.documents.items():
        for writer in WRITERS.values():
            progress.step(
                _("Writing the %(format)s file (%(language)s)")
                % {"format": writer.label, "language": profile(language).name}
            )
            files.append(render(document, writer.format, in_use))
    for file in files:
        _store(file)
    with progress.completing() as result:
        draft = _save_draft(report, job, number, composition, files, in_use)
        result.update({"draft": draft.number, "report": report.slug})


def report_compose(
    report: Report,
    languages: Sequence[str],
    *,
    draft: int,
    made_on: date,
    lets_in: bool = True,
) -> Composition:
    """Compose in one snapshot of the database, so that no two numbers are of different moments.

    Without `lets_in` what has moved is printed as it was accepted. Raises `JobError` naming the paragraph
    when a text cannot be read.
    """

    def make() -> Composition:
        gate = gate_of(report, opens=lets_in)
        return compose(report, languages, draft=draft, made_on=made_on, gate=gate)

    return in_one_snapshot(make)


def report_words(report: Report, language: str) -> EditionWords:
    """What an edition would say now with every number let in, those set by hand as they were set.

    In one snapshot; raises what `report_compose` raises.
    """

    def make() -> EditionWords:
        gate = replace(gate_of(report, opens=True), held=frozenset())
        return compose_edition_words(report, language, made_on=working_date(), gate=gate)

    return in_one_snapshot(make)


def report_paper(report: Report) -> Paper:
    """The paper as sources and edits stand now, in one snapshot; raises what `report_compose` raises."""

    def read() -> Paper:
        with known_at(report.known_at):
            return paper(report)

    return in_one_snapshot(read)


def kept_paper(report: Report) -> Paper:
    """The same, once for each state of the data; nobody may change it."""
    return kept_of_data("reports.paper", lambda: report_paper(report), report.pk)


def report_number(report: Report, current: Paper, language: str, uid: str) -> tree.Number | None:
    """How one use of a number in the `current` paper would be printed now; raises `JobError`."""
    return in_one_snapshot(lambda: compose_number(report, current, language, uid))


def report_preview(report: Report, language: str, drawn: Callable[[Numbering], Drawn]) -> Preview:
    """One edition as it would read now, beside what was accepted of its numbers, in one snapshot; raises
    what `report_compose` raises."""

    def make() -> Preview:
        gate = replace(gate_of(report, opens=True), held=frozenset())
        return compose_preview(
            report,
            language,
            made_on=working_date(),
            drawn=drawn,
            gate=gate,
            closed=replace(gate, opens=False) if report.is_in_drafting else None,
        )

    return in_one_snapshot(make)


def in_one_snapshot(make: Callable[[], Made]) -> Made:
    """What `make` reads, all of one moment. Raises `JobError` for a text that cannot be read."""
    with transaction.atomic(), reading():
        # Only the outermost transaction can choose its level; inside another (a test) the
        # statements still see one another's order.
        if not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        try:
            with found_in_this_snapshot():
                return make()
        except ValueError as error:
            raise JobError(str(error)) from error


def render(
    document: tree.Document, format_: str, in_use: TemplateInUse = NO_TEMPLATE
) -> RenderedFile:
    """One file of one edition; Word's in the template that the report wears.

    Raises `JobError` naming the place in the paper that this format cannot hold.
    """
    writer = WRITERS[format_]
    missing_glyphs: frozenset[str] = frozenset()
    try:
        if in_use.content and writer.write_in is not None:
            content = writer.write_in(document, in_use.content)
        elif writer.write_noting is not None:
            content, missing_glyphs = writer.write_noting(document)
        else:
            content = writer.write(document)
    except DocumentError as error:
        raise JobError(str(error)) from error
    return RenderedFile(
        language=document.language,
        format=format_,
        name=file_name(document.file_stem, writer.extension),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        missing_glyphs=missing_glyphs,
    )


def missing_glyphs_noted(
    composition: Composition, files: Sequence[RenderedFile]
) -> list[MissingGlyphs]:
    """What the author must know of the files: where they show a square for a sign."""
    missing_glyphs = {file.language: file.missing_glyphs for file in files if file.missing_glyphs}
    return missing_glyph_notes(composition.documents, missing_glyphs)


def _path(file: RenderedFile) -> str:
    return f"exports/{file.sha256[:2]}/{file.sha256}/{file.name}"


def _store(file: RenderedFile) -> None:
    """Write a file unless its content is there already; a leftover of a lost run does no harm."""
    store_whole(_path(file), ContentFile(file.content))


def _save_draft(
    report: Report,
    job: Job,
    number: int,
    composition: Composition,
    files: Sequence[RenderedFile],
    in_use: TemplateInUse,
) -> Draft:
    """Write the draft with its trees and files, and bring the stored paragraphs up to date."""
    paper_save(report, composition.paper.plan)
    amounts_drafted(report, composition.let_in, composition.instead, job.requested_by)
    draft = Draft.objects.create(
        report=report,
        number=number,
        made_at=timezone.now(),
        made_by=job.requested_by,
        job=job,
        at=report.cut_off,
        known_at=report.known_at,
        rounding=report.rounding,
        fingerprint=composition.fingerprint,
        word_template=in_use.template,
        template_sha256=in_use.sha256,
        numbers=numbers_to_json(composition.numbers),
        notes=notes_to_json([*missing_glyphs_noted(composition, files), *composition.notes]),
    )
    for language, document in composition.documents.items():
        edition = DraftEdition.objects.create(
            draft=draft,
            language=language,
            tree=tree.to_json(document),
            missing=composition.missing[language],
        )
        Export.objects.bulk_create(
            Export(
                edition=edition,
                format=file.format,
                name=file.name,
                file=_path(file),
                sha256=file.sha256,
                size=len(file.content),
            )
            for file in files
            if file.language == language
        )
    return draft


def reports_refresh() -> int:
    """Nightly: ask for a draft of every report in drafting whose texts or template have changed.

    Numbers that have moved wait for somebody who lets them in.

    Returns how many were asked for. A report whose text cannot be read is left for its author; one
    that fails in any other way is logged, and the others have their turn.
    """
    asked = 0
    for report in Report.objects.select_related("strategy").in_drafting():
        try:
            is_due = has_moved(report)
        except JobError:
            continue
        except Exception:
            logger.exception("Report %s could not be looked at in the night.", report.slug)
            continue
        if is_due:
            report_regenerate_request(report=report, user=None)
            asked += 1
    return asked


def has_moved(report: Report) -> bool:
    """Whether a new draft would differ from the latest, or be written in another template."""
    latest = report.latest_draft
    languages = list(report.editions.values_list("language", flat=True))
    if latest is None or not languages:
        return False
    now = report_compose(report, languages, draft=0, made_on=working_date(), lets_in=False)
    template = template_of(report)
    wears_another = latest.template_sha256 != (template.sha256 if template else "")
    return wears_another or now.fingerprint != latest.fingerprint
