"""What is written down of a bug: its kind and where it happened, never what anybody typed."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path

from reception import __name__ as package

SENTENCE = (
    "Something went wrong inside Reception; nothing was changed. It is noted in {place}: tell your support."
)
LIMIT_BYTES = 1_000_000


def note(error: BaseException, folder: Path) -> str:
    """Write the kind and the places of a bug into a log, and return the sentence for the person."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    line = f"{datetime.now(UTC).isoformat(timespec='seconds')} {package} {type(error).__name__} {places}\n"
    log = folder / "bugs.log"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if log.exists() and log.stat().st_size > LIMIT_BYTES:
            log.replace(folder / "bugs.old.log")
        with log.open("a", encoding="utf-8") as file:
            file.write(line)
    except OSError:
        return SENTENCE.format(place="no log, because none could be written")
    return SENTENCE.format(place=log)
