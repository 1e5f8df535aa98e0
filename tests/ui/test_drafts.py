"""What was typed and not done: it survives a closed window and a crash, and only whoever typed it is shown it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select, update

from reception import desk as desks
from reception.domain.draft import KEPT
from reception.domain.patient import Patient
from reception.domain.staff import Staff
from reception.services import drafts as kept
from reception.services import patients, staff
from reception.settings import remembered
from reception.storage import schema
from reception.ui.booking.draft import Draft, draft_of
from reception.ui.booking.form import BookingForm
from reception.ui.drafts import offer
from tests.support.desks import Practice, TestDesk
from tests.support.windows import Window, open_window

DESK = "front desk"
NORA = Draft("Nora Blake", "07700 900481", "Knee", "Her son", True)


@pytest.fixture
def desk(diary: Practice, here: TestDesk) -> TestDesk:
    here.book("16:00")
    for name in ("Mia Lane", "Ann Wood"):
        staff.welcome(here.desk.history, name, "receptionist")
    return here


@pytest.fixture
def start(diary: Practice, desk: TestDesk, qtbot, qapp):
    """Start the program for somebody at one desk; a window that is still there has crashed."""
    opened: list[Window] = []

    def started(name: str = "Mia Lane") -> Window:
        made = desks.open_(diary.settings._replace(desk=DESK), diary.clock)
        diary.opened.append(made)
        while (form := QApplication.activeModalWidget()) is not None:
            form.hide()  # it went with its window; here both windows are in one process
        opened.append(open_window(qtbot, qapp, desks.sign_in(made, name)))
        return opened[-1]

    yield started
    for window in opened:
        window.main.close()


def patient_of(desk: TestDesk, name: str = "Jane Holt") -> Patient:
    with desk.desk.store.read() as reader:
        return next(line.patient for line in patients.find(reader, name))


def in_the_diary(desk: TestDesk, name: str = "Mia Lane") -> dict:
    desk.desk.history.desk = DESK
    with desk.desk.store.read() as reader:
        person = next(one for one in reader.all(Staff) if one.name == name)
    return kept.of(desk.desk.history, person)


def type_a_booking(window: Window) -> None:
    window.press("Ctrl+N")
    form = window.dialog(BookingForm)
    window.type("Nora Blake")
    form.phone.input.setText("07700 900481")
    form.about.input.setText("Knee")
    form.speaking.input.setText("Her son")
    form.privacy.setChecked(True)


def test_a_booking_half_typed_is_there_at_the_next_start(start):
    window = start()
    type_a_booking(window)
    window.press("Escape")
    window.main.close()
    window = start()
    assert window.main.toast.sentence == (
        "What you typed before is still here: the booking of Nora Blake (Ctrl+N)."
    )
    window.press("Ctrl+N")
    assert window.dialog(BookingForm).caller.draft() == NORA


def test_a_form_that_is_open_when_the_window_is_closed_is_kept(start):
    window = start()
    type_a_booking(window)
    window.main.close()
    window = start()
    window.press("Ctrl+N")
    assert window.dialog(BookingForm).caller.draft() == NORA


def test_what_was_typed_a_moment_ago_survives_a_crash(start, desk, qtbot):
    window = start()
    type_a_booking(window)
    qtbot.waitUntil(lambda: bool(in_the_diary(desk)))
    (texts,) = in_the_diary(desk).values()
    assert replace(draft_of(texts), slot=None, when="") == NORA
    after = start()  # the first window was never closed
    assert "the booking of Nora Blake" in after.main.toast.sentence


def test_once_booked_or_cleared_nothing_is_kept(start, desk):
    window = start()
    type_a_booking(window)
    window.main.context.drafts.flush()
    window.settle()
    assert in_the_diary(desk)
    window.press("Return")
    assert window.no_dialog()
    window.main.context.drafts.flush()
    window.settle()
    assert in_the_diary(desk) == {}
    type_a_booking(window)
    window.dialog(BookingForm).clear()
    window.main.close()
    assert in_the_diary(desk) == {}
    assert start().main.toast.sentence == ""


def test_a_card_half_typed_is_there_at_the_next_start_and_gone_once_saved(start, desk):
    window = start()
    window.go("patients")
    card = window.screen.card
    card.fields["email"].input.setText("jane@example.org")
    card.fields["phone"].input.setText("12")
    card.clinic.input.setCurrentIndex(2)
    window.main.close()
    assert patient_of(desk).email == ""
    window = start()
    assert window.main.toast.sentence == (
        "What you typed before is still here: the card of Jane Holt (Ctrl+3)."
    )
    window.press("Ctrl+3")
    card = window.screen.card
    assert window.screen.shown.patient.name == "Jane Holt"
    assert [card.fields[name].input.text() for name in ("email", "phone")] == ["jane@example.org", "12"]
    assert card.clinic.input.currentIndex() == 2
    assert card.about.text() == "This is what you typed before. Save keeps it, Put back forgets it."
    card.fields["phone"].input.setText("07700 900335")
    window.press("Ctrl+S")
    assert (patient_of(desk).email, patient_of(desk).phone) == ("jane@example.org", "+447700900335")
    window.main.close()
    assert in_the_diary(desk) == {}


def test_a_card_that_somebody_else_changed_meanwhile_says_so(start, desk):
    window = start()
    window.go("patients")
    window.screen.card.fields["email"].input.setText("jane@example.org")
    window.main.close()
    seen = patient_of(desk)
    patients.edit(desk.desk.history, seen, replace(seen, email="holt@example.org", postcode="W1G 7JD"))
    window = start()
    window.press("Ctrl+3")
    card = window.screen.card
    assert card.fields["postcode"].input.text() == "W1G 7JD"
    assert card.fields["email"].input.text() == "jane@example.org"
    assert (
        "Somebody else has changed this patient since: Email is now “holt@example.org”." in card.about.text()
    )


def test_the_card_of_a_patient_who_is_no_longer_there_is_let_go(start, desk):
    desk.book("15:00", "Tom Ash", "07700 900111")
    window = start()
    window.main.context.go("patients", patient_of(desk, "Tom Ash"))
    window.settle()
    window.screen.card.fields["email"].input.setText("tom@example.org")
    window.main.close()
    desk.undo()
    window = start()
    window.press("Ctrl+3")
    window.main.close()
    assert in_the_diary(desk) == {}


def test_notes_of_a_call_are_there_at_the_next_start_and_gone_once_recorded(start, desk):
    window = start()
    window.screen.panel.notes.setFocus()
    window.type("Rings back at 3")
    window.main.close()
    window = start()
    assert window.screen.panel.notes.toPlainText() == "Rings back at 3"
    window.screen.table.setFocus()
    window.press("3")
    window.main.close()
    assert desk.line().call.notes == "Rings back at 3"
    assert in_the_diary(desk) == {}


def everything_typed(window: Window) -> None:
    """Type a little everywhere."""
    window.screen.panel.notes.setFocus()
    window.type("A secret")
    window.go("patients")
    window.screen.card.fields["email"].input.setText("jane@example.org")
    type_a_booking(window)
    window.press("Escape")


def test_somebody_else_at_the_desk_is_shown_none_of_it(start, desk):
    window = start()
    everything_typed(window)
    window.main.close()
    other = start("Ann Wood")
    assert other.main.toast.sentence == ""
    assert not other.main.context.drafts.are_any
    assert other.screen.panel.notes.toPlainText() == ""
    other.go("patients")
    assert other.screen.card.fields["email"].input.text() == ""
    other.press("Ctrl+N")
    assert other.dialog(BookingForm).who.input.text() == "Jane Holt", "whom the card shows, and no draft"


def test_whoever_takes_over_a_window_sees_none_of_it_and_it_is_there_again_after(start, desk):
    window = start()
    everything_typed(window)
    with desk.desk.store.read() as reader:
        people = {one.name: one for one in reader.all(Staff)}
    window.main.doing.signed_in(people["Ann Wood"])
    assert window.screen.card.fields["email"].input.text() == "", "at once, not when it is read again"
    window.settle()
    assert not window.main.context.drafts.are_any
    window.go("today")
    assert window.screen.panel.notes.toPlainText() == ""
    window.press("Ctrl+N")
    assert window.dialog(BookingForm).who.input.text() == ""
    window.press("Escape")
    window.main.doing.signed_in(people["Mia Lane"])
    window.settle()
    assert window.screen.panel.notes.toPlainText() == "A secret"
    assert offer(window.main.context.drafts) == (
        "What you typed before is still here: the booking of Nora Blake (Ctrl+N) and the card of Jane Holt (Ctrl+3)."
    )
    window.go("patients")
    assert window.screen.card.fields["email"].input.text() == "jane@example.org"


def test_a_draft_is_journalled_nowhere(start, desk):
    with desk.desk.store.read() as reader:
        from reception.services import history

        before = history.last_line(reader)
    window = start()
    everything_typed(window)
    window.main.close()
    with desk.desk.store.read() as reader:
        assert history.last_line(reader) == before


def test_whoever_is_renamed_at_work_goes_on_with_their_drafts_now_and_at_the_next_start(start, desk):
    window = start()
    type_a_booking(window)
    window.press("Escape")
    window.main.context.drafts.flush()
    window.settle()
    with desk.desk.store.read() as reader:
        mia = next(one for one in reader.all(Staff) if one.name == "Mia Lane")
    window.main.background.do(window.main, partial(staff.edit, seen=mia, new=replace(mia, name="Mia Stone")))
    window.settle()
    assert window.main.top._person.text() == "Mia Stone"
    assert window.main.background.staff.name == "Mia Stone"
    window.press("Ctrl+N")
    window.dialog(BookingForm).about.input.setText("Hip")
    window.press("Escape")
    window.main.close()
    assert [texts["about"] for texts in in_the_diary(desk, "Mia Stone").values()] == ["Hip"]
    window = start("Mia Stone")
    assert "the booking of Nora Blake" in window.main.toast.sentence
    assert remembered(window.main.background.settings, "staff_id") == str(mia.id)


def test_what_nobody_touched_for_two_weeks_is_gone_at_the_next_start(start, desk):
    window = start()
    type_a_booking(window)
    window.main.close()
    with desk.desk.store.write() as writer:
        old = writer.connection.execute(select(schema.drafts.c.at)).scalar_one() - KEPT - timedelta(hours=1)
        writer.connection.execute(update(schema.drafts).values(at=old))
    window = start()
    assert window.main.toast.sentence == ""
    assert in_the_diary(desk) == {}
    window.press("Ctrl+N")
    assert window.dialog(BookingForm).who.input.text() == ""
