"""A receptionist books, moves, cancels and takes back a call, with the keyboard alone."""

from __future__ import annotations

from reception.domain.call import CallStatus
from reception.ui.booking.form import BookingForm


def test_a_new_caller_is_booked_by_keyboard(window, here):
    window.press("Ctrl+N")
    window.dialog(BookingForm)
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.no_dialog()
    assert here.line("Nora Blake").call.status is CallStatus.BOOKED
