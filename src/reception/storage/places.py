"""Where a diary may lie: on a disk of this PC, not on a network share or in a synced folder."""

from __future__ import annotations

import sys
from pathlib import Path

from reception.domain.errors import Refusal

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
    except OSError:
        return False
    return _kind_of_mount(path.resolve(), mounts) in NETWORK_FILE_SYSTEMS


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
