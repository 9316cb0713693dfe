"""The house's own Word template: checked when it is brought, then worn by every paper.

`opening` and `dangers` let nothing harmful in, `template` reads what is of use, `dress` puts a
written paper into it. What is taken and what is not: docs/formats/word-template.md.
"""

from reports.writers.docx.house.dress import dress
from reports.writers.docx.house.template import HouseTemplate, TemplateRefused, read_template

__all__ = ["HouseTemplate", "TemplateRefused", "dress", "read_template"]
