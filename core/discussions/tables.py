"""The table of questions."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Question
from core.pages.columns import MomentColumn
from core.pages.tables import ListTable

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
TEXT = {"td": {"class": "text"}}


class QuestionTable(ListTable):
    """The list of questions."""

    text = tables.Column(verbose_name=gettext_lazy("Question"), attrs=TEXT)
    kind = tables.Column(
        verbose_name=gettext_lazy("About"), accessor="get_kind_display", order_by=("kind", "pk")
    )
    code = tables.Column(verbose_name=gettext_lazy("Code"))
    author = tables.Column(
        verbose_name=gettext_lazy("Asked by"), order_by=("author__full_name", "pk")
    )
    asked_of = tables.Column(
        verbose_name=gettext_lazy("Directed to"), order_by=("asked_of__full_name", "pk")
    )
    asked_at = MomentColumn(verbose_name=gettext_lazy("Asked"), attrs=NUMBER)
    state = tables.Column(
        verbose_name=gettext_lazy("State"),
        accessor="is_open",
        order_by=("settled_at", "pk"),
    )
    answer_count = tables.Column(verbose_name=gettext_lazy("Answers"), attrs=NUMBER)
    answered_at = MomentColumn(verbose_name=gettext_lazy("Last answer"), attrs=NUMBER)
    settled_by = tables.Column(
        verbose_name=gettext_lazy("Settled by"),
        order_by=("settled_by__full_name", "pk"),
        visible=False,
    )
    settled_at = MomentColumn(verbose_name=gettext_lazy("Settled"), attrs=NUMBER, visible=False)

    class Meta:
        model = Question
        fields = ()
        order_by = ("-asked_at",)

    def render_text(self, record: Question) -> SafeString:
        """The beginning, leading to the question's page."""
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)

    def value_text(self, record: Question) -> str:
        """All of it."""
        return record.text

    def render_state(self, value: bool) -> str:
        """Whether it waits for an answer."""
        return _("Open") if value else _("Settled")
