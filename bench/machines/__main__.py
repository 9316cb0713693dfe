"""`python -m bench.machines`: two of everything, checked, then loaded; exit code 1 when it fails.

--users 40, --seconds 60      the load
--folder                      files in one shared folder in place of the S3 server
--load-only, --checks-only
"""

import argparse
import sys

from bench.machines import checks, load
from bench.machines.servers import missing
from bench.machines.site import Machines


def main() -> int:
    """Print what was seen; 1 when something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.machines", description=__doc__)
    parser.add_argument("--users", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--folder", action="store_true")
    parser.add_argument("--load-only", action="store_true")
    parser.add_argument("--checks-only", action="store_true")
    options = parser.parse_args()
    if lacking := missing():
        print(f"Not run: {lacking}. See bench/README.md.")
        return 2
    failed = False
    with Machines(bucket=not options.folder) as site:
        if not options.load_only:
            print("| check | held | seen |\n|---|---|---|", flush=True)
            for each in checks.run(site):
                print(
                    f"| {each.what} | {'yes' if each.held else '**no**'} | {each.seen} |",
                    flush=True,
                )
                failed |= not each.held
        if not options.checks_only:
            done = load.measure(site, users=options.users, seconds=options.seconds)
            print(f"\n{done.table()}\n\n{done.summary}.")
            wrong = [*done.errors[:10], *done.findings()]
            print("Nothing was lost." if not wrong else "\n".join(wrong))
            failed |= bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
