"""Hiding names: what is typed stays, the keys come back where they were, and it happens by itself when nobody is there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from reception import settings
from reception.domain.call import Result
from reception.ui.booking.acts import CancelForm
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.diary.date_form import DateForm
from reception.ui.hiding import HIDDEN, SHOWN
from reception.ui.idle import Idle
from reception.ui.privacy import USUAL_IDLE, minutes_of
from tests.support.desks import TestDesk
from tests.support.windows import Window, open_window

KEY = "Ctrl+Shift+H"


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("09:00")
    made.book("11:00", "Nora Blake", "07700 900481")
    return made


def button(window: Window, name: str) -> QPushButton:
    top = window.focus.window()
    return next(
        one for one in top.findChildren(QPushButton) if one.isVisible() and one.accessibleName() == name
    )


# ---- what is open


def test_a_half_typed_booking_is_covered_and_goes_on_where_it_was(desk, file_window):
    window = file_window
    window.go("today")
    window.press("Ctrl+N")
    form = window.dialog(BookingForm)
    window.type("Ada Lovelock")
    window.press("Tab")
    window.type("07700 9")
    size = form.size()
    typing = window.focus
    window.press(KEY)
    assert not typing.isVisible()
    assert not form.who.input.isVisible()
    assert QAccessible.queryAccessibleInterface(form.who.input).state().invisible
    assert form.size() == size
    form.clear_button.click()
    window.press("Escape A Ctrl+Return")
    assert window.dialog(BookingForm) is form
    assert window.focus.accessibleName() == "Show names"
    window.press("Return")
    assert not window.main.context.is_private
    assert window.focus is typing
    assert (form.who.input.text(), form.phone.input.text()) == ("Ada Lovelock", "07700 9")
    window.type("00123")
    assert form.phone.input.text() == "07700 900123"


def test_a_form_opened_while_names_are_hidden_is_shown_alone_and_covered_again(desk, file_window):
    window = file_window
    window.go("today")
    window.press(KEY)
    window.press("Delete")
    form = window.dialog(CancelForm)
    assert form.covered.is_on
    button(window, "Show names in this form only").click()
    window.settle()
    assert not form.covered.is_on
    assert window.main.context.is_private
    assert form.isAncestorOf(window.focus)
    window.main.hiding.idle.over.emit()
    assert form.covered.is_on
    window.press(KEY)
    assert not form.covered.is_on
    form.reject()
    window.settle()
    window.press(KEY)
    window.press("Delete")
    assert window.dialog(CancelForm).covered.is_on
    window.press("Escape")  # nobody has seen it: nothing can be lost
    assert window.no_dialog()


def test_names_are_hidden_with_the_mouse_from_who_works_here(desk, file_window):
    window = file_window
    window.main.top._person.click()
    window.settle()
    menu = QApplication.activePopupWidget()
    lines = {one.text().partition("\t")[0]: one for one in menu.actions()}
    hide = lines["Hide names and numbers, or show them"]
    assert hide.text().endswith(f"\t{KEY}")
    assert "Change who works at this desk" in lines
    menu.close()
    hide.trigger()
    window.settle()
    assert window.main.context.is_private


def test_a_form_that_shows_nobody_stays_as_it_is(desk, file_window):
    window = file_window
    window.go("diary")
    window.press("Ctrl+G")
    form = window.dialog(DateForm)
    window.press(KEY)
    assert window.main.context.is_private
    assert not form.covered.is_on
    form.reject()


def test_a_note_is_covered_and_goes_on_where_it_was(desk, file_window):
    window = file_window
    screen = window.go("today")
    notes = screen.panel.notes
    notes.setFocus()
    window.type("Ring her sister")
    notes.moveCursor(QTextCursor.MoveOperation.Start)
    window.press(KEY)
    assert not notes.isVisible()
    assert not screen.panel.history.isVisible()
    assert screen.panel.head.name.text() == "J. H."
    assert "0" not in screen.panel.head.phone.text()
    window.press(KEY)
    assert window.focus is notes
    window.type("1 ")
    assert notes.toPlainText() == "1 Ring her sister"
    assert screen.panel.head.phone.text() == "07700 900334"


def test_the_work_goes_on_while_names_are_hidden(desk, file_window):
    window = file_window
    screen = window.go("today")
    window.press(KEY)
    screen.table.setFocus()
    window.press("3")
    assert desk.line("Jane Holt").call.outcome is Result.NO_ANSWER
    screen.panel.head.copy()
    assert window.main.toast.sentence == "The number was copied."
    window.press("Ctrl+2")
    place = window.screen.grid.model_.grid.find(desk.slot("11:00").id)
    window.screen.grid.go_to(place)
    window.press("Return")
    card = window.dialog(CallCard)
    assert card.windowTitle() == "N. B."
    assert not card.panel.history.isVisible()
    window.press("X")
    assert window.main.toast.sentence == "Notes are hidden. Ctrl+Shift+H shows them."
    assert card.panel.notes.toPlainText() == ""
    window.press(KEY)
    assert card.windowTitle() == "Nora Blake"
    assert card.panel.history.isVisible()
    card.reject()


def test_a_card_that_is_half_typed_is_covered_and_is_not_saved_unseen(desk, file_window):
    window = file_window
    screen = window.go("patients")
    window.type("holt")
    field = screen.card.fields["email"].input
    field.setFocus()
    window.type("jane@")
    window.press(KEY)
    assert not field.isVisible()
    assert screen.finder.search.echoMode() is QLineEdit.EchoMode.Password
    window.press("Ctrl+S")
    assert "Show it with Ctrl+Shift+H" in window.main.toast.sentence
    window.press(KEY)
    assert window.focus is field
    assert field.text() == "jane@"
    assert screen.finder.search.text() == "holt"
    screen.card.back_button.click()


# ---- the strip


def test_a_strip_on_every_screen_says_it_and_shows_names_by_a_click(desk, file_window):
    window = file_window
    for screen in ("today", "sheets", "settings"):
        window.go(screen)
        window.press(KEY)
        strip = window.main.hiding.strip
        assert strip.isVisible()
        assert strip.sentence == HIDDEN
        assert window.main.toast.sentence == HIDDEN
        had = window.focus
        show = strip.findChild(QPushButton)
        QTest.mouseClick(show, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
        window.settle()
        assert not strip.isVisible()
        assert window.main.toast.sentence == SHOWN
        assert window.focus is had


# ---- by itself


class Time:
    """Seconds that pass when the test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_names_are_hidden_after_an_idle_time_and_no_mouse_brings_them_back(desk, file_window):
    window = file_window
    window.go("today")
    hiding, main = window.main.hiding, window.main
    hiding.idle.clock = clock = Time()
    assert main.context.privacy.minutes == USUAL_IDLE == 5
    hiding.idle.wait(5)
    clock.now += 299
    QTest.keyClick(main.windowHandle(), Qt.Key.Key_Shift)
    clock.now += 299
    hiding.idle.timer.timeout.emit()
    assert not main.context.is_private
    assert hiding.idle.timer.interval() == 1000
    clock.now += 1
    hiding.idle.timer.timeout.emit()
    assert main.context.is_private
    assert main.toast.sentence == "Names are hidden: nobody was here for 5 minutes."
    QTest.mouseMove(main.windowHandle(), QPoint(300, 300))
    QTest.keyClick(main.windowHandle(), Qt.Key.Key_Shift)
    assert main.context.is_private
    assert settings.remembered(main.background.settings, "privacy") == "on"


def test_keys_in_a_form_tell_that_somebody_is_there(desk, file_window):
    window = file_window
    window.press("Ctrl+N")
    form = window.dialog(BookingForm)
    idle = window.main.hiding.idle
    idle.clock = clock = Time()
    idle.wait(1)
    clock.now += 59
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_A)
    clock.now += 59
    idle.timer.timeout.emit()
    assert not form.covered.is_on
    clock.now += 1
    idle.timer.timeout.emit()
    assert form.covered.is_on
    assert form.who.input.text() == "a"
    form.cover(False)
    form.clear()
    form.reject()


def test_the_idle_time_is_set_for_this_pc_and_kept(desk, file_diary, qtbot, qapp):
    window = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    screen = window.go("settings")
    screen.show_thing("pc")
    window.settle()
    section = screen.section
    assert section.idle.value == 5
    section.idle.chosen.emit(0)
    assert not window.main.hiding.idle.timer.isActive()
    section.idle.chosen.emit(2)
    assert window.main.hiding.idle.timer.interval() == 120_000
    window.main.close()
    window = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    assert window.main.context.privacy.minutes == 2
    assert window.main.hiding.idle.timer.interval() == 120_000
    window.main.close()


def test_a_window_that_was_closed_listens_no_more(desk, file_diary, qtbot, qapp):
    window = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    idle, place, asked = window.main.hiding.idle, window.main.windowHandle(), []
    window.main.close()
    assert not idle.timer.isActive()
    idle.clock = lambda: asked.append("what time it is") or 0.0
    QTest.keyClick(place, Qt.Key.Key_Shift)
    assert not asked


def test_an_idle_time_of_nothing_never_ends(qtbot, qapp):
    clock = Time()
    idle = Idle(qapp, clock)
    idle.wait(1)
    idle.wait(0)
    assert not idle.timer.isActive()


def test_a_kept_idle_time_that_is_none_is_the_usual_one():
    assert [minutes_of(one) for one in ("0", "10", "", "soon", "-1", "99999")] == [0, 10, 5, 5, 5, 5]
