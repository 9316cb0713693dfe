"""Types that say nothing are counted, and only ever fewer.

A page's context, a row of a file or a queryset says what it holds: by a frozen dataclass, a struct, a
model. Where a library's own signature asks for such a type, it stands.
"""

import re

from tests.structure.sources import product_sources

SOFT = re.compile(r"dict\[str, Any\]|QuerySet\[Any\]|ClassVar\[Any\]")
# How many there are. Who has removed some writes the new number; nobody writes a higher one.
MOST = 58


def test_soft_types_only_become_fewer() -> None:
    found = {
        source.name: count
        for source in product_sources()
        if (count := len(SOFT.findall(source.path.read_text(encoding="utf-8"))))
    }
    total = sum(found.values())
    listed = "\n".join(f"{count:3} {name}" for name, count in sorted(found.items()))
    assert total <= MOST, f"{total} soft types, {MOST} were there:\n{listed}"
    assert total == MOST, f"there are fewer now: MOST = {total}"
