"""Tables of the reports."""

from reports.models.assignment import PartAssignment
from reports.models.choices import (
    LANGUAGE_CHOICES,
    InWords,
    Origin,
    Profile,
    Requirement,
    RoundingChoice,
)
from reports.models.draft import Draft, DraftEdition, Export
from reports.models.gate import AcceptedNumber, NumberOverride
from reports.models.paper import (
    PARAGRAPH_KIND,
    PARAGRAPH_WORDS,
    Paragraph,
    ParagraphText,
    Section,
)
from reports.models.picture import ReportPicture
from reports.models.report import IMPLICATIONS, Edition, Report
from reports.models.template import ReportTemplate
from reports.models.translated import TranslationBehind
from reports.models.waiver import FindingWaiver
from reports.models.word_template import WordTemplate

__all__ = [
    "IMPLICATIONS",
    "LANGUAGE_CHOICES",
    "PARAGRAPH_KIND",
    "PARAGRAPH_WORDS",
    "AcceptedNumber",
    "Draft",
    "DraftEdition",
    "Edition",
    "Export",
    "FindingWaiver",
    "InWords",
    "NumberOverride",
    "Origin",
    "Paragraph",
    "ParagraphText",
    "PartAssignment",
    "Profile",
    "Report",
    "ReportPicture",
    "ReportTemplate",
    "Requirement",
    "RoundingChoice",
    "Section",
    "TranslationBehind",
    "WordTemplate",
]
