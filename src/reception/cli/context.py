"""What the commands share: the options of every command, and the desk they work at."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reception import desk as desks
from reception import settings
from reception.desk import Desk
from reception.domain.clinic import Clinic
from reception.domain.errors import Refusal, Unavailable
from reception.domain.text import check_letters
from reception.services import clinics
from reception.settings import Settings
from reception.storage.reader import Reader

MOST_LINES = 10_000
NEVER_BLANK = {
    "clinic": "--clinic",
    "clinician": "--clinician",
    "staff": "--as",
    "at": "--at",
    "to": "--to",
    "first": "--from",
    "first_day": "--first",
    "last_day": "--last",
    "starts": "--from",
    "ends": "--until",
    "away": "--away",
    "closes": "--closes",
    "after": "--after",
    "before": "--before",
    "review": "--review",
}
"""Options in which a blank is a slip, such as a variable of a script that is not set: it must not mean all of them."""
Command = Callable[[argparse.Namespace], None]


def common() -> argparse.ArgumentParser:
    """Return the options that every command takes, before or after its name."""
    parser = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    parser.add_argument(
        "--database", metavar="PATH|URL", help="the diary (else RECEPTION_DATABASE, else this PC's)"
    )
    parser.add_argument(
        "--as", dest="staff", metavar="NAME", help="who works (else RECEPTION_STAFF, else the user)"
    )
    return parser


def listing() -> argparse.ArgumentParser:
    """Return the option of every command that lists."""
    parser = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def settings_of(args: argparse.Namespace) -> Settings:
    """Return the settings that the options ask for."""
    return settings.read(database=getattr(args, "database", None), staff=getattr(args, "staff", None))


@contextmanager
def at_desk(args: argparse.Namespace, *, signed_in: bool = False) -> Iterator[Desk]:
    """Open the desk of a command; this PC's own diary is made at the very first start."""
    chosen = settings_of(args)
    desk = desks.open_or_first_start(chosen)
    try:
        yield desks.sign_in(desk) if signed_in else desk
    finally:
        desk.close()


def clinic_of(reader: Reader, args: argparse.Namespace) -> Clinic | None:
    """Return the clinic that the options name, or None for all."""
    return clinics.named(reader, args.clinic) if getattr(args, "clinic", None) else None


def limit_of(args: argparse.Namespace) -> int:
    """Return how many lines are asked for; refuse none, and more than anybody reads."""
    limit: int = args.limit
    if not 1 <= limit <= MOST_LINES:
        raise Refusal(f"A list has 1 to {MOST_LINES:,} lines. Choose another --limit.", field="limit")
    return limit


def check_words(args: argparse.Namespace) -> None:
    """Refuse words that are not UTF-8 (a path may be what it likes), and a blank where something is meant."""
    for name, value in vars(args).items():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str):
                check_letters(word, field=name)
    for name, option in NEVER_BLANK.items():
        value = getattr(args, name, None)
        if isinstance(value, str) and not value.strip():
            raise Refusal(f"{option} is blank. Write what it stands for, or leave it out.", field=name)


def not_yet(what: str) -> Unavailable:
    """Return the refusal of something that a later version brings."""
    return Unavailable(f"{what} comes in a later version of Reception.")
