"""List pages as declarations: one table makes the page, the htmx fragment and the export."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_tables2 as tables
from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django_tables2 import RequestConfig

from core.access import Action
from core.imports.layouts import VERSION_LABEL, SheetLayout
from core.kept import kept
from core.models.people import REACH
from core.pages.active_filters import active_filters
from core.pages.cells import count_rows, file_rows, layout_rows
from core.pages.column_choice import ColumnForm
from core.pages.columns import written_day
from core.pages.filters import ListFilterSet
from core.pages.first_steps import first_step_of
from core.pages.list_address import day_asked, number_asked
from core.pages.long_files import long_file_request
from core.pages.looking_back import PastWords
from core.pages.paging import for_columns, order_totally, rows_of, show_page
from core.pages.spreadsheets import (
    CONTENT_TYPES,
    XLSX,
    FileNote,
    SheetLook,
    attachment,
    file_links,
    to_bytes,
)
from core.pages.strategies import EVERY, chosen, stands, strategy_asked
from core.pages.view_access import current_user, requires, take_along
from core.time import working_date
from core.years import years_meant

PAGE_SIZES = (25, 50, 100)
PRINTED = 1000  # rows of a list on paper, some twenty-five pages; a longer one is read in a file
STRATEGY = "strategy"


# --- List pages ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class AddButton:
    """Leads whoever may do `action` to the form of a new row; `place` gives the address's words."""

    action: Action
    label: str | Promise
    url_name: str
    place: Callable[[HttpRequest], Sequence[str] | None] = lambda _request: ()

    def url(self, request: HttpRequest) -> str:
        """Where it leads; empty for who may not add, or while there is no place for a row."""
        if not current_user(request).access.opens(self.action):
            return ""
        words = self.place(request)
        return "" if words is None else reverse(self.url_name, args=words)


class ListPage(View):
    """A list that can be filtered, sorted, paged and exported.

    Subclasses set `action` (who may open it at all), `model` (or their own `get_queryset`),
    `table_class`, `filterset_class`, `title` and `export_name`; perhaps `adds`, for a button that
    adds a row, and `fixed_columns`, which nobody can take off; without it, the first. A list that
    is there without any strategy sets `needs_strategy` to False.
    """

    action: ClassVar[Action]
    model: ClassVar[type[Model]]
    adds: ClassVar["AddButton | None"] = None
    loads: ClassVar["AddButton | None"] = None  # leads to the page that loads a file of the list
    fixed_columns: ClassVar[tuple[str, ...]] = ()
    count_separately: ClassVar[bool] = False  # a very long list, in the order of an index
    # Whoever may open it may take it along as well, though no role of theirs takes contents along.
    taken_by_readers: ClassVar[bool] = False

    # The columns that the loader of such rows reads, where there is one: its files have them.
    sheet: ClassVar[SheetLayout | None] = None

    # What some words of its files are coloured with: ground and letters.
    colours: ClassVar[Callable[[], Mapping[str, tuple[str, str]]]] = dict

    table_class: ClassVar[type[tables.Table]]
    filterset_class: ClassVar[type[ListFilterSet]]
    title: ClassVar[str | Promise]
    export_name: ClassVar[str]
    template_name: ClassVar[str] = "core/pages/list.html"
    empty_text: ClassVar[str | Promise] = gettext_lazy("Nothing here yet.")
    needs_strategy: ClassVar[bool] = True

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """Behind the door: a 404 for whoever sees no such rows at all."""
        return requires(cls.action)(super().as_view(**initkwargs))

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """The rows that may be shown: behind the row gate, with what a line shows.

        Of the request they depend on the person and on the day asked for, and on nothing else.
        """
        rows: Any = self.model._default_manager
        found: QuerySet[Any] = rows.visible_to(current_user(request)).for_list()
        return found

    def subtitle(self, request: HttpRequest) -> str:
        """A line under the title."""
        return ""

    def actions(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Buttons beside the title: label, url, primary (which "n" presses)."""
        url = self.adds.url(request) if self.adds else ""
        if not self.adds or not url:
            return []
        return [{"label": self.adding_label(request), "url": url, "primary": True}]

    def adding_label(self, request: HttpRequest) -> str:
        """What the button that adds a row says."""
        return str(self.adds.label) if self.adds else ""

    def _loading(self, request: HttpRequest) -> Mapping[str, object] | None:
        """The way to the page that loads a file, for who may."""
        url = self.loads.url(request) if self.loads else ""
        return {"label": self.loads.label, "url": url} if self.loads and url else None

    def more_context(self, request: HttpRequest) -> Mapping[str, object]:
        """What else the list's own template shows."""
        return {}

    def time_of(self, request: HttpRequest) -> AbstractContextManager[bool]:
        """The time as of which the list is read: the past, where it gives True."""
        return nullcontext(False)

    def is_past(self) -> bool:
        """Whether the list is asked for as of a past day."""
        return False

    def past_words(self, request: HttpRequest) -> PastWords | None:
        """What is said above a list of the past."""
        return None

    def table(self, request: HttpRequest, rows: "QuerySet[Any]") -> tables.Table:
        """The table of these rows; a column left out here is in no file either."""
        return self.table_class(rows)  # with a request it would page by itself

    def file_table(self, request: HttpRequest) -> tables.Table:
        """Every row that the request's filters leave, in its order, for a file."""
        table = self.table(request, self._filtered(request).qs)
        self._sort(request, table)
        return table

    def layout(self) -> SheetLayout | None:
        """The columns of its files, where a loader reads them again."""
        return self.sheet

    def file_lines(self, request: HttpRequest, table: tables.Table) -> Iterator[Sequence[Any]]:
        """The lines of a file, which the list's loader reads again where it has one.

        What stood in the past is not loaded over what stands.
        """
        layout = self.layout()
        if layout is None or self.is_past():
            return file_rows(table)
        return layout_rows(layout, table)

    def file_note(self, request: HttpRequest) -> FileNote:
        """What a workbook says of itself: what was asked for, of which day, by whom and when."""
        chips = active_filters(request, self._filtered(request))
        asked = "; ".join(f"{chip['label']}: {chip['value']}" for chip in chips)
        day = written_day(day_asked(request), "DATE_FORMAT")
        lines = [
            (_("List"), str(self.title)),
            (_("Filter"), asked or _("none: every row that you may see")),
            (_("As it stood on"), day),
            (_("Made by"), str(current_user(request))),
            (_("Made on"), written_day(working_date(), "DATE_FORMAT")),
        ]
        layout = self.layout()
        if layout is not None and not self.is_past():
            told = ", ".join(str(label) for label in layout.told.values())
            words = _(
                "Change the file and load it on the page of the list. For reading only: %(columns)s."
            )
            lines.append((_("Load again"), words % {"columns": told or "–"}))
        return FileNote(_("About this file"), lines)

    def file_look(self) -> SheetLook:
        """How its sheet looks."""
        return SheetLook(frozenset({str(VERSION_LABEL)}), type(self).colours())

    def _filtered(self, request: HttpRequest) -> ListFilterSet:
        asked = request.GET.copy()
        if STRATEGY in self.filterset_class.base_filters:
            asked[STRATEGY] = strategy_asked(request) or EVERY
        return self.filterset_class(asked, queryset=self._queryset(request), request=request)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, its fragment for htmx, or a file with `?export=csv|xlsx`."""
        wanted = request.GET.get("export")
        if wanted in CONTENT_TYPES:
            return self._file(request, wanted)
        with self.time_of(request):
            context = self._context(request)
        fragment = _is_fragment(request)
        # The frame around the list is of today.
        response = render(
            request, "core/pages/_list.html" if fragment else self.template_name, context
        )
        # One address, two bodies: without this, Back would show the bare fragment.
        patch_vary_headers(response, ["HX-Request"])
        return response

    def _context(self, request: HttpRequest) -> dict[str, object]:
        """All that the templates show; nothing is read any more while they are drawn."""
        filterset = self._filtered(request)
        self._stand(request, filterset)
        table = self.table(request, filterset.qs)
        number = number_asked(request)
        usual = number.columns if number else ()
        columns = ColumnForm(table, request.GET, self.fixed_columns, usual)
        columns.apply(table)
        table.default = "–"  # a file leaves the cell empty
        self._sort(request, table)
        active = active_filters(request, filterset)
        self._paginate(request, table, count_separately=self.count_separately and not active)
        count = table.paginator.count
        shown = [*active, *columns.chips(request)]
        folded = {*filterset.more, columns.name}
        fragment = _is_fragment(request)
        past = self.past_words(request)
        first = first_step_of(current_user(request)) if self.needs_strategy and not count else None
        return {
            "page": {
                "title": number.label if number else self.title,
                "subtitle": "" if number else self.subtitle(request),
                "definition": number.defined(strategy_asked(request)) if number else "",
                "actions": [] if first or past else self.actions(request),
                "empty_text": self.empty_text,
            },
            "past": past,
            "first_step": first,
            "filter": filterset,
            "filters": [] if fragment else filterset.drawn(),
            "columns": columns,
            "table": table,
            "result_count": count,
            "active_filters": shown,
            "export_formats": self._export_formats(request),
            "loading": None if first or past else self._loading(request),
            "is_long": count > settings.ROWS_AT_ONCE,
            "more_on": [each["label"] for each in shown if each["name"] in folded],
            "printed": PRINTED if self._prints(request) else 0,
            "paper_url": self._paper_url(request),
            "pages_url": f"?{_without(request, 'print')}",
            "page_sizes": PAGE_SIZES,
            "usual_strategy": chosen(request) or EVERY,
            **({} if fragment else self.more_context(request)),
        }

    def _stand(self, request: HttpRequest, filterset: ListFilterSet) -> None:
        """Tell the bar which strategy, year and day the list shows."""
        names, years = filterset.filters, years_meant(request.GET.get("year", ""))
        stands(
            request,
            strategy_asked(request) if STRATEGY in names else "",
            year=years.last if "year" in names and years else None,
            at=day_asked(request) if "at" in names else None,
        )

    def _queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """`get_queryset`, which is built once for a person and a day; filters work on a copy."""
        return kept(
            "queryset of a list",
            REACH,
            partial(self.get_queryset, request),
            *(type(self), *self._asking(request), day_asked(request)),
        ).all()

    def _asking(self, request: HttpRequest) -> tuple[int, bool]:
        """Who asks, and whether for a file."""
        user = current_user(request)
        return user.pk, user.access.is_of_files

    def _sort(self, request: HttpRequest, table: tables.Table) -> None:
        RequestConfig(request, paginate=False).configure(table)
        order_totally(table)

    def _paginate(
        self, request: HttpRequest, table: tables.Table, *, count_separately: bool
    ) -> None:
        """Only the offered sizes, whatever the address says; past the end is the last page."""
        given = request.GET.get(table.prefixed_page_field, "")
        page = int(given) if given.isdecimal() and len(given) < 9 else 1
        size = self._page_size(request)
        read = partial(self._rows, request, table)
        show_page(table, max(page, 1), size, read, count_separately=count_separately)

    def _rows(self, request: HttpRequest, table: tables.Table, ids: Sequence[Any]) -> list[Any]:
        """The rows of a page, by a query made once for the person, the day and the columns."""
        columns = tuple(column.name for column in table.columns)
        return rows_of(
            "rows of a list",
            lambda: for_columns(table, self._queryset(request)),
            ids,
            *(type(self), *self._asking(request), day_asked(request), columns),
        )

    def _prints(self, request: HttpRequest) -> bool:
        """Whether every row is asked for on one page, by who may take the list along."""
        return request.GET.get("print") == "all" and self._may_take(request)

    def _may_take(self, request: HttpRequest) -> bool:
        access = current_user(request).access
        return self.taken_by_readers or access.files().opens(self.action)

    def _page_size(self, request: HttpRequest) -> int:
        if self._prints(request):
            return PRINTED
        given = request.GET.get("per_page", "")
        return int(given) if given in {str(size) for size in PAGE_SIZES} else PAGE_SIZES[1]

    def _paper_url(self, request: HttpRequest) -> str:
        """The address of every row on one page; empty for who may not take the list along."""
        if not self._may_take(request):
            return ""
        return f"?{_without(request, 'print', 'page')}&print=all"

    def _export_formats(self, request: HttpRequest) -> list[dict[str, str]]:
        if not self._may_take(request):
            return []
        query = request.GET.copy()
        if slug := chosen(request):  # a job that writes the file knows no session
            query.setdefault(STRATEGY, slug)
        return [{"label": label, "url": url} for label, url in file_links(query)]

    def _file(self, request: HttpRequest, format_: str) -> HttpResponse:
        """The whole filtered list as a file, with the columns of the page; a long one as a job."""
        if not self.taken_by_readers:
            take_along(request, self.action)
        with self.time_of(request):
            table = self.table(request, self._filtered(request).qs)
            if count_rows(table) <= settings.ROWS_AT_ONCE:
                self._sort(request, table)
                lines = self.file_lines(request, table)
                note = self.file_note(request) if format_ == XLSX else None
                look = self.file_look()
                content = to_bytes(lines, format_, str(self.title), note, look)
                return attachment(content, self.export_name, format_)
        # Nothing that is written in the past stays.
        return redirect("core:long-file", pk=long_file_request(request, format_).pk)


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.htmx and not request.htmx.boosted)  # type: ignore[attr-defined]


def _without(request: HttpRequest, *names: str) -> str:
    """What the address asks, but for these."""
    rest = request.GET.copy()
    for name in names:
        rest.pop(name, None)
    return rest.urlencode()


def query(**values: object) -> str:
    """An address query of the values that are not None."""
    return urlencode({name: value for name, value in values.items() if value is not None})
