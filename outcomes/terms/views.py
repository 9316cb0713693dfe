"""Pages of a strategy's words: all of them, and the form of one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from core.access import Action
from core.languages.translated import set_texts, text_of
from core.pages.export import workbook, workbook_asked
from core.pages.forms import DeletePage, FormPage, posted
from core.pages.strategies import stands
from core.pages.view_access import current_user, requires
from outcomes.current import strategy_to_change
from outcomes.models import Strategy, Term, fixed_words
from outcomes.models.fixed_words import usual_names
from outcomes.terms.forms import FixedTermForm, TermForm
from outcomes.terms.page import terms_page, vocabularies
from outcomes.terms.uses import used_in


@requires(Action.VIEW_FRAMEWORK)
@require_GET
def term_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The lists of words that the projects of a strategy are sorted by."""
    user, takes_file = current_user(request), workbook_asked(request)
    strategy = get_object_or_404(Strategy.objects.visible_to(user), slug=slug)
    stands(request, slug)
    if takes_file:
        return workbook(f"{slug}-words", [strategy.terms.all(), strategy.own_fields.all()], user)
    return render(request, "outcomes/terms/list.html", {"page": terms_page(strategy, user)})


@requires(Action.VIEW_FRAMEWORK)
def term_create(request: HttpRequest, slug: str, vocabulary: str) -> HttpResponse:
    """One more word, after the last of its list."""
    strategy = strategy_to_change(request, slug)
    if vocabulary not in dict(vocabularies(strategy)):
        raise Http404
    last = strategy.terms.filter(vocabulary=vocabulary).order_by("position").last()
    position = last.position + 1 if last else 0
    row = Term(strategy=strategy, vocabulary=vocabulary, position=position)
    title = _("%(list)s: one more") % {"list": dict(vocabularies(strategy))[vocabulary]}
    return _form(request, strategy, row, title)


@requires(Action.VIEW_FRAMEWORK)
def term_name(request: HttpRequest, slug: str, vocabulary: str, key: str) -> HttpResponse:
    """What the strategy calls a word that the program decides by; it begins with its usual name."""
    strategy = strategy_to_change(request, slug)
    if vocabulary not in fixed_words or key not in fixed_words[vocabulary].words():
        raise Http404
    words = fixed_words[vocabulary].words()
    row = strategy.terms.filter(vocabulary=vocabulary, key=key).first()
    if row is None:
        position = list(words).index(key)
        row = Term(strategy=strategy, vocabulary=vocabulary, key=key, position=position)
        set_texts(row, "name", usual_names(words[key]))
    row.strategy = strategy
    return _form(request, strategy, row, f"{fixed_words[vocabulary].title}: {words[key]}")


@requires(Action.VIEW_FRAMEWORK)
def term_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change what a word is called, its place or its mark."""
    strategy, row = _row(request, slug, pk)
    if row.vocabulary in fixed_words:
        return redirect("outcomes:term-name", slug, row.vocabulary, row.key)
    list_name = dict(vocabularies(strategy)).get(row.vocabulary, row.vocabulary)
    return _form(request, strategy, row, f"{list_name}: {row}")


@requires(Action.VIEW_FRAMEWORK)
def term_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a word that nothing holds, after asking."""
    strategy, row = _row(request, slug, pk)
    is_fixed = row.vocabulary in fixed_words  # it takes its usual name again
    if not is_fixed and (used := used_in(strategy).words[row.vocabulary, row.key]):
        messages.error(request, _why_not_removed(row, used))
        return redirect(row)
    return DeletePage(back_label=words_label(strategy), back_url=words_url(strategy)).respond(
        request, row
    )


def _why_not_removed(row: Term, used: int) -> str:
    told = ngettext(
        "“%(name)s” is not removed: %(count)s row holds it. Let it be chosen no more instead.",
        "“%(name)s” is not removed: %(count)s rows hold it. Let it be chosen no more instead.",
        used,
    )
    return told % {"name": row, "count": used}


def _row(request: HttpRequest, slug: str, pk: int) -> tuple[Strategy, Term]:
    strategy = strategy_to_change(request, slug)
    row = get_object_or_404(strategy.terms, pk=pk)
    row.strategy = strategy
    return strategy, row


def _form(request: HttpRequest, strategy: Strategy, row: Term, title: str) -> HttpResponse:
    is_there, is_fixed = row.pk is not None, row.vocabulary in fixed_words
    page = FormPage(
        title=title,
        subtitle=text_of(strategy, "short_title"),
        back_label=words_label(strategy),
        back_url=words_url(strategy),
        draft_key=f"term-{row.pk or _draft_name(row)}",
        saved=_("Saved."),
        adds_more=not is_there and not is_fixed,
        delete_url=reverse("outcomes:term-delete", args=[strategy.slug, row.pk])
        if is_there
        else "",
    )
    form = FixedTermForm if is_fixed else TermForm
    return page.respond(request, form(posted(request), instance=row))


def _draft_name(row: Term) -> str:
    """Of what is not there yet: a new word has no key before it is typed."""
    return "-".join(filter(None, ("new", str(row.strategy_id), row.vocabulary, row.key)))


def words_label(strategy: Strategy) -> str:
    """What leads back to the page of the words."""
    return _("Words of %(strategy)s") % {"strategy": text_of(strategy, "short_title")}


def words_url(strategy: Strategy) -> str:
    """Its address."""
    return reverse("outcomes:term-list", args=[strategy.slug])
