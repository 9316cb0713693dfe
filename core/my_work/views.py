"""Pages about what waits for a person: the list, what they want to hear of, their calendar."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.models import CalendarFeed, Digest, ReminderChoice
from core.models.reminders import MailsEvery
from core.my_work.calendar import calendar_of, feed_owner, feed_renew, feed_revoke
from core.my_work.forms import ReminderForm
from core.my_work.gathering import my_work
from core.my_work.kinds import work_kinds
from core.my_work.mails import in_language_of
from core.my_work.news import LONGEST, news_of
from core.my_work.subscriptions import (
    KIND,
    MUTE,
    SubscriptionState,
    UnknownSubject,
    mode_of,
    subscription_lines,
    subscription_set,
)
from core.pages.forms import FormPage, posted
from core.pages.view_access import current_user, requires
from core.time import working_date

SHOWN = 10  # items of a kind that are seen at once; the others are one click away


@requires(Action.DISCUSS)
@require_GET
def work_list(request: HttpRequest) -> HttpResponse:
    """What waits for the person who asks, the most consequential first."""
    user, today = current_user(request), working_date()
    groups = my_work(user, today)
    context = {
        "groups": [
            {"group": each, "first": each.items[:SHOWN], "rest": each.items[SHOWN:]}
            for each in groups
        ],
        "count": sum(len(each.items) for each in groups),
        "today": today,
        "news": news_of(user, today - LONGEST, today + timedelta(days=1)),
        "reminded": Digest.objects.filter(user=user).order_by("-day").first(),
    }
    return render(request, "core/my_work/list.html", context)


@requires(Action.DISCUSS)
def work_settings(request: HttpRequest) -> HttpResponse:
    """How often mails come, what is followed and muted, the private calendar."""
    user = current_user(request)
    choice = ReminderChoice.objects.filter(user=user).first()
    mails = choice.mails if choice else MailsEvery.DAY
    form = ReminderForm(posted(request), initial={"mails": mails})

    def save(row: None, version: int) -> None:
        ReminderChoice.objects.update_or_create(user=user, defaults=form.cleaned_data)

    page = FormPage(
        title=_("Reminders and calendar"),
        back_label=_("My work"),
        back_url=reverse("work:list"),
        draft_key="reminders",
        saved=_("Your choice has been saved."),
        save=save,
        done_url=reverse("work:settings"),
        template="core/my_work/settings.html",
        extra=lambda: {
            "lines": subscription_lines(user),
            "kinds": [each for each in work_kinds if mode_of(user, KIND, each.key) != MUTE],
            "feed": CalendarFeed.objects.filter(user=user).first(),
            "address": user.email,
        },
    )
    return page.respond(request, form)


@requires(Action.DISCUSS)
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Follow or mute something, or neither any more; back to where it stands."""
    subject, key = request.POST.get("subject", ""), request.POST.get("key", "")
    mode = request.POST.get("mode", "")
    try:
        found = subscription_set(user=current_user(request), subject=subject, key=key, mode=mode)
    except UnknownSubject:
        raise Http404 from None
    said = (
        SubscriptionState(subject, 0, mode).words if mode else _("You follow or mute it no more.")
    )
    messages.success(request, said)
    from_settings = found is None or request.POST.get("from") == "settings"
    return redirect("work:settings" if found is None or from_settings else found.url)


@never_cache
@requires(Action.DISCUSS)
@require_POST
def calendar_renew(request: HttpRequest) -> HttpResponse:
    """A new private address of the person's calendar, shown this once."""
    token = feed_renew(user=current_user(request))
    link = request.build_absolute_uri(reverse("work:calendar", args=[token]))
    return render(request, "core/my_work/calendar_address.html", {"link": link})


@requires(Action.DISCUSS)
@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """The address of the calendar leads nowhere any more."""
    feed_revoke(user=current_user(request))
    messages.success(request, _("The address of your calendar leads nowhere any more."))
    return redirect("work:settings")


@require_GET
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar that a token opens, for programs that cannot sign in; 404 for all others."""
    user = feed_owner(token)
    if user is None:
        raise Http404
    with in_language_of(user):
        body = calendar_of(user, working_date())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="outturn.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
