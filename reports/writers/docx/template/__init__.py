"""A Word template of the house's own: checked when it is uploaded, then applied to every paper."""

from reports.writers.docx.template.apply import apply_template
from reports.writers.docx.template.read import DocxTemplate, TemplateRefused, read_template

__all__ = ["DocxTemplate", "TemplateRefused", "apply_template", "read_template"]
