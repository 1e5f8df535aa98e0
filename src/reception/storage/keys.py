"""The data key of an encrypted diary: where this PC keeps it.

Beside the database lies a small readable file: the diary's id, which key slots there are, and a check
value, so that a wrong key and a damaged file can be told apart.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reception.domain.errors import KeyNeeded, Unavailable

KEY_BYTES = 32
SERVICE = "Reception"
UNLOCK = "reception database unlock"
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
"""What a system says of a disk that takes no more: it is full, or this user's share or a file's limit is."""


class KeySlot(Protocol):
    """A place that can keep a data key; sign-in will add more of them."""

    name: str

    def get(self, diary: str) -> bytes | None:
        """Return the key of a diary, or None; raise Unavailable if it cannot be asked."""

    def put(self, diary: str, key: bytes) -> None:
        """Keep the key of a diary; raise Unavailable if it cannot be kept."""

    def drop(self, diary: str) -> None:
        """Forget the key of a diary, where it is known."""


class SystemSlot:
    """The key store of the operating system, through `keyring`: any program's, so it may fail in any way."""

    name = "system"

    def is_there(self) -> bool:
        """Tell whether this PC has one that works without asking at every start."""
        import keyring
        from keyring.backends.fail import Keyring as NoKeyring

        with suppress(Exception):  # of a key store that is there in part: any of many programs'
            backend = keyring.get_keyring()
            return not isinstance(backend, NoKeyring) and float(backend.priority) >= 1
        return False

    def get(self, diary: str) -> bytes | None:
        """Return the key of a diary, or None; raise Unavailable where the key store does not tell."""
        import keyring

        try:
            kept = keyring.get_password(SERVICE, diary)
        except Exception as error:
            raise Unavailable(
                "The key store of this PC does not answer; it may be locked. Unlock it and try again, "
                f"or open the diary with its recovery key: {UNLOCK}."
            ) from error
        try:
            return None if kept is None else bytes.fromhex(kept)
        except ValueError as error:
            raise Unavailable(
                "What the key store of this PC keeps for this diary is no key. "
                f"Open the diary with its recovery key: {UNLOCK}."
            ) from error

    def put(self, diary: str, key: bytes) -> None:
        """Keep the key of a diary."""
        import keyring

        try:
            keyring.set_password(SERVICE, diary, key.hex())
        except Exception as error:
            raise Unavailable(
                "The key store of this PC did not take the key. Unlock it and try again."
            ) from error

    def drop(self, diary: str) -> None:
        """Forget the key of a diary."""
        import keyring

        with suppress(Exception):
            keyring.delete_password(SERVICE, diary)


class FileSlot:
    """A file in the config folder that only this user can read; Settings says so."""

    name = "file"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, diary: str) -> Path:
        return self.folder / f"{diary}.key"

    def get(self, diary: str) -> bytes | None:
        """Return the key of a diary, or None."""
        try:
            return bytes.fromhex(self._path(diary).read_text("ascii").strip())
        except (OSError, ValueError):
            return None

    def put(self, diary: str, key: bytes) -> None:
        """Keep the key of a diary in a file of mode 600."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_privately(self._path(diary), key.hex().encode())
        except OSError as error:
            sentence = f"The key cannot be kept in {self.folder}. Make the folder writable and try again."
            raise not_written(error, sentence) from error

    def drop(self, diary: str) -> None:
        """Forget the key of a diary."""
        with suppress(OSError):
            self._path(diary).unlink()


def not_written(error: OSError, sentence: str) -> Unavailable:
    """Return what to say of a file that could not be written: that the disk is full, or else a sentence."""
    full = "The disk is full. Nothing was changed; free some space and try again."
    return Unavailable(full if error.errno in FULL else sentence)


def replace_privately(path: Path, content: bytes) -> None:
    """Write a file that only this user can read, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    write_privately(fresh, content)
    try:
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def write_privately(path: Path, content: bytes) -> None:
    """Write a new file that only this user can read, whole or not at all; raise FileExistsError for another."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What may be read beside a database: its id, its key slots, and the check value of its key."""

    diary: str
    slots: tuple[str, ...]
    check: str


def key_file_path(database: Path) -> Path:
    """Return the path of the key file of a database."""
    return database.with_name(f"{database.name}.keys")


def aside(database: Path) -> Path:
    """Return the path under which the key file of a database that is gone is kept when a new one is made."""
    known = read_key_file(database)
    return database.with_name(f"{database.name}.keys.{known.diary[:8] if known else secrets.token_hex(4)}")


def kept_aside(database: Path) -> list[Path]:
    """Return the key files of databases that lay here and are gone."""
    start = f"{database.name}.keys."
    return sorted(path for path in database.parent.iterdir() if path.name.startswith(start))


def read_key_file(database: Path) -> KeyFile | None:
    """Return what lies beside a database; None where it is missing or makes no sense."""
    try:
        told = json.loads(key_file_path(database).read_text("utf-8"))
        return KeyFile(str(told["diary"]), tuple(map(str, told["slots"])), str(told["check"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def check_value(diary: str, key: bytes) -> str:
    """Return what proves a key without telling it."""
    return hmac.new(key, f"Reception diary {diary}".encode(), hashlib.sha256).hexdigest()[:32]


def proves(known: KeyFile, key: bytes) -> bool:
    """Tell whether a key is the one that a key file is about."""
    return hmac.compare_digest(check_value(known.diary, key).encode(), known.check.encode())


def key_slots(config_folder: Path) -> list[KeySlot]:
    """Return the places this PC has for a key, best first."""
    system = SystemSlot()
    file = FileSlot(config_folder)
    return [system, file] if system.is_there() else [file]


def forget(kept: KeyFile, config_folder: Path) -> None:
    """Forget the key of a diary that was not made after all."""
    for slot in (SystemSlot(), FileSlot(config_folder)):
        if slot.name in kept.slots:
            slot.drop(kept.diary)


def keep(database: Path, key: bytes, config_folder: Path, *, in_file: bool = False) -> KeyFile:
    """Keep a data key in the best place of this PC and write the key file beside the database.

    A key file of another diary is replaced, and its key stays where it is. `in_file` keeps the key out of the
    system's key store. Raise OSError where the key file cannot be written.
    """
    known = read_key_file(database)
    if known is not None and not proves(known, key):
        known = None
    slot = FileSlot(config_folder) if in_file else key_slots(config_folder)[0]
    diary = known.diary if known else secrets.token_hex(16)
    slots = tuple(dict.fromkeys([slot.name, *(known.slots if known else ())]))
    kept = KeyFile(diary, slots, check_value(diary, key))
    slot.put(diary, key)
    try:
        if kept != known:
            told = {"diary": kept.diary, "slots": list(kept.slots), "check": kept.check}
            replace_privately(key_file_path(database), json.dumps(told, indent=1).encode())
    except BaseException:
        if known is None:
            slot.drop(diary)
        raise
    return kept


def find(database: Path, config_folder: Path) -> bytes:
    """Return the data key of a database from this PC's key slots; raise Unavailable without one."""
    key_file = read_key_file(database)
    if key_file is None:
        raise Unavailable(
            f"The key file beside {database.name} is missing or damaged. "
            f"Open the diary with its recovery key: {UNLOCK}."
        )
    slots: Sequence[KeySlot] = [FileSlot(config_folder)]
    if SystemSlot.name in key_file.slots:
        slots = [SystemSlot(), *slots]
    found, trouble = False, None
    for slot in slots:
        try:
            key = slot.get(key_file.diary)
        except Unavailable as obstacle:
            trouble = obstacle
            continue
        if key is not None and proves(key_file, key):
            return key
        found = found or key is not None
    if trouble is not None:
        raise trouble
    if found:
        raise KeyNeeded(
            f"The key on this PC does not open {database.name}. Open it with its recovery key: {UNLOCK}."
        )
    raise KeyNeeded(f"The key of {database.name} is not on this PC. Open it with its recovery key: {UNLOCK}.")


def new_key() -> bytes:
    """Return a random data key of 32 bytes."""
    return secrets.token_bytes(KEY_BYTES)
