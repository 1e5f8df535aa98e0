"""A call is dragged out of the pinboard into the grid with real events of the mouse: the window hands them on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from reception.domain import span
from reception.domain.slot import Slot
from reception.services import holds, pinboard, slots
from reception.ui.diary.pin_drag import BESIDE, OFF
from reception.ui.theme import DARK
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(file_diary, clock) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("11:00")
    made.book("11:15", "Tom Holt", "07700 900335")
    pinboard.park(made.desk.history, made.line().id)
    clock.move(minutes=40)
    return made


@pytest.fixture
def mouse(desk, file_window) -> Mouse:
    file_window.go("diary").views.take("day")
    file_window.settle()
    return Mouse(file_window)


class Mouse:
    """The mouse over the window, as the system sends it."""

    def __init__(self, window: Window) -> None:
        self.window, self.screen = window, window.screen
        self.at = QPoint()

    @property
    def board(self):
        return self.screen.side.pinboard

    def name(self, text: str = "Jane Holt") -> QPoint:
        """Return the middle of a name on the pinboard."""
        found = next(one for one in self.board.findChildren(QLabel) if one.text() == text)
        return found.mapTo(self.window.main, found.rect().center())

    def button(self, name: str) -> QPushButton:
        return next(one for one in self.board.findChildren(QPushButton) if one.accessibleName() == name)

    def slot(self, slot: Slot) -> QPoint:
        """Return the middle of a slot, scrolled into sight."""
        grid = self.screen.grid
        index = grid.model_.index(*grid.model_.grid.find(slot.id))
        grid.scrollTo(index)
        return grid.viewport().mapTo(self.window.main, grid.visualRect(index).center())

    def press(self, at: QPoint) -> None:
        self.at = at
        QTest.mousePress(self.window.main.windowHandle(), LEFT, pos=at)

    def move(self, at: QPoint) -> None:
        self.at = at
        QTest.mouseMove(self.window.main.windowHandle(), at)

    def release(self) -> None:
        QTest.mouseRelease(self.window.main.windowHandle(), LEFT, pos=self.at)
        self.window.settle()

    def drag(self, to: QPoint, begin: QPoint | None = None) -> None:
        """Press on Jane Holt's name and go somewhere, the button held down."""
        self.press(begin or self.name())
        self.move(self.at + QPoint(3, 3))
        assert self.ghost is None
        self.move(to)

    @property
    def ghost(self):
        return self.screen.grid.over.ghost

    @property
    def hint(self) -> str:
        return self.screen.grid.over.hint.text()


def time_of(desk: TestDesk, name: str = "Jane Holt") -> str:
    return span.clock(desk.line(name).slot.starts_at)


def parked(desk: TestDesk) -> list[str]:
    with desk.desk.store.read() as reader:
        return [one.line.patient.name for one in pinboard.parked(reader)]


def test_a_parked_call_is_dragged_onto_a_free_slot_as_one_change(desk, file_window, mouse):
    to = desk.slot("12:00", clinic="Bedford")
    mouse.drag(mouse.slot(to))
    grid = mouse.screen.grid.model_.grid
    assert (mouse.ghost.text, mouse.ghost.is_refused) == ("12:00 J. Holt", False)
    assert mouse.ghost.places == (grid.find(to.id),)
    assert mouse.ghost.origin == grid.find(desk.slot("11:00").id)
    assert mouse.hint == "J. Holt → Mon 23 Nov 12:00, Mr William Sharples, another clinic: Bedford"
    mouse.release()
    assert mouse.ghost is None
    assert desk.line().slot == to
    assert parked(desk) == []
    assert mouse.board.isHidden()
    assert mouse.screen.grid.current.slot == to
    assert file_window.focus is mouse.screen.grid
    assert file_window.main.toast.sentence == "Moved Jane Holt, Mon 23 Nov 11:00 to Mon 23 Nov 12:00, Bedford"
    file_window.press("Ctrl+Z")
    assert time_of(desk) == "11:00"
    assert parked(desk) == ["Jane Holt"]
    file_window.press("Ctrl+Y")
    assert (time_of(desk), parked(desk)) == ("12:00", [])


def test_it_takes_ten_pixels_and_less_stays_a_click(desk, mouse):
    mouse.press(mouse.name())
    mouse.move(mouse.at + QPoint(4, 5))
    assert mouse.ghost is None
    mouse.move(mouse.at + QPoint(0, 1))
    assert mouse.ghost is not None
    mouse.release()
    assert mouse.ghost is None
    moving = mouse.button("Move… Jane Holt")
    mouse.press(moving.mapTo(mouse.window.main, moving.rect().center()))
    mouse.move(mouse.at + QPoint(2, 2))
    mouse.release()
    assert mouse.screen.to_move.chosen == desk.line().id


def test_a_drag_that_begins_on_a_button_presses_nothing(desk, file_window, mouse):
    opening = mouse.button("Open Jane Holt, Mon 23 Nov 11:00")
    to = desk.slot("11:30")
    mouse.drag(mouse.slot(to), opening.mapTo(file_window.main, opening.rect().center()))
    assert not opening.isDown()
    mouse.release()
    assert file_window.no_dialog()
    assert desk.line().slot == to


def test_what_cannot_take_it_says_why_while_it_is_dragged_and_nothing_changes(desk, file_window, mouse):
    slots.block(desk.desk.history, [desk.slot("11:30")], "Meeting")
    held = desk.slot("11:45")
    holds.take(desk.desk.history, held.id)
    mouse.screen.refresh()
    file_window.settle()
    told = {
        "11:30": "11:30 is blocked (Meeting). Drop it on a free slot.",
        "11:45": "11:45 is being booked by Joe Moss. Drop it on another slot.",
        "09:30": "09:30 is over. Drop it on a later slot.",
    }
    for at, why in told.items():
        mouse.drag(mouse.slot(desk.slot(at)))
        assert mouse.ghost.is_refused
        assert mouse.hint == why
        mouse.release()
        assert file_window.main.toast.sentence == why
        assert (time_of(desk), parked(desk)) == ("11:00", ["Jane Holt"])


def test_its_own_slot_and_a_place_outside_the_grid_leave_it_where_it_is(desk, file_window, mouse):
    for place in (mouse.slot(desk.slot("11:00")), QPoint(600, 20), mouse.name() + QPoint(0, 60)):
        mouse.drag(place)
        assert not mouse.ghost.is_refused
        mouse.release()
        assert file_window.no_dialog()
        assert (time_of(desk), parked(desk)) == ("11:00", ["Jane Holt"])
    assert BESIDE == "Drop it on a free slot. Esc drops it back."


def test_outside_the_grid_it_says_where_to_drop_it(mouse):
    mouse.drag(QPoint(600, 20))
    assert (mouse.ghost.places, mouse.hint) == ((), BESIDE)
    mouse.release()


@pytest.mark.parametrize("keys_on", ["grid", "board"])
def test_esc_drops_it_back_wherever_the_keys_are(desk, file_window, mouse, keys_on):
    moving = mouse.button("Move… Jane Holt")
    moving.click()  # Esc would leave the call that is chosen, were nothing dragged
    file_window.settle()
    (mouse.screen.grid if keys_on == "grid" else mouse.button("Leave it Jane Holt")).setFocus()
    mouse.drag(mouse.slot(desk.slot("11:30")))
    file_window.press("Escape")
    assert mouse.ghost is None
    assert mouse.screen.to_move.chosen == desk.line().id
    mouse.release()
    assert (time_of(desk), parked(desk)) == ("11:00", ["Jane Holt"])
    file_window.press("Escape")
    assert mouse.screen.to_move.chosen is None


def test_another_window_in_front_drops_it_back(desk, file_window, mouse):
    mouse.drag(mouse.slot(desk.slot("11:30")))
    QApplication.sendEvent(file_window.main, QEvent(QEvent.Type.WindowDeactivate))
    assert mouse.ghost is None
    mouse.release()
    assert (time_of(desk), parked(desk)) == ("11:00", ["Jane Holt"])


@pytest.mark.parametrize("meanwhile", ["moved", "taken off", "cancelled", "slot taken"])
def test_what_another_desk_did_meanwhile_is_told_and_nothing_is_changed(desk, file_window, mouse, meanwhile):
    file_window.main.live.stop()
    to = desk.slot("11:30")
    mouse.drag(mouse.slot(to))
    why = "This call is not on the pinboard any more: it is "
    if meanwhile == "moved":
        desk.move(to="14:30")
        why += "booked for Mon 23 Nov 14:30 now."
    elif meanwhile == "taken off":
        pinboard.take_off(desk.desk.history, desk.line().id)
        why += "booked for Mon 23 Nov 11:00 now."
    elif meanwhile == "cancelled":
        desk.cancel()
        why += "cancelled now."
    else:
        desk.book("11:30", "Nora Blake", "07700 900481")
        why = "Mon 23 Nov 11:30 has just been taken. Choose another time."
    before = desk.lines(), parked(desk)
    mouse.release()
    assert file_window.main.toast.sentence == why
    assert (desk.lines(), parked(desk)) == before


def test_the_rows_keep_still_under_the_mouse_and_what_came_meanwhile_is_shown_then(
    desk, file_window, mouse, qtbot
):
    to = desk.slot("11:30")
    mouse.drag(mouse.slot(to))
    pinboard.park(desk.desk.history, desk.line("Tom Holt").id)
    file_window.main.live.look()
    file_window.settle()
    assert [one.text() for one in mouse.board.findChildren(QLabel) if one.text() == "Tom Holt"] == []
    assert mouse.ghost is not None
    assert mouse.screen.away.isHidden(), "a strip that came up now would push the slots from under the mouse"
    mouse.release()
    assert desk.line().slot == to
    qtbot.waitUntil(mouse.screen.away.isVisible)
    assert not mouse.board.isHidden()
    assert [one.text() for one in mouse.board.findChildren(QLabel) if one.text() == "Tom Holt"]


def test_the_week_is_turned_while_it_is_dragged(desk, file_window, mouse):
    later = MONDAY + timedelta(days=1)
    mouse.drag(mouse.slot(desk.slot("11:30")))
    file_window.press("Alt+Right")
    assert mouse.ghost is not None
    to = desk.slot("11:30", later, "Manchester")
    mouse.move(mouse.slot(to))
    assert mouse.hint.startswith("J. Holt → Tue 24 Nov 11:30")
    mouse.release()
    assert desk.line().slot == to


@pytest.mark.parametrize("meanwhile", ["taken off", "moved"])
def test_a_call_that_leaves_the_pinboard_meanwhile_is_dropped_back(desk, file_window, mouse, meanwhile):
    mouse.drag(mouse.slot(desk.slot("11:30")))
    if meanwhile == "taken off":
        pinboard.take_off(desk.desk.history, desk.line().id)
        why = OFF
    else:
        desk.move(to="14:30")
        why = "The call of J. Holt has just been moved or ended. Drag it from where it stands now."
    file_window.main.live.look()
    file_window.settle()
    assert mouse.ghost is None
    assert file_window.main.toast.sentence == why
    before = desk.lines()
    mouse.release()
    assert desk.lines() == before
    assert mouse.board.isHidden()


def test_it_lands_where_the_ghost_says_though_the_rows_have_slid_meanwhile(desk, file_window, mouse, qtbot):
    mouse.drag(mouse.slot(desk.slot("10:30")))
    before, bar = mouse.hint, mouse.screen.grid.verticalScrollBar()
    bar.setValue(bar.value() + (1 if bar.value() < bar.maximum() else -1))
    qtbot.waitUntil(lambda: mouse.hint != before)
    named = mouse.ghost.text.partition(" ")[0]
    mouse.release()
    assert named != "10:30"
    assert time_of(desk) == named


def test_initials_alone_are_dragged_in_privacy_view_in_the_dark_too(desk, file_window, mouse):
    file_window.main.theme.choose("dark")
    assert file_window.main.theme.tokens is DARK
    file_window.press("Ctrl+Shift+H")
    mouse.drag(mouse.slot(desk.slot("11:30")), mouse.name("J. H."))
    assert mouse.ghost.text == "11:30 J. H."
    pixel = file_window.main.grab().toImage().pixelColor(mouse.at + QPoint(40, -8))
    assert pixel == file_window.main.theme.colour("accent_wash")
    mouse.release()
    assert time_of(desk) == "11:30"


def test_the_grid_scrolls_along_at_its_edge(desk, file_window, mouse):
    down = mouse.screen.grid.verticalScrollBar()
    down.setValue(0)
    view = mouse.screen.grid.viewport()
    mouse.drag(view.mapTo(file_window.main, QPoint(200, view.height() - 4)))
    file_window.qtbot.waitUntil(lambda: down.value() > 2)
    file_window.press("Escape")
    mouse.release()
    assert time_of(desk) == "11:00"


def test_a_call_dragged_beside_the_grid_is_still_parked(desk, file_window, mouse):
    mouse.press(mouse.slot(desk.slot("11:15")))
    mouse.move(mouse.name() + QPoint(0, 200))
    assert mouse.hint == "Drop it beside the diary to park it. Esc drops it back."
    mouse.release()
    assert parked(desk) == ["Jane Holt", "Tom Holt"]
