"""Where somebody was in the diary: the view, and for today also the day and the cursor. Kept on this PC."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from reception import settings
from reception.domain.errors import Unavailable
from reception.domain.ids import ClinicianId
from reception.settings import Settings

PLACE, VIEW, ZOOM = "diary_place", "diary_view", "diary_zoom"
USUAL_ZOOM = 2
"""The number of the usual height of a row."""


@dataclass(frozen=True)
class Place:
    """A day that is shown, and the cursor on it: its own day, minute of the London day, and clinician."""

    shown: date
    day: date
    minute: int
    clinician: ClinicianId | None = None


def keep(chosen: Settings, today: date, view: str, zoom: int, place: Place | None) -> None:
    """Keep a place for the rest of the day, the view and the height of its rows for longer.

    Where nothing can be kept it is let go.
    """
    told = {VIEW: view, ZOOM: str(zoom)}
    if place is not None:
        told[PLACE] = f"{today} {place.shown} {place.day} {place.minute} {place.clinician or 0}"
    with suppress(Unavailable):
        settings.remember(chosen, **told)


def kept(chosen: Settings, today: date) -> tuple[str, int, Place | None]:
    """Return the view that was shown last, its zoom, and the place, where it was kept today.

    Tomorrow begins on its own day.
    """
    view, height = settings.remembered(chosen, VIEW), settings.remembered(chosen, ZOOM)
    zoom = int(height) if height.isdecimal() else USUAL_ZOOM
    told = settings.remembered(chosen, PLACE).split()
    with suppress(ValueError):
        on, shown, day, minute, clinician = told
        if date.fromisoformat(on) == today:
            who = ClinicianId(int(clinician)) if clinician != "0" else None
            return view, zoom, Place(date.fromisoformat(shown), date.fromisoformat(day), int(minute), who)
    return view, zoom, None
