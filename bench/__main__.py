"""`python -m bench [--small | --large] [WORD]`: the measures as a table, and a summary.

The exit code is 1 when one is over its limit. With a word, only measures whose name has it.
"""

import argparse
import sys

from bench.verdict import HEADER, summary


def main() -> int:
    """With the demonstration's projects, with 10,000 and, with --large, 100,000."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("word", nargs="?", default="", help="part of the names of measures")
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--small", action="store_true", help="the demonstration's projects only")
    sizes.add_argument("--large", action="store_true", help="100,000 projects too")
    asked = parser.parse_args()

    from bench import site

    site.start()

    from bench import long_paper, pages, past, processes, reports, scale
    from bench.limits import HUGE, LARGE, MIDDLE, SMALL

    wanted = (SMALL,) if asked.small else (SMALL, MIDDLE, LARGE, *([HUGE] if asked.large else []))
    every = [
        *(*reports.measures(), *long_paper.measures(), *processes.measures()),
        *(*pages.measures(wanted), *past.measures()),
    ]
    chosen = [each for each in every if asked.word in each.name and each.projects in wanted]
    if not chosen:
        sys.exit(f"No measure with these projects has {asked.word!r} in its name.")
    print(HEADER, flush=True)
    results = []
    for measure in chosen:
        scale.grow(measure.projects)
        results.append(measure.result())
        print(results[-1], flush=True)
    print(f"\n{summary(results)}")
    return 1 if any(each.over for each in results) else 0


if __name__ == "__main__":
    sys.exit(main())
