"""`python -m bench [--large] [WORD]`: the measures as a table; exit code 1 when one is over.

With a word, only the pages whose name has it.
"""

import sys
from collections.abc import Iterator
from itertools import chain

from bench.measure import Result, table


def main() -> int:
    """Small portfolio first, then 10,000 projects and, with --large, 100,000."""
    from bench import site

    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    sizes = (119, 10_000, 100_000) if "--large" in sys.argv else (119, 10_000)
    site.start()
    results = list(_pages(words[0]) if words else _everything(sizes))
    print(table(results))
    return 1 if any(each.ratio > 1 for each in results) else 0


def _everything(sizes: tuple[int, ...]) -> Iterator[Result]:
    from bench import pages, past, reports

    return chain(reports.measure(), pages.measure(sizes), past.looking(), past.writing())


def _pages(word: str) -> Iterator[Result]:
    from bench import pages

    wanted = tuple(page for page in pages.PAGES if word in page.name)
    return pages.measure((10_000,), wanted)


if __name__ == "__main__":
    sys.exit(main())
