"""The page of a form: saved, refused with reasons, or both versions when two people edit one row.

How to make one stands in docs/how-to-add.md.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from core.files.store import FileStoreError
from core.forms.live_numbers import HoldsLiveNumbers, offer_live_numbers
from core.forms.row_form import RowForm
from core.history.events import changes_of
from core.history.saving import row_save, words_of_constraint
from core.history.versions import StaleRow, version_of
from core.models import Submission
from core.pages import submissions
from core.pages.changes import author_of, shown
from core.pages.put_back import put_back
from core.pages.submissions import SentForm
from core.pages.view_access import current_user

FORM_TEMPLATE = "core/pages/form.html"
# The button that saves and opens the form anew; in an address, for which time.
ANOTHER = "another"


class SaveRefused(Exception):
    """What is asked for cannot be done as things stand; the message says why.

    It is shown at `field`, or above the form. `version` is that of what the person sees beside it,
    None: of what they saw before.
    """

    def __init__(self, message: str, *, field: str | None = None, version: int | None = None):
        super().__init__(message)
        self.field, self.version = field, version


@dataclass(frozen=True)
class FormPage:
    """What stands around a form, how its row is saved, and where that leads.

    `save` gets the row of a model's form (of any other form None) and the version it was opened on,
    as `row` and `version`, and gives back what it has saved where that is another object. It may raise
    `StaleRow`, `SaveRefused` and `FileStoreError`; then nothing of what it has written stays.

    What is sent twice is saved once, whatever the form and whether it adds or changes something.
    """

    title: str
    back_label: str
    back_url: str
    draft_key: str  # names what the browser keeps of the form until it is saved
    saved: str | Callable[[], str]  # the message; a function if it is worked out after saving
    save: Callable[..., object] = row_save
    done_url: str = ""  # where saving leads to; empty: to the page of the row
    subtitle: str = ""
    submit_label: str = ""  # what the button says that does more than save
    delete_url: str = ""
    adds_more: bool = False  # whether there is a button that saves and opens the form anew
    template: str = FORM_TEMPLATE
    extra: Callable[[], Mapping[str, Any]] = dict  # what else the template shows

    def respond(
        self, request: HttpRequest, form: forms.BaseForm, version: int | None = None
    ) -> HttpResponse:
        """The form; once it is sent, the way on with a message, or the form with what is wrong.

        `version` is what the form is opened on, where that is not the version of its row.
        """
        if request.method != "POST":
            put_back(request, form)
            return self.show(request, form, version)
        version = version_given(request)
        is_new = _is_new(form)
        try:
            with transaction.atomic():
                answer = self._take(request, form, version)
        except StaleRow as stale:
            clash = _conflict(form, yours=_row_of(form), theirs=stale.current)
            return self.show(request, form, version_of(stale.current), clash=clash)
        except SaveRefused as refused:
            form.add_error(refused.field, str(refused))
            version = version if refused.version is None else refused.version
        except FileStoreError as error:
            form.add_error(None, str(error))
            return self.show(request, form, version, status=503)
        except ValidationError as error:  # of a service: somebody else was quicker
            form.add_error(None, error.messages)
        except IntegrityError as error:
            _say_what_stands_against(form, error, is_new=is_new)
        else:
            if isinstance(answer, HttpResponse):
                return answer
            messages.success(request, self.saved() if callable(self.saved) else self.saved)
            return redirect(answer)
        return self.show(request, form, version)

    def _take(self, request: HttpRequest, form: forms.BaseForm, version: int) -> HttpResponse | str:
        """Save what was sent, once, and give the address it leads to; or a page that says why not."""
        sent, is_new = SentForm.of(request), _is_new(form)
        sent.wait()
        if earlier := sent.earlier():
            if _leads_on(earlier, sent, form):
                return _saved_already(request, earlier)
            if is_new:
                return self.show(request, form, version, earlier=earlier)
        if not form.is_valid():
            return self.show(request, form, version)
        if is_new and not earlier and (alike := sent.alike()):
            return _saved_already(request, alike)
        row: Any = form.save(commit=False) if isinstance(form, forms.BaseModelForm) else None
        made = self.save(row=row, version=version)
        row = made if isinstance(made, Model) else row
        more = self.adds_more and ANOTHER in request.POST
        address = _another(request) if more else self.done_url or resolve_url(row)
        sent.taken(row, address)
        return address

    def show(
        self,
        request: HttpRequest,
        form: forms.BaseForm,
        version: int | None = None,
        *,
        clash: Mapping[str, object] | None = None,
        earlier: Submission | None = None,
        status: int | None = None,
    ) -> HttpResponse:
        """The page: 200, with mistakes 422, with the `clash` of two versions 409.

        So, too, when `earlier` the same form was sent with other values.
        """
        if not isinstance(form, forms.BaseModelForm):
            version = None
        elif version is None:
            version = version_of(form.instance)
        context = {
            **self.extra(),
            "page": self,
            "form": form,
            "version": version,
            "conflict": clash,
            "draft_key": f"{self.draft_key}{_turn(request) or ''}",
            "earlier": earlier,
            "is_gone": earlier is not None and submissions.is_gone(earlier),
            "submission": self._key_shown(request, earlier),
            "has_live_numbers": isinstance(form, HoldsLiveNumbers)
            and offer_live_numbers(form, current_user(request)),
        }
        status = status or (409 if clash or earlier else 422 if form.errors else 200)
        return render(request, self.template, context, status=status)

    @staticmethod
    def _key_shown(request: HttpRequest, earlier: Submission | None) -> str:
        """The key that came with the form, as long as nothing was saved under it."""
        given = submissions.key_given(request)
        return str(given) if given and earlier is None else submissions.new_key()


@dataclass(frozen=True)
class DeletePage:
    """Asks before a row is removed. Its history stays."""

    back_label: str
    back_url: str
    subtitle: str = ""
    removed: str = ""  # the message, where there is a better one
    done_url: str = ""  # where removing leads to; empty: back

    def respond(
        self, request: HttpRequest, row: Model, remove: Callable[[], object] | None = None
    ) -> HttpResponse:
        """The question; on POST `row` is deleted (or `remove` called), unless others hold on to it."""
        if request.method != "POST":
            return render(request, "core/pages/delete.html", {"page": self, "row": row})
        try:
            (remove or row.delete)()
        except ProtectedError as error:
            held = ", ".join(sorted({str(each) for each in error.protected_objects}))
            messages.error(
                request, _("Not removed: it is still needed by %(held)s.") % {"held": held}
            )
            return redirect(self.back_url)
        done = self.removed or _("Removed. The history keeps what stood there.")
        messages.success(request, done)
        return redirect(self.done_url or self.back_url)


def _turn(request: HttpRequest) -> int:
    """How often the form was opened anew to add one more; the browser keeps each on its own."""
    given = request.GET.get(ANOTHER, "")
    return int(given) if re.fullmatch("[0-9]{1,4}", given) else 0


def _another(request: HttpRequest) -> str:
    """The address of the same form, to add one more."""
    asked = request.GET.copy()
    asked[ANOTHER] = str(_turn(request) + 1)
    return f"{request.path}?{asked.urlencode()}"


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None when it is only to be shown."""
    return request.POST if request.method == "POST" else None


def posted_files(request: HttpRequest) -> "MultiValueDict[str, UploadedFile[Any]] | None":
    """The files a form was sent with; None when it is only to be shown."""
    return request.FILES if request.method == "POST" else None


def version_given(request: HttpRequest) -> int:
    """What the form says it was opened on; 0 when that is missing or no number."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def _is_new(form: forms.BaseForm) -> bool:
    """Whether saving adds something, as far as the form can tell."""
    return not isinstance(form, forms.BaseModelForm) or bool(form.instance._state.adding)


def _row_of(form: forms.BaseForm) -> Any:
    """The row with what was typed; None for a form of no row."""
    return form.instance if isinstance(form, forms.BaseModelForm) else None


def _leads_on(earlier: Submission, sent: SentForm, form: forms.BaseForm) -> bool:
    """Whether what was sent stands as it was saved `earlier`: nothing is left to do."""
    if earlier.content != sent.content or submissions.is_gone(earlier):
        return False
    return _is_new(form) or version_of(_row_of(form)) == earlier.version


def _saved_already(request: HttpRequest, earlier: Submission) -> HttpResponse:
    messages.info(request, _("This has been saved already; nothing was added."))
    return redirect(earlier.leads_to)


def _say_what_stands_against(form: forms.BaseForm, error: IntegrityError, *, is_new: bool) -> None:
    """Put the words of the constraint that the database has refused into the form, or raise again.

    The form had found nothing against it: somebody else was quicker. Now that theirs is there it
    finds it, and at which field. What it does not look for is told by the constraint's own words.
    """
    row = _row_of(form)
    if row is not None and is_new:
        row.pk, row._state.adding = None, True
    form.full_clean()
    if form.errors:
        return
    words = words_of_constraint(error)
    if not words:
        raise error
    form.add_error(None, words)


def _conflict(form: forms.BaseForm, *, yours: Any, theirs: Model) -> dict[str, object]:
    """For `core/pages/_conflict.html`: who saved meanwhile, when, and where the two differ."""
    latest = changes_of(theirs, limit=1)
    held = form.value_of if isinstance(form, RowForm) else _held
    return {
        "by": author_of(latest[0]) if latest else "",
        "at": latest[0].at if latest else None,
        "fields": [
            {
                "label": str(form.fields[name].label or name),
                "theirs": shown(theirs, name, held),
                "yours": shown(yours, name, held),
            }
            for name in form.fields
            if held(theirs, name) != held(yours, name)
        ],
    }


def _held(row: Any, name: str) -> Any:
    return getattr(row, name, None)
