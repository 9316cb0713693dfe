"""Filters of the list of documents."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.files.kinds import CONTENT_TYPES
from core.languages.folding import contains
from core.models import DocumentVersion
from core.models.documents import DocumentVersionQuerySet, Purpose
from core.pages.filters import ListFilterSet
from core.subjects import kind_choices


class DocumentFilterSet(ListFilterSet):
    """Documents: of what kind, of which rows, whose."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    purpose = django_filters.ChoiceFilter(
        label=_("Kind of document"), field_name="document__purpose", choices=Purpose.choices
    )
    kind = django_filters.ChoiceFilter(
        label=_("Belongs to"),
        field_name="document__kind",
        choices=kind_choices,
        empty_label=_("Everything"),
    )
    format = django_filters.ChoiceFilter(
        label=_("Format"), choices=[(kind, kind) for kind in CONTENT_TYPES]
    )
    code = django_filters.CharFilter(label=_("Code"), lookup_expr="iexact")
    more = ("format", "code")

    class Meta:
        model = DocumentVersion
        fields: tuple[str, ...] = ()

    def search(
        self, rows: DocumentVersionQuerySet, name: str, value: str
    ) -> DocumentVersionQuerySet:
        """All words occur in the title, the name of the file, the uploader's or the row's code."""
        for word in value.split()[:8]:
            rows = rows.filter(
                contains("document__title", word)
                | contains("file_name", word)
                | contains("uploaded_by__full_name", word)
                | contains("code", word)
            )
        return rows
