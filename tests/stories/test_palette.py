"""A receptionist finds anybody and does anything from one field, without the mouse."""

from __future__ import annotations

from reception.domain import span
from reception.domain.ids import PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.services import patients
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.palette.view import Palette


def test_a_caller_is_found_by_the_end_of_their_number(window, here):
    here.book("10:00", "Jane Holt", "07700 900334")
    here.book("10:15", "Jane Holt", "07700 900518")
    window.press("Ctrl+K")
    window.type("0518")
    window.press("Return")
    assert window.main.current == "patients"
    assert window.screen.shown.patient.phone == "+447700900518"


def test_a_call_is_found_and_its_card_opens(window, here):
    here.book("10:00", "Jane Holt")
    window.press("Ctrl+K")
    window.type("jane ho")
    window.press("Down Return")
    assert window.main.current == "diary"
    assert window.dialog(CallCard).windowTitle() == "Jane Holt"


def test_a_free_slot_is_wished_for_and_booked(window, here):
    window.press("Ctrl+F")
    palette = window.dialog(Palette)
    window.type("bedford thu after 4")
    assert palette.plan.text() == "Free slots in Bedford on Thu after 16:00"
    window.press("Down Return")
    form = window.dialog(BookingForm)
    assert form.when.input.currentText() == "Thu 26 Nov 16:15–16:30 · Bedford · Mr William Sharples"
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.no_dialog()
    booked = here.line("Nora Blake")
    assert (booked.clinic.name, span.moment_text(booked.slot.starts_at)) == ("Bedford", "Thu 26 Nov 16:15")


def test_a_slot_that_was_taken_meanwhile_is_refused_in_the_form(window, here):
    window.press("Ctrl+K")
    window.type("free london today before 9:30")
    here.book("09:00", "Joe Moss", "07700 900111")
    window.press("Return")
    form = window.dialog(BookingForm)
    assert form.refusal == "Mon 23 Nov 09:00 is gone. Choose another time.", "before anything is typed"
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.dialog(BookingForm) is form
    assert form.refusal == "Mon 23 Nov 09:00 is gone. Choose another time."
    assert form.who.input.text() == "Nora Blake"


def test_the_sheet_and_the_clinic_are_shown_on_their_screens(window, here):
    window.press("Ctrl+K")
    window.type("amitrip")
    window.press("Return")
    assert window.main.current == "sheets"
    assert window.screen.library.current.sheet.title == "Amitriptyline for back pain"
    window.press("Ctrl+K")
    window.type("manchester")
    window.press("Down Return")
    assert window.main.current == "clinics"


def test_whoever_waits_is_shown_as_waiting(window, here):
    here.book("10:00", "Jane Holt")
    here.cancel()
    with here.desk.store.read() as reader:
        (line,) = patients.find(reader, "holt")
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=here.clock(), about="Knee")
    patients.wait(here.desk.history, line.patient.name, line.patient.phone, wish)
    window.press("Ctrl+K")
    window.type("holt")
    palette = window.dialog(Palette)
    assert palette.list.current.detail == "07700 900334 · waiting since Mon 23 Nov"


def test_the_last_change_is_taken_back_by_typing(window):
    window.press("Ctrl+N")
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    window.press("Ctrl+K")
    window.type("undo")
    window.press("Return")
    assert window.main.toast.sentence.startswith("Undone: booked ")
