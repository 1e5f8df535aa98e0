"""Rescue the day: the booked calls that stand where nothing is offered any more, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from reception import phone
from reception.domain import span
from reception.domain.call import CancelledBy
from reception.domain.errors import Obstacle
from reception.domain.ids import CallId, ClinicId, SlotId
from reception.services import calls, rescue, stays
from reception.services.offering import Offered
from reception.services.rescue import Misfits, Stranded
from reception.services.slots import SlotLine
from reception.storage.reader import Reader
from reception.ui import forms
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.diary.to_move import standing
from reception.ui.widgets.basics import button, label
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.flow import Flow
from reception.ui.widgets.table import Column, Table

WIDTH, ROW, HEAD, MOST_ROWS = 980, 46, 34, 8
"""Pixels: of the form, of a row, and of the names of the columns with the edges; and rows seen at once."""

REFRESHED = 15_000
"""Milliseconds after which the free times are looked at again."""


class RescueForm(Dialog):
    """By time, with number, needs and two free times each; it stays a list of work until it is empty.

    1 and 2 move the chosen call to the time that was agreed, M and Enter find it another, Del cancels it, C copies the
    number, L lets one stay that the rota alone has no hours for any more. What was offered keeps its number, as long as
    it is free.
    """

    def __init__(self, parent: QWidget, context: Context, clinic: ClinicId | None = None) -> None:
        super().__init__(
            parent, "Calls that need another time", do="Close", width=min(WIDTH, parent.width() - 40)
        )
        self.context, self._clinic = context, clinic
        self.doing.hide()
        self.leave.setText("Close")
        self._offered: dict[CallId, tuple[SlotId, ...]] = {}
        self.day_button = button("Somebody is away…", named("rescue day").key, run=self._rescue_day)
        self.buttons.insertWidget(0, self.day_button)
        QShortcut(named("rescue day").key, self, self._rescue_day)
        for name in ("undo", "redo"):
            QShortcut(named(name).key, self, partial(context.go, name))
        self.told = label("Looking…", "muted", wrap=True)
        self.table = Table("Calls that need another time", context.theme, self._columns(), height=ROW)
        self.table.chosen.connect(lambda one: self._show_acts())
        self.table.typed.connect(self.press)
        self.first: QPushButton = button("", "1", "primary", partial(self._take, 0))
        self.second = button("", "2", run=partial(self._take, 1))
        self.table.opened.connect(lambda one: self._move())
        self.other = button("Another time…", "M", run=self._move)
        self.cancelling = button("Cancel the call…", "Del", run=self._cancel)
        self.copying = button("Copy number", "C", run=self._copy)
        self.keeping = button("Let it stay", "L", run=self._keep)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        acts, flow = QWidget(), Flow()
        for made in (self.first, self.second, self.other, self.cancelling, self.copying, self.keeping):
            flow.addWidget(made)
        acts.setLayout(flow)
        self.body.addWidget(acts)
        for told in (context.background.changed, context.news, context.misfits.changed):
            told.connect(self.refresh)
        self._timer = QTimer(self)  # a time that somebody holds meanwhile is no news, and is free no longer
        self._timer.timeout.connect(self.refresh)
        self._timer.start(REFRESHED)
        self.table.setFocus()
        self.refresh()

    def _columns(self) -> list[Column]:
        return [
            Column("When", lambda one: span.moment_text(one.line.due_at),
                   lambda one: f"{one.line.clinic.name} · {one.line.clinician.surname}", bold=True, width=170),
            Column("Patient", lambda one: one.line.patient.name,
                   lambda one: phone.national(one.line.patient.phone), bold=True, width=190),
            Column("Why, and needs", lambda one: one.why, _needs, wraps=True),
            Column("Free instead", lambda one: _offer(one, 0), lambda one: _offer(one, 1), width=230),
        ]  # fmt: skip

    def refresh(self) -> None:
        """Read the list again: somebody at another desk may be at it too."""
        misfits = self.context.misfits.found
        question = partial(
            _read, context=self.context, clinic=self._clinic, misfits=misfits, offered=dict(self._offered)
        )
        self.context.background.ask(self, question, self._show, self.refuse)

    def _show(self, found: list[Stranded]) -> None:
        self._offered = {one.id: tuple(offer.id for offer in one.offers) for one in found}
        self.table.show_values(found)
        rows = max(self.table.verticalHeader().length(), 2 * ROW)
        self.table.setMinimumHeight(min(rows, MOST_ROWS * ROW) + HEAD)
        work = f"{standing(found)} Ring each, agree a time, and press its number."
        self.told.setText(
            work if found else "Every booked call has its time. There is nothing left to do here."
        )
        self._show_acts()
        if not found:
            self.leave.setFocus()

    def _show_acts(self) -> None:
        one: Stranded | None = self.table.current
        for number, made in enumerate((self.first, self.second)):
            offer = one.offers[number] if one is not None and number < len(one.offers) else None
            made.setText(_words(offer) if offer is not None else "No other free time")
            made.setAccessibleName(f"Move to {_words(offer)}" if offer is not None else "No other free time")
            made.setEnabled(offer is not None)
            made.setVisible(one is not None and (number == 0 or offer is not None))
        for made in (self.other, self.cancelling, self.copying):
            made.setEnabled(one is not None)
            made.setVisible(one is not None)
        self.keeping.setVisible(one is not None and one.may_stay)

    def _take(self, number: int) -> None:
        one: Stranded | None = self.table.current
        if one is None or number >= len(one.offers):
            return
        self.clear_refusals()
        act = partial(calls.move, call=one.line.call, to=one.offers[number].id)
        self.context.background.do(self, act, lambda change: self.refresh(), self._refused)

    def _refused(self, obstacle: Obstacle) -> None:
        self.refuse(obstacle)
        self.refresh()

    def _move(self) -> None:
        if self.table.current is not None:
            forms.move(self, self.table.current.line)

    def _cancel(self) -> None:
        if self.table.current is not None:
            forms.cancel(self, self.table.current.line, by=CancelledBy.CLINIC)

    def _copy(self) -> None:
        if self.table.current is not None:
            number = phone.national(self.table.current.line.patient.phone)
            QGuiApplication.clipboard().setText(number)
            self.context.notice.emit(
                "The number was copied." if self.context.is_private else f"Copied {number}"
            )

    def _keep(self) -> None:
        """Leave a call where the rota has no hours any more: whoever makes the calls will make it all the same."""
        one: Stranded | None = self.table.current
        if one is not None and one.may_stay:
            self.clear_refusals()
            act = partial(stays.let_stay, call=one.line.call)
            self.context.background.do(self, act, failed=self._refused)

    def submit(self) -> None:
        """Stay, wherever the keys are: Enter closes no list of work."""

    def _rescue_day(self) -> None:
        """Ask what else happened; the list comes up again by itself."""
        self.accept()
        self.context.go("rescue day")

    def press(self, key: str) -> None:
        """Do what a single key means for the chosen call."""
        acts: dict[str, Callable[[], object]] = {
            "1": self.first.click, "2": self.second.click, "M": self.other.click, "C": self.copying.click,
            "DEL": self.cancelling.click, "L": self._keep,
        }  # fmt: skip
        if key in acts:
            acts[key]()


def _read(
    reader: Reader, context: Context, clinic: ClinicId | None, misfits: Misfits, offered: Offered
) -> list[Stranded]:
    return rescue.work_list(reader, context.now(), clinic, misfits=misfits, offered=offered)


def _offer(one: Stranded, number: int) -> str:
    return f"{number + 1}  {_words(one.offers[number])}" if number < len(one.offers) else ""


def _needs(one: Stranded) -> str:
    needs = ", ".join(one.line.patient.needs)
    return f"Needs {needs}" if needs else ""


def _words(offer: SlotLine) -> str:
    return f"{span.moment_text(offer.slot.starts_at)} {offer.clinic.name}"
