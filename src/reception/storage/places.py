"""Where a diary may lie: on a disk of this PC, not on a network share or in a synced folder.

And where no document may: in the place of a diary, or in the folder of this PC's settings and keys.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from reception.domain.errors import Refusal
from reception.domain.span import short
from reception.storage import keys

SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud drive",
    "nextcloud",
    "mobile documents",
)
NETWORK_FILE_SYSTEMS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "afs",
    "9p",
    "webdav",
    "fuse.davfs",
}
MOUNTS = Path("/proc/mounts")
INSTEAD = "Keep it on this PC’s own disk, or share one PostgreSQL database between the PCs."


def check(database: Path) -> None:
    """Refuse a place where two PCs could tear the file apart."""
    parts = [part.casefold() for part in database.absolute().parts]
    for part in parts:
        if any(part == name or part.startswith((f"{name} -", f"{name}-")) for name in SYNCED):
            raise Refusal(f"{database} lies in a synced folder, which can tear a diary apart. {INSTEAD}")
    if is_on_network(database.absolute()):
        raise Refusal(f"{database} lies on a network share, which can tear a diary apart. {INSTEAD}")


def is_on_network(path: Path) -> bool:
    """Tell whether a path is on another computer's disk."""
    if sys.platform == "win32":
        import ctypes

        remote = 4
        return str(path).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == remote
    try:
        mounts = MOUNTS.read_text("utf-8", "replace")
        return _kind_of_mount(path.resolve(), mounts) in NETWORK_FILE_SYSTEMS
    except (OSError, RuntimeError, ValueError):
        return False  # it leads nowhere: whoever opens it says so


def _kind_of_mount(path: Path, mounts: str) -> str:
    """Return the kind of file system that holds a path, from the text of the mount table."""
    best, kind = "", ""
    for line in mounts.splitlines():
        columns = line.split()
        if len(columns) < 3:
            continue
        point = columns[1].replace("\\040", " ")
        if len(point) >= len(best) and path.is_relative_to(point):
            best, kind = point, columns[2]
    return kind


def own(database: Path, config_folder: Path) -> tuple[Path, ...]:
    """Return the files and folders that a diary in a file lives in."""
    beside = [database.with_name(database.name + end) for end in ("-wal", "-shm")]
    return (database, *beside, keys.key_file_path(database), config_folder)


def keep_off(path: Path, own: Iterable[Path]) -> None:
    """Refuse a place for a document that is a diary's own or lies in a folder of its own, by any name or link."""
    try:
        targets = {path.resolve(), path.parent.resolve() / path.name}
        kept = [one.resolve() for one in own]
    except (OSError, RuntimeError, ValueError):
        return  # it leads nowhere: whoever writes there says so
    for target in targets:
        above = (target, *target.parents)
        if any(_same(part, one) for part in above for one in kept) or keys.read_key_file(target):
            raise Refusal(
                f"{short(path.name, 60)} belongs to the diary or to its settings. Choose another place or name."
            )


def _same(one: Path, other: Path) -> bool:
    """Tell whether two paths are one file or folder, a second hard link included."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False
