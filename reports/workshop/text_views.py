"""What the editors of the workshop ask for and send: one text, or one step with a paragraph."""

import json
from collections.abc import Callable, Mapping

import msgspec
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import Action
from core.jobs.kinds import JobError
from core.numbers.syntax import TokenError
from core.pages.view_access import current_user, requires
from reports.document.editor_doc import line_of, markup_of, read_doc
from reports.document.spans import MarkupError
from reports.drafts import services as drafts
from reports.drafts.level import fingerprint
from reports.facts.views import visible_report
from reports.models import Report
from reports.workshop.both import slower_answer
from reports.workshop.original import original_changes, original_html
from reports.workshop.references import references
from reports.workshop.rights import may_write, may_write_in
from reports.workshop.texts import (
    doc_of,
    place_save,
    place_text,
    refuse_other_tokens,
    refuse_unreadable,
)
from reports.writing import services as writing
from reports.writing.texts import clean

MOST_BYTES = 2_000_000
CONFLICT, REFUSED, GONE = 409, 422, 410
Given = Mapping[str, object]


@requires(Action.EDIT_PAPER, Action.TRANSLATE)
@require_http_methods(["GET", "POST"])
def text_detail(request: HttpRequest, slug: str, language: str, target: str) -> HttpResponse:
    """The text of one place for its editor; or what the editor sends, saved."""
    report = visible_report(request, slug, "outline")
    if not may_write_in(current_user(request), report, language):
        raise PermissionDenied
    if request.method == "GET":
        return _answered(lambda: _text(report, language, target))
    given, whole = _given(request), may_write(current_user(request), report)
    return _answered(lambda: _save(report, language, target, given, whole=whole))


def _text(report: Report, language: str, target: str) -> JsonResponse:
    current = drafts.report_paper(report)
    place = place_text(report, current, language, target)
    try:
        doc = doc_of(report, current, language, place)
    except (ValueError, JobError) as error:
        return _problem(refuse_unreadable(ValueError(str(error))), REFUSED)
    return JsonResponse(
        {
            "base": place.text,
            "original": original_html(report, current, place),
            "changed": original_changes(report, current, place),
            "seen": fingerprint(place.original) if place.then else "",
            "doc": msgspec.to_builtins(doc),
        }
    )


def _save(report: Report, language: str, target: str, given: Given, *, whole: bool) -> JsonResponse:
    text = _markup(given.get("doc"), heading=target.startswith("section/"))
    if not whole:
        refuse_other_tokens(report, language, target, text)
    base = _words(given, "base")
    try:
        place_save(report=report, target=target, language=language, text=text, base=base)
    except writing.TextMoved:
        place = place_text(report, drafts.report_paper(report), language, target)
        answer = slower_answer(report, language, place=place, base=clean(base), mine=clean(text))
        return JsonResponse(answer, status=CONFLICT)
    return JsonResponse({"base": text})


@requires(Action.EDIT_PAPER)
@require_POST
def paper_step(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """One step with whole paragraphs; answers with the key of the paragraph that it leads to."""
    report = visible_report(request, slug, "outline")
    if not may_write(current_user(request), report):
        raise PermissionDenied
    given = _given(request)
    step = STEPS.get(_words(given, "step"))
    if step is None:
        raise BadRequest("no step of a paper")
    return _answered(lambda: JsonResponse({"key": step(report, language, given)}))


def _add(report: Report, language: str, given: Given) -> str:
    return writing.paragraph_add(
        report=report,
        section=_words(given, "section"),
        behind=_words(given, "behind"),
        language=language,
        text=_markup(given.get("doc")),
    )


def _split(report: Report, language: str, given: Given) -> str:
    return writing.paragraph_split(
        report=report,
        key=_words(given, "key"),
        language=language,
        first=_markup(given.get("first")),
        second=_markup(given.get("second")),
        base=_words(given, "base"),
    )


def _join(report: Report, language: str, given: Given) -> str:
    return writing.paragraph_join(report=report, key=_words(given, "key"))


def _move(report: Report, language: str, given: Given) -> str:
    key = _words(given, "key")
    section, behind = _words(given, "section"), _words(given, "behind")
    writing.paragraph_move(report=report, key=key, section=section, behind=behind)
    return key


def _remove(report: Report, language: str, given: Given) -> str:
    writing.paragraph_remove(report=report, key=_words(given, "key"))
    return ""


def _restore(report: Report, language: str, given: Given) -> str:
    key = _words(given, "key")
    writing.paragraph_restore(report=report, key=key)
    return key


def _take_in(report: Report, language: str, given: Given) -> str:
    key = _words(given, "key")
    section, behind = _words(given, "section"), _words(given, "behind")
    writing.remark_take_in(report=report, key=key, section=section, behind=behind)
    return key


def _source(report: Report, language: str, given: Given) -> str:
    key = _words(given, "key")
    writing.source_taken(
        report=report,
        key=key,
        language=language,
        seen=_words(given, "seen"),
        own=_words(given, "own"),
        take=given.get("take") is True,
        both=_words(given, "both"),
    )
    return key


STEPS: Mapping[str, Callable[[Report, str, Given], str]] = {
    "add": _add,
    "split": _split,
    "join": _join,
    "move": _move,
    "remove": _remove,
    "restore": _restore,
    "take_in": _take_in,
    "source": _source,
}


@requires(Action.EDIT_PAPER, Action.TRANSLATE)
@require_GET
def reference_list(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Everything in the paper that a cross reference can lead to."""
    report = visible_report(request, slug, "outline")
    if not may_write_in(current_user(request), report, language):
        raise PermissionDenied
    return JsonResponse({"references": msgspec.to_builtins(references(report, language))})


# --- What is sent ---------------------------------------------------------------------------------


def _answered(make: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer, or what keeps it from being given, in words for the person."""
    try:
        return make()
    except writing.TextMoved as moved:
        return JsonResponse({"current": moved.current}, status=CONFLICT)
    except writing.ParagraphGone:
        words = _(
            "This paragraph is not in the paper any more; somebody has moved or taken it out."
        )
        return _problem(words, GONE)
    except (writing.TextRefused, MarkupError, TokenError, JobError) as error:
        return _problem(str(error), REFUSED)


def _problem(words: str, status: int) -> JsonResponse:
    return JsonResponse({"problem": words}, status=status)


def _given(request: HttpRequest) -> Given:
    """What was sent; 400 for what our own page never sends."""
    if len(request.body) > MOST_BYTES:
        raise BadRequest("too long")
    try:
        given = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("no JSON") from error
    if not isinstance(given, dict):
        raise BadRequest("no object")
    return given


def _words(given: Given, name: str) -> str:
    words = given.get(name, "")
    if not isinstance(words, str) or "\x00" in words:
        raise BadRequest(f"{name} is no text")
    return words


def _markup(plain: object, *, heading: bool = False) -> str:
    doc = read_doc(plain)
    return line_of(doc) if heading else markup_of(doc)
