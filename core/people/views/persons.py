"""Pages about people: list, page, form, roles, leaving, history."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.models import RoleAssignment, User
from core.pages.changes import shown
from core.pages.forms import FormPage, posted
from core.pages.lists import ListPage
from core.pages.panels import panels_for
from core.pages.view_access import current_user, requires
from core.people import services
from core.people.filters import PersonFilterSet
from core.people.forms import PersonForm, RoleForm
from core.people.tables import CONTACTS, PersonTable
from core.second_factor.services import has_factor
from core.time import rights_day, working_date


class PersonListPage(ListPage):
    """Everybody who works here."""

    action = Action.VIEW_PEOPLE
    table_class = PersonTable
    filterset_class = PersonFilterSet
    title = gettext_lazy("People")
    export_name = "people"
    needs_strategy = False
    empty_text = gettext_lazy("Nobody.")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Behind the row gate, with the roles of the working date."""
        return User.objects.visible_to(current_user(request)).for_list(working_date())

    def table(self, request: HttpRequest, rows: "QuerySet[Any]") -> PersonTable:
        """Addresses and names to sign in with are for whoever needs them."""
        contacts = current_user(request).access.to(Action.VIEW_CONTACTS)
        # What is in a table can be sorted by: it shows the contacts of all or of nobody.
        return PersonTable(rows, exclude=() if contacts.everywhere else CONTACTS)

    def actions(self, request: HttpRequest) -> list[dict[str, object]]:
        """Units, stand-ins, and what an administrator can do."""
        access = current_user(request).access
        found: list[dict[str, object]] = [
            {"label": _("Units"), "url": reverse("people:unit-list")},
            {"label": _("Stand-ins"), "url": reverse("people:stand-in-list")},
        ]
        if access.may(Action.VIEW_PEOPLE_HISTORY):
            found.append({"label": _("Who can do what"), "url": reverse("rights:list")})
        if access.may(Action.MANAGE_PEOPLE):
            found.append({"label": _("System"), "url": reverse("admin:index")})
            url = reverse("people:person-create")
            found.append({"label": _("New person"), "url": url, "primary": True})
        return found


def visible_person(request: HttpRequest, pk: int) -> User:
    """Somebody whom the one who asks may see; otherwise 404."""
    rows = User.objects.visible_to(current_user(request)).select_related("unit")
    found: User = get_object_or_404(rows, pk=pk)
    return found


@requires(Action.VIEW_PEOPLE)
@require_GET
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who somebody is, what they may do, what they are responsible for, who stands in."""
    user, asking, today = visible_person(request, pk), current_user(request), working_date()
    manages = asking.access.may(Action.MANAGE_PEOPLE) and user.pk != asking.pk
    contacts = asking.access.to(Action.VIEW_CONTACTS).reaches(user.unit_id)
    roles = user.assignments.select_related("unit", "lent_by").order_by("-ends_on", "role", "pk")
    lent = user.lent_assignments.not_over().select_related("unit", "user")
    context = {
        "subject": user,
        "facts": _contacts(user) if contacts or user.pk == asking.pk else [],
        "roles": roles.not_over(),
        "past_roles": roles.filter(ends_on__lt=rights_day()) if manages else roles.none(),
        "lent": lent.order_by("starts_on", "pk"),
        "today": today,
        "is_self": user.pk == asking.pk,
        "can_manage": manages,
        "can_edit": asking.access.may(Action.MANAGE_PEOPLE),
        "can_reset_second_step": manages and has_factor(user),
        "can_see_history": asking.access.may(Action.VIEW_PEOPLE_HISTORY),
        "can_arrange": user.is_active and services.may_arrange(asking, user),
        "panels": panels_for("person", user, asking, today),
    }
    return render(request, "core/people/person_detail.html", context)


def _contacts(user: User) -> list[dict[str, Any]]:
    names = ("email", "username", "language", "time_zone")
    return [
        {
            "label": str(User._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            "value": shown(user, name) if name == "language" else getattr(user, name),
        }
        for name in names
    ]


@requires(Action.MANAGE_PEOPLE)
def person_create(request: HttpRequest) -> HttpResponse:
    """Somebody new, who cannot sign in before a password is set."""
    page = FormPage(
        title=_("New person"),
        back_label=_("People"),
        back_url=reverse("people:person-list"),
        draft_key="person-new",
        saved=_("The person has been saved. Next: a role, and a link to set a password."),
        save=lambda row, version: services.user_create(user=row),
    )
    return page.respond(request, PersonForm(posted(request)))


@requires(Action.MANAGE_PEOPLE)
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who somebody is; a save on top of somebody else's shows both."""
    user = visible_person(request, pk)
    page = FormPage(
        title=_("Edit the person"),
        back_label=user.full_name,
        back_url=user.get_absolute_url(),
        draft_key=f"person-{pk}",
        saved=_("The person has been saved."),
    )
    return page.respond(request, PersonForm(posted(request), instance=user))


def _managed(request: HttpRequest, pk: int) -> User:
    """Somebody whose rights the one who asks may change: anybody but themselves."""
    user = visible_person(request, pk)
    if user.pk == current_user(request).pk:
        raise Http404
    return user


@requires(Action.MANAGE_PEOPLE)
def role_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a role."""
    user = _managed(request, pk)
    form = RoleForm(posted(request), instance=RoleAssignment(user=user))

    def save(row: RoleAssignment, version: int) -> RoleAssignment:
        return services.role_assign(by=current_user(request), user=user, **form.cleaned_data)

    page = FormPage(
        title=_("Give a role"),
        subtitle=user.full_name,
        back_label=user.full_name,
        back_url=user.get_absolute_url(),
        draft_key=f"role-{pk}",
        saved=_("The role has been given."),
        save=save,
        template="core/people/role_form.html",
        done_url=user.get_absolute_url(),
    )
    return page.respond(request, form)


@requires(Action.MANAGE_PEOPLE)
@require_POST
def role_end(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """Take a role away, at once."""
    user = _managed(request, pk)
    assignment = get_object_or_404(user.assignments, pk=role)
    services.role_end(by=current_user(request), assignment=assignment, on=rights_day())
    messages.success(request, _("The role has ended."))
    return redirect(user)


@requires(Action.MANAGE_PEOPLE)
def person_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, with what would be left without anybody; then the account is closed."""
    user, today = _managed(request, pk), working_date()
    if not user.is_active:
        return redirect(user)
    if request.method == "POST":
        services.user_deactivate(by=current_user(request), user=user, on=rights_day())
        messages.success(request, _("The person has left: no signing in, no roles."))
        return redirect(user)
    panels = panels_for("person", user, current_user(request), today)
    context = {"subject": user, "panels": panels, "today": today}
    return render(request, "core/people/leave.html", context)


@requires(Action.MANAGE_PEOPLE)
@require_POST
def person_activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody is back."""
    user = _managed(request, pk)
    services.user_activate(by=current_user(request), user=user)
    messages.success(request, _("The person is back. Next: a role, and a link to set a password."))
    return redirect(user)
