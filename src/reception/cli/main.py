"""The `reception` command: parse, call a service, print. 0 done, 1 refused, 2 not understood."""

from __future__ import annotations

import builtins
import errno
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from reception import __version__, settings
from reception.cli import kept_code, output
from reception.domain.errors import Obstacle

if TYPE_CHECKING:
    import argparse

    from reception.cli.dashes import Parser

DONE, REFUSED = 0, 1
NOUNS = (
    "clinics",
    "clinicians",
    "absences",
    "open_days",
    "slots",
    "calls",
    "patients",
    "export",
    "sheets",
    "database",
    "journal",
)


def parser() -> Parser:
    """Return the parser of the whole command line."""
    from reception.cli import context
    from reception.cli.dashes import Parser

    common = context.common()
    whole = Parser(
        prog="reception",
        description="The desk of a clinic in one window. Without a command it opens the window.",
        parents=[common],
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"Reception {__version__}")
    whole.add_argument("--demo", action="store_true", help="open the window on a throw-away example")
    nouns = whole.add_subparsers(metavar="COMMAND", dest="noun")
    for noun in NOUNS:
        import_module(f"reception.cli.{noun}").add(nouns, common)
    return whole


def run(words: Sequence[str]) -> int:
    """Run one command and return its exit code; what is in the way is told in one line."""
    output.plainly()
    work = _understood(words) if words else partial(_open_window, settings.read)
    try:
        code = work()
        sys.stdout.flush()
        return code
    except Obstacle as obstacle:
        print(" ".join(obstacle.sentence.split()), file=sys.stderr)
    except BrokenPipeError:
        _print_no_more()
    except KeyboardInterrupt:
        print("Stopped; nothing more was changed.", file=sys.stderr)
    except Exception as error:
        print(_sentence(error), file=sys.stderr)
    return REFUSED


def _understood(words: Sequence[str]) -> Callable[[], int]:
    """Return the work that the words ask for; end the program where they are not understood."""
    whole = parser()
    args = whole.understood(words)
    command: Callable[[argparse.Namespace], None] | None = getattr(args, "command", None)
    if args.demo and command is not None:
        whole.error("--demo opens the window on an example: leave it out, or leave the command out")
    from reception.cli import context

    def work() -> int:
        context.check_words(args)
        if command is None:
            return _open_window(partial(context.settings_of, args), demo=args.demo)
        command(args)
        return DONE

    return work


def _print_no_more() -> None:
    """Let go of an output that takes nothing more: Python would try once again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sentence(error: Exception) -> str:
    """Return what to say of an error that no layer below has put into words."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        _print_no_more()
        return "What was asked could not be printed: its disk is full. Free some space and try again."
    from reception import bugs

    return bugs.note(error, settings.data_folder())


def _open_window(read: Callable[[], settings.Settings], *, demo: bool = False) -> int:
    """Open the window, and import what it is painted with as fast as that can be done."""
    gc.disable()  # what is imported stays, and looking for rubbish in it is an eighth of a start; app takes it up again
    plain = builtins.__import__
    # A demo leaves nothing behind.
    with nullcontext() if demo else kept_code.kept(settings.cache_folder() / "qt.code"):
        from reception.app import run as run_window

    builtins.__import__ = plain  # Qt's own, for writing Qt's names in another way, makes each import dearer
    return run_window(read(), demo=demo)
