"""What docs/security.md promises names tests that are there."""

import re

from tests.structure.sources import ROOT

PROMISE = re.compile(r"^\| (?!promise|-)(.+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[^`]+)`")
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_promise_names_tests() -> None:
    promises = PROMISE.findall(TEXT)
    assert len(promises) > 30
    assert not [promise for promise, tests in promises if not NAMED.search(tests)]


def test_every_test_that_is_named_is_there() -> None:
    named = set(NAMED.findall(TEXT))
    assert not [name for name in sorted(named) if not (ROOT / name).exists()]
