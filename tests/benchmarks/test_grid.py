"""The diary of 50 clinicians for a week: scrolling and repainting, beside an empty table of that size."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from reception.domain import span
from reception.domain.call import Call, CallLine
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import CallId, ClinicianId, ClinicId, PatientId, SlotId, StaffId
from reception.domain.patient import Patient
from reception.domain.slot import Slot
from reception.services.boards import Board
from reception.ui.diary.grid import GridView
from reception.ui.diary.layout import Grid, grid
from reception.ui.theme import Theme
from tests.benchmarks.conftest import LONG, Pair, Tell

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 25, 10, 12, tzinfo=UTC)
PEOPLE, DAYS, SLOTS_A_DAY = 50, 6, 36
SIZE = (1100, 620)
"""Pixels of the grid in a window of 1366 × 768 with nothing beside it."""
STEPS = 40
FRAME = 0.016
"""Seconds."""
PAIRS = 25 if LONG else 7


def week() -> Grid:
    """Return a week in which three of four slots are booked."""
    clinic = Clinic(id=ClinicId(1), name="London", street="1 Street", postcode="W1", phone="", email="")
    people = {
        ClinicianId(n): Clinician(id=ClinicianId(n), name=f"Dr Number {n}", qualifications="", title="")
        for n in range(1, PEOPLE + 1)
    }
    slots, lines = [], []
    for day in range(DAYS):
        opens = span.day_span(MONDAY + timedelta(days=day)).start + timedelta(hours=9)
        for turn in range(SLOTS_A_DAY):
            at = opens + turn * timedelta(minutes=15)
            for who in people:
                one = Slot(
                    id=SlotId(len(slots) + 1), clinic=clinic.id, clinician=who, starts_at=at,
                    ends_at=at + timedelta(minutes=15),
                )  # fmt: skip
                slots.append(one)
                if one.id % 4:
                    patient = Patient(
                        id=PatientId(one.id), name=f"Caller Number{one.id % 700}", phone="", known_since=NOW
                    )
                    call = Call(
                        id=CallId(one.id),
                        slot=one.id,
                        patient=patient.id,
                        booked_at=NOW,
                        booked_by=StaffId(1),
                    )
                    lines.append(
                        CallLine(call=call, slot=one, patient=patient, clinic=clinic, clinician=people[who])
                    )
    board = Board(
        first=MONDAY, last=MONDAY + timedelta(days=DAYS - 1), slots=tuple(slots), lines=tuple(lines)
    )
    return grid(board, {clinic.id: clinic}, people, is_week=True, now=NOW)


@pytest.fixture
def views(qtbot: Any, qapp: QApplication) -> tuple[GridView, QTableView]:
    theme = Theme(qapp, "light")
    ours, beside = GridView(theme), QTableView()
    shown = week()
    ours.show_grid(shown, NOW)
    beside.setModel(QStandardItemModel(len(shown.times), len(shown.lanes), beside))
    beside.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    for number in range(len(shown.lanes)):
        beside.setColumnWidth(number, ours.columnWidth(number))
    for number in range(len(shown.times)):
        beside.setRowHeight(number, ours.rowHeight(number))
    for view in (ours, beside):
        qtbot.addWidget(view)
        view.resize(*SIZE)
        with qtbot.waitExposed(view):
            view.show()
    return ours, beside


def frames(view: QTableView) -> list[float]:
    """Scroll a table across its lanes and down its rows, repaint it whole, and return how long each frame took."""
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    times = []
    for number in range(STEPS):
        begun = time.perf_counter()
        if number % 4 == 3:
            view.viewport().update()
            view.horizontalHeader().viewport().update()
        elif number % 4 == 2:
            down.setValue(down.maximum() * (number % 8) // 8)
        else:
            across.setValue(across.maximum() * number // STEPS)
        QApplication.processEvents()
        times.append(time.perf_counter() - begun)
    return times


def all_of(view: QTableView, seen: list[list[float]]) -> Callable[[], float]:
    """Return what times all frames of a table, and keeps each."""

    def timed() -> float:
        seen.append(frames(view))
        return sum(seen[-1])

    return timed


def test_the_week_of_fifty_clinicians_scrolls_and_repaints(views: tuple[GridView, QTableView], tell: Tell):
    seen: list[list[float]] = []
    ours, beside = all_of(views[0], seen), all_of(views[1], [])
    pair = Pair(f"{STEPS} frames of a diary week, {PEOPLE} clinicians", 2.0, ours, beside)
    pair.ours()
    pair.beside()
    seen.clear()
    pair.measure(PAIRS)
    tell(pair)
    # The same frame, met by other programs or not.
    longest = max(min(times) for times in zip(*seen, strict=True))
    assert longest <= FRAME, f"the longest frame takes {1000 * longest:.1f} ms"
