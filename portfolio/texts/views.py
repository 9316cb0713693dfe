"""Lists of quantities and of texts for the report."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from portfolio.models import Quantity, Remark
from portfolio.rows.views import RowListPage
from portfolio.texts.filters import QuantityFilterSet, RemarkFilterSet
from portfolio.texts.tables import QuantityTable, RemarkTable


class QuantityListPage(RowListPage):
    """Every figure that was entered about a project."""

    model = Quantity
    table_class = QuantityTable
    filterset_class = QuantityFilterSet
    title = gettext_lazy("Quantities")
    export_name = "quantities"
    empty_text = gettext_lazy("No quantities yet: each is entered on the page of its project.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Quantity]":
        """Each with the whole of which it is a part."""
        return super().get_queryset(request).select_related("project", "part_of")


class RemarkListPage(RowListPage):
    """What projects want the reports to say."""

    model = Remark
    table_class = RemarkTable
    filterset_class = RemarkFilterSet
    title = gettext_lazy("Texts for the report")
    export_name = "texts-for-the-report"
    empty_text = gettext_lazy("No texts yet: each is written on the page of its project.")
