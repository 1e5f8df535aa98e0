"""The menus of lists and cards: on Today, Patients, the pinboard and what stands beside the diary."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from reception.domain.ids import PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.services import patients, pinboard
from reception.ui.booking.form import BookingForm
from reception.ui.patients.waiting import WaitForm
from tests.support.desks import TestDesk
from tests.support.windows import Window


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("11:00")
    return made


def menu_of(widget: QWidget, *, by_key: bool = False) -> QMenu:
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    at = widget.rect().center()
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def lines_of(menu: QMenu) -> list[str]:
    return [one.text().split("\t")[0] for one in menu.actions() if one.text()]


def choose(window: Window, menu: QMenu, text: str) -> None:
    found = next(one for one in menu.actions() if one.text().split("\t")[0] == text)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(found).center())
    window.settle()


def beside(window: Window, kind: type, text: str) -> QWidget:
    return next(
        one for one in window.screen.side.findChildren(kind) if one.text() == text and one.isVisible()
    )


def test_today_offers_what_the_panel_does_in_the_words_of_the_table(desk, file_window):
    screen = file_window.go("today")
    menu = menu_of(screen.table.viewport(), by_key=True)
    told = lines_of(menu)
    assert told[:2] == ["Record: consultation booked", "Record: call back"]
    assert {"Move this call", "Cancel this call", "Copy the number of this patient"} <= set(told)
    choose(file_window, menu, "Record: no answer")
    assert desk.line().call.attempts == 1


def test_the_list_of_patients_has_a_menu(desk, file_window):
    screen = file_window.go("patients")
    menu = menu_of(screen.table.viewport(), by_key=True)
    assert lines_of(menu) == [
        "Change the card",
        "Book a call",
        "Put this patient on the waiting list, or take them off",
        "Print a sheet for this patient",
    ]
    choose(file_window, menu, "Put this patient on the waiting list, or take them off")
    file_window.dialog(WaitForm)
    file_window.press("Escape")
    assert lines_of(menu_of(screen.card.calls.viewport(), by_key=True)) == ["Open"]
    QApplication.activePopupWidget().close()


def test_a_parked_call_is_taken_off_by_its_menu(desk, file_window):
    pinboard.park(desk.desk.history, desk.line().id)
    file_window.go("diary")
    menu = menu_of(beside(file_window, QLabel, "Jane Holt"))
    assert lines_of(menu) == ["Open", "Move…", "Take off the pinboard"]
    choose(file_window, menu, "Take off the pinboard")
    assert not file_window.screen.to_move.parked


def test_next_free_and_who_waits_have_menus(desk, file_window):
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=desk.clock(), about="Neck pain")
    patients.wait(desk.desk.history, "Vera Stone", "07700 900888", wish)
    file_window.go("diary")
    file_window.screen.refresh()
    file_window.settle()
    free = next(
        one for one in file_window.screen.side.findChildren(QPushButton)
        if one.accessibleName().startswith("Book London · Eaton")
    )  # fmt: skip
    menu = menu_of(free)
    assert lines_of(menu) == ["Book Today 09:00…", "Show it in the diary"]
    choose(file_window, menu, "Show it in the diary")
    assert file_window.screen.grid.current.slot == desk.slot("09:00")
    menu = menu_of(beside(file_window, QLabel, "Vera Stone"))
    assert lines_of(menu)[-1] == "Open their card"
    choose(file_window, menu, lines_of(menu)[0])
    assert file_window.dialog(BookingForm).when.input.currentText().startswith("Mon 23 Nov")
    file_window.press("Escape")


def test_a_free_slot_offers_whom_it_suits_of_those_who_wait(desk, file_window):
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=desk.clock(), before=time(12))
    patients.wait(desk.desk.history, "Ifan Rhys", "07700 900481", wish)
    grid = file_window.go("diary").grid
    for at, offered in (("10:15", ["Book Ifan Rhys, who waits…"]), ("14:15", []), ("11:00", [])):
        grid.go_to(grid.model_.grid.find(desk.slot(at).id))
        menu = menu_of(grid.viewport(), by_key=True)
        assert [one for one in lines_of(menu) if "waits" in one] == offered
        if offered:
            choose(file_window, menu, offered[0])
            form = file_window.dialog(BookingForm)
            assert form.who.input.text() == "Ifan Rhys"
            assert form.when.input.currentText().startswith("Mon 23 Nov 10:15")
            form.reject()
            file_window.settle()
        else:
            menu.close()
