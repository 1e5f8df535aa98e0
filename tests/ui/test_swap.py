"""Two calls swap their times, in the real window: who gets which time is said before it is done."""

from __future__ import annotations

import pytest

from reception.domain import span
from reception.domain.call import Result
from reception.ui.booking.swap_form import SwapForm
from tests.support.desks import TestDesk


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("10:00")
    made.book("11:15", "Tom Holt", "07700 900335")
    made.book("14:00", "Nora Blake", "07700 900481")
    return made


def time_of(desk: TestDesk, name: str) -> str:
    return span.clock(desk.line(name).slot.starts_at)


def test_the_next_call_is_offered_what_will_be_is_said_and_enter_swaps(desk, file_window):
    file_window.go("today")
    file_window.press("S")
    form = file_window.dialog(SwapForm)
    assert [one.patient.name for one in form.table.rows.values] == ["Tom Holt", "Nora Blake"]
    assert form.told.text() == (
        "Jane Holt gets Mon 23 Nov 11:15 with Mr Oliver Eaton, London.\n"
        "Tom Holt gets Mon 23 Nov 10:00 with Mr Oliver Eaton, London."
    )
    file_window.press("Return")
    assert file_window.no_dialog()
    assert (time_of(desk, "Jane Holt"), time_of(desk, "Tom Holt")) == ("11:15", "10:00")
    file_window.press("Ctrl+Z")
    assert (time_of(desk, "Jane Holt"), time_of(desk, "Tom Holt")) == ("10:00", "11:15")


def test_typing_finds_and_the_arrows_walk_while_one_types(desk, file_window):
    file_window.go("today")
    file_window.press("S")
    form = file_window.dialog(SwapForm)
    file_window.press("Down")
    assert form.table.current.patient.name == "Nora Blake"
    file_window.type("900335")
    assert [one.patient.name for one in form.table.rows.values] == ["Tom Holt"]
    file_window.type("x")
    assert form.told.text() == "Nobody else with a call to come is found."
    assert not form.doing.isEnabled()
    file_window.press("Return")
    assert file_window.dialog(SwapForm) is form


def test_a_call_that_was_cancelled_meanwhile_is_refused_in_the_form(desk, file_window):
    file_window.go("today")
    file_window.press("S")
    form = file_window.dialog(SwapForm)
    desk.cancel("Tom Holt")
    file_window.press("Return")
    assert "is cancelled, so it cannot be swapped" in form.refusal
    assert time_of(desk, "Jane Holt") == "10:00"


def test_the_diary_swaps_the_call_under_the_cursor(desk, file_window):
    screen = file_window.go("diary")
    screen.grid.go_to(screen.grid.model_.grid.find(desk.slot("14:00").id))
    file_window.press("S")
    form = file_window.dialog(SwapForm)
    assert [one.patient.name for one in form.table.rows.values] == ["Tom Holt", "Jane Holt"]
    file_window.press("Down Return")
    assert time_of(desk, "Nora Blake") == "10:00"


def test_what_is_over_is_not_swapped(desk, file_window, clock):
    clock.move(hours=1, minutes=10)
    screen = file_window.go("today")
    assert screen.panel.acts.buttons.swap.isHidden()
    file_window.press("S")
    assert file_window.no_dialog()


def test_the_nearest_calls_of_the_same_clinic_come_first_and_another_clinic_is_named(desk, file_window):
    desk.book("10:15", "Zoe Far", "07700 900555", clinic="Bedford")
    file_window.go("today")
    file_window.press("S")
    form = file_window.dialog(SwapForm)
    assert [one.patient.name for one in form.table.rows.values] == ["Tom Holt", "Nora Blake", "Zoe Far"]
    assert "not " not in form.told.text()
    file_window.press("Down Down")
    assert form.told.text() == (
        "Jane Holt gets Mon 23 Nov 10:15 with Mr William Sharples, Bedford, not London.\n"
        "Zoe Far gets Mon 23 Nov 10:00 with Mr Oliver Eaton, London, not Bedford."
    )


def test_with_a_finished_call_the_key_says_why_nothing_is_swapped(desk, file_window):
    desk.record(Result.NOT_SUITABLE)
    said = []
    file_window.main.context.notice.connect(said.append)
    screen = file_window.go("today")
    screen.table.choose(desk.line("Jane Holt").id)
    file_window.press("S")
    told = "This call is done. Only a booked call can be swapped."
    assert said == [told]
    screen = file_window.go("diary")
    screen.grid.go_to(screen.grid.model_.grid.find(desk.slot("10:00").id))
    file_window.press("S")
    assert said == [told, told]
    assert file_window.no_dialog()
