"""The forms around a call: what they offer, what they keep, what a single key does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reception.domain import span
from reception.domain.call import CallStatus, CancelledBy, Result
from reception.domain.ids import PatientId, WaitingId
from reception.domain.organisation import REASONS
from reception.domain.patient import Patient, Waiting
from reception.services import organisation, patients
from reception.ui.booking.acts import CallBackForm, CancelForm, MoveForm
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.draft import Draft
from reception.ui.booking.form import BookingForm
from reception.ui.widgets.dialog import present
from tests.support.desks import TestDesk
from tests.support.windows import Window


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    return made


def opened(window: Window, kind: type, *given: object, **more: object):
    """Open a form over the window and wait until it is filled."""
    form = kind(window.main, window.main.context, *given, **more)
    present(form)
    window.settle()
    return form


def offered(box) -> list[str]:
    return [box.itemText(number) for number in range(box.count())]


def matches(form: BookingForm) -> list[str]:
    return [form.matches.item(number).text() for number in range(form.matches.count())]


def patient_of(desk: TestDesk, name: str = "Jane Holt") -> Patient:
    with desk.desk.store.read() as reader:
        return next(line.patient for line in patients.find(reader, name))


# ---- which time


def test_the_next_free_slots_are_offered_the_earliest_first(desk, file_window):
    desk.book("09:00")
    form = opened(file_window, BookingForm)
    assert offered(form.when.input)[:2] == [
        "Mon 23 Nov 09:15–09:30 · London · Mr Oliver Eaton",
        "Mon 23 Nov 09:30–09:45 · London · Mr Oliver Eaton",
    ]
    assert form.when.input.count() == 40
    assert form.focusWidget() is form.who.input


def test_the_slot_it_was_opened_for_comes_first_and_once(desk, file_window):
    form = opened(file_window, BookingForm, slot=desk.slot("10:15").id)
    texts = offered(form.when.input)
    assert texts[0].startswith("Mon 23 Nov 10:15")
    assert len([text for text in texts if text.startswith("Mon 23 Nov 10:15–10:30 · London")]) == 1
    assert form.when.input.currentIndex() == 0


def test_only_slots_of_the_clinic_in_the_filter_are_offered(desk, file_window):
    file_window.main.context.filter_by(desk.slot("09:30", clinic="Bedford").clinic)
    form = opened(file_window, BookingForm)
    assert {text.split(" · ")[1] for text in offered(form.when.input)} == {"Bedford"}


def test_without_a_free_slot_the_form_says_what_to_do(file_diary, qtbot, qapp):
    from tests.support.windows import open_window

    window = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    try:
        form = opened(window, BookingForm)
        assert form.refusal == "No slot is free. Publish some first: Diary, Publish."
        window.type("Nora Blake")
        window.press("Return")
        assert window.dialog(BookingForm).refusal == "Choose a time first."
        assert form.who.input.text() == "Nora Blake"
    finally:
        window.main.close()


def test_a_slot_that_has_passed_meanwhile_is_refused_and_stays_chosen_marked_as_gone(
    desk, file_window, clock
):
    form = opened(file_window, BookingForm)
    form.who.input.setText("Nora Blake")
    form.phone.input.setText("07700 900481")
    clock.move(minutes=20)
    file_window.press("Return")
    assert form.refusal == "Mon 23 Nov 09:00 is in the past. Choose a later time."
    assert form.when.input.currentText() == "Mon 23 Nov 09:00–09:15 · London · Mr Oliver Eaton · gone"
    assert form.when.input.isVisible()
    assert offered(form.when.input)[1].startswith("Mon 23 Nov 09:30")
    file_window.press("Return")
    assert form.refusal == "Mon 23 Nov 09:00 is gone. Choose another time."
    assert desk.lines() == []
    file_window.press("Down Return")
    assert file_window.no_dialog()
    assert span.clock(desk.line("Nora Blake").slot.starts_at) == "09:30"


def test_a_slot_that_was_taken_before_the_form_could_open_is_not_swapped_for_another(desk, file_window):
    slot = desk.slot("10:15")
    desk.book("10:15")
    form = opened(file_window, BookingForm, slot=slot.id)
    assert form.refusal == "Mon 23 Nov 10:15 is gone. Choose another time."
    assert form.when.slot is None
    assert form.focusWidget() is form.when.input or form.focusWidget() is form.who.input


def test_moving_keeps_the_time_that_was_chosen_marked_as_gone(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, MoveForm, desk.line())
    desk.end_holds()
    desk.book("09:00", "Nora Blake", "07700 900481")
    file_window.press("Return Return")
    assert form.refusal == "Mon 23 Nov 09:00 is gone. Choose another time."
    assert span.clock(desk.line().slot.starts_at) == "16:00"


def test_the_slot_is_said_in_two_chips_until_another_is_asked_for(desk, file_window):
    form = opened(file_window, BookingForm, slot=desk.slot("10:15").id)
    assert form.when.time_chip.text() == "Mon 23 Nov · 10:15–10:30"
    assert form.when.place_chip.text() == "London · Mr Oliver Eaton"
    assert form.when.input.isHidden()
    form.when.another.click()
    file_window.settle()
    assert form.when.input.isVisible()
    assert form.when.input.view().isVisible()
    form.when.input.hidePopup()
    file_window.settle()


# ---- who


def test_those_known_are_shown_with_what_is_coming(desk, file_window):
    desk.book("16:00", "Jane Holt", "07700 900334")
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=desk.clock())
    patients.wait(desk.desk.history, "Tom Holt", "07700 900335", wish)
    form = opened(file_window, BookingForm)
    file_window.type("holt")
    assert matches(form) == [
        "Jane Holt · 07700 900334 · call Mon 23 Nov 16:00",
        "Tom Holt · 07700 900335 · waiting list",
    ]
    file_window.press("Down")
    assert form.matches.currentRow() == 1
    file_window.press("Down")
    assert form.matches.currentRow() == 0
    file_window.press("Up Return")
    assert (form.who.input.text(), form.phone.input.text()) == ("Tom Holt", "07700 900335")
    assert form.matches.isHidden()


def test_nobody_found_says_how_to_go_on(desk, file_window):
    form = opened(file_window, BookingForm)
    file_window.type("Nora")
    assert form.hint.text() == "Nobody known by that name · Tab to the phone adds somebody new"
    form.clear()
    file_window.type("07700 9")
    assert form.hint.text() == ("Nobody known has this number · type the name here, the number below")


@pytest.mark.parametrize("number", ["07700 900111", "+44 (0)7700-900.111", "٠٧٧٠٠ ٩٠٠١١١"])
@pytest.mark.parametrize("phone", ["", "07700 900481"])
def test_a_number_is_not_taken_for_the_name_of_somebody_new(desk, file_window, number, phone):
    form = opened(file_window, BookingForm)
    form.who.input.insert(number)
    form.phone.input.insert(phone)
    file_window.settle()
    file_window.press("Return")
    assert form.refusal == "This is a number, and nobody’s name. Type the name here, and the number below."
    assert (form.who.refusal, form.who.input.text(), form.phone.input.text()) == (form.refusal, number, phone)
    assert file_window.focus is form.who.input
    assert desk.lines() == []
    file_window.press("Ctrl+A")
    file_window.type("Nora Blake")
    assert form.phone.input.text() == phone
    form.phone.input.setText("07700 900481")
    file_window.press("Return")
    assert file_window.no_dialog()
    assert desk.line("Nora Blake").patient.phone == "+447700900481"


def test_a_number_where_the_name_goes_finds_whoever_has_it(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, BookingForm)
    file_window.type("07700 900334")
    file_window.press("Return")
    assert (form.who.input.text(), form.refusal) == ("Jane Holt", "")


def test_one_letter_of_the_alphabet_searches_nothing_one_sign_does(desk, file_window):
    desk.book("16:00", "李", "07700 900334")
    desk.book("15:00", "Jane Holt", "07700 900335")
    form = opened(file_window, BookingForm)
    file_window.type("j")
    assert form.matches.isHidden()
    form.who.input.setText("")
    form.who.input.insert("李")
    form.who.input.textEdited.emit("李")
    file_window.settle()
    assert matches(form) == ["李 · 07700 900334 · call Mon 23 Nov 16:00"]


def test_another_number_makes_it_somebody_new_and_says_so(desk, file_window):
    desk.book("16:00")
    seen = patient_of(desk)
    patients.edit(desk.desk.history, seen, replace(seen, privacy_given_at=desk.clock()))
    form = opened(file_window, BookingForm)
    file_window.type("holt")
    file_window.press("Return")
    assert form.privacy.isChecked()
    assert "Known since" in form.hint.text()
    form.phone.input.setFocus()
    file_window.press("End Backspace")
    file_window.type("5")
    assert form.hint.text() == "With another name or number this is somebody new"
    assert not form.privacy.isChecked()
    file_window.press("Return")
    assert sorted(line.patient.phone for line in desk.lines()) == ["+447700900334", "+447700900335"]


def test_what_the_patient_needs_is_said(desk, file_window):
    desk.book("16:00")
    seen = patient_of(desk)
    patients.edit(desk.desk.history, seen, replace(seen, needs=("giant print",)))
    form = opened(file_window, BookingForm, patient=patient_of(desk))
    assert "needs giant print" in form.hint.text()
    assert (form.who.input.text(), form.phone.input.text()) == ("Jane Holt", "07700 900334")


def test_who_waited_is_off_the_waiting_list_once_booked(desk, file_window):
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=desk.clock())
    patients.wait(desk.desk.history, "Tom Holt", "07700 900335", wish)
    opened(file_window, BookingForm)
    file_window.type("tom")
    file_window.press("Return Return")
    assert file_window.no_dialog()
    with desk.desk.store.read() as reader:
        assert patients.waiting(reader, desk.clock()) == []
    file_window.press("Ctrl+Z")
    with desk.desk.store.read() as reader:
        assert [line.patient.name for line in patients.waiting(reader, desk.clock())] == ["Tom Holt"]


# ---- nothing of one caller stays for the next


@pytest.fixture
def jane(desk) -> Patient:
    """Somebody known, who was given the privacy notice and needs large print."""
    desk.book("16:00")
    seen = patient_of(desk)
    patients.edit(
        desk.desk.history, seen, replace(seen, privacy_given_at=desk.clock(), needs=("large print",))
    )
    return patient_of(desk)


def has_nothing_of_jane(form: BookingForm) -> bool:
    left = (form.phone.input.text(), form.about.input.text(), form.speaking.input.text())
    assert left == ("", "", "")
    assert not form.privacy.isChecked()
    assert form.caller.known is None
    assert "Known since" not in form.hint.text()
    assert "large print" not in form.hint.text()
    assert form.already.sentence == ""
    return True


def type_over(window: Window, form: BookingForm, name: str = "Bob Ray") -> None:
    form.who.input.setFocus()
    window.press("Ctrl+A")
    window.type(name)


def test_another_name_over_a_patient_who_was_picked_takes_their_things_away(jane, file_window):
    form = opened(file_window, BookingForm)
    file_window.type("holt")
    file_window.press("Return")
    assert (form.phone.input.text(), form.privacy.isChecked()) == ("07700 900334", True)
    type_over(file_window, form)
    assert has_nothing_of_jane(form)


def test_a_letter_more_on_the_name_of_a_known_patient_is_somebody_else(jane, file_window):
    form = opened(file_window, BookingForm)
    file_window.type("holt")
    file_window.press("Return End")
    file_window.type("er")
    assert form.who.input.text() == "Jane Holter"
    assert has_nothing_of_jane(form)


@pytest.mark.parametrize("way", ["Escape", "Return Escape"])
def test_another_name_over_a_form_that_was_left_takes_the_patients_things_away(jane, desk, file_window, way):
    opened(file_window, BookingForm, slot=desk.slot("16:00").id)
    file_window.type("holt")
    file_window.press(f"Return {way}")
    assert file_window.no_dialog()
    form = opened(file_window, BookingForm)
    assert (form.who.input.text(), form.phone.input.text()) == ("Jane Holt", "07700 900334")
    file_window.type("Bob Ray")
    assert form.who.input.text() == "Bob Ray"
    assert has_nothing_of_jane(form)
    file_window.press("Return")
    assert form.refusal == "Type a phone number to call."


def test_another_name_over_what_was_typed_for_somebody_new_starts_anew_and_keeps_it(desk, file_window):
    form = opened(file_window, BookingForm)
    file_window.type("Nora Blake")
    file_window.press("Tab")
    file_window.type("07700 900481")
    form.about.input.setText("Knee")
    form.speaking.input.setText("Her son")
    form.privacy.setChecked(True)
    file_window.press("Escape")
    form = opened(file_window, BookingForm)
    file_window.type("Bob Ray")
    assert has_nothing_of_jane(form)
    file_window.press("Tab")
    file_window.type("07700 900482")
    file_window.press("Return")
    assert file_window.no_dialog()
    line = desk.line("Bob Ray")
    assert (line.patient.phone, line.call.about, line.call.speaking) == ("+447700900482", "", "")
    assert line.patient.privacy_given_at is None
    form = opened(file_window, BookingForm)
    assert form.caller.draft() == Draft("Nora Blake", "07700 900481", "Knee", "Her son", True)


@pytest.mark.parametrize("way", ["typed over", "taken away letter by letter", "pasted over", "taken back"])
def test_another_name_in_the_form_that_is_still_open_starts_anew(desk, file_window, way):
    form = opened(file_window, BookingForm)
    file_window.type("Nora")
    form.phone.input.setText("07700 900481")
    form.privacy.setChecked(True)
    form.who.input.setFocus()
    if way == "taken away letter by letter":
        file_window.press("End Backspace Backspace Backspace Backspace")
        file_window.type("Bob Ray")
    elif way == "pasted over":
        QGuiApplication.clipboard().setText("Norman Ray")
        file_window.press("Ctrl+A Ctrl+V")
    else:
        type_over(file_window, form)
    if way == "taken back":
        file_window.press("Ctrl+Z")
    assert has_nothing_of_jane(form)
    (other,) = (b for b in form.findChildren(QPushButton) if b.text().startswith("Go on with"))
    assert other.text() == "Go on with Nora"
    other.click()
    file_window.settle()
    assert form.caller.draft() == Draft("Nora", "07700 900481", "", "", True)


def test_a_slip_in_a_name_that_was_typed_is_mended_and_the_rest_stays(desk, file_window):
    form = opened(file_window, BookingForm)
    file_window.type("Nora Blak")
    form.phone.input.setText("07700 900481")
    file_window.press("End")
    file_window.type("e")
    assert form.caller.draft() == Draft("Nora Blake", "07700 900481")


def test_a_number_typed_where_the_name_goes_gives_way_to_the_name(desk, file_window):
    form = opened(file_window, BookingForm)
    file_window.type("07700 900481")
    file_window.press("Tab")
    file_window.type("07700 900481")
    type_over(file_window, form, "Nora Blake")
    assert form.caller.draft() == Draft("Nora Blake", "07700 900481")


def test_another_name_in_the_form_of_a_card_is_not_kept_for_that_card(jane, file_window):
    form = opened(file_window, BookingForm, patient=jane)
    form.about.input.setText("Hip")
    type_over(file_window, form)
    assert has_nothing_of_jane(form)
    form.phone.input.setText("07700 900482")
    file_window.press("Escape")
    form = opened(file_window, BookingForm, patient=jane)
    assert form.caller.draft() == Draft("Jane Holt", "07700 900334", "Hip", "", True, jane.id)
    file_window.press("Escape")
    form = opened(file_window, BookingForm)
    assert form.caller.draft() == Draft("Bob Ray", "07700 900482")


def test_a_patient_who_was_picked_is_still_that_patient_when_the_form_comes_back(jane, desk, file_window):
    opened(file_window, BookingForm)
    file_window.type("holt")
    file_window.press("Return Escape")
    opened(file_window, BookingForm)
    file_window.press("Return Return")
    assert file_window.no_dialog()
    assert [line.patient for line in desk.lines()] == [jane, jane]


def test_nothing_is_left_after_a_booking(jane, file_window):
    opened(file_window, BookingForm)
    file_window.type("holt")
    file_window.press("Return Return Return")
    assert file_window.no_dialog()
    form = opened(file_window, BookingForm)
    assert form.who.input.text() == ""
    assert has_nothing_of_jane(form)


# ---- drafts


def test_a_draft_is_empty_until_something_is_typed():
    assert Draft().is_empty
    assert Draft(privacy_given=True).is_empty
    assert not Draft(about="Knee").is_empty


def test_a_form_that_was_left_untouched_leaves_no_draft(desk, file_window):
    desk.book("16:00")
    opened(file_window, BookingForm, patient=patient_of(desk))
    file_window.press("Escape")
    opened(file_window, BookingForm)
    file_window.press("Escape")
    assert not file_window.main.context.drafts.are_any


def test_each_patient_has_a_draft_of_their_own(desk, file_window):
    desk.book("16:00")
    jane = patient_of(desk)
    form = opened(file_window, BookingForm, patient=jane)
    form.about.input.setText("Hip")
    file_window.press("Escape")
    form = opened(file_window, BookingForm)
    assert form.about.input.text() == ""
    file_window.press("Escape")
    form = opened(file_window, BookingForm, patient=jane)
    assert form.about.input.text() == "Hip"
    form.clear()
    file_window.press("Escape")
    assert not file_window.main.context.drafts.are_any


# ---- move, cancel, call back


def test_moving_offers_free_slots_of_the_same_clinic(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, MoveForm, desk.line())
    texts = offered(form.to.input)
    assert texts[0].startswith("Mon 23 Nov 09:00")
    assert {text.split(" · ")[1] for text in texts} == {"London"}


def test_moving_says_when_its_clinic_has_no_free_slot(desk, file_window, clock):
    desk.book("16:00")
    line = desk.line()
    clock.move(days=30)
    form = opened(file_window, MoveForm, line)
    assert form.refusal == "London has no free slot. Publish some first: Diary, Publish."
    file_window.press("Return")
    assert form.refusal == "Choose a time first."


def test_who_cancels_brings_the_reasons_that_fit(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, CancelForm, desk.line())
    for number, who in enumerate(CancelledBy):
        form.by.input.setCurrentIndex(number)
        suggested = tuple(reason for by, reason in REASONS if by == who)
        assert (form.by.input.currentData(), tuple(offered(form.reason.input))) == (who, suggested)
    assert form.leave.text() == "Keep it"
    file_window.press("Escape")
    assert desk.line().call.status is CallStatus.BOOKED


def test_the_reasons_are_those_the_clinics_agreed_on(desk, file_window):
    desk.book("16:00")
    with desk.desk.store.read() as reader:
        policy = organisation.get(reader)
    words = {"patient": ["Feels better"], "clinician": ["Ill"], "clinic": ["Closed"]}
    organisation.edit_reasons(desk.desk.history, policy, words)
    form = opened(file_window, CancelForm, desk.line())
    assert offered(form.reason.input) == ["Feels better"]
    file_window.press("Return")
    assert desk.line().call.cancel_reason == "Feels better"


def test_a_call_that_another_desk_cancelled_is_said_in_the_form(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, CancelForm, desk.line())
    desk.cancel()
    file_window.press("Return")
    assert form.refusal == "Somebody else has just changed this call. Look at it again."


def test_calling_back_starts_an_hour_from_now_and_takes_londons_time(desk, file_window, clock):
    desk.book("09:00")
    clock.move(minutes=20)
    form = opened(file_window, CallBackForm, desk.line(), "Ring after lunch")
    assert form.at.day.input.day == span.london_day(clock())
    assert form.at.time.input.text() == "10:15"
    form.at.time.input.setText("14:30")
    file_window.press("Return")
    assert file_window.no_dialog()
    call = desk.line().call
    assert (call.outcome, call.notes) == (Result.CALL_BACK, "Ring after lunch")
    assert span.london(call.next_try).time() == time(14, 30)


# ---- the card


def test_the_card_shows_the_call_as_it_becomes(desk, file_window):
    desk.book("10:00")
    card = opened(file_window, CallCard, desk.line())
    desk.record(Result.NO_ANSWER)
    file_window.main.live.look()
    file_window.settle()
    assert card.panel.line.call.attempts == 1


@pytest.mark.parametrize(("key", "result"), [("1", Result.CONSULTATION_BOOKED), ("6", Result.WRONG_NUMBER)])
def test_a_key_on_the_card_records_and_closes_it(desk, file_window, key, result):
    desk.book("09:00")
    opened(file_window, CallCard, desk.line())
    file_window.press(key)
    assert file_window.no_dialog()
    assert desk.line().call.outcome is result


def test_keys_typed_into_the_notes_of_the_card_are_words(desk, file_window):
    desk.book("09:00")
    card = opened(file_window, CallCard, desk.line())
    card.panel.notes.setFocus()
    file_window.type("m1 7")
    file_window.press("Delete")
    assert card.panel.notes.toPlainText() == "m1 7"
    assert file_window.dialog(CallCard) is card
    assert desk.line().call.outcome is None


def test_after_a_conflict_the_card_shows_the_call_as_it_is_now(desk, file_window):
    desk.book("09:00")
    file_window.main.live.stop()
    card = opened(file_window, CallCard, desk.line())
    desk.record(Result.NO_ANSWER)
    file_window.press("4")
    assert file_window.main.toast.sentence == "Somebody else has just changed this call. Look at it again."
    assert card.panel.line.call.attempts == 1
    file_window.press("4")
    assert desk.line().call.attempts == 2


def test_the_card_of_a_call_that_was_taken_back_goes(desk, file_window):
    desk.book("09:00")
    opened(file_window, CallCard, desk.line())
    desk.undo()
    file_window.main.live.look()
    assert file_window.no_dialog()


def test_a_booking_lasts_as_long_as_its_slot(desk, file_window):
    form = opened(file_window, BookingForm, slot=desk.slot("10:15").id)
    file_window.type("Nora Blake")
    form.phone.input.setText("07700 900481")
    file_window.press("Return")
    slot = desk.line("Nora Blake").slot
    assert slot.ends_at - slot.starts_at == timedelta(minutes=15)


# ---- a second call


def test_a_call_that_somebody_has_already_is_named_and_a_second_one_booked(window, here):
    here.book("16:00", day=here.clock().date() + timedelta(days=3))
    form = opened(window, BookingForm)
    window.type("holt")
    assert form.already.sentence == ""
    window.press("Return")
    has = "Jane Holt already has a call on Thu 26 Nov 16:00 in London."
    assert form.already.sentence == has
    assert form.doing.text() == form.doing.accessibleName() == "Book a second call"
    window.press("Return")
    assert form.already.sentence == f"{has} Enter again books a second one."
    assert form.focusWidget() is form.doing
    assert form.doing.accessibleDescription() == has
    assert len(here.lines()) == 1
    window.press("Return")
    assert window.no_dialog()
    assert len(here.lines()) == 2


def test_an_enter_that_is_held_down_or_comes_before_the_answer_books_no_second_call(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, BookingForm, patient=patient_of(desk))
    file_window.press("Return")
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(form.doing, held)
    file_window.settle()
    assert file_window.dialog(BookingForm) is form
    file_window.press("Escape")
    form = BookingForm(file_window.main, file_window.main.context, patient=patient_of(desk))
    present(form)
    form.doing.setFocus()
    form.doing.click()
    file_window.settle()
    assert file_window.dialog(BookingForm) is form
    assert form.already.sentence.endswith("Enter again books a second one.")
    assert len(desk.lines()) == 1


def test_ctrl_enter_is_asked_once_too(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, BookingForm, patient=patient_of(desk))
    file_window.press("Ctrl+Return")
    assert file_window.dialog(BookingForm) is form
    file_window.press("Ctrl+Return")
    assert file_window.no_dialog()
    assert len(desk.lines()) == 2


def test_one_click_on_what_says_so_books_a_second_call_and_another_name_asks_no_more(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, BookingForm, patient=patient_of(desk))
    type_over(file_window, form, "Bob Ray")
    assert form.doing.text() == "Book the call"
    file_window.press("Escape")
    form = opened(file_window, BookingForm, patient=patient_of(desk))
    form.doing.click()
    assert file_window.no_dialog()
    assert len(desk.lines()) == 2


def test_a_call_that_another_desk_books_meanwhile_is_asked_about_too(window, here):
    here.book("16:00")
    here.cancel()
    form = opened(window, BookingForm, patient=patient_of(here))
    window.main.live.stop()
    here.book("15:00")
    window.press("Return")
    has = "Jane Holt already has a call on Mon 23 Nov 15:00 in London."
    assert form.already.sentence == f"{has} Enter again books a second one."
    assert form.focusWidget() is form.doing
    assert form.doing.text() == "Book a second call"
    window.press("Return")
    assert window.no_dialog()
    assert len([line for line in here.lines() if line.call.is_live]) == 2


def test_somebody_typed_anew_who_is_known_by_name_and_number_has_their_call_named(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, BookingForm)
    file_window.type("jane holt")
    file_window.press("Tab")
    form.phone.input.setFocus()
    file_window.type("07700 900 33")
    assert form.already.sentence == ""
    file_window.type("4")
    assert form.already.sentence == "Jane Holt already has a call on Mon 23 Nov 16:00 in London."
    file_window.type("5")
    assert form.already.sentence == ""


def test_the_form_opened_for_a_patient_names_their_call_at_once(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, BookingForm, patient=patient_of(desk))
    assert form.already.sentence == "Jane Holt already has a call on Mon 23 Nov 16:00 in London."
    form.clear()
    file_window.settle()
    assert form.already.sentence == ""


def test_the_same_moment_twice_stays_refused(desk, file_window):
    desk.book("09:30")
    form = opened(
        file_window, BookingForm, slot=desk.slot("09:30", clinic="Bedford").id, patient=patient_of(desk)
    )
    file_window.press("Return Return")
    assert form.refusal == "Jane Holt already has a call at Mon 23 Nov 09:30. Choose another time."
    assert len(desk.lines()) == 1


# ---- when to call back


def test_a_call_back_is_offered_when_the_clinic_opens_next(desk, file_window, clock):
    desk.book("09:00")
    clock.move(hours=8, minutes=40)
    form = opened(file_window, CallBackForm, desk.line(), "")
    assert form.at.typed == (span.london_day(clock()) + timedelta(days=1), time(9))
    assert form.warning.sentence == ""
    file_window.press("Return")
    assert span.moment_text(desk.line().call.next_try) == "Tue 24 Nov 09:00"


def test_enter_at_once_notes_the_time_that_is_offered(desk, file_window, clock):
    desk.book("09:00")
    clock.move(hours=8, minutes=40)
    form = CallBackForm(file_window.main, file_window.main.context, desk.line(), "")
    present(form)
    form.submit()
    file_window.settle()
    assert file_window.no_dialog()
    assert span.moment_text(desk.line().call.next_try) == "Tue 24 Nov 09:00"


def test_a_time_outside_the_hours_is_warned_of_and_noted(window, here):
    here.book("09:00")
    form = opened(window, CallBackForm, here.line(), "")
    form.at.time.input.setText("19:30")
    window.settle()
    assert form.warning.sentence == (
        "19:30 is outside the hours of London on Mon 23 Nov (09:00–18:00), but it can be noted all the same."
    )
    form.at.day.input.show_day(date(2026, 11, 29))
    window.settle()
    assert form.warning.sentence.startswith("London is closed on Sun 29 Nov")
    form.at.day.input.show_day(date(2026, 11, 24))
    form.at.time.input.setText("14:00")
    window.settle()
    assert form.warning.sentence == ""
    form.at.time.input.setText("19:30")
    window.press("Return")
    assert span.moment_text(here.line().call.next_try) == "Tue 24 Nov 19:30"


# ---- the card, another day


def test_the_card_asks_once_more_for_a_call_of_another_day(desk, file_window):
    desk.book("10:15", day=desk.clock().date() + timedelta(days=3))
    card = opened(file_window, CallCard, desk.line())
    file_window.press("5")
    assert "This call is for Thu 26 Nov 10:15." in card.panel.another_day.sentence
    assert file_window.dialog(CallCard) is card
    file_window.press("5")
    assert file_window.no_dialog()
    assert desk.line().call.outcome is Result.NOT_SUITABLE


def test_the_card_leads_to_the_sheets_of_its_patient(desk, file_window):
    desk.book("09:00")
    opened(file_window, CallCard, desk.line())
    file_window.press("P")
    assert file_window.no_dialog()
    assert file_window.main.current == "sheets"
    assert file_window.screen.panel.finder.patient.name == "Jane Holt"


# ---- nothing moves under the hand


def places(form: BookingForm) -> list[tuple[int, int, int]]:
    fields = (form.who, form.phone, form.about, form.speaking)
    return [(one.x(), one.input.width(), one.input.height()) for one in fields]


def tops(form: BookingForm) -> list[int]:
    """Return how far below the top of the form its fields and its buttons stand."""
    parts = (
        form.phone,
        form.speaking,
        form.caller.details.needs,
        form.privacy,
        form.doing,
        form.clear_button,
    )
    return [one.mapTo(form, QPoint(0, 0)).y() for one in parts]


def test_a_refusal_leaves_the_fields_beside_it_as_they_are(desk, file_window):
    form = opened(file_window, BookingForm)
    file_window.type("Nora Blake")
    form.phone.input.setText("12")
    before = places(form)
    file_window.press("Return")
    assert "cannot be a phone number" in form.phone.refusal
    file_window.settle()
    assert [width for _, width, _ in places(form)] == [width for _, width, _ in before]
    assert [x for x, _, _ in places(form)] == [x for x, _, _ in before]


def test_the_form_is_no_taller_after_a_pick_than_before(desk, file_window):
    patients.wait(
        desk.desk.history,
        "Tom Holt",
        "07700 900335",
        Waiting(id=WaitingId(0), patient=PatientId(0), since=desk.clock()),
    )
    form = opened(file_window, BookingForm)
    before = form.height(), places(form)
    file_window.type("tom")
    assert form.matches.isVisible()
    assert (form.height(), places(form)) == before
    file_window.press("Return")
    file_window.settle()
    assert (form.height(), places(form)) == before


def test_what_made_the_form_taller_and_is_gone_keeps_its_room_so_that_nothing_comes_up_under_the_mouse(
    desk, file_window
):
    desk.book("16:00")
    form = opened(file_window, BookingForm)
    before = form.height()
    file_window.type("jane")
    file_window.press("Return")
    assert form.already.sentence
    file_window.qtbot.waitUntil(lambda: form.height() > before)
    stood = form.height(), tops(form)
    file_window.press("End")
    file_window.type("s")
    file_window.settle()
    assert form.already.sentence == ""
    assert (form.height(), tops(form)) == stood
    file_window.press("Escape")
    assert opened(file_window, BookingForm).height() == before, "a new form has no gap"


def test_a_number_that_is_nobodys_any_more_moves_nothing(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, BookingForm)
    file_window.type("Amy Bay")
    form.phone.input.setFocus()
    file_window.type("07700 900334")
    assert form.caller.likely.sentence
    file_window.qtbot.waitUntil(lambda: form.caller.likely.height() > 30)
    stood = form.height(), tops(form)
    file_window.press("Backspace")
    file_window.type("9")
    file_window.settle()
    assert form.caller.likely.sentence == ""
    assert (form.height(), tops(form)) == stood


def test_a_press_from_under_which_the_button_moved_away_books_nothing(desk, file_window):
    desk.book("16:00")
    form = opened(file_window, BookingForm)
    file_window.type("Amy Bay")
    form.phone.input.setText("07700 900335")
    file_window.settle()
    at, before = form.doing.mapTo(form, form.doing.rect().center()), form.height()
    QTest.mousePress(form.doing, Qt.MouseButton.LeftButton)
    form.phone.input.setText("07700 900334")
    file_window.qtbot.waitUntil(lambda: form.height() > before)
    QTest.mouseRelease(form.doing, Qt.MouseButton.LeftButton, pos=form.doing.mapFrom(form, at))
    file_window.settle()
    assert form.isVisible()
    assert [line.patient.name for line in desk.lines()] == ["Jane Holt"]


def test_a_name_of_a_clinician_is_not_cut_in_the_list_of_times(desk, file_window):
    form = opened(file_window, MoveForm, desk.book("16:00") and desk.line())
    box = form.to.input
    widest = max(box.fontMetrics().horizontalAdvance(text) for text in offered(box))
    assert box.width() >= widest + 30
    assert box.view().sizeHintForColumn(0) <= box.width()
    box.showPopup()
    file_window.settle()
    assert box.view().height() <= 8 * box.view().sizeHintForRow(0) + 8, "it does not fill the screen"
    box.hidePopup()
