"""Tables of reviews and of their lines."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import AccessReview, AccessReviewLine
from core.models.review import ReviewResult
from core.pages.columns import DayColumn, written_day
from core.pages.tables import ListTable
from core.rights.extents import scope_in_words
from core.rights.reviews.progress import is_late
from core.time import day_of, rights_day

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class ReviewTable(ListTable):
    """Reviews of rights, the latest first."""

    opened_on = DayColumn(verbose_name=gettext_lazy("Opened"), linkify=True, attrs=NUMBER)
    opened_by = tables.Column(
        verbose_name=gettext_lazy("Opened by"), order_by=("opened_by__full_name", "id")
    )
    due_on = DayColumn(verbose_name=gettext_lazy("To be finished by"), attrs=NUMBER)
    state = tables.Column(
        verbose_name=gettext_lazy("State"), accessor="pk", order_by=("closed_on", "due_on")
    )
    line_count = tables.Column(verbose_name=gettext_lazy("Roles"), attrs=NUMBER)
    open_count = tables.Column(verbose_name=gettext_lazy("Open"), attrs=NUMBER)
    confirmed_count = tables.Column(verbose_name=gettext_lazy("Confirmed"), attrs=NUMBER)
    ended_count = tables.Column(verbose_name=gettext_lazy("Ended"), attrs=NUMBER)
    closed_on = DayColumn(verbose_name=gettext_lazy("Closed"), attrs=NUMBER)
    closed_by = tables.Column(
        verbose_name=gettext_lazy("Closed by"), order_by=("closed_by__full_name", "id")
    )

    class Meta:
        model = AccessReview
        fields = ()
        order_by = ("-opened_on",)

    def value_state(self, record: AccessReview) -> str:
        """Open, late or closed."""
        if record.closed_on is not None:
            return _("Closed")
        return _("Overdue") if is_late(record, rights_day()) else _("Open")

    def render_state(self, record: AccessReview) -> SafeString:
        """The same, marked where somebody must act."""
        kind = "tag-warn" if is_late(record, rights_day()) else ""
        return format_html('<span class="tag {}">{}</span>', kind, self.value_state(record))


class ReviewLineTable(ListTable):
    """A line for each role that was held when the review was opened."""

    choose = tables.Column(
        verbose_name=gettext_lazy("Choose"),
        accessor="pk",
        orderable=False,
        exclude_from_export=True,
    )
    user = tables.Column(
        verbose_name=gettext_lazy("Person"), order_by=("user__full_name", "id"), linkify=True
    )
    person_unit = tables.Column(
        verbose_name=gettext_lazy("Unit"), accessor="user__unit__code", visible=False
    )
    role = tables.Column(verbose_name=gettext_lazy("Role"))
    where = tables.Column(
        verbose_name=gettext_lazy("Where"), accessor="pk", order_by=("unit__code", "language", "id")
    )
    starts_on = DayColumn(verbose_name=gettext_lazy("From"), attrs=NUMBER, visible=False)
    ends_on = DayColumn(verbose_name=gettext_lazy("Until"), attrs=NUMBER)
    lent_by = tables.Column(
        verbose_name=gettext_lazy("Lent by"), order_by=("lent_by__full_name", "id")
    )
    last_sign_in = tables.Column(
        verbose_name=gettext_lazy("Last sign-in"), accessor="user__last_login", attrs=NUMBER
    )
    result = tables.Column(verbose_name=gettext_lazy("State"), empty_values=())
    reason = tables.Column(verbose_name=gettext_lazy("Reason"), attrs={"td": {"class": "reason"}})
    decided_by = tables.Column(
        verbose_name=gettext_lazy("Decided by"), order_by=("decided_by__full_name", "id")
    )
    decided_at = tables.Column(verbose_name=gettext_lazy("Decided on"), attrs=NUMBER)

    class Meta:
        model = AccessReviewLine
        fields = ()
        sequence = (
            *("choose", "user", "person_unit", "role", "where", "result", "reason"),
            *("decided_by", "decided_at", "..."),
        )
        order_by = ("user",)

    def __init__(
        self, *args: Any, mine: Collection[int] = (), over: Collection[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # Keys of the lines that whoever looks may decide on, and of those whose role is over.
        self.mine, self.over = mine, over

    def render_choose(self, record: AccessReviewLine) -> SafeString | str:
        """A box for each line that is theirs to decide on; the form stands above the list."""
        if record.pk not in self.mine:
            return ""
        return format_html(
            '<input type="checkbox" name="line" value="{}" form="decide" aria-label="{}">',
            record.pk,
            _("Choose: %(role)s") % {"role": record},
        )

    def render_where(self, record: AccessReviewLine) -> str:
        """The limits of the role."""
        unit = record.unit.code if record.unit else ""
        return scope_in_words(record.role, unit, record.language)

    value_where = render_where

    def render_result(self, value: str, record: AccessReviewLine) -> str:
        """What was decided; open until then, unless the role ended by itself."""
        if value:
            return value
        return str(ReviewResult.OVER.label) if record.pk in self.over else _("Open")

    value_result = render_result

    def render_decided_at(self, value: datetime) -> str:
        """The day, short."""
        return written_day(day_of(value), "SHORT_DATE_FORMAT")

    def value_decided_at(self, value: datetime) -> datetime:
        """The moment; a cell has no time zone."""
        return timezone.make_naive(value)

    render_last_sign_in, value_last_sign_in = render_decided_at, value_decided_at
