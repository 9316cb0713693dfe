"""What a list page counts, asked of the list and not of its page."""

import sys
from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

from django.http import HttpRequest, HttpResponse
from django.test import Client

from core.pages.lists import ListPage


class _Unrendered(HttpResponse):
    """The answer of a list without its page; `result_count` is what the page would say."""

    result_count: int


def _count_alone(_request: HttpRequest, _template: str, context: dict[str, Any]) -> HttpResponse:
    answer = _Unrendered()
    answer.result_count = context["result_count"]
    return answer


def result_count(
    client: Client, address: str, asked: Mapping[str, str] | None = None
) -> int | None:
    """How many rows the list at `address` has for whoever asks; None if there is no list.

    Sign-in, gates, filters and paging are at work; only the page is not drawn, which takes most of
    the time of a list. Fails where the address does not answer.
    """
    with patch.object(sys.modules[ListPage.__module__], "render", _count_alone):
        answer = client.get(address, asked, follow=True)
    assert answer.status_code == 200, address
    return getattr(answer, "result_count", None)
