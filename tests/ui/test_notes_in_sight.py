"""What comes up in the booking form while somebody types is seen on a low screen too, and the typing goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea

from reception.ui.booking.form import BookingForm
from reception.ui.widgets.dialog import Dialog
from tests.support.desks import TestDesk
from tests.support.windows import Window
from tests.ui.test_booking import opened
from tests.ui.test_importing import Low, is_seen

SMALL = QSize(683, 384)


@pytest.fixture
def desk(file_diary) -> TestDesk:
    return file_diary.desk("Joe Moss")


@pytest.fixture
def low_window(file_window: Window, monkeypatch: pytest.MonkeyPatch) -> Window:
    """A window on the screen of a clinic PC at 200 %."""
    monkeypatch.setattr(Dialog, "screen", lambda form: Low(SMALL))
    file_window.main.resize(SMALL)
    return file_window


def test_a_likely_duplicate_is_seen_with_the_number_that_is_typed(desk, low_window):
    desk.book("16:00")
    desk.cancel()
    form = opened(low_window, BookingForm)
    low_window.type("Jane Hold")
    form.phone.input.setFocus()
    low_window.type("07700 900334")
    assert form.caller.likely.sentence == "Jane Holt has nearly this name, and this number."
    low_window.qtbot.waitUntil(lambda: is_seen(form, form.caller.likely))
    assert is_seen(form, form.phone.input)
    assert low_window.focus is form.phone.input
    low_window.qtbot.waitUntil(lambda: form._coming is None)


def test_a_second_call_is_seen_with_the_name_that_is_typed_and_when_it_is_asked_about(desk, low_window):
    desk.book("16:00")
    form = opened(low_window, BookingForm)
    low_window.type("Jane Holt")
    low_window.press("Return")
    assert form.already.sentence
    low_window.qtbot.waitUntil(lambda: is_seen(form, form.already))
    assert is_seen(form, form.who.input)
    assert low_window.focus is form.who.input
    bar = form.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not is_seen(form, form.already)
    low_window.press("Return")
    assert form.already.sentence.endswith("Enter again books a second one.")
    low_window.qtbot.waitUntil(lambda: is_seen(form, form.already))


def test_who_scrolls_on_is_not_called_back_while_the_note_says_the_same(desk, low_window):
    desk.book("16:00")
    form = opened(low_window, BookingForm)
    low_window.type("Jane Holt")
    low_window.press("Return")
    low_window.qtbot.waitUntil(lambda: is_seen(form, form.already) and form._coming is None)
    bar = form.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    form.about.input.setFocus()
    low_window.settle()
    there = bar.value()
    low_window.type("Back pain")
    assert bar.value() == there
