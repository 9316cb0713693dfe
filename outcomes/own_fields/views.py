"""Pages that define own fields; the page of a strategy's words lists them."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.languages.translated import text_of
from core.pages.forms import DeletePage, FormPage, posted
from core.pages.view_access import requires
from outcomes.current import strategy_to_change
from outcomes.models import OwnField, Strategy
from outcomes.models.own_fields import own_vocabulary
from outcomes.own_fields.forms import OwnFieldForm
from outcomes.terms.uses import own_subjects, subject_name, used_in
from outcomes.terms.views import words_label, words_url


@requires(Action.VIEW_FRAMEWORK)
def own_field_create(request: HttpRequest, slug: str, subject: str) -> HttpResponse:
    """One more field, after the last of its rows."""
    if subject not in own_subjects:
        raise Http404
    strategy = strategy_to_change(request, slug)
    last = strategy.own_fields.filter(subject=subject).order_by("position").last()
    row = OwnField(strategy=strategy, subject=subject, position=last.position + 1 if last else 0)
    return _form(request, strategy, row)


@requires(Action.VIEW_FRAMEWORK)
def own_field_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change what a field is called, its hint, its place; or ask it no more."""
    strategy, row = _row(request, slug, pk)
    return _form(request, strategy, row)


@requires(Action.VIEW_FRAMEWORK)
def own_field_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a field that no row holds, after asking; its choices go with it."""
    strategy, row = _row(request, slug, pk)
    if used := used_in(strategy).fields[row.key]:
        told = ngettext(
            "“%(name)s” is not removed: %(count)s row holds it. Let it be asked no more instead.",
            "“%(name)s” is not removed: %(count)s rows hold it. Let it be asked no more instead.",
            used,
        )
        messages.error(request, told % {"name": row, "count": used})
        return redirect(row)
    page = DeletePage(back_label=words_label(strategy), back_url=words_url(strategy))

    @transaction.atomic
    def remove() -> None:
        strategy.terms.filter(vocabulary=own_vocabulary(row.key)).delete()
        row.delete()

    return page.respond(request, row, remove)


def _row(request: HttpRequest, slug: str, pk: int) -> tuple[Strategy, OwnField]:
    strategy = strategy_to_change(request, slug)
    row = get_object_or_404(strategy.own_fields, pk=pk)
    row.strategy = strategy
    return strategy, row


def _form(request: HttpRequest, strategy: Strategy, row: OwnField) -> HttpResponse:
    is_there = row.pk is not None
    subject = subject_name(strategy, row.subject)
    page = FormPage(
        title=str(row) if is_there else _("%(rows)s: one more field") % {"rows": subject},
        subtitle=text_of(strategy, "short_title"),
        back_label=words_label(strategy),
        back_url=words_url(strategy),
        draft_key=f"own-field-{row.pk or f'new-{strategy.pk}-{row.subject}'}",
        saved=_("Saved."),
        done_url=words_url(strategy),
        delete_url=reverse("outcomes:own-field-delete", args=[strategy.slug, row.pk])
        if is_there
        else "",
    )
    return page.respond(request, OwnFieldForm(posted(request), instance=row))
