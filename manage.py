#!/usr/bin/env python3
"""The door to Outturn: `manage.py up` starts everything, `manage.py help` lists the rest."""

import sys

# Old Pythons must be able to read this file, and say so.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Outturn needs Python 3.11 or later; this is %s." % sys.version.split()[0])  # noqa: UP031


def main():  # type: () -> None
    """Run the command line, with the servers it needs."""
    try:
        import django  # noqa: F401
    except ImportError:
        sys.exit("Outturn's packages are not installed in this Python: run `make setup` first.")
    from runtime import session

    sys.exit(session.run(sys.argv))


if __name__ == "__main__":
    main()
