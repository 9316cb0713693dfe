"""The table of documents: the newest version of each."""

import django_tables2 as tables
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from core.models import DocumentVersion
from core.pages.columns import MomentColumn
from core.pages.tables import ListTable

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
TEXT = {"td": {"class": "text"}}


class DocumentTable(ListTable):
    """The list of documents."""

    title = tables.Column(
        verbose_name=gettext_lazy("Document"),
        accessor="document__title",
        attrs=TEXT,
        order_by=("document__title", "pk"),
    )
    purpose = tables.Column(
        verbose_name=gettext_lazy("Kind of document"),
        accessor="document__get_purpose_display",
        order_by=("document__purpose", "pk"),
    )
    kind = tables.Column(
        verbose_name=gettext_lazy("Belongs to"),
        accessor="document__get_kind_display",
        order_by=("document__kind", "pk"),
    )
    code = tables.Column(verbose_name=gettext_lazy("Code"))
    uploaded_by = tables.Column(
        verbose_name=gettext_lazy("Uploaded by"), order_by=("uploaded_by__full_name", "pk")
    )
    uploaded_at = MomentColumn(verbose_name=gettext_lazy("Uploaded"), attrs=NUMBER)
    size = tables.Column(verbose_name=gettext_lazy("Size"), attrs=NUMBER)
    number = tables.Column(verbose_name=gettext_lazy("Version"), attrs=NUMBER)
    format = tables.Column(verbose_name=gettext_lazy("Format"), visible=False)
    file_name = tables.Column(verbose_name=gettext_lazy("Name of the file"), visible=False)
    sha256 = tables.Column(verbose_name=gettext_lazy("Hash of the file"), visible=False)

    class Meta:
        model = DocumentVersion
        fields = ()
        order_by = ("-uploaded_at",)

    def render_title(self, record: DocumentVersion) -> SafeString:
        """The title, which downloads the file."""
        return format_html(
            '<a href="{}" download>{}</a>', record.get_absolute_url(), record.document.title
        )

    def value_title(self, record: DocumentVersion) -> str:
        """The title in words."""
        return record.document.title

    def render_size(self, value: int) -> str:
        """As people say it."""
        return filesizeformat(value)

    def value_size(self, value: int) -> int:
        """In bytes."""
        return value
