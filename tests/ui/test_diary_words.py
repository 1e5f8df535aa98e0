"""Words in the narrow columns of a week: whole where they can be, and a parked call says that it is one."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from reception.domain.availability import Availability
from reception.domain.call import Result
from reception.domain.closure import Closure
from reception.domain.ids import AvailabilityId, ClosureId, LeaveId
from reception.domain.leave import Leave
from reception.services import clinicians, closures, leave, pinboard, sessions
from reception.services.clinics import named
from reception.ui.diary import shorter
from reception.ui.diary.key import Key
from reception.ui.diary.texts import Texts
from reception.ui.theme import LIGHT
from tests.support.desks import MONDAY, Practice, TestDesk

TUESDAY, WEDNESDAY, FRIDAY, SUNDAY = (MONDAY + timedelta(days=number) for number in (1, 2, 4, 6))


@pytest.fixture
def desk(file_diary: Practice) -> TestDesk:
    return file_diary.desk("Joe Moss")


def painted(texts: Texts, view) -> set[str]:
    """Return the texts that are painted of a part of the grid."""
    texts._kept.clear()
    view.viewport().grab()
    return {made.text() for made, _ in texts._kept.values()}


def in_cells(screen) -> set[str]:
    return painted(screen.grid._painter._texts, screen.grid)


def in_edge(screen) -> set[str]:
    return painted(screen.grid._days._texts, screen.grid._days)


# ---- names


def test_a_name_without_room_is_the_surname_before_it_is_cut(desk, file_window):
    desk.book("10:00", "Ruth Bennett", "07700 900335")
    desk.book("10:15", "Marguerite Featherstonehaugh", "07700 900336")
    desk.book("10:30")
    screen = file_window.diary()
    told = in_cells(screen)
    assert {"Bennett", "J. Holt"} <= told
    (cut,) = (one for one in told if one.endswith("…"))
    assert cut.startswith("Feat")


def test_a_surname_keeps_its_mark(desk, file_window, clock):
    desk.book("09:00", "Ruth Bennett", "07700 900335")
    desk.record(Result.CONSULTATION_BOOKED, "Ruth Bennett")
    assert "Bennett ✓" in in_cells(file_window.diary())


def test_a_name_that_is_read_from_the_right_stands_at_the_left_with_its_mark_behind_it(desk, file_window):
    desk.book("10:00", "محمد علي", "07700 900335")
    desk.record(Result.CONSULTATION_BOOKED, "محمد علي")
    screen = file_window.diary()
    texts = screen.grid._painter._texts
    assert "علي ✓" in {one[-5:] for one in painted(texts, screen.grid)}
    assert {made.textOption().textDirection() for made, _ in texts._kept.values()} == {
        Qt.LayoutDirection.LeftToRight
    }


def test_initials_alone_stay_so(desk, file_window):
    desk.book("10:00", "Ruth Bennett", "07700 900335")
    screen = file_window.diary()
    file_window.main.act("privacy")
    told = in_cells(screen)
    assert "R. B." in told
    assert not any("Bennett" in one for one in told)


# ---- what is parked


@pytest.fixture
def parked(desk, file_window):
    """The diary with Jane Holt's call parked, and another that is not."""
    desk.book("10:00")
    desk.book("10:30", "Ruth Bennett", "07700 900335")
    screen = file_window.diary()
    pinboard.park(desk.desk.history, desk.line().id)
    screen.refresh()
    file_window.settle()
    return screen


def colours(screen, desk, at: str) -> set[str]:
    view = screen.grid
    rect = view.visualRect(view.model_.index(*view.model_.grid.find(desk.slot(at).id)))
    picture = view.viewport().grab(rect).toImage()
    return {
        picture.pixelColor(x, y).name().upper()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def test_a_parked_call_has_a_colour_of_its_own_and_a_flag_in_its_corner(desk, file_window, parked):
    assert {LIGHT.parked, LIGHT.parked_wash} <= colours(parked, desk, "10:00")
    assert LIGHT.parked_wash not in colours(parked, desk, "10:30")
    assert LIGHT.booked_wash in colours(parked, desk, "10:30")
    pinboard.take_off(desk.desk.history, desk.line().id)
    parked.refresh()
    file_window.settle()
    assert LIGHT.parked_wash not in colours(parked, desk, "10:00")


def test_a_parked_call_says_so_where_there_is_room(file_window, parked):
    assert "J. Holt" in in_cells(parked)
    file_window.main.resize(3000, 900)
    file_window.settle()
    assert "J. Holt · parked" in in_cells(parked)
    file_window.main.act("day view")
    file_window.settle()
    told = in_cells(parked)
    assert any(one.startswith("Jane Holt") and one.endswith(", parked") for one in told)


def test_a_parked_call_says_so_to_a_screen_reader_and_to_the_mouse(desk, parked):
    model = parked.grid.model_
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    for at, is_said in (("10:00", True), ("10:30", False)):
        index = model.index(*model.grid.find(desk.slot(at).id))
        for role in roles:
            assert ("parked on the pinboard" in model.data(index, role)) is is_said


def test_a_parked_call_says_so_in_the_list(file_window, parked):
    file_window.main.act("list view")
    file_window.settle()
    rows = parked.frame.list.rows
    state = next(
        number
        for number in range(rows.columnCount())
        if rows.headerData(number, Qt.Orientation.Horizontal) == "State"
    )
    said = {
        rows.values[n].line.patient.name: rows.index(n, state).data()
        for n in range(rows.rowCount())
        if rows.values[n].line
    }
    assert said == {"Jane Holt": "First call, parked", "Ruth Bennett": "First call"}


def test_a_parked_call_that_has_to_be_moved_says_both(desk, file_window, parked):
    with desk.desk.store.read() as reader:
        london = named(reader, "London")
    shut = Closure(id=ClosureId(0), clinic=london.id, first=MONDAY, last=MONDAY, reason="Flood")
    closures.close(desk.desk.history, shut, london)
    parked.refresh()
    file_window.settle()
    file_window.main.act("day view")
    file_window.settle()
    assert LIGHT.bad_wash in colours(parked, desk, "10:00")
    assert LIGHT.parked in colours(parked, desk, "10:00")
    assert any("to be moved, parked" in one for one in in_cells(parked))


def test_an_earlier_moment_says_nothing_of_the_pinboard(desk, file_window, parked, clock):
    assert parked.grid.model_.parked
    parked.past.show_moment(clock())
    file_window.settle()
    assert not parked.grid.model_.parked
    parked.past.leave()
    file_window.settle()
    assert parked.grid.model_.parked


def test_the_pinboard_shows_the_colour_it_gives_and_the_key_stands_beside_it_where_there_is_room(
    file_window, parked
):
    key = parked.side.findChild(Key)
    assert key.isHidden()
    assert "Parked ◥" in {one.text() for one in parked.side.pinboard.findChildren(QLabel)}
    file_window.main.resize(1366, 1000)
    file_window.settle()
    assert not key.isHidden()


# ---- the edge


@pytest.mark.parametrize(
    ("note", "forms"),
    [
        ("", ()),
        ("Away: Ill", ("Away: Ill", "Away")),
        (
            "Away from 13:00 until 17:00: Ill",
            (
                "Away from 13:00 until 17:00: Ill",
                "Away from 13:00 until 17:00",
                "Away 13:00–17:00",
                "Away",
            ),
        ),
        (
            "London closed from 13:00: Training; Bedford closed",
            (
                "London closed from 13:00: Training; Bedford closed",
                "London closed from 13:00: Training",
                "London closed from 13:00",
                "London closed",
                "Partly closed",
            ),
        ),
        ("All clinics closed: Flood", ("All clinics closed: Flood", "All clinics closed", "Closed")),
        ("Boxing Day, substitute day", ("Boxing Day, substitute day", "Boxing Day")),
        ("Spring bank holiday", ("Spring bank holiday", "Bank holiday")),
        ("Christmas Day: London closed", ("Christmas Day: London closed", "Christmas Day")),
    ],
)
def test_a_note_becomes_shorter_by_whole_words(note, forms):
    assert shorter.notes(note) == forms


def test_clinics_of_a_lane_are_counted_where_they_cannot_be_named():
    assert shorter.places("London") == ("London",)
    assert shorter.places("Bedford + London") == ("Bedford + London", "2 clinics")
    assert shorter.places("") == ()


@pytest.mark.parametrize("size", [(1366, 768), (683, 360)])
def test_the_edge_of_a_week_cuts_no_clinic_no_leave_and_no_closure(desk, file_window, size):
    with desk.desk.store.read() as reader:
        places = {name: named(reader, name) for name in ("London", "Manchester")}
    for name, day in (("London", TUESDAY), ("Manchester", FRIDAY)):
        shut = Closure(
            id=ClosureId(0), clinic=places[name].id, first=day, last=day, starts=time(13), reason="Training"
        )
        closures.close(desk.desk.history, shut, places[name])
    who = desk.slot("10:00", WEDNESDAY).clinician
    away = Leave(id=LeaveId(0), clinician=who, first=WEDNESDAY, last=WEDNESDAY, starts=time(13))
    leave.take(desk.desk.history, away)
    screen = file_window.diary(size=size)
    bar = screen.grid.horizontalScrollBar()
    told = set()
    for place in range(0, bar.maximum() + 1, 40):
        bar.setValue(place)
        told |= in_edge(screen)
    assert {"Away", "Manchester", "Bedford", "London"} <= told
    assert {"London closed", "Partly closed"} & told
    assert not [one for one in told if "…" in one]


def test_the_names_at_the_edge_of_a_week_are_of_one_size(desk, file_window):
    screen = file_window.diary()
    assert {"Eaton", "Sharples"} <= in_edge(screen)
    laid_out = screen.grid._days._texts._kept
    assert len({pixels for text, _, _, pixels, *_ in laid_out if text in {"Eaton", "Sharples"}}) == 1


@pytest.mark.parametrize("size", [(1366, 768), (683, 360), (1920, 1080)])
@pytest.mark.parametrize("is_noted", [False, True])
def test_what_is_free_of_a_day_with_one_clinician_is_said_once_however_narrow(
    desk, file_window, size, is_noted
):
    with desk.desk.store.read() as reader:
        london, manchester = named(reader, "London"), named(reader, "Manchester")
        who = clinicians.named(reader, "Eaton")
    hours = Availability(
        id=AvailabilityId(0), clinician=who.id, clinic=london.id, weekday=6, starts=time(9), ends=time(18),
        valid_from=SUNDAY, valid_to=SUNDAY,
    )  # fmt: skip
    sessions.add(desk.desk.history, hours)
    if is_noted:
        shut = Closure(id=ClosureId(0), clinic=manchester.id, first=SUNDAY, last=SUNDAY, reason="Training")
        closures.close(desk.desk.history, shut, manchester)
    screen = file_window.diary(size=size)
    bar = screen.grid.horizontalScrollBar()
    bar.setValue(bar.maximum())
    told = [one for one in in_edge(screen) if one.split()[0] == "36"]
    assert told in (["36"], ["36 free"])
    assert not [one for one in in_edge(screen) if "…" in one]
    assert screen.heading.text() == "23–29 Nov 2026"


# ---- the keys of the views


def test_each_view_has_its_key_and_its_button_says_so(desk, file_window):
    screen = file_window.diary()
    screen.grid.setFocus()
    for number, view in enumerate(("week", "day", "clinicians", "list"), 1):
        file_window.press(f"Alt+{number}")
        assert screen.views.value == view
        assert screen.views.buttons[number - 1].toolTip().endswith(f"(Alt+{number})")
    file_window.press("Alt+1")
    assert screen.views.value == "week"
