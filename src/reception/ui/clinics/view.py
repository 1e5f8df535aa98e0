"""The clinics as cards: address, open now, hours, closures, the next free call."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reception import phone
from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.closure import Closure, closure_text
from reception.domain.ids import SlotId
from reception.domain.organisation import ORGANISATION, Organisation
from reception.services import clinics, closures
from reception.services.clinics import ClinicCard
from reception.storage.reader import Reader
from reception.ui import words
from reception.ui.booking.form import BookingForm
from reception.ui.clinics.closure_form import ClosureForm
from reception.ui.clinics.forms import ClinicForm
from reception.ui.clinics.qr import QrCode
from reception.ui.context import Context
from reception.ui.screen import Screen
from reception.ui.widgets.basics import (
    beside_or_below,
    button,
    card,
    chip,
    clear,
    column,
    label,
    row,
    rule,
    scrolled,
)
from reception.ui.widgets.dialog import present


def read(reader: Reader, context: Context) -> tuple[list[ClinicCard], str]:
    """Read the cards, and the name of the group for the address."""
    return clinics.cards(reader, context.now()), reader.get(Organisation, ORGANISATION).name


class ClinicsScreen(Screen):
    """A card for each clinic; the filter shows one alone."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.cards: dict[str, ClinicCard] = {}
        self._organisation = ""
        self._row = row(gap=16)
        inside = QWidget()
        inside.setLayout(self._row)
        self._row.setContentsMargins(16, 16, 16, 16)
        self.setLayout(column(scrolled(inside)))

    def arrange(self, is_narrow: bool) -> None:
        """Put the cards side by side, or below one another."""
        beside_or_below(self._row, is_narrow)

    def refresh(self) -> None:
        """Read the clinics again."""
        self.context.background.ask(self, partial(read, context=self.context), lambda told: self._told(*told))

    def _told(self, found: list[ClinicCard], organisation: str) -> None:
        inside = self.window().focusWidget()
        focused = inside.accessibleName() if inside is not None and self.isAncestorOf(inside) else ""
        clear(self._row)
        self.cards, self._organisation = {one.clinic.name: one for one in found}, organisation
        for one in found:
            if self.context.clinic in (None, one.id):
                self._row.addWidget(self._card(one, organisation), 1)
        if focused:
            again = (w for w in self.findChildren(QPushButton) if w.accessibleName() == focused)
            next(again, next(iter(self.findChildren(QPushButton)), self)).setFocus()

    def _card(self, one: ClinicCard, organisation: str) -> QFrame:
        clinic = one.clinic
        frame, body = card(margins=(18, 16, 18, 16), gap=10)
        state = chip(one.state.text(self.context.now()), "done" if one.state.is_open else "neutral")
        body.addLayout(row(label(clinic.name, "title"), None, state))
        lines = [label(text, copy=True) for text in clinic.address[:-1]]
        body.addLayout(column(*lines, label(clinic.address[-1], "strong", copy=True), gap=3))
        body.addWidget(
            label(f"{phone.national(clinic.phone)} · {clinic.email}", "muted", wrap=True, copy=True)
        )
        copy = partial(self.copy_address, one, organisation)
        copying = button("Copy address", run=copy, name=f"Copy the address of {clinic.name}")
        mapping = button("Open map", run=partial(self.open_map, one), name=f"Open a map of {clinic.name}")
        body.addLayout(row(copying, mapping, None))
        body.addWidget(rule())
        body.addLayout(_scanned(clinic))
        body.addLayout(_hours(one))
        body.addWidget(rule())
        self._show_closures(body, one)
        self._show_notes(body, one)
        body.addLayout(self._next_free(one))
        body.addStretch(1)
        editing = button("Edit…", run=partial(self.edit, one), name=f"Edit {clinic.name}")
        closing = partial(self.close_days, one)
        closed = button("Add a closure…", run=closing, name=f"Add a closure of {clinic.name}")
        body.addLayout(row(editing, closed, None))
        return frame

    def _show_closures(self, body: QVBoxLayout, one: ClinicCard) -> None:
        for closure in one.closures[:4]:
            reason = f" · {closure.reason}" if closure.reason else ""
            text = closure_text(closure, self.context.today())
            name = f"Take out: {one.clinic.name}, {text}"
            take_out = button("Take out", kind="link", run=partial(self.reopen, one, closure), name=name)
            body.addLayout(row(label(text + reason, wrap=True), None, take_out))
        if not one.closures:
            body.addWidget(label("No closures planned; bank holidays are closed.", "small", wrap=True))

    def _show_notes(self, body: QVBoxLayout, one: ClinicCard) -> None:
        clinic = one.clinic
        for name, text in (("Parking", clinic.parking), ("Lift", clinic.lift), ("Entrance", clinic.entrance)):
            if text:
                body.addWidget(label(f"{name}: {text}", wrap=True))

    def _next_free(self, one: ClinicCard) -> QHBoxLayout:
        if one.next_free is None:
            return row(label("Next free call"), None, label("none published", "muted"))
        when = words.relative(one.next_free.starts_at, self.context.today())
        act = partial(self.book_slot, one.next_free.id)
        return row(
            label("Next free call"),
            None,
            button(when, kind="link", run=act, name=f"Book at {one.clinic.name}, {when}"),
        )

    # ---- doing

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what can be done with the clinics that are shown."""
        there: dict[str, Callable[[], object]] = {}
        for one in self.cards.values():
            if self.context.clinic in (None, one.id):
                there[f"address {one.id}"] = partial(self.copy_address, one, self._organisation)
                there[f"map {one.id}"] = partial(self.open_map, one)
                there[f"edit {one.id}"] = partial(self.edit, one)
                there[f"close {one.id}"] = partial(self.close_days, one)
        return there

    def copy_address(self, one: ClinicCard, organisation: str) -> None:
        """Put the address on the clipboard."""
        QGuiApplication.clipboard().setText(clinics.address_text(one.clinic, organisation))
        self.context.notice.emit(f"The address of {one.clinic.name} was copied.")

    def open_map(self, one: ClinicCard) -> None:
        """Open a map in the browser."""
        if not QDesktopServices.openUrl(QUrl(clinics.map_url(one.clinic))):
            self.context.notice.emit("No browser could be opened. Scan the code with a phone instead.")

    def book_slot(self, slot: SlotId) -> None:
        """Open the form on the next free slot."""
        present(BookingForm(self.window(), self.context, slot=slot))

    def edit(self, one: ClinicCard) -> None:
        """Open the form of a clinic."""
        present(ClinicForm(self.window(), self.context, one.clinic))

    def close_days(self, one: ClinicCard) -> None:
        """Open the form for a closure."""
        present(ClosureForm(self.window(), self.context, one.clinic))

    def reopen(self, one: ClinicCard, closure: Closure) -> None:
        """Take a closure out."""
        self.context.background.do(self, partial(closures.reopen, closure=closure, name=one.clinic.name))


def _scanned(clinic: Clinic) -> QHBoxLayout:
    """Return the code of a map, for a phone to scan."""
    hint = column(
        None,
        label("Scan for a map"),
        label("Opens on the phone that scans it", "small", wrap=True),
        None,
        gap=2,
    )
    return row(QrCode(clinics.map_url(clinic), f"QR code: a map of {clinic.name}"), hint, gap=14)


def _hours(one: ClinicCard) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(0, 1)
    for weekday, name in enumerate(span.DAY_NAMES_LONG):
        hours = [f"{h.opens:%H:%M}–{h.closes:%H:%M}" for h in one.clinic.hours if h.weekday == weekday]
        grid.addWidget(label(name), weekday, 0)
        told = label(", ".join(hours) or "Closed", "" if hours else "muted")
        told.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(told, weekday, 1)
    return grid
