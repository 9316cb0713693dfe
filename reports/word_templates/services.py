"""What can be done with Word templates: bring one, replace its file, withdraw it, delete it."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.files import names
from core.files.store import FileStoreError, store_whole, stored_file
from core.history.saving import locked, row_save
from core.jobs.kinds import JobError
from core.languages import LANGUAGES, profile
from core.models import User
from reports.models import Report, ReportTemplate, WordTemplate
from reports.writers.docx import write_in
from reports.writers.docx.template import TemplateRefused, read_template
from reports.writers.docx.template.findings import TemplateFindings, findings_to_json
from reports.writers.docx.template.inspection import inspect_template
from reports.writers.docx.template.sample import sample_document

MOST_NAME = 100


class TemplateHasUses(Exception):
    """Drafts were made with it, or reports name it: it stays."""


def template_upload(
    *, template: WordTemplate, content: bytes, file_name: str, user: User, version: int = 0
) -> WordTemplate:
    """Check a file and make it the template's; `template` is a new row or one whose file is replaced.

    Raises `TemplateRefused` with every reason, and `StaleRow`; then nothing is changed. The old file
    stays in the store: drafts say by its hash that they were made with it.
    """
    found = template_check(content)
    digest = hashlib.sha256(content).hexdigest()
    path = f"word-templates/{digest[:2]}/{digest}/template.docx"
    store_whole(path, ContentFile(content))
    template.file.name, template.sha256, template.size = path, digest, len(content)
    template.file_name = safe_name(file_name)
    template.found, template.is_withdrawn = findings_to_json(found), False
    template.uploaded_by, template.uploaded_at = user, timezone.now()
    row_save(row=template, version=version)
    return template


def template_check(content: bytes) -> TemplateFindings:
    """What is in a file; a sample is written in it for trial. Raises `TemplateRefused`."""
    found = inspect_template(read_template(content))
    sample_of(content)
    return found


def template_delete(*, template: WordTemplate) -> None:
    """Remove a template that nothing was made with. Raises `TemplateInUse`.

    Its file stays in the store, where the history still leads to it.
    """
    with transaction.atomic():
        locked(WordTemplate, template.pk)
        if any(uses(template).values()):
            raise TemplateHasUses(str(template))
        template.delete()


def uses(template: WordTemplate) -> dict[str, int]:
    """How many drafts were made with it, and how many reports and outlines name it."""
    return {
        "drafts": template.drafts.count(),
        "reports": template.reports.count(),
        "report_templates": template.report_templates.count(),
    }


def template_of(report: Report) -> WordTemplate | None:
    """The template a report's Word files are written in: its own, else that of its strategy's reports.

    None: our own look.
    """
    if report.word_template_id is not None:
        return report.word_template
    of_strategy = ReportTemplate.objects.select_related("word_template")
    found = of_strategy.filter(strategy=report.strategy_id).first()
    return found.word_template if found else None


@dataclass(frozen=True)
class TemplateInUse:
    """What a draft's Word files are written in; without a template, in our own look."""

    template: WordTemplate | None = None
    content: bytes = b""

    @property
    def sha256(self) -> str:
        """The hash of the template's file; empty for our own look."""
        return self.template.sha256 if self.template else ""


NO_TEMPLATE = TemplateInUse()


def template_in_use(report: Report) -> TemplateInUse:
    """The template of `report` with its bytes. Raises `JobError` when they cannot be read."""
    template = template_of(report)
    return TemplateInUse(template, content_of(template)) if template else NO_TEMPLATE


def content_of(template: WordTemplate) -> bytes:
    """The bytes of a template's file. Raises `JobError` in words for the person who asked."""
    try:
        with stored_file(str(template.file.name), sha256=template.sha256) as file:
            return file.read()
    except FileNotFoundError as error:
        raise JobError(
            _(
                "The file of the Word template “%(name)s” is missing in the file store. Upload it "
                "again on the template's page, or choose another one for this report."
            )
            % {"name": template.name}
        ) from error
    except FileStoreError as error:
        raise JobError(str(error)) from error


def sample_of(content: bytes) -> bytes:
    """A sample paper in a template, in the active language.

    Raises `TemplateRefused` for what no check foresaw: a template that cannot be written in is none.
    """
    language = (get_language() or "en")[:2]
    code = language if language in LANGUAGES else "en"
    try:
        return write_in(sample_document(code, profile(code).word_language), content)
    except (ValueError, KeyError, AttributeError, TypeError, StopIteration) as error:
        if isinstance(error, TemplateRefused):
            raise
        raise TemplateRefused(
            _(
                "No paper can be written in this template (%(reason)s). Copy your styles, header and "
                "footer into a new document in Word, and upload that."
            )
            % {"reason": f"{type(error).__name__}: {error}"[:160]}
        ) from error


def safe_name(file_name: str) -> str:
    """The name a person gave a file, fit for a header and a disk, with the ending it had."""
    ending = "dotx" if file_name.lower().endswith(".dotx") else "docx"
    return names.file_name(names.given_stem(file_name)[:MOST_NAME], ending, otherwise="template")
