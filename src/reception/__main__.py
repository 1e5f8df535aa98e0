"""Run the program: `python -m reception`, or the installed `reception`."""

import sys


def main() -> int:
    """Run the command line; without a command it opens the window."""
    from reception.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
