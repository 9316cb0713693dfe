"""What the shipped proxy hands on: each header that the program believes is written by it."""

import re
from pathlib import Path

import pytest

SITE = (Path(__file__).parents[2] / "deploy/nginx/site.conf").read_text(encoding="utf-8")
WRITTEN = dict(re.findall(r'^\s*proxy_set_header (\S+) "?([^";]*)"?;', SITE, re.MULTILINE))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Forwarded-For", "$remote_addr"),
        ("X-Forwarded-Proto", "$scheme"),
        ("X-Request-ID", "$request_id"),
        ("X-Forwarded-Host", ""),
        ("Forwarded", ""),
        ("X-Real-IP", ""),
    ],
)
def test_a_clients_own_never_wins(name: str, value: str) -> None:
    assert WRITTEN[name] == value


def test_nothing_is_handed_on_as_a_client_wrote_it_but_the_host() -> None:
    taken_over = [name for name, value in WRITTEN.items() if value.startswith("$http_")]
    assert taken_over == ["Host"]


@pytest.mark.parametrize("limit", ["client_header_timeout", "client_body_timeout", "send_timeout"])
def test_slow_clients_wait_at_the_proxy_and_not_for_ever(limit: str) -> None:
    found = re.search(rf"^{limit} (\d+)s;", SITE, re.MULTILINE)
    assert found and int(found[1]) <= 30
    assert "proxy_request_buffering on;" in SITE
