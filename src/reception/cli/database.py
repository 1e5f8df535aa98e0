"""`reception database`: make a diary, check it, bring it up to date, open it with its recovery key."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from reception import desk as desks
from reception.cli import context
from reception.domain.errors import Refusal
from reception.services import databases


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    verbs = nouns.add_parser("database", help="make, check, upgrade, unlock a diary").add_subparsers(
        metavar="VERB", required=True
    )
    for name, command, help_ in (
        ("create", create, "make a new diary, with the clinics in it"),
        ("check", check, "read the whole diary and say whether it is sound"),
        ("upgrade", upgrade, "bring a diary of an older version up to date"),
        ("unlock", unlock, "open a diary with its recovery key, read from standard input"),
    ):
        verbs.add_parser(name, parents=[common], help=help_).set_defaults(command=command)
    for name in ("backup", "restore"):
        later = nouns.add_parser(name, parents=[common], help=f"{name} a diary (comes later)")
        later.add_argument("path", metavar="PATH")
        later.set_defaults(command=_later(name))


def create(args: argparse.Namespace) -> None:
    """Make a diary."""
    chosen = context.settings_of(args)
    desks.create(chosen).close()
    print(f"Made a diary: {_name(chosen.database)}")
    for path in databases.lost_key_files(chosen):
        print(f"The key file of a diary that lay here before is kept for its backups: {path}")


def check(args: argparse.Namespace) -> None:
    """Read the whole diary; refuse with what is wrong."""
    with context.at_desk(args) as desk:
        counts = databases.check(desk.store)
    print(databases.sound(counts))


def upgrade(args: argparse.Namespace) -> None:
    """Bring a diary up to date."""
    chosen = context.settings_of(args)
    if not databases.upgrade(chosen):
        print("The diary was up to date already.")
        return
    print("The diary is up to date.")
    for path in databases.kept_copies(chosen)[-1:]:
        print(f"A copy as it was before is kept: {path}")


def unlock(args: argparse.Namespace) -> None:
    """Open a diary with the recovery key on standard input."""
    chosen = context.settings_of(args)
    if not isinstance(chosen.database, Path):
        raise Refusal("A shared diary has no recovery key: its server keeps it. Use the server’s password.")
    databases.unlock(chosen, _typed())
    print(f"{chosen.database.name} opens on this PC from now on.")


def _typed() -> str:
    """Return what standard input holds; nothing where there is none, or no text."""
    try:
        return sys.stdin.read(1000) if sys.stdin is not None else ""
    except (OSError, ValueError):
        return ""


def _name(place: Path | str) -> str:
    return str(place) if isinstance(place, Path) else "the shared diary"


def _later(name: str) -> context.Command:
    def refuse(args: argparse.Namespace) -> None:
        raise context.not_yet(f"reception {name}")

    return refuse
