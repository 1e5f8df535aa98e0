"""The diary as a file or a database: check it, upgrade it, unlock it, tell its recovery key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from reception.domain.errors import Refusal
from reception.settings import Settings
from reception.storage import checking, keys, older, unlocking
from reception.storage.store import Store


def check(store: Store) -> dict[str, int]:
    """Read the whole database; return how many of each thing it holds, or raise Unavailable with what is wrong."""
    return checking.check(store)


def sound(counts: Mapping[str, int]) -> str:
    """Return in a sentence that a check found nothing wrong, and what it counted."""
    told = (f"{count:,} {_word(name, count)}" for name, count in counts.items())
    return f"The diary is sound: {', '.join(told)}."


def _word(table: str, count: int) -> str:
    one = "line in the journal" if table == "journal" else table.removesuffix("s")
    many = "lines in the journal" if table == "journal" else table
    return one if count == 1 else many


def upgrade(settings: Settings) -> bool:
    """Bring a diary to this program's schema; return False where it already was."""
    return older.bring_up_to_date(settings.database, settings.config_folder)


def unlock(settings: Settings, typed: str) -> None:
    """Let this PC open a diary with the recovery key somebody typed."""
    if not isinstance(settings.database, Path):
        raise Refusal("A shared diary has no recovery key: its server keeps it.")
    unlocking.unlock(settings.database, settings.config_folder, typed)


def recovery_key(settings: Settings) -> str:
    """Return the recovery key of this PC's diary, in groups of four."""
    if not isinstance(settings.database, Path):
        raise Refusal("A shared diary has no recovery key: its server keeps it.")
    return unlocking.recovery_key(settings.database, settings.config_folder)


def kept_copies(settings: Settings) -> list[Path]:
    """Return the copies from before the diary was brought up to date, oldest first."""
    return older.kept_copies(settings.database) if isinstance(settings.database, Path) else []


def lost_key_files(settings: Settings) -> list[Path]:
    """Return the key files of diaries that lay in the same place and are gone."""
    return keys.kept_aside(settings.database) if isinstance(settings.database, Path) else []


def key_is_in_a_file(settings: Settings) -> bool:
    """Tell whether the key lies in a file, because this PC has no key store: Settings says so."""
    if not isinstance(settings.database, Path):
        return False
    known = keys.read_key_file(settings.database)
    return known is not None and known.slots[:1] == (keys.FileSlot.name,)


HIDDEN = "•••"
_PASSWORD = re.compile(r"(?P<before>[^:/]*://[^:/@]*):.*@")
"""What stands between the name and the last @: rather too much than a part of a password."""
_SECRET = re.compile(r"(?P<before>[?&](?:password|sslpassword|passfile)=)[^&]*", re.IGNORECASE)
"""What may stand behind the question mark and is nobody's to read (PostgreSQL, libpq)."""


def address(settings: Settings) -> str:
    """Return where the diary lies, as people may read it: a path, or an address without its password."""
    if isinstance(settings.database, Path):
        return str(settings.database.absolute())
    shown = _PASSWORD.sub(rf"\g<before>:{HIDDEN}@", settings.database, count=1)
    return _SECRET.sub(rf"\g<before>{HIDDEN}", shown)
