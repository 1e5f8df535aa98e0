"""A slot became free: who waits and fits is named, and booked with one key or click."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from reception.domain.call import CancelledBy
from reception.domain.ids import PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.services import calls, patients
from reception.services.calls import Caller
from reception.ui.booking.form import BookingForm
from reception.ui.waits import NOBODY
from reception.ui.widgets.toast import SECONDS, WITH_OFFER
from tests.support.windows import Window


@pytest.fixture
def waited(window: Window, here: Any) -> Window:
    """A window, with Jane Holt booked at 10:15 and Ifan Rhys waiting for a morning call."""
    window.main.background.do(window.main, lambda history: here.book("10:15"))
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=here.clock())
    patients.wait(here.desk.history, "Ifan Rhys", "07700 900481", wish)
    window.settle()
    return window


def cancel(window: Window, here: Any) -> None:
    window.main.background.do(window.main, lambda history: here.cancel())
    window.settle()


def offers(window: Window) -> list[QPushButton]:
    made = (one for one in window.main.toast.findChildren(QPushButton) if one.isVisible())
    return sorted(made, key=lambda one: one.x())


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_who_waits_is_named_beside_what_was_cancelled_and_booked_with_one_key(waited, here, size):
    cancel(waited, here)
    toast = waited.main.toast
    assert toast.sentence == (
        "Cancelled Jane Holt, Mon 23 Nov 10:15. Ifan Rhys waits and fits Mon 23 Nov 10:15."
    )
    assert [made.text() for made in offers(waited)] == ["Book", "Undo"]
    assert offers(waited)[0].accessibleName() == "Book Ifan Rhys into Mon 23 Nov 10:15"
    waited.main.resize(*size)
    toast.place()
    waited.settle()
    assert waited.main.rect().contains(toast.geometry())
    words = toast.findChild(QLabel).geometry()
    assert not any(words.intersects(made.geometry()) for made in offers(waited))
    waited.press("Alt+B")
    form = waited.dialog(BookingForm)
    assert form.who.input.text() == "Ifan Rhys"
    assert form.when.input.currentText().startswith("Mon 23 Nov 10:15")
    waited.press("Return")
    assert [line.patient.name for line in here.lines() if line.call.is_live] == ["Ifan Rhys"]
    with here.desk.store.read() as reader:
        assert patients.waiting(reader, here.clock()) == []


def test_a_click_does_the_same_and_a_new_sentence_takes_the_offer_away(waited, here):
    cancel(waited, here)
    QTest.mouseClick(offers(waited)[0], Qt.MouseButton.LeftButton)
    waited.dialog(BookingForm).reject()
    waited.main.context.notice.emit("The number was copied.")
    assert offers(waited) == []
    assert waited.main.toast.sentence == "The number was copied."


def test_without_anybody_to_book_the_key_says_so(waited, here):
    waited.press("Alt+B")
    assert waited.main.toast.sentence == NOBODY
    with here.desk.store.read() as reader:
        (line,) = patients.waiting(reader, here.clock())
    patients.leave_waiting(here.desk.history, line.entry, line.patient)
    cancel(waited, here)
    assert "waits" not in waited.main.toast.sentence
    waited.press("Alt+B")
    assert waited.main.toast.sentence == NOBODY


def test_while_others_can_see_the_screen_initials_are_said(waited, here):
    waited.press("Ctrl+Shift+H")
    cancel(waited, here)
    assert "Ifan" not in waited.main.toast.sentence
    assert waited.main.toast.sentence.endswith("I. R. waits and fits Mon 23 Nov 10:15.")
    assert "Ifan" not in offers(waited)[0].accessibleName()


def test_an_offer_names_its_key_and_stays_longer_than_what_is_merely_said(waited, here):
    cancel(waited, here)
    toast = waited.main.toast
    assert offers(waited)[0].toolTip().endswith("(Alt+B)")
    assert toast._timer.interval() == 1000 * WITH_OFFER
    waited.main.context.notice.emit("The number was copied.")
    assert toast._timer.interval() == 1000 * SECONDS < 1000 * WITH_OFFER


def test_what_an_undo_or_a_redo_makes_free_is_offered_to_nobody(waited, here):
    slot, caller = here.slot("11:15").id, Caller(name="Nora Blake", phone="07700 900482")
    booked = here.line().call
    for act, keys, offered in (
        (partial(calls.book, slot=slot, caller=caller, about="Back pain"), "Ctrl+Z", "Redo"),
        (partial(calls.cancel, call=booked, by=CancelledBy.PATIENT, reason="ill"), "Ctrl+Z Ctrl+Y", "Undo"),
    ):
        waited.main.background.do(waited.main, act)
        waited.settle()
        waited.press(keys)
        assert [made.text() for made in offers(waited)] == [offered]
        assert "waits" not in waited.main.toast.sentence
        waited.press("Alt+B")
        assert waited.main.toast.sentence == NOBODY
    assert not any(line.call.is_live for line in here.lines())
