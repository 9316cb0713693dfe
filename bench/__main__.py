"""`python -m bench [--large]`: every measure, as a table; exit code 1 when one is over its limit."""

import sys
from itertools import chain


def main() -> int:
    """Small portfolio first, then 10,000 projects and, with --large, 100,000."""
    from bench import site

    site.start()
    from bench import dashboard, lists, past, reports
    from bench.measure import table

    sizes = (119, 10_000, 100_000) if "--large" in sys.argv else (119, 10_000)
    # Projects only grow in number: the dashboard is measured with as many as the lists end with.
    pages = chain(lists.measure(sizes), dashboard.measure(sizes[-1:]))
    results = list(chain(reports.measure(), pages, past.looking(), past.writing()))
    print(table(results))
    return 1 if any(each.ratio > 1 for each in results) else 0


if __name__ == "__main__":
    sys.exit(main())
