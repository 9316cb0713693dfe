"""settings.xml of a paper in a template: ours, with what of the template's shapes its pages."""

from copy import deepcopy

from reports.writers.docx.template.schema_order import SETTINGS_RANK, put
from reports.writers.docx.xml import Element, qualified

# Left out: tracking, protection, mail merge, macros' keys, revision ids, attached templates, views.
_TAKEN = (
    *("embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "mirrorMargins"),
    *("alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter"),
    *("gutterAtTop", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit"),
    *("hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders", "characterSpacingControl"),
    *("compat", "clrSchemeMapping"),
)


def template_settings(theirs: Element | None, ours: Element) -> Element:
    """`ours`, changed; footnotes and language stay the paper's."""
    for name in _TAKEN:
        found = None if theirs is None else theirs.find(qualified(f"w:{name}"))
        if found is not None:
            put(ours, deepcopy(found), SETTINGS_RANK)
    return ours
