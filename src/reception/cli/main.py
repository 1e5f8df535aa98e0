"""The `reception` command: parse, call a service, print. 0 done, 1 refused, 2 not understood."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence

from reception import __version__, bugs, settings
from reception.cli import (
    absences,
    calls,
    clinicians,
    clinics,
    context,
    database,
    export,
    journal,
    output,
    patients,
    sheets,
    slots,
)
from reception.domain.errors import Obstacle

DONE, REFUSED = 0, 1
NOUNS = (clinics, clinicians, absences, slots, calls, patients, export, sheets, database, journal)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    common = context.common()
    whole = argparse.ArgumentParser(
        prog="reception",
        description="The desk of a clinic in one window. Without a command it opens the window.",
        parents=[common],
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"Reception {__version__}")
    whole.add_argument("--demo", action="store_true", help="open the window on a throw-away example")
    nouns = whole.add_subparsers(metavar="COMMAND", dest="noun")
    for noun in NOUNS:
        noun.add(nouns, common)
    return whole


def run(words: Sequence[str]) -> int:
    """Run one command and return its exit code; what is in the way is told in one line."""
    output.plainly()
    whole = parser()
    args = whole.parse_args(words)
    command = getattr(args, "command", None)
    if args.demo and command is not None:
        whole.error("--demo opens the window on an example: leave it out, or leave the command out")
    try:
        context.check_words(args)
        if command is None:
            return _open_window(args)
        command(args)
        sys.stdout.flush()
        return DONE
    except Obstacle as obstacle:
        print(" ".join(obstacle.sentence.split()), file=sys.stderr)
    except BrokenPipeError:
        _print_no_more()
    except KeyboardInterrupt:
        print("Stopped; nothing more was changed.", file=sys.stderr)
    except Exception as error:
        print(_sentence(error), file=sys.stderr)
    return REFUSED


def _print_no_more() -> None:
    """Let go of an output that takes nothing more: Python would try once again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sentence(error: Exception) -> str:
    """Return what to say of an error that no layer below has put into words."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        _print_no_more()
        return "What was asked could not be printed: its disk is full. Free some space and try again."
    return bugs.note(error, settings.data_folder())


def _open_window(args: argparse.Namespace) -> int:
    from reception.app import run as run_window

    return run_window(context.settings_of(args), demo=args.demo)
