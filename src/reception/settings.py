"""What this PC is configured to be: read once into a frozen value. What the clinics agree on is in the database."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import appdirs

from reception.domain.errors import Unavailable

APP = "Reception"


class Settings(NamedTuple):
    """Folders, database, desk and person of one run. `database` is a path or a PostgreSQL address.

    No data class: every start would wait for the module that makes them before its first frame.
    """

    data_folder: Path
    config_folder: Path
    database: Path | str
    is_default_database: bool = True
    staff: str = ""
    desk: str = "Front desk"
    theme: str = "system"

    @property
    def is_shared(self) -> bool:
        """Tell whether the diary is a PostgreSQL database that other desks use too."""
        return isinstance(self.database, str)

    @property
    def file(self) -> Path:
        """Return the path of the settings file."""
        return self.config_folder / "settings.json"


def read(
    *, database: str | None = None, staff: str | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Return the settings: options first, then the environment, the settings file, and the defaults."""
    if database is not None and not database.strip():
        raise Unavailable("--database names no diary. Give its path or address, or leave the option out.")
    data = data_folder()
    config = Path(appdirs.user_config_dir(APP, appauthor=False))
    kept = _kept(config / "settings.json")
    default = place(str(data / "reception.db"))
    told = (database, environment.get("RECEPTION_DATABASE"), str(kept.get("database") or ""))
    chosen = next((place(text) for text in told if text and text.strip()), default)
    return Settings(
        data_folder=data,
        config_folder=config,
        database=chosen,
        is_default_database=chosen == default,
        staff=staff or environment.get("RECEPTION_STAFF") or "",
        desk=str(kept.get("desk") or _name_of_pc() or "Front desk"),
        theme=str(kept.get("theme") or "system"),
    )


def data_folder() -> Path:
    """Return where this PC keeps its own diary and its log."""
    return Path(appdirs.user_data_dir(APP, appauthor=False))


def cache_folder() -> Path:
    """Return where this PC keeps what can be made again."""
    return Path(appdirs.user_cache_dir(APP, appauthor=False))


def _name_of_pc() -> str:
    """Return what the operating system calls this PC."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    import platform

    return platform.node()


def place(text: str) -> Path | str:
    """Return a PostgreSQL address as it is, and anything else as a whole path: a diary has one name."""
    if "://" in text:
        return text
    try:
        return Path(text).expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        from reception.domain.span import short

        raise Unavailable(
            f"“{short(text)}” leads to no folder of this PC. Write the whole path of the diary."
        ) from error


def _kept(path: Path) -> dict[str, Any]:
    """Return what the settings file holds; a missing or damaged one holds nothing."""
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def remembered(settings: Settings, name: str, default: str = "") -> str:
    """Return something the window remembered on this PC, such as the clinic chosen last."""
    return str(_kept(settings.file).get(name) or default)


def remember(settings: Settings, **things: str) -> None:
    """Keep things on this PC, whole or not at all; raise Unavailable where they cannot be kept."""
    kept = _kept(settings.file) | things
    fresh = settings.file.with_suffix(f".{os.getpid()}")
    try:
        settings.config_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh.write_text(json.dumps(kept, indent=1, ensure_ascii=False), "utf-8")
        fresh.replace(settings.file)
    except OSError as error:
        raise Unavailable(
            f"The settings cannot be kept in {settings.config_folder}. Make it writable."
        ) from error
