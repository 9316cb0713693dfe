"""Files of long lists: made by a job from the same table as the page, kept for a day.

Whoever asked gets the file, nobody else; the rows are those that they may see when it is made.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, Protocol

from django.core.files import File
from django.core.files.storage import default_storage
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tables2 import Table

from core.access import Action
from core.files.store import store_whole
from core.jobs.kinds import PASSING, JobError, JobKind, Progress, job_kinds
from core.jobs.services import job_enqueue
from core.models import Job, User
from core.models.job import JobState
from core.pages.cells import count_rows
from core.pages.spreadsheets import XLSX, FileNote, SheetCell, SheetLook, dated_name, write_rows
from core.pages.view_access import current_user
from core.request_cache import reading

KIND = "core.long_file"
KEPT_FOR = timedelta(days=1)
ROWS_A_STEP = 1000


class ListOfRows(Protocol):
    """What a list page offers to a job."""

    action: Action
    taken_by_readers: bool
    title: str | Promise
    export_name: str

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Remember the request, as every view of Django does."""

    def time_of(self, request: HttpRequest) -> AbstractContextManager[bool]:
        """The time as of which the list is read: the past, where it gives True."""
        ...

    def file_table(self, request: HttpRequest) -> Table:
        """Every row that the request's filters leave, in its order."""
        ...

    def file_lines(self, request: HttpRequest, table: Table) -> Iterator[Sequence[SheetCell]]:
        """The lines of its file, the header first."""
        ...

    def file_note(self, request: HttpRequest) -> FileNote:
        """What a workbook says of itself."""
        ...

    def file_look(self) -> SheetLook:
        """How its sheet looks."""
        ...


def long_file_request(request: HttpRequest, format_: str) -> Job:
    """Ask for the list at this address as a file; a second click joins the first."""
    query = request.GET.copy()
    query.pop("export", None)
    params = {"path": request.path_info, "query": query.urlencode(), "format": format_}
    user, wanted = current_user(request), "\n".join(params.values()).encode()
    key = f"{user.pk}-{hashlib.sha256(wanted).hexdigest()[:32]}"
    return job_enqueue(kind=KIND, key=key, params=params, user=user, language=user.language)


def long_file_write(job: Job, progress: Progress) -> None:
    """Write the file that `job` asks for, and where it lies into the job's result."""
    page, request = _page_of(job)
    format_ = job.params["format"]
    name = f"lists/{job.pk}.{format_}"
    with reading(), tempfile.TemporaryFile() as out:
        count, lines = _read(page, request)
        progress.plan(count // ROWS_A_STEP + 1)
        rows = _told(lines, count, progress)
        note = page.file_note(request) if format_ == XLSX else None
        look = page.file_look()
        write_rows(out, rows, format_, str(page.title), note, look)
        out.seek(0)
        progress.say(_("The file is being put into the store."))
        store_whole(name, File(out))
        with progress.completing() as result:
            result |= {
                "stored": name,
                "name": dated_name(page.export_name, format_),
                "rows": count,
            }


def _read(page: ListOfRows, request: HttpRequest) -> tuple[int, Iterator[Sequence[SheetCell]]]:
    """How many rows the file has, and its lines, of the past all at once.

    What is written while one reads the past is gone: how far the job is, for one.
    """
    with page.time_of(request) as is_past:
        table = page.file_table(request)
        count, lines = count_rows(table), page.file_lines(request, table)
        return count, iter(list(lines)) if is_past else lines


def _page_of(job: Job) -> tuple[ListOfRows, HttpRequest]:
    """The list at the job's address, asked by who wanted it, with the rights of now."""
    user = job.requested_by
    if user is None or not user.is_active:
        raise JobError(_("Whoever asked for this file has no account any more."))
    try:
        match = resolve(job.params["path"])
    except Resolver404 as error:
        raise JobError(
            _("The list is no longer at this address: ask for the file anew.")
        ) from error
    page, request = _list_of(match), HttpRequest()
    may = page.taken_by_readers or user.access.opens(Action.EXPORT)
    if not page.taken_by_readers:
        user.reach_for_files()
    if not (may and user.access.opens(page.action)):
        raise JobError(_("You may no longer take this list along as a file."))
    request.method, request.path_info = "GET", job.params["path"]
    request.path = request.path_info
    request.user = user
    request.GET = QueryDict(job.params["query"])
    page.setup(request, *match.args, **match.kwargs)
    return page, request


def _list_of(match: ResolverMatch) -> ListOfRows:
    make: Callable[[], ListOfRows] = match.func.view_class  # type: ignore[attr-defined]
    return make()


def may_take(user: User, job: Job) -> bool:
    """Whether somebody may take along what `job` makes: as its list says, while there is one."""
    if user.access.opens(Action.EXPORT):
        return True
    try:
        page = _list_of(resolve(job.params["path"]))
    except Resolver404:
        return False
    return page.taken_by_readers and user.access.opens(page.action)


def _told(
    rows: Iterator[Sequence[SheetCell]], count: int, progress: Progress
) -> Iterator[Sequence[SheetCell]]:
    """The rows as they come; every thousand are a step, which keeps the job's lease."""
    for number, row in enumerate(rows):
        yield row
        if number and number % ROWS_A_STEP == 0:
            words = ngettext(
                "%(done)s of %(count)s row is written.",
                "%(done)s of %(count)s rows are written.",
                count,
            )
            progress.step(words % {"done": number, "count": count})


def long_files_forget() -> int:
    """Remove the files that were ready more than a day ago. Returns how many."""
    old = Job.objects.filter(
        kind=KIND, state=JobState.DONE, finished_at__lt=timezone.now() - KEPT_FOR
    ).filter(result__has_key="stored")
    forgotten = 0
    for job in old.iterator():
        default_storage.delete(job.result["stored"])
        rest = {key: value for key, value in job.result.items() if key != "stored"}
        forgotten += Job.objects.filter(pk=job.pk).update(result=rest)
    return forgotten


def register() -> None:
    """Declare the kind of job."""
    job_kinds.register(
        JobKind(
            key=KIND,
            label=gettext_lazy("File of a long list"),
            run=long_file_write,
            retry_on=PASSING,
        )
    )
