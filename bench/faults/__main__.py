"""`python -m bench.faults`: every drill, as a table; exit code 1 when something did not hold.

--part web         only kill -9 of this part (several times: of these)
--kills, --special, --clock    only that part of the table
"""

import argparse
import sys
from collections.abc import Iterator

from bench.faults import clock, drills, special
from bench.faults.site import Demonstrations


def main() -> int:
    """Print each line as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--part", action="append", choices=drills.PARTS, help="only these kills")
    parser.add_argument("--kills", action="store_true")
    parser.add_argument("--special", action="store_true")
    parser.add_argument("--clock", action="store_true")
    options = parser.parse_args()
    wanted = {"kills": options.kills or bool(options.part), "special": options.special,
              "clock": options.clock}  # fmt: skip
    chosen = {name for name, asked in wanted.items() if asked} or set(wanted)
    demonstrations, failed = Demonstrations(), False
    try:
        if chosen != {"clock"}:
            demonstrations.make()
        print("| fault | in the middle of | seen | held |\n|---|---|---|---|", flush=True)
        for each in _all(demonstrations, tuple(options.part or drills.PARTS), chosen):
            print(
                f"| {each.fault} | {each.middle} | {each.seen} | {'yes' if each.held else '**no**'} |",
                flush=True,
            )
            failed |= not each.held
    finally:
        demonstrations.discard()
    return 1 if failed else 0


def _all(
    demonstrations: Demonstrations, parts: tuple[str, ...], chosen: set[str]
) -> Iterator[drills.Drill]:
    if "kills" in chosen:
        with demonstrations.running() as up:
            yield from drills.kills(up, parts)
    if "special" in chosen:
        yield from special.all_of(demonstrations)
    if "clock" in chosen:
        yield from clock.all_of()


if __name__ == "__main__":
    sys.exit(main())
