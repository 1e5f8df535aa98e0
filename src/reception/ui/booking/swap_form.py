"""Swap two calls: with whom, and what it will be, before it is done."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reception import phone
from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.services import rearranging
from reception.ui.booking.holding import Holding
from reception.ui.context import Context
from reception.ui.widgets.basics import chip, label, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field, Find
from reception.ui.widgets.table import Column, Table
from reception.ui.widgets.walking import Walking

WIDTH, ROW, HEAD, ROWS_SHOWN = 640, 44, 34, 6
"""Pixels: of the form, of a row, and of the names of the columns with the edges; and rows seen at once."""


class SwapForm(Dialog):
    """This call above, the others to come below; typing finds, the arrows walk, Enter swaps.

    The time of the other one is held meanwhile, so that no two desks give it to two calls.

    Where it is known with whom, that `other` is found and chosen to begin with.
    """

    def __init__(
        self, parent: QWidget, context: Context, line: CallLine, other: CallLine | None = None
    ) -> None:
        super().__init__(parent, "Swap two calls", do="Swap them", width=min(WIDTH, parent.width() - 40))
        self._context, self._line, self._other = context, line, other
        self._asked = ""
        self.who: Field[Find] = Field("Swap with", Find("Swap with", "Type a name or any part of a number"))
        columns = [
            Column("When", lambda one: span.moment_text(one.slot.starts_at), bold=True, width=140),
            Column("Patient", lambda one: one.patient.name, lambda one: phone.national(one.patient.phone)),
            Column("With", lambda one: one.clinician.name, lambda one: one.clinic.name, width=190),
        ]
        self.table = Table("Other booked calls", context.theme, columns, height=ROW)
        self.table.setMinimumHeight(ROWS_SHOWN * ROW + HEAD)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._holding = Holding(context, self, self.note, self.refuse)
        self.table.chosen.connect(lambda one: self._show_effect())
        self.table.opened.connect(lambda one: self.submit())
        Walking(self.who.input, self.table)
        self.told = label("Looking…", "muted", wrap=True)
        self.body.addLayout(
            row(chip(line.patient.name, "booked"), chip(span.moment_text(line.slot.starts_at)), None)
        )
        self.add("with", self.who)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        if other is not None:
            self.who.input.setText(other.patient.name)
        self.who.input.textChanged.connect(lambda text: self.look())
        context.news.connect(self.look)
        self.look()

    def look(self) -> None:
        """Look for calls to swap with; what was asked before and comes late is not shown."""
        self._asked = text = self.who.input.text()
        self._holding.typed()
        question = partial(rearranging.partners, call=self._line.id, now=self._context.now(), text=text)
        self._context.background.ask(self, question, partial(self._show, text), self.refuse)

    def _show(self, asked: str, found: list[CallLine]) -> None:
        if asked != self._asked:
            return
        self.table.show_values(found)
        if self._other is not None and self.table.choose(self._other.id):
            self._other = None
        self._show_effect()

    def _show_effect(self) -> None:
        """Say who gets which time."""
        self.clear_refusals()
        other: CallLine | None = self.table.current
        self.doing.setEnabled(other is not None)
        self._holding.hold(*((other.slot.id, other.id) if other is not None else (None,)))
        if other is None:
            nobody = (
                "Nobody else with a call to come is found." if self._asked else "No other call is to come."
            )
            self.told.setText(nobody)
        else:
            self.told.setText(f"{_gets(self._line, other)}\n{_gets(other, self._line)}")

    def submit(self) -> None:
        """Swap them."""
        other: CallLine | None = self.table.current
        if other is None:
            return
        self.busy(True)
        act = partial(rearranging.swap, one=self._line.id, other=other.id)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)


def _gets(line: CallLine, other: CallLine) -> str:
    """Return `Jane Holt gets Thu 26 Nov 10:15 with Mr Oliver Eaton, London`, and whether that is another clinic."""
    when = span.moment_text(other.slot.starts_at)
    told = f"{line.patient.name} gets {when} with {other.clinician.name}, {other.clinic.name}"
    return f"{told}, not {line.clinic.name}." if other.clinic.id != line.clinic.id else f"{told}."


def not_to_swap(line: CallLine, now: datetime) -> str:
    """Return why a call cannot be swapped at a moment (UTC), in a sentence; nothing where it can."""
    if line.call.status is not CallStatus.BOOKED:
        return f"This call is {line.call.status.replace('-', ' ')}. Only a booked call can be swapped."
    if line.slot.starts_at < now:
        return f"{span.moment_text(line.slot.starts_at)} is over. Swap calls that are still to come."
    return ""
