"""The columns of Today: what a narrow list leaves out stands in small letters below the name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reception.domain import span
from reception.domain.call import CallLine
from reception.ui import words
from reception.ui.privacy import Privacy
from reception.ui.widgets.table import Column, Table

CALLER, CLINIC, ABOUT = 1, 2, 3
WIDTHS = {"Time": 66, "Clinic": 104, "About": 170, "State": 164, "Due": 126}
LEAST_CALLER, ROOMY_CALLER = 146, 210
"""Pixels that a name needs with a number below it, and with clinic and subject there too."""


class TodayColumns:
    """Knows which columns there is room for."""

    def __init__(self, now: Callable[[], datetime], privacy: Privacy) -> None:
        self._now, self._privacy = now, privacy
        self._left_out: tuple[int, ...] = ()
        self._has_number = True

    def made(self) -> list[Column]:
        """Return all of them, in order."""
        now = self._now
        return [
            Column("Time", lambda line: span.clock(line.slot.starts_at), bold=True, width=WIDTHS["Time"]),
            Column("Caller", lambda line: self._privacy.name(line.patient.name), self._below_name, bold=True),
            Column("Clinic", lambda line: line.clinic.name, width=WIDTHS["Clinic"]),
            Column("About", self._about, width=WIDTHS["About"]),
            Column(
                "State", words.call_word, chip=lambda line: words.call_state(line.call), width=WIDTHS["State"]
            ),
            Column(
                "Due, earliest first",
                lambda line: words.due_lines(line, now())[0],
                lambda line: words.due_lines(line, now())[1],
                width=WIDTHS["Due"],
            ),
        ]

    def _below_name(self, line: CallLine) -> str:
        """Return the number, unless the call beside the list must do, and what has no column of its own."""
        told = {CLINIC: line.clinic.name, ABOUT: self._about(line)}
        number = self._privacy.number(line.patient.phone) if self._has_number else ""
        parts = (number, *(told[column] for column in self._left_out))
        return " · ".join(part for part in parts if part)

    def _about(self, line: CallLine) -> str:
        """Return what a call is about, and what to know of the patient."""
        return self._privacy.words(" · ".join((line.call.about, *line.patient.needs)).strip(" ·"))

    def fit(self, table: Table, width: int) -> None:
        """Leave out what a list of a width, in pixels, has no room for: first what a call is about, then where."""
        room = width - LEAST_CALLER - WIDTHS["Time"] - WIDTHS["State"] - WIDTHS["Due"]
        left_out: tuple[int, ...] = ()
        if room < WIDTHS["Clinic"]:
            left_out = (CLINIC, ABOUT)
        elif room < WIDTHS["Clinic"] + WIDTHS["About"]:
            left_out = (ABOUT,)
        self._left_out = left_out
        self._has_number = CLINIC not in left_out or LEAST_CALLER + room >= ROOMY_CALLER
        for number in (CLINIC, ABOUT):
            table.setColumnHidden(number, number in left_out)
