"""The form of a clinic: what is known of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from functools import partial

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from reception import phone
from reception.domain import span
from reception.domain.clinic import Clinic, Opening
from reception.domain.errors import Conflict, Obstacle, Refusal
from reception.domain.time_of_day import read_clock
from reception.services import clinics
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import label, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field

TEXTS = (
    ("name", "Name"), ("venue", "Venue"), ("street", "Street"), ("district", "District"), ("postcode", "Postcode"),
    ("phone", "Phone"), ("email", "Email"), ("parking", "Parking"), ("lift", "Lift"), ("entrance", "Entrance"),
)  # fmt: skip

ABREAST = 4
"""How many days stand side by side."""


class ClinicForm(Dialog):
    """Address, contact, hours and notes; a change is journalled and can be undone."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, clinic: Clinic) -> None:
        super().__init__(parent, f"Edit {clinic.name}", do="Save", width=560)
        self._context, self._clinic = context, clinic
        now = texts_of(clinic)
        self.texts = {name: field.line(shown, now[name]) for name, shown in TEXTS}
        self.hours = {day: field.line(day, now[day], "closed") for day in span.DAY_NAMES}
        for names in (
            ("name", "venue"),
            ("street", "district", "postcode"),
            ("phone", "email"),
            ("parking", "lift", "entrance"),
        ):
            self.body.addLayout(row(*(self.texts[name] for name in names), gap=10))
        self.body.addWidget(label("Opening hours, as 9-18 or 09:00-18:00; empty is closed", "small"))
        self.body.addLayout(_in_columns(list(self.hours.values())))
        self.know({**self.texts, **self.hours})
        self.texts["name"].input.setFocus()

    def submit(self) -> None:
        """Save what was typed."""
        self.clear_refusals()
        try:
            new = self._typed()
        except Obstacle as obstacle:
            self.refuse(obstacle)
            return
        self.busy(True)
        act = partial(clinics.edit, seen=self._clinic, new=new)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def _typed(self) -> Clinic:
        """Return the clinic as it was typed; refuse hours that are none and a number that cannot be one."""
        hours: list[Opening] = []
        for weekday, one in enumerate(self.hours.values()):
            hours += read_hours(weekday, one.input.text())
        typed = {name: one.input.text().strip() for name, one in self.texts.items()}
        typed["phone"] = phone.parse(typed["phone"])
        return replace(self._clinic, hours=tuple(hours), **typed)  # type: ignore[arg-type]

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way; what somebody else changed meanwhile is shown where nothing was typed."""
        if isinstance(obstacle, Conflict) and isinstance(obstacle.now, Clinic):
            before, self._clinic = self._clinic, obstacle.now
            both = field.meet({**self.texts, **self.hours}, texts_of(before), texts_of(self._clinic))
            if both:
                obstacle = Conflict(
                    f"Somebody else has just changed this clinic: {both}. Save again to keep yours."
                )
        super().refuse(obstacle)


def _in_columns(days: list[Field[QLineEdit]]) -> QGridLayout:
    """Return fields of the same width below one another."""
    grid = QGridLayout()
    grid.setSpacing(10)
    for number, one in enumerate(days):
        grid.addWidget(one, number // ABREAST, number % ABREAST)
        grid.setColumnStretch(number % ABREAST, 1)
    return grid


def texts_of(clinic: Clinic) -> dict[str, str]:
    """Return what the fields of the form say of a clinic: its texts by name, its hours by day."""
    found = {name: str(getattr(clinic, name)) for name, _ in TEXTS} | {"phone": phone.national(clinic.phone)}
    for weekday, day in enumerate(span.DAY_NAMES):
        found[day] = ", ".join(
            f"{h.opens:%H:%M}-{h.closes:%H:%M}" for h in clinic.hours if h.weekday == weekday
        )
    return found


def read_hours(weekday: int, text: str) -> list[Opening]:
    """Read `09:00-12:00, 13:00-18:00`, or as people type it, `9 to 5`; nothing is closed.

    Raise Refusal for anything else, beside the field of its day.
    """
    day, long = span.DAY_NAMES[weekday], span.DAY_NAMES_LONG[weekday]
    found: list[Opening] = []
    for part in (part for part in text.split(",") if part.strip()):
        opens, closes = _from_and_to(part) or (None, None)
        if opens is None or closes is None:
            raise Refusal(
                f"“{span.short(part.strip())}” on {long} are no hours. Type them as 09:00-18:00.", field=day
            )
        if closes <= opens:
            raise Refusal(f"{long} closes at {closes:%H:%M}, before it opens at {opens:%H:%M}.", field=day)
        if found and opens < found[-1].closes:
            raise Refusal(f"On {long} it opens again at {opens:%H:%M}, before it has closed.", field=day)
        found.append(Opening(weekday=weekday, opens=opens, closes=closes))
    return found


def _from_and_to(part: str) -> tuple[time | None, time | None] | None:
    """Return the two times of a stretch of hours; None where there are not two."""
    both = re.split(r"\s*[-–]\s*|\s+to\s+", part.strip().casefold())
    return (read_clock(both[0]), read_clock(both[1])) if len(both) == 2 else None
