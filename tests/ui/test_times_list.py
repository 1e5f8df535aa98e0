"""The list of times of the forms: that there are more is seen, and typing finds one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from reception.ui.booking.acts import MoveForm
from reception.ui.booking.form import BookingForm
from reception.ui.booking.times_list import fits
from tests.support.desks import TestDesk
from tests.ui.test_booking import opened

SHOWN = "Thu 26 Nov 09:15–09:30 · Bedford · Mr Oliver Eaton"


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    return made


@pytest.mark.parametrize(
    "typed", ["9", "09", "915", "0915", "9:15", "09.15", "thu", "THU 9", "bed 9", "eaton"]
)
def test_a_time_is_found_by_its_hour_its_day_and_its_names(typed):
    assert fits(SHOWN, typed)


@pytest.mark.parametrize("typed", ["", " ", "15", "930", "fri", "thu 10", "london"])
def test_others_are_not(typed):
    assert not fits(SHOWN, typed)


@pytest.mark.parametrize("is_shown", [False, True])
def test_typing_goes_to_the_earliest_time_that_fits(desk, file_window, is_shown):
    form = opened(file_window, MoveForm, desk.book("16:00") and desk.line())
    if is_shown:
        form.to.input.showPopup()
    file_window.type("1030")
    if is_shown:
        file_window.press("Return")
    assert form.to.input.currentText().startswith("Mon 23 Nov 10:30")
    assert form.to.line is not None


def test_the_list_shows_that_there_are_more(desk, file_window):
    form = opened(file_window, BookingForm)
    form.when.another.click()
    file_window.settle()
    assert form.when.input.view().verticalScrollBar().isVisible()
    form.when.input.hidePopup()


def test_the_way_to_every_time_says_what_it_does_and_its_key(desk, file_window):
    form = opened(file_window, BookingForm)
    ways = [one for one in form.findChildren(QPushButton) if one.text() == "Find a time…" and one.isVisible()]
    assert [one.toolTip() for one in ways] == ["Find a time by day, clinic and clinician (Ctrl+Shift+F)"]
    assert form.when.another.mapTo(form, form.when.another.rect().center()).y() == (
        ways[0].mapTo(form, ways[0].rect().center()).y()
    )
