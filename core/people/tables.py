"""Tables of people, units and stand-ins."""

from typing import Any

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms.translated import OTHER_LANGUAGES
from core.languages.translated import text_in, text_of
from core.models import RoleAssignment, Unit, User
from core.pages.columns import DayColumn
from core.pages.lists import query
from core.pages.tables import ListTable
from core.pages.view_access import current_user
from core.people.services import may_arrange
from core.time import rights_day

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
CONTACTS = ("username", "email", "language", "time_zone")


class PersonTable(ListTable):
    """The list of people. Addresses and names to sign in with are for whoever needs them."""

    full_name = tables.Column(verbose_name=gettext_lazy("Name"), linkify=True)
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"), order_by=("unit__code", "full_name"), linkify=True
    )
    roles = tables.Column(
        verbose_name=gettext_lazy("Roles"), empty_values=(), orderable=False, accessor="pk"
    )
    email = tables.Column(verbose_name=gettext_lazy("E-mail"))
    username = tables.Column(verbose_name=gettext_lazy("User name"), visible=False)
    language = tables.Column(verbose_name=gettext_lazy("Language"), visible=False)
    time_zone = tables.Column(verbose_name=gettext_lazy("Time zone"), visible=False)
    is_active = tables.Column(verbose_name=gettext_lazy("State"))

    class Meta:
        model = User
        fields = ()
        sequence = ("full_name", "unit", "roles", *CONTACTS, "is_active")
        order_by = ("full_name",)

    def render_roles(self, record: User) -> SafeString:
        """Each role with its scope, and for whom it is held."""
        return SafeString(render_to_string("core/people/_roles.html", {"roles": roles_of(record)}))

    def value_roles(self, record: User) -> str:
        """The same in words."""
        return "; ".join(role_in_words(role) for role in roles_of(record))

    def render_is_active(self, value: bool) -> str:
        """Here, or gone."""
        return _("Active") if value else _("Has left")


def roles_of(user: User) -> list[RoleAssignment]:
    """The roles that `for_list` has read."""
    found: list[RoleAssignment] = user.roles_now  # type: ignore[attr-defined]
    return found


def role_in_words(role: RoleAssignment) -> str:
    """Such as "Manager (TMS)" or "Project manager, for Adaeze Whitcombe"."""
    if role.lent_by is None:
        return role.label
    return _("%(role)s, for %(lender)s") % {"role": role.label, "lender": role.lent_by}


class UnitTable(ListTable):
    """The units as a tree."""

    code = tables.Column(
        verbose_name=gettext_lazy("Code"), linkify=True, order_by=("place", "code")
    )
    name = tables.Column(verbose_name=gettext_lazy("Name"))
    parent = tables.Column(verbose_name=gettext_lazy("Part of"), order_by=("parent__code", "code"))
    own_people = tables.Column(verbose_name=gettext_lazy("People"), attrs=NUMBER)
    all_people = tables.Column(verbose_name=gettext_lazy("With parts"), attrs=NUMBER)

    class Meta:
        model = Unit
        fields = ()
        sequence = ("code", "name", "...", "parent", "own_people", "all_people")
        order_by = ("code",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        label = _("Name")
        hidden = [
            (f"name_{code}", tables.Column(verbose_name=f"{label} ({code})", visible=False))
            for code, _language in OTHER_LANGUAGES
        ]
        super().__init__(*args, extra_columns=hidden, **kwargs)

    def render_code(self, record: Unit, value: str) -> SafeString:
        """Set in by how deep the unit lies."""
        depth = min(record.depth, 6)  # type: ignore[attr-defined]
        return format_html('<span class="unit-depth-{}">{}</span>', depth, value)

    def value_code(self, value: str) -> str:
        """The code alone."""
        return value

    def render_name(self, record: Unit) -> str:
        """The name in the person's language."""
        return text_of(record, "name")

    def value_name(self, record: Unit) -> str:
        """The original name."""
        return text_in(record, "name", "en")

    def render_own_people(self, record: Unit, value: int) -> SafeString:
        """The count leads to them."""
        url = f"{reverse('people:person-list')}?{query(unit=record.code)}"
        return format_html('<a href="{}">{}</a>', url, value)

    def value_own_people(self, value: int) -> int:
        """The number alone."""
        return value


class StandInTable(ListTable):
    """Who stands in for whom."""

    lent_by = tables.Column(
        verbose_name=gettext_lazy("Away"), order_by=("lent_by__full_name", "id"), linkify=True
    )
    user = tables.Column(
        verbose_name=gettext_lazy("Stand-in"), order_by=("user__full_name", "id"), linkify=True
    )
    role = tables.Column(verbose_name=gettext_lazy("Role"))
    starts_on = DayColumn(verbose_name=gettext_lazy("First day"), attrs=NUMBER)
    ends_on = DayColumn(verbose_name=gettext_lazy("Last day"), attrs=NUMBER)
    end = tables.Column(
        verbose_name=gettext_lazy("End"),
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
        accessor="pk",
    )

    class Meta:
        model = RoleAssignment
        fields = ()
        order_by = ("starts_on", "lent_by")

    def render_role(self, record: RoleAssignment) -> str:
        """The role with its scope."""
        return record.label

    value_role = render_role

    def value_starts_on(self, value: Any) -> Any:
        """The date itself."""
        return value

    def value_ends_on(self, value: Any) -> Any:
        """The date itself."""
        return value

    def render_end(self, record: RoleAssignment) -> SafeString | str:
        """A button for whoever may end it, while it is not over."""
        assert record.lent_by is not None and record.ends_on is not None
        over = record.ends_on < rights_day()
        if over or not may_arrange(current_user(self.request), record.lent_by):
            return ""
        # Without the request: with it, every line would ask anew for what the page's frame shows.
        context = {"role": record, "csrf_token": get_token(self.request)}
        return SafeString(render_to_string("core/people/_end.html", context))
