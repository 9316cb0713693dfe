"""What the cells of a round's table send, and what they get back."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from core.access import Action
from core.pages.view_access import current_user, requires
from core.time import working_date
from portfolio.rounds import saving
from portfolio.rounds.addresses import round_or_404
from portfolio.rounds.columns import REMARK
from portfolio.rounds.drawing import answered_cells
from portfolio.rounds.progress import begun_by
from portfolio.rounds.rows import tell
from portfolio.status.rounds import round_open

MOST_CHANGES = 20_000


@requires(Action.ENTER_STATUS, Action.WRITE_REMARK)
@require_POST
def round_save(request: HttpRequest, strategy: str, period: str) -> HttpResponse:
    """Save changes of cells, and say what became of each and how their rows stand now."""
    user, at = current_user(request), working_date()
    round_ = round_or_404(strategy, period)
    changes = _changes(request)
    if round_._state.adding:
        round_ = round_open(strategy=round_.strategy, period=round_.period)
    results, touched = saving.changes_save(changes=changes, round_=round_, user=user, at=at)
    has_remark = any(each.field == REMARK.field for each in changes)
    tell(touched, round_, user, at, remarks=has_remark)
    return JsonResponse(
        {
            "results": [asdict(each) for each in results],
            "rows": {
                str(row.project.pk): {
                    "locked": row.is_locked,
                    "draft": row.standing == "draft",
                    "confirmed": row.standing == "confirmed",
                    "cells": answered_cells(row, has_remark),
                }
                for row in touched
            },
            "begun": begun_by(user, round_),
            "saved": date_format(timezone.localtime(), "TIME_FORMAT"),
        }
    )


_ACTS = {"set", "confirm", "withdraw"}
LONGEST_ID = 100


def _changes(request: HttpRequest) -> list[saving.Change]:
    """What was sent, checked for its shape; 400 for what our own page never sends."""
    try:
        given = json.loads(request.body)
        listed = given["changes"]
        if not isinstance(listed, list) or len(listed) > MOST_CHANGES:
            raise BadRequest("too many changes")
        return [_change(each) for each in listed]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadRequest("no changes of a round") from error


def _change(given: Mapping[str, object]) -> saving.Change:
    seen = given.get("seen")
    act, project = given["act"], int(str(given["project"]))
    words = [given["id"], given.get("field", ""), given.get("text", "")]
    if act not in _ACTS or not 0 < project < 2**31 or not all(isinstance(w, str) for w in words):
        raise BadRequest("no change of a round")
    id_, field, text = map(str, words)
    if len(id_) > LONGEST_ID or (seen is not None and not isinstance(seen, str)):
        raise BadRequest("no change of a round")
    kind: saving.Act = "set" if act == "set" else "confirm" if act == "confirm" else "withdraw"
    return saving.Change(
        id=id_,
        act=kind,
        project=project,
        field=field,
        text=text,
        seen=seen,
        in_bulk=given.get("bulk") is True,
    )
