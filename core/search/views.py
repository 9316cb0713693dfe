"""The page of search, and the hits shown while somebody types."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import Action
from core.languages.search_words import LONGEST
from core.pages.lists import query
from core.pages.view_access import current_user, requires
from core.search.services import meant, search_while_typing
from core.search.services import search as find
from core.search.sources import sources

SEARCH_SHOWN, SEARCH_PAGE = 5, 25


@requires(Action.SEARCH)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything a person may see that has the words; with `kind`, all of one source by pages."""
    text, kind = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("kind", "")
    if kind and kind not in sources:
        raise Http404
    given = request.GET.get("page", "1")
    number = max(int(given), 1) if given.isdecimal() and len(given) < 5 else 1
    size = SEARCH_PAGE if kind else SEARCH_SHOWN
    found = find(current_user(request), text, kind=kind, offset=(number - 1) * size, limit=size)
    if not found and number > 1:  # past the end: not "nothing found", but the first page
        number, found = 1, find(current_user(request), text, kind=kind, limit=size)
    groups = [
        {
            **vars(group),
            "more_url": "" if kind or group.total <= size else f"?{query(q=text, kind=group.key)}",
        }
        for group in found
    ]
    total = sum(group.total for group in found)
    context: dict[str, object] = {"q": text, "kind": kind, "groups": groups, "total": total}
    if text and not groups and (better := meant(current_user(request), text)):
        context |= {"meant": better, "meant_url": f"?{query(q=better)}"}
    if kind:
        context["page_of"] = Paginator(range(total), size).get_page(number)
        context["all_url"] = f"?{query(q=text)}"
    return render(request, "core/search/search.html", context)


@requires(Action.SEARCH)
@require_GET
def hits(request: HttpRequest) -> HttpResponse:
    """The fittest hits for what stands in the search box so far: a list to choose from."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    found = search_while_typing(current_user(request), text)
    return render(request, "core/search/_hits.html", {"hits": found, "q": text})
