"""What a new strategy begins with, where nobody has given it words of its own."""

from collections.abc import Collection
from typing import NamedTuple

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.languages import LANGUAGES
from core.languages.translated import set_texts
from outcomes.models import Strategy, Term, Vocabulary


class FirstTerm(NamedTuple):
    """A term with its name; `counts` as `Term` says."""

    vocabulary: Vocabulary
    key: str
    name: Promise
    counts: bool = False


FIRST = (
    FirstTerm(Vocabulary.CATEGORY, "new_service", _("New service offering"), counts=True),
    FirstTerm(Vocabulary.CATEGORY, "major_improvement", _("Major improvement"), counts=True),
    FirstTerm(Vocabulary.CATEGORY, "minor_improvement", _("Minor improvement")),
    FirstTerm(Vocabulary.CATEGORY, "upgrade_renewal", _("Upgrade or renewal")),
    FirstTerm(Vocabulary.CATEGORY, "governance_support", _("Governance and support")),
    FirstTerm(Vocabulary.KIND, "project", _("Project"), counts=True),
    FirstTerm(Vocabulary.KIND, "pilot", _("Pilot"), counts=True),
    FirstTerm(Vocabulary.KIND, "service", _("Service")),
    FirstTerm(Vocabulary.KIND, "training", _("Training")),
    FirstTerm(Vocabulary.KIND, "partnership", _("Partnership")),
    FirstTerm(Vocabulary.KIND, "funding", _("Funding")),
    FirstTerm(Vocabulary.SIZE, "small", _("Small")),
    FirstTerm(Vocabulary.SIZE, "medium", _("Medium")),
    FirstTerm(Vocabulary.SIZE, "large", _("Large")),
)


def first_terms(strategy: Strategy, without: Collection[str] = ()) -> None:
    """Give a new strategy the usual words, but for vocabularies that it brings itself."""
    rows = []
    for position, each in enumerate(FIRST):
        if each.vocabulary in without:
            continue
        row = Term(
            strategy=strategy,
            vocabulary=each.vocabulary,
            key=each.key,
            position=position,
            counts=each.counts,
        )
        set_texts(row, "name", _in_every_language(each.name))
        rows.append(row)
    Term.objects.bulk_create(rows)


def _in_every_language(name: Promise) -> dict[str, str]:
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = str(name)
    return found
