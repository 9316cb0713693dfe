"""Words and rules of a language profile that nobody has reviewed, named for people."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import profile

# What is no label but a rule of the language.
RULES = {
    "agenda_item": gettext_lazy("the item on the agenda"),
    "date_range": gettext_lazy("ranges of days"),
    "decimal": gettext_lazy("decimals"),
    "file_suffix": gettext_lazy("the language in file names"),
    "integer": gettext_lazy("large numbers in figures"),
    "join": gettext_lazy("lists joined by “and”"),
    "money": gettext_lazy("amounts of money"),
    "month_range": gettext_lazy("ranges of months"),
    "ordinal": gettext_lazy("ordinals in figures"),
    "ordinal_words": gettext_lazy("ordinals in words"),
    "paragraphs": gettext_lazy("ranges of paragraphs"),
    "point_endings": gettext_lazy("how the points of a decision are joined"),
    "quarter": gettext_lazy("quarters of a year"),
    "sentence_may_begin_with_figure": gettext_lazy("figures at the beginning of a sentence"),
    "table": gettext_lazy("the word for “table”"),
    "typeset": gettext_lazy("no-break spaces"),
    "words": gettext_lazy("numbers in words"),
}


FIELD = re.compile(r"\{\w+\}")


def unreviewed_words(language: str, names: Iterable[str]) -> str:
    """Labels in quotation marks as they are printed, then rules by what they are about."""
    labels = profile(language).labels
    names = list(names)
    words = sorted(
        {_("“%(word)s”") % {"word": FIELD.sub("…", labels[one])} for one in names if one in labels}
    )
    rules = sorted({str(RULES.get(one, one)) for one in names if one not in labels})
    return ", ".join([*words, *rules])
