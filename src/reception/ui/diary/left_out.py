"""The closed days in the weeks to publish: each is left out, or worked on at the clinics that are ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.gap import OpenDay
from reception.domain.holiday import Undecided
from reception.domain.ids import ClinicId, OpenDayId
from reception.domain.publishing import Plan
from reception.domain.rota import LeftOut, Why
from reception.ui.widgets.basics import clear, column, label
from reception.ui.widgets.flow import Flow
from reception.ui.widgets.order import keep_order

Choices = dict[date, tuple[str, tuple[ClinicId, ...]]]


class LeftOutDays(QWidget):
    """A line for each day with a tick for each clinic; `chosen` tells that one was ticked or not any more."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Choices = {}
        self.ticks: dict[tuple[date, ClinicId], QCheckBox] = {}
        self._days = column(gap=6)
        self.setLayout(self._days)
        self.hide()

    def tell(self, plan: Plan, asked: Sequence[Undecided], clinics: Mapping[ClinicId, Clinic]) -> None:
        """Show the days that a plan leaves out, without those that are asked about; what is ticked stays so."""
        found = choices(plan, asked)
        if found == self._shown:
            return
        before = {key for key, tick in self.ticks.items() if tick.isChecked()}
        self._shown = found
        self.ticks.clear()
        clear(self._days)
        if found:
            self._days.addWidget(label("Left out, unless you tick a clinic that works", "heading"))
        for day, (reason, places) in found.items():
            ticks = Flow(gap=12)
            for place in places:
                tick = QCheckBox(clinics[place].name)
                tick.setAccessibleName(f"{clinics[place].name} works on {span.day_text(day, year=True)}")
                tick.setChecked((day, place) in before)
                tick.toggled.connect(lambda *_: self.chosen.emit())
                self.ticks[day, place] = tick
                ticks.addWidget(tick)
            head = label(f"{span.day_text(day, year=True)} · {reason}", "", wrap=True)
            self._days.addLayout(column(head, ticks, gap=2))
        keep_order(self, list(self.ticks.values()))
        self.setVisible(bool(found))

    def opening(self) -> list[OpenDay]:
        """Return the days that are to be opened."""
        return [
            OpenDay(id=OpenDayId(0), day=day, clinic=clinic)
            for (day, clinic), tick in self.ticks.items()
            if tick.isChecked()
        ]


def choices(plan: Plan, asked: Sequence[Undecided] = ()) -> Choices:
    """Return the days left out for a holiday or a closure, why, and the clinics that would work on them.

    Left are the holidays that are asked about, each with its clinics.
    """
    open_ = {(one.day, clinic) for one in asked for clinic in one.clinics}
    found: Choices = {}
    for one in plan.left_out:
        clinics = tuple(clinic for clinic in one.clinics if (one.day, clinic) not in open_)
        if one.why is not Why.AWAY and clinics:
            why, places = found.get(one.day, ("", ()))
            said = f"{why}, {_reason(one)}" if why else _reason(one)
            found[one.day] = (said, tuple(dict.fromkeys((*places, *clinics))))
    return found


def _reason(one: LeftOut) -> str:
    reason = one.reason or "closed"
    return f"{reason} (part of the day)" if one.is_part else reason


def others_text(plan: Plan) -> str:
    """Return the leave that is left out in a sentence, or nothing."""
    away = [str(one) for one in plan.left_out if one.why is Why.AWAY]
    return f"Left out: {'; '.join(away)}." if away else ""
