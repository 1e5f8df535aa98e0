"""A time of day, typed as people type it."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QSize

from reception.domain import span
from reception.domain.time_of_day import read_clock
from reception.ui.widgets.field import Field
from reception.ui.widgets.typed import Typed

QUARTER, HOUR, DAY = 15, 60, 24 * 60
"""Minutes."""
LONGEST, AROUND = "11.30am", 26
"""The longest way to type one, and the pixels around it."""


class TimeEdit(Typed[time]):
    """Shows `13:30`; reads `9`, `9.30`, `1330`, `5pm`. The arrows go on by quarters of an hour, Page by hours."""

    def __init__(self, at: time, *, field: str = "time") -> None:
        self._field = field
        super().__init__(at)

    def sizeHint(self) -> QSize:
        """Want room for a time as it is typed, and no more."""
        return QSize(self.fontMetrics().horizontalAdvance(LONGEST) + AROUND, super().sizeHint().height())

    def read(self, text: str) -> time:
        """Read a time of day."""
        read = read_clock(text.strip().casefold())
        return read if read is not None else span.parse_clock(text, field=self._field)

    def written(self, value: time, *, is_short: bool = False) -> str:
        """Return `13:30`."""
        return f"{value:%H:%M}"

    def stepped(self, value: time, small: int, large: int) -> time:
        """Return a time so many quarters and hours on, within its day, on a quarter."""
        minute = value.hour * 60 + value.minute
        on = minute + QUARTER * small + HOUR * large
        if small:
            on = (minute // QUARTER + small) * QUARTER if small > 0 else -(-minute // QUARTER + 1) * QUARTER
        return time(*divmod(min(max(on, 0), DAY - QUARTER), 60))


def time_field(name: str, at: time, *, field: str = "time") -> Field[TimeEdit]:
    """Return a field for a time of day, `field` in refusals; when it is left it says what cannot be read."""
    made = Field(name, TimeEdit(at, field=field))
    made.input.changed.connect(made.clear_refusal)
    made.input.unread.connect(made.say)
    return made
