"""Passwords: everybody changes their own; a new one is set by a link, never by somebody else."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.access import Action
from core.pages.view_access import current_user, requires
from core.people import services
from core.people.views.persons import visible_person
from core.second_factor.services import password_was_set
from core.sign_in.forms import OwnPasswordForm
from core.sign_in.steps import confirm


class PasswordChange(PasswordChangeView):
    """One's own password, with the old one."""

    template_name = "core/people/password_change.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("core:home")

    def get_form_kwargs(self) -> dict[str, object]:
        """The form counts tries by where they come from."""
        return {**super().get_form_kwargs(), "request": self.request}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The words of the page; what is typed here is never kept as a draft."""
        page = {"title": _("Change your password")}
        return {**super().get_context_data(**kwargs), "page": page}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Says so; whoever else was signed in as this person is not any more."""
        messages.success(self.request, _("Your password has been changed."))
        answer = super().form_valid(form)  # type: ignore[arg-type]
        confirm(self.request)
        _was_set(self.request, form)
        return answer


class SetPassword(PasswordResetConfirmView):
    """Where a link leads; it works once, and only for a time."""

    template_name = "core/people/password_set.html"
    success_url = reverse_lazy("core:sign-in")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Says so on the page for signing in; sessions from before have ended."""
        messages.success(self.request, _("Your password has been set. Sign in with it."))
        answer = super().form_valid(form)  # type: ignore[arg-type]
        # Whoever opened the link in a browser where they are signed in is out by the new password.
        _was_set(self.request, form)
        return answer


def _was_set(request: HttpRequest, form: BaseForm) -> None:
    assert isinstance(form, SetPasswordForm)
    password_was_set(user=form.user, session_key=request.session.session_key)


@never_cache
@requires(Action.MANAGE_PEOPLE)
@require_POST
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Mails a link to set a password; without mail it is shown once, to be handed over."""
    user = visible_person(request, pk)
    try:
        link = request.build_absolute_uri(
            services.password_link(by=current_user(request), user=user)
        )
    except services.NotAllowed:
        raise Http404 from None
    if user.email and settings.EMAIL_HOST:
        try:
            services.password_link_send(user=user, link=link)
        except (OSError, SMTPException):
            messages.error(request, _("The mail server did not take the mail. Try again later."))
        else:
            messages.success(request, _("The link has been sent to %s.") % user.email)
        return redirect(user)
    return render(request, "core/people/password_link.html", {"subject": user, "link": link})
