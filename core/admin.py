"""Django's admin, for system administrators only: accounts, roles, the installation, jobs.

It holds no contents (projects, reports, risks): those have their own pages, rules and gates.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import LogoutView
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.models import Heartbeat, Installation, Job, RoleAssignment, Unit, User
from core.pages.view_access import access_of


class AdministratorSite(AdminSite):
    """To everybody but administrators it does not exist."""

    site_header = gettext_lazy("Outturn: system administration")
    site_title = gettext_lazy("Outturn")
    index_title = gettext_lazy("Accounts, roles, installation, jobs")
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        """Administrators only."""
        return access_of(request).may(Action.MANAGE_PEOPLE)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one page for signing in, and it is not this one."""
        raise Http404

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The way out is the same as everywhere."""
        return LogoutView.as_view()(request)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The page for one's password is the same as everywhere."""
        return redirect("people:password-change")

    def get_urls(self) -> list[Any]:
        """Without the way to the page of any row, which tells its name (`Shown.view_on_site`)."""
        found = super().get_urls()
        return [one for one in found if getattr(one, "name", None) != "view_on_site"]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """404 in place of a page for signing in."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return guarded


admin_site = AdministratorSite(name="admin")


# What the administration's own filters ask of a field: a choice, a relation, yes or no, nothing there.
FILTERS_ASK = ("", "__exact", "__id__exact", "__isnull")


class Shown(ModelAdmin[Any]):
    """Rows to look at. Whoever gets here is an administrator, so rights need no table of their own."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what a filter beside the list asks.

        Django lets the address ask for every field of a row, sign by sign: the hash of a password,
        too. Anything else is a bad request (400).
        """
        named = self.list_filter if request is None else self.get_list_filter(request)
        return lookup in {f"{name}{end}" for name in named for end in FILTERS_ASK}

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """An empty name of a field is none."""
        return super().get_object(request, object_id, from_field or None)

    def view_on_site(self, obj: Any) -> str | None:
        """The row's own page. Django's way there would find the address of any row of any table.

        That of the row as it is stored: a form that was refused comes back with what was typed.
        """
        if not hasattr(obj, "get_absolute_url"):
            return None
        stored = type(obj)._default_manager.filter(pk=obj.pk).first()
        return stored.get_absolute_url() if stored is not None else None

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The site has asked already."""
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The site has asked already."""
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing is added."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted."""
        return False


class Changed(Shown):
    """Rows to add and change. What people have done hangs on them, so none is deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Administrators add."""
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators change."""
        return True


class UserAdmin(Changed):
    """Accounts. A password is neither shown nor set here: people set theirs by a link."""

    fields = ("username", "full_name", "email", "unit", "language", "time_zone", "is_active")
    list_display = ("full_name", "username", "email", "unit", "is_active", "last_login")
    list_filter = ("is_active", "unit")
    search_fields = ("full_name", "username", "email")
    list_select_related = ("unit",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Nobody closes their own account."""
        return ("is_active",) if obj is not None and obj.pk == request.user.pk else ()

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.BaseModelForm[User], change: bool
    ) -> None:
        """A new account cannot sign in before its password is set."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


class UnitAdmin(Changed):
    """Units."""

    fields = ("code", "parent", "name", "name_de", "name_fr", "name_es")
    list_display = ("code", "name", "parent")
    list_select_related = ("parent",)
    search_fields = ("code", "name")


class RoleAssignmentForm(forms.ModelForm[RoleAssignment]):
    """A role; never one's own. `asking` is set by the admin."""

    asking: ClassVar[Any] = None

    class Meta:
        model = RoleAssignment
        fields = ("user", "role", "unit", "language", "starts_on", "ends_on", "lent_by")

    def clean_user(self) -> User:
        """Nobody changes their own roles, nor gives one of theirs away by naming another."""
        user: User = self.cleaned_data["user"]
        if self.asking.pk in {user.pk, self.instance.user_id}:
            raise ValidationError(_("Nobody changes their own roles."))
        return user


class RoleAssignmentAdmin(Changed):
    """Roles held, lent ones included."""

    form = RoleAssignmentForm
    list_display = ("user", "role", "unit", "language", "starts_on", "ends_on", "lent_by")
    list_filter = ("role", "unit")
    search_fields = ("user__full_name",)
    list_select_related = ("user", "unit", "lent_by")

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The form knows who asks."""
        made = super().get_form(request, *args, **kwargs)
        return type(made.__name__, (made,), {"asking": request.user})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Anybody's but one's own."""
        return obj is None or obj.user_id != request.user.pk


class InstallationAdmin(Changed):
    """The one row of facts about this installation."""

    list_display = ("__str__", "fixed_date", "is_demonstration")
    fields = ("fixed_date", "is_demonstration")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is exactly one; it is made where there is none."""
        return not Installation.objects.exists()


class JobAdmin(Shown):
    """Jobs, to see what ran, what waits and what failed."""

    list_display = ("kind", "key", "state", "requested_by", "created_at", "finished_at", "attempts")
    list_filter = ("state", "kind")
    list_select_related = ("requested_by",)


class HeartbeatAdmin(Shown):
    """When each part of the program last showed that it lives."""

    list_display = ("part", "seen_at")


REGISTERED: tuple[tuple[type[models.Model], type[Shown]], ...] = (
    (User, UserAdmin),
    (Unit, UnitAdmin),
    (RoleAssignment, RoleAssignmentAdmin),
    (Installation, InstallationAdmin),
    (Job, JobAdmin),
    (Heartbeat, HeartbeatAdmin),
)
for model, shown in REGISTERED:
    admin_site.register(model, shown)
