"""Dragging in the diary: a call to another slot, over free slots, back where it was; and what others hold or close."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.call import Result
from reception.domain.closure import Closure
from reception.domain.ids import AvailabilityId, ClosureId
from reception.domain.slot import Slot, SlotState
from reception.services import clinicians, clinics, closures, holds, sessions, slots
from reception.ui.booking.form import BookingForm
from reception.ui.booking.swap_form import SwapForm
from reception.ui.diary.block import BlockForm
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("11:00")
    return made


@pytest.fixture
def screen(desk, file_window):
    shown = file_window.go("diary")
    shown.views.take("day")
    file_window.settle()
    return shown


def place_of(screen, slot: Slot) -> QPoint:
    """Return the middle of a slot on the screen, scrolled into sight."""
    index = screen.grid.model_.index(*screen.grid.model_.grid.find(slot.id))
    screen.grid.scrollTo(index)
    return screen.grid.visualRect(index).center()


def drag(screen, start: Slot, to: Slot | QPoint) -> None:
    """Press on a slot and go to another, the button held down."""
    view = screen.grid.viewport()
    end = to if isinstance(to, QPoint) else place_of(screen, to)
    begin = place_of(screen, start)
    QTest.mousePress(view, LEFT, pos=begin)
    QTest.mouseMove(view, begin + QPoint(3, 3))
    assert screen.grid.over.ghost is None
    QTest.mouseMove(view, end)


def drop(window: Window, at: QPoint) -> None:
    QTest.mouseRelease(window.screen.grid.viewport(), LEFT, pos=at)
    window.settle()


def time_of(desk: TestDesk) -> str:
    return span.clock(desk.line().slot.starts_at)


def test_a_call_is_dragged_to_a_free_slot_as_one_change(desk, file_window, screen):
    to = desk.slot("12:00", clinic="Bedford")
    drag(screen, desk.slot("11:00"), to)
    ghost = screen.grid.over.ghost
    assert (ghost.text, ghost.is_refused) == ("12:00 J. Holt", False)
    assert screen.grid.over.hint.text() == (
        "J. Holt → Mon 23 Nov 12:00, Mr William Sharples, another clinic: Bedford"
    )
    assert ghost.places == (screen.grid.model_.grid.find(to.id),)
    drop(file_window, place_of(screen, to))
    assert desk.line().slot == to
    assert screen.grid.current.slot == to
    assert file_window.main.toast.sentence == "Moved Jane Holt, Mon 23 Nov 11:00 to Mon 23 Nov 12:00, Bedford"
    file_window.press("Ctrl+Z")
    assert time_of(desk) == "11:00"


def test_it_takes_ten_pixels_and_a_click_stays_a_click(desk, file_window, screen):
    begin = place_of(screen, desk.slot("11:00"))
    view = screen.grid.viewport()
    QTest.mousePress(view, LEFT, pos=begin)
    QTest.mouseMove(view, begin + QPoint(4, 5))
    assert screen.grid.over.ghost is None
    QTest.mouseMove(view, begin + QPoint(4, 6))
    assert screen.grid.over.ghost is not None
    drop(file_window, begin)
    assert screen.grid.over.ghost is None
    assert time_of(desk) == "11:00"
    assert screen.grid.current.slot == desk.slot("11:00")


def test_esc_drops_it_back(desk, file_window, screen):
    to = desk.slot("12:00", clinic="Bedford")
    drag(screen, desk.slot("11:00"), to)
    file_window.press("Escape")
    assert screen.grid.over.ghost is None
    drop(file_window, place_of(screen, to))
    assert time_of(desk) == "11:00"
    assert file_window.no_dialog()


def test_what_cannot_take_a_call_says_why_while_it_is_dragged(desk, file_window, screen, clock):
    desk.book("11:30", "Amir Fadel", "07700 900100")
    desk.record(Result.NOT_SUITABLE, "Amir Fadel")
    slots.block(desk.desk.history, [desk.slot("11:15")], "Meeting")
    screen.refresh()
    clock.move(minutes=40)
    file_window.settle()
    told = {
        "11:30": "11:30 is taken. Drop it on a free slot.",
        "11:15": "11:15 is blocked (Meeting). Drop it on a free slot.",
        "09:30": "09:30 is over. Drop it on a later slot.",
    }
    for at, why in told.items():
        drag(screen, desk.slot("11:00"), desk.slot(at))
        assert screen.grid.over.ghost.is_refused
        assert screen.grid.over.hint.text() == why
        drop(file_window, place_of(screen, desk.slot(at)))
        assert file_window.main.toast.sentence == why
        assert time_of(desk) == "11:00"
        assert screen.grid.over.hint.isHidden()


def test_a_call_dropped_on_another_offers_to_swap_them(desk, file_window, screen):
    desk.book("11:30", "Amir Fadel", "07700 900100")
    desk.book("11:45", "Amir Fadel", "07700 900100")
    screen.refresh()
    file_window.settle()
    drag(screen, desk.slot("11:00"), desk.slot("11:45"))
    ghost = screen.grid.over.ghost
    assert (ghost.text, ghost.is_refused) == ("11:45 ⇄ A. Fadel", False)
    assert screen.grid.over.hint.text() == "Swap the times of J. Holt and A. Fadel…"
    drop(file_window, place_of(screen, desk.slot("11:45")))
    form = file_window.dialog(SwapForm)
    assert span.clock(form.table.current.slot.starts_at) == "11:45"
    file_window.press("Return")
    assert file_window.no_dialog()
    assert time_of(desk) == "11:45"
    file_window.press("Ctrl+Z")
    assert time_of(desk) == "11:00"


def test_two_desks_drag_the_same_call_and_the_second_is_told(desk, file_window, screen):
    file_window.main.live.stop()
    to = desk.slot("12:00", clinic="Bedford")
    drag(screen, desk.slot("11:00"), to)
    desk.move(to="14:30")
    drop(file_window, place_of(screen, to))
    assert time_of(desk) == "14:30"
    assert "changed" in file_window.main.toast.sentence


def test_a_call_that_is_done_and_the_diary_as_it_was_are_not_dragged(desk, file_window, screen, clock):
    desk.record(Result.NOT_SUITABLE)
    screen.refresh()
    file_window.settle()
    to = desk.slot("12:00", clinic="Bedford")
    drag(screen, desk.slot("11:00"), to)
    assert screen.grid.over.ghost is None
    drop(file_window, place_of(screen, to))
    assert time_of(desk) == "11:00"


def test_a_call_let_go_outside_stays_and_is_told_of(desk, file_window, screen):
    told: list = []
    screen.dragging.let_go.connect(lambda line, at: told.append(line))
    outside = QPoint(screen.grid.viewport().width() + 40, 60)
    drag(screen, desk.slot("11:00"), outside)
    drop(file_window, outside)
    assert [line.patient.name for line in told] == ["Jane Holt"]
    assert time_of(desk) == "11:00"


def test_a_call_dropped_beside_the_grid_is_parked(desk, file_window, screen):
    view, side = screen.grid.viewport(), screen.side
    beside = view.mapFromGlobal(side.mapToGlobal(QPoint(40, 40)))
    drag(screen, desk.slot("11:00"), beside)
    assert screen.grid.over.hint.text() == "Drop it beside the diary to park it. Esc drops it back."
    drop(file_window, beside)
    assert [one.line.patient.name for one in screen.to_move.parked] == ["Jane Holt"]
    file_window.press("Ctrl+Shift+H")
    names = [one.accessibleName() for one in side.findChildren(QPushButton)]
    assert "Open J. H., Mon 23 Nov 11:00" in names
    assert not [one for one in names if "Holt" in one]


def test_free_slots_are_dragged_over_to_block_them_at_once(desk, file_window, screen):
    first, last = desk.slot("11:15"), desk.slot("11:45")
    drag(screen, first, last)
    assert screen.grid.over.ghost.text == "Block 11:15–12:00"
    drop(file_window, place_of(screen, last))
    file_window.dialog(BlockForm)
    file_window.press("Return")
    states = {at: desk.slot(at).state for at in ("11:15", "11:30", "11:45")}
    assert set(states.values()) == {SlotState.BLOCKED}
    file_window.press("Ctrl+Z")
    assert desk.slot("11:30").state is SlotState.OPEN


def test_a_stretch_ends_before_what_is_not_free(desk, file_window, screen):
    drag(screen, desk.slot("11:30"), desk.slot("10:30"))
    assert screen.grid.over.ghost.text == "Block 11:15–11:45"
    file_window.press("Escape")


def test_a_drag_across_columns_takes_the_free_slots_of_the_rectangle(desk, file_window, screen):
    first, last = desk.slot("10:45"), desk.slot("11:15", clinic="Bedford")
    drag(screen, first, last)
    assert screen.grid.over.ghost.text == "Block 5 slots, 10:45–11:30"
    drop(file_window, place_of(screen, last))
    file_window.dialog(BlockForm)
    file_window.press("Escape")
    assert len(screen.grid.selecting.chosen.cells) == 5
    file_window.press("W Return")
    assert desk.slot("10:45").state is SlotState.WITHDRAWN
    assert desk.slot("11:00").state is SlotState.OPEN


def test_a_drag_over_blocked_slots_releases_them_in_one_change(desk, file_window, screen):
    three = [desk.slot(at) for at in ("10:00", "10:15", "10:30")]
    slots.block(desk.desk.history, three, "Meeting")
    screen.refresh()
    file_window.settle()
    drag(screen, three[0], desk.slot("10:45"))
    assert screen.grid.over.ghost.text == "Release 10:00–10:45"
    drop(file_window, place_of(screen, desk.slot("10:45")))
    assert file_window.no_dialog()
    assert desk.slot("10:15").state is SlotState.OPEN
    file_window.press("Ctrl+Z")
    assert desk.slot("10:30").state is SlotState.BLOCKED


def test_a_double_click_books(desk, file_window, screen):
    place = place_of(screen, desk.slot("11:15"))
    view = screen.grid.viewport()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(view, LEFT, pos=place)
    assert file_window.dialog(BookingForm).when.input.currentText().startswith("Mon 23 Nov 11:15")


# ---- what another desk holds, and calls that need another time


def test_what_another_desk_is_booking_is_seen_and_left_alone(desk, file_window, screen):
    slot = desk.slot("11:15")
    holds.take(desk.desk.history, slot.id)
    free = screen.grid.model_.grid.lanes[0].free
    screen.held.look()
    file_window.settle()
    cell = screen.grid.model_.grid.cells[screen.grid.model_.grid.find(slot.id)]
    assert cell.text() == "Being booked by Joe Moss"
    assert not cell.is_free
    assert screen.grid.model_.grid.lanes[0].free == free - 1
    screen.grid.go_to(screen.grid.model_.grid.find(slot.id))
    said = screen.grid.model_.data(screen.grid.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("being booked by Joe Moss at desk of Joe Moss")
    file_window.press("Return")
    assert file_window.no_dialog()
    told = "Mon 23 Nov 11:15 is being booked by Joe Moss. Choose another time."
    assert file_window.main.toast.sentence == told
    holds.give_back(desk.desk.history)
    screen.held.look()
    file_window.settle()
    assert screen.grid.current.is_free


def test_what_this_desk_holds_itself_is_not_in_its_own_way(desk, file_window, screen):
    place = screen.grid.model_.grid.find(desk.slot("11:15").id)
    screen.grid.go_to(place)
    file_window.press("Ctrl+N")
    form = file_window.dialog(BookingForm)
    screen.refresh()
    file_window.settle()
    assert screen.grid.current.is_free
    form.reject()


def test_a_call_in_a_closed_time_is_marked_and_can_be_dragged_away(desk, file_window, screen):
    close(desk)
    screen.refresh()
    file_window.settle()
    place = screen.grid.model_.grid.find(desk.slot("11:00").id)
    cell = screen.grid.model_.grid.cells[place]
    assert (cell.mark, cell.colour) == ("! move", "bad")
    said = screen.grid.model_.data(screen.grid.model_.index(*place), Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith(", needs another time: Burst pipe")
    to = desk.slot("14:30", MONDAY, "Bedford")
    drag(screen, desk.slot("11:00"), to)
    drop(file_window, place_of(screen, to))
    assert desk.line().slot == to


# ---- what is shown changes while something is dragged

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def tuesday(desk, file_window, screen):
    """The day after, on which Tom Holt has a call in Bedford."""
    desk.book("15:00", "Tom Holt", "07700 900335", day=TUESDAY, clinic="Bedford")
    file_window.main.resize(1366, 1300)
    screen.go_to(TUESDAY)
    file_window.settle()
    return screen


def begin_earlier(desk: TestDesk, window: Window) -> None:
    """Let somebody work from eight on Tuesday, at another desk: four more rows above all others."""
    with desk.desk.store.read() as reader:
        who, where = clinicians.named(reader, "Sharples"), clinics.named(reader, "Bedford")
    early = Availability(
        id=AvailabilityId(0), clinician=who.id, clinic=where.id, weekday=1, starts=time(8), ends=time(9),
        valid_from=TUESDAY, valid_to=TUESDAY,
    )  # fmt: skip
    sessions.add(desk.desk.history, early)
    window.screen.refresh()
    window.settle()
    assert window.screen.grid.model_.grid.times[0] == 8 * 60


def told(screen) -> str:
    return screen.grid.over.hint.text()


def test_a_call_lands_where_the_ghost_says_when_rows_come_above_it_meanwhile(desk, file_window, tuesday):
    to = desk.slot("16:30", TUESDAY, "Bedford")
    at = place_of(tuesday, to)
    drag(tuesday, desk.slot("15:00", TUESDAY, "Bedford"), to)
    assert told(tuesday).startswith("T. Holt → Tue 24 Nov 16:30")
    begin_earlier(desk, file_window)
    assert told(tuesday).startswith("T. Holt → Tue 24 Nov 15:30")
    assert tuesday.grid.over.ghost.text == "15:30 T. Holt"
    drop(file_window, at)
    assert desk.line("Tom Holt").slot == desk.slot("15:30", TUESDAY, "Bedford")


def test_a_stretch_goes_on_from_the_slot_it_began_on_when_rows_come_above_it(desk, file_window, tuesday):
    at = place_of(tuesday, desk.slot("11:30", TUESDAY, "Bedford"))
    drag(tuesday, desk.slot("10:00", TUESDAY, "Bedford"), at)
    assert tuesday.grid.over.ghost.text == "Block 10:00–11:45"
    begin_earlier(desk, file_window)
    assert tuesday.grid.over.ghost.text == "Block 10:00–10:45"
    drop(file_window, at)
    file_window.dialog(BlockForm)
    file_window.press("Return")
    assert file_window.no_dialog()
    blocked = [one for one in ("09:45", "10:00", "10:30", "10:45") if state(desk, one) is SlotState.BLOCKED]
    assert blocked == ["10:00", "10:30"]


def state(desk: TestDesk, at: str) -> SlotState:
    return desk.slot(at, TUESDAY, "Bedford").state


@pytest.mark.parametrize("change", ["week view", "later", "scroll", "larger", "privacy"])
def test_ghost_and_drop_agree_whatever_is_shown_meanwhile(desk, file_window, screen, qtbot, change):
    at = place_of(screen, desk.slot("13:00"))
    drag(screen, desk.slot("11:00"), at)
    before = told(screen)
    if change == "scroll":
        bar = screen.grid.verticalScrollBar()
        bar.setValue(bar.value() + (2 if bar.value() + 2 <= bar.maximum() else -2))
    elif change == "privacy":
        file_window.press("Ctrl+Shift+H")
    else:
        file_window.main.act(change)
    file_window.settle()
    qtbot.waitUntil(lambda: told(screen) != before)
    place = screen.grid.place_at(at)
    cell = screen.grid.model_.grid.cells.get(place)
    assert screen.grid.over.ghost.places == (place,)
    named = f"→ {span.moment_text(cell.slot.starts_at)}, " if cell is not None else "There is no slot here"
    assert named in told(screen)
    is_refused = screen.grid.over.ghost.is_refused
    drop(file_window, at)
    lines = [*desk.lines(), *desk.lines(MONDAY + timedelta(days=7))]
    wanted = "11:00" if is_refused else span.clock(cell.slot.starts_at)
    assert [span.clock(one.slot.starts_at) for one in lines] == [wanted]


@pytest.mark.parametrize("meanwhile", ["moved", "cancelled", "done"])
def test_a_call_that_another_desk_took_from_under_the_mouse_is_dropped_back(
    desk, file_window, screen, meanwhile
):
    to = place_of(screen, desk.slot("13:00"))
    drag(screen, desk.slot("11:00"), to)
    if meanwhile == "moved":
        desk.move(to="14:30")
    elif meanwhile == "cancelled":
        desk.cancel()
    else:
        desk.record(Result.NOT_SUITABLE)
    before = desk.lines()
    screen.refresh()
    file_window.settle()
    assert screen.grid.over.ghost is None
    why = "The call of J. Holt has just been moved or ended. Drag it from where it stands now."
    assert file_window.main.toast.sentence == why
    drop(file_window, to)
    assert desk.lines() == before


def test_a_call_that_was_only_edited_meanwhile_is_dragged_on_as_it_is_by_now(desk, file_window, screen):
    to = desk.slot("12:00", clinic="Bedford")
    at = place_of(screen, to)
    drag(screen, desk.slot("11:00"), at)
    desk.record(Result.NO_ANSWER)
    screen.refresh()
    file_window.settle()
    assert told(screen).startswith("J. Holt → Mon 23 Nov 12:00")
    drop(file_window, at)
    assert desk.line().slot == to


def test_a_stretch_whose_first_slot_was_taken_or_is_out_of_sight_ends_and_says_so(desk, file_window, screen):
    to = place_of(screen, desk.slot("11:45"))
    drag(screen, desk.slot("11:30"), to)
    desk.book("11:30", "Amir Fadel", "07700 900100")
    screen.refresh()
    file_window.settle()
    assert screen.grid.over.ghost is None
    said = "Mon 23 Nov 11:30 is not free any more. Begin at a free slot."
    assert file_window.main.toast.sentence == said
    drop(file_window, to)
    assert file_window.no_dialog()
    drag(screen, desk.slot("10:45"), to)
    file_window.main.act("later")
    file_window.settle()
    assert screen.grid.over.ghost is None
    said = "Mon 23 Nov 10:45 is not shown any more. Begin at another slot."
    assert file_window.main.toast.sentence == said
    drop(file_window, to)
    assert file_window.no_dialog()


@pytest.mark.parametrize("away", ["list view", "today"])
def test_a_diary_out_of_sight_ends_the_drag(desk, file_window, screen, away):
    to = place_of(screen, desk.slot("13:00"))
    drag(screen, desk.slot("11:00"), to)
    if away == "today":
        file_window.go(away)
    else:
        file_window.main.act(away)
    file_window.settle()
    assert screen.grid.over.ghost is None
    file_window.go("diary")
    file_window.main.act("day view")
    file_window.settle()
    drop(file_window, to)
    assert screen.grid.over.ghost is None
    assert time_of(desk) == "11:00"


def close(desk: TestDesk) -> None:
    """Close London on the day."""
    with desk.desk.store.read() as reader:
        london = clinics.named(reader, "London")
    made = Closure(id=ClosureId(0), clinic=london.id, first=MONDAY, last=MONDAY, reason="Burst pipe")
    closures.close(desk.desk.history, made, london)
